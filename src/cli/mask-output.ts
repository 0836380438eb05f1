import { randomUUID } from "node:crypto";
import { closeSync, fstatSync, openSync, readSync, renameSync, rmSync, unlinkSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";

/** Compressed at a time: each makes a member of the gzip file, and small ones would cost room. */
const MEMBER_BYTES = 4 << 20;
const COPY_BYTES = 1 << 20;

/** A new .tar.gz beside its final name, which nobody else may read and which replaces nothing. */
export class MaskOutput {
  readonly #directory: string;
  readonly #final: string;
  readonly #parts: { readonly path: string; readonly fd: number }[] = [];
  #body = -1;
  #begun: Buffer[] = [];
  #begunBytes = 0;

  constructor(final: string) {
    this.#final = final;
    this.#directory = dirname(final);
  }

  /** Makes the first file: what it throws is the reason why nothing can be written there. */
  open(): void {
    this.#body = this.#open();
  }

  write(bytes: Buffer): void {
    // A piece may be of a buffer that is used again.
    this.#begun.push(Buffer.from(bytes));
    this.#begunBytes += bytes.length;
    if (this.#begunBytes >= MEMBER_BYTES) this.#flush();
  }

  /** Room for one file, which has no name and is gone with the process at the latest. */
  spool() {
    const path = this.#newPath();
    const fd = openSync(path, "wx+", 0o600);
    unlinkSync(path);
    return {
      write: (bytes: Buffer) => writeAll(fd, bytes),
      read: (take: (bytes: Buffer) => void) => readAll(fd, take),
      close: () => closeSync(fd),
    };
  }

  /** Puts these bytes first and gives the whole its name; throws with EEXIST where something has it by now. */
  publish(first: Buffer): void {
    this.#flush();
    if (first.length > 0) {
      const fd = this.#open();
      writeAll(fd, gzipSync(first));
      readAll(this.#body, (bytes) => writeAll(fd, bytes));
    }
    const whole = this.#parts.at(-1);
    // A rename alone would replace anybody's file.
    closeSync(openSync(this.#final, "wx", 0o600));
    try {
      if (whole !== undefined) renameSync(whole.path, this.#final);
    } catch (error) {
      rmSync(this.#final, { force: true });
      throw error;
    }
    this.discard();
  }

  /** Leaves nothing but what was published. */
  discard(): void {
    for (const { path, fd } of this.#parts.splice(0)) {
      rmSync(path, { force: true });
      closeSync(fd);
    }
  }

  #flush(): void {
    if (this.#begunBytes === 0) return;
    writeAll(this.#body, gzipSync(Buffer.concat(this.#begun)));
    this.#begun = [];
    this.#begunBytes = 0;
  }

  #newPath(): string {
    return join(this.#directory, `.sospect-${randomUUID()}.part`);
  }

  #open(): number {
    const path = this.#newPath();
    const fd = openSync(path, "wx+", 0o600);
    this.#parts.push({ path, fd });
    return fd;
  }
}

function writeAll(fd: number, bytes: Buffer): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(fd, bytes, at);
}

function readAll(fd: number, take: (bytes: Buffer) => void): void {
  const { size } = fstatSync(fd);
  const buffer = Buffer.alloc(Math.min(size, COPY_BYTES));
  for (let at = 0; at < size; ) {
    const got = readSync(fd, buffer, 0, buffer.length, at);
    if (got === 0) throw new Error("a temporary file became shorter");
    take(buffer.subarray(0, got));
    at += got;
  }
}
