import type { Content } from "./content.ts";
import { encodingOf, HEAD_BYTES } from "./encoding.ts";
import { LineMask } from "./mask-lines.ts";
import type { Masker } from "./masker.ts";

/** A masker that hides what is known besides what a line itself tells; it counts from now on. */
export function hiding(masker: Masker): Masker {
  const before = masker.replaced();
  let hidden = 0;
  return {
    ...masker,
    line(line) {
      const masked = masker.line(line);
      const known = masker.known(masked);
      if (known !== masked) hidden += 1;
      return known;
    },
    replaced: () => masker.replaced() - before + hidden,
  };
}

/** Masks one file as its begin shows that it is to be read. */
export class FileMask<Of extends Pick<Content, "write">> {
  readonly #path: string;
  readonly #masker: Masker;
  readonly #keepBinary: boolean;
  readonly content: Of;
  #head: Buffer[] = [];
  #headBytes = 0;
  #lines: LineMask | undefined;
  #known = false;
  isBinary = false;

  constructor(path: string, masker: Masker, content: Of, keepBinary = false) {
    this.#path = path;
    this.#masker = masker;
    this.#keepBinary = keepBinary;
    this.content = content;
  }

  get cutLines(): number {
    return this.#lines?.cutLines ?? 0;
  }

  write(chunk: Buffer): void {
    if (this.#known) this.#pass(chunk);
    else this.#begin(chunk);
  }

  end(): void {
    if (!this.#known) this.#decide();
    this.#lines?.end();
  }

  #begin(chunk: Buffer): void {
    this.#head.push(chunk);
    this.#headBytes += chunk.length;
    if (this.#headBytes >= HEAD_BYTES) this.#decide();
  }

  #decide(): void {
    this.#known = true;
    const begun = Buffer.concat(this.#head);
    this.#head = [];
    const encoding = encodingOf(begun.subarray(0, HEAD_BYTES));
    this.isBinary = encoding === "binary" && !this.#keepBinary;
    if (encoding !== "binary") {
      this.#masker.startFile(this.#path);
      this.#lines = new LineMask(this.#masker, encoding, (bytes) => this.content.write(bytes));
    }
    this.#pass(begun);
  }

  #pass(chunk: Buffer): void {
    if (this.#lines !== undefined) this.#lines.write(chunk);
    else if (!this.isBinary) this.content.write(chunk);
  }
}
