import type { EntrySink } from "../entry.ts";
import type { Gate } from "../gate.ts";
import { maxMetaBytes } from "../limits.ts";
import type { Pace } from "../pace.ts";

/** A form of cpio: where its fields stand, in which base, and to how many bytes names and files are filled up. */
interface Form {
  readonly headerBytes: number;
  readonly base: 8 | 16;
  readonly fill: 1 | 4;
  readonly mode: readonly [from: number, to: number];
  readonly mtime: readonly [from: number, to: number];
  readonly nameSize: readonly [from: number, to: number];
  readonly size: readonly [from: number, to: number];
}

const newForm: Form = {
  ...{ headerBytes: 110, base: 16, fill: 4 },
  ...{ mode: [14, 22], mtime: [46, 54], size: [54, 62], nameSize: [94, 102] },
};
const oldForm: Form = {
  ...{ headerBytes: 76, base: 8, fill: 1 },
  ...{ mode: [18, 24], mtime: [48, 59], nameSize: [59, 65], size: [65, 76] },
};
const forms: ReadonlyMap<string, Form> = new Map([
  ["070701", newForm],
  ["070702", newForm],
  ["070707", oldForm],
]);

export const magicBytes = 6;

/** Whether bytes are the first of a cpio archive in one of its portable forms. */
export function isCpio(first: Buffer): boolean {
  return forms.has(first.toString("latin1", 0, magicBytes));
}

interface Header {
  readonly form: Form;
  readonly mode: number;
  readonly mtime: number;
  readonly nameSize: number;
  readonly size: number;
}

const LAST = "TRAILER!!!";

/** Walks a cpio archive as its bytes come, in chunks of any size. */
export class CpioReader {
  readonly #intake: Gate;
  readonly #pace: Pace;
  #gathered = Buffer.alloc(0);
  /** Set once a header is known, for its name and its file. */
  #header: Header | undefined;
  #path: string | undefined;
  #sink: EntrySink | undefined;
  #bodyLeft = 0;
  #fillLeft = 0;
  #isOver = false;
  /** Valid headers of any kind. */
  members = 0;
  readonly firstBlock = undefined;

  constructor(intake: Gate, pace: Pace) {
    this.#intake = intake;
    this.#pace = pace;
  }

  /** Takes a chunk from `from` on; gives how far it came before it had to wait. */
  write(chunk: Buffer, from = 0): number {
    let at = from;
    while (at < chunk.length && !this.#pace.isHeld) {
      if (this.#isOver) return chunk.length;
      if (this.#fillLeft > 0) at = this.#skip(chunk, at);
      else if (this.#bodyLeft > 0) at = this.#takeBody(chunk, at);
      else at = this.#gather(chunk, at);
    }
    return at;
  }

  /** All bytes have come: says what is missing, unless `failure` is what the user was told already. */
  finish(failure?: string): void {
    if (this.#isOver || this.members === 0) return;
    const reason = "the archive stops inside this file";
    const cut = this.#bodyLeft > 0 ? this.#path : undefined;
    if (cut !== undefined) {
      this.#intake.missing(this.#bodyLeft);
      this.#sink?.end(failure ?? reason);
    }
    if (failure !== undefined) return;
    if (cut !== undefined) this.#intake.note("truncated", reason, true, cut);
    else this.#intake.note("truncated", "the archive stops without its end mark", true);
  }

  #skip(chunk: Buffer, at: number): number {
    const end = Math.min(chunk.length, at + this.#fillLeft);
    this.#fillLeft -= end - at;
    return end;
  }

  #takeBody(chunk: Buffer, at: number): number {
    const end = Math.min(chunk.length, at + this.#bodyLeft);
    this.#sink?.write(chunk.subarray(at, end));
    this.#bodyLeft -= end - at;
    if (this.#bodyLeft === 0) this.#endBody();
    return end;
  }

  #endBody(): void {
    const { form, size } = this.#header ?? { form: oldForm, size: 0 };
    this.#fillLeft = fillOf(form, size);
    this.#header = undefined;
    this.#sink?.end();
    this.#sink = undefined;
  }

  /** Gathers a magic, then the header that it stands for, then its name. */
  #gather(chunk: Buffer, at: number): number {
    const wanted = this.#header?.nameSize ?? this.#form()?.headerBytes ?? magicBytes;
    const end = Math.min(chunk.length, at + wanted - this.#gathered.length);
    this.#gathered = Buffer.concat([this.#gathered, chunk.subarray(at, end)]);
    if (this.#gathered.length === wanted) this.#use(wanted);
    return end;
  }

  #form(): Form | undefined {
    return forms.get(this.#gathered.toString("latin1", 0, magicBytes));
  }

  #use(bytes: number): void {
    const form = this.#form();
    if (this.#header !== undefined) this.#begin(this.#header);
    else if (form === undefined) this.#stop();
    else if (bytes === form.headerBytes) {
      this.#header = decoded(form, this.#gathered);
      this.#gathered = Buffer.alloc(0);
      if (this.#header === undefined) this.#stop();
    }
  }

  #begin(header: Header): void {
    const { form, mode, mtime, size, nameSize } = header;
    const path = this.#gathered.toString("utf8", 0, nameSize - 1);
    this.#gathered = Buffer.alloc(0);
    this.members += 1;
    this.#path = path;
    if (path === LAST) {
      this.#isOver = true;
      return;
    }
    const kind = mode & 0o170000;
    if (kind === 0o040000) this.#intake.folder(path);
    else if (kind === 0o120000) this.#intake.symlink(path);
    else if (kind !== 0o100000) this.#intake.refused("special-file", "neither a file nor a folder", false, path);
    else this.#sink = this.#intake.file({ path, size, mode: mode & 0o7777, mtime: mtime * 1000 });
    this.#bodyLeft = size;
    if (size === 0) this.#endBody();
    this.#fillLeft += fillOf(form, form.headerBytes + nameSize);
  }

  #stop(): void {
    this.#isOver = true;
    this.#intake.note("corrupt", "what follows in the archive is no header; the rest was not read", true);
  }
}

/** What fills so many bytes up. */
function fillOf({ fill }: Form, bytes: number): number {
  return (fill - (bytes % fill)) % fill;
}

function decoded(form: Form, bytes: Buffer): Header | undefined {
  const number = ([from, to]: readonly [number, number]): number => {
    const digits = bytes.toString("latin1", from, to);
    const isNumber = form.base === 8 ? /^[0-7]+$/.test(digits) : /^[\da-f]+$/i.test(digits);
    return isNumber ? Number.parseInt(digits, form.base) : Number.NaN;
  };
  const header = {
    ...{ form, mode: number(form.mode), mtime: number(form.mtime) },
    ...{ nameSize: number(form.nameSize), size: number(form.size) },
  };
  const isWhole = Number.isSafeInteger(header.size) && header.nameSize >= 2 && header.nameSize <= maxMetaBytes;
  return isWhole && Number.isSafeInteger(header.mode) ? header : undefined;
}
