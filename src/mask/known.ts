import { isDistinct } from "./distinct.ts";

/** So many characters of a secret are looked for at once; a shorter secret is never looked for. */
const BEGIN = 6;
/** Bits of the table that tells most texts to hold no secret. */
const TABLE = 1 << 20;
const WORD = /[A-Za-z0-9]/;
/** Of a secret that a text is cut within no more than this is looked at. */
const LONGEST_CUT = 1000;
/** A secret of fewer characters may stand within another word by chance. */
const ALONE = 10;

/**
 * Hides known secrets wherever they stand, also as URLs, JSON, base64 and hex write them; a text is read once however many
 * secrets there are.
 */
export class KnownSecrets {
  readonly #tokens: ReadonlyMap<string, string>;
  readonly #table = new Uint8Array(TABLE);
  /** What is looked for, with what stands for it. */
  readonly #texts = new Map<string, string>();
  /** How long those are that begin like this, the longest first. */
  readonly #lengths = new Map<string, readonly number[]>();
  /** All in order, for those that a text is cut within; made when one is. */
  #sorted: readonly string[] | undefined;
  #learned = 0;

  /** `tokens` has what stands for each secret; what is added to it later is learned when the next text is read. */
  constructor(tokens: ReadonlyMap<string, string>) {
    this.#tokens = tokens;
  }

  hide(text: string): string {
    if (this.#tokens.size > this.#learned) this.#learn();
    if (this.#texts.size === 0 || text.length < BEGIN) return text;
    let hidden = "";
    let reached = 0;
    for (let at = 0; at + BEGIN <= text.length; at += 1) {
      const found = this.#table[hashAt(text, at)] === 0 ? undefined : this.#foundAt(text, at);
      if (found === undefined) continue;
      hidden += text.slice(reached, at) + found.token;
      reached = Math.min(text.length, at + found.length);
      at = reached - 1;
    }
    return reached === 0 ? text : hidden + text.slice(reached);
  }

  #learn(): void {
    let index = 0;
    for (const [secret, token] of this.#tokens) {
      if (index >= this.#learned && isDistinct(secret)) for (const form of formsOf(secret)) this.#add(form, token);
      index += 1;
    }
    this.#learned = index;
  }

  #add(text: string, token: string): void {
    if (text.length < BEGIN || this.#texts.has(text)) return;
    this.#texts.set(text, token);
    this.#sorted = undefined;
    const begin = text.slice(0, BEGIN);
    const lengths = this.#lengths.get(begin) ?? [];
    if (!lengths.includes(text.length)) {
      this.#lengths.set(
        begin,
        [...lengths, text.length].sort((one, other) => other - one),
      );
    }
    this.#table[hashAt(text, 0)] = 1;
  }

  #foundAt(text: string, at: number): Found | undefined {
    for (const length of this.#lengths.get(text.slice(at, at + BEGIN)) ?? []) {
      const token = at + length > text.length ? undefined : this.#texts.get(text.slice(at, at + length));
      if (token !== undefined && (length >= ALONE || standsAlone(text, at, at + length))) return { token, length };
    }
    return text.endsWith(CUT) ? this.#cutAt(text, at) : undefined;
  }

  /** The beginning of a secret, which the end of a text has cut. */
  #cutAt(text: string, at: number): Found | undefined {
    const begun = text.slice(at, -CUT.length).trimEnd();
    if (begun.length < BEGIN || begun.length > LONGEST_CUT) return undefined;
    this.#sorted ??= [...this.#texts.keys()].sort();
    const secret = firstFrom(this.#sorted, begun);
    return secret?.startsWith(begun) ? { token: this.#texts.get(secret) ?? "", length: begun.length } : undefined;
  }
}

interface Found {
  readonly token: string;
  readonly length: number;
}

function standsAlone(text: string, start: number, end: number): boolean {
  return !(WORD.test(text[start - 1] ?? "") || WORD.test(text[end] ?? ""));
}

/** The first of the sorted texts that is not before this one. */
function firstFrom(sorted: readonly string[], text: string): string | undefined {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? "") < text) low = middle + 1;
    else high = middle;
  }
  return sorted[low];
}

/** What stands at the end of a text that was cut, in the place of the rest. */
const CUT = "…";

/** The secret, and how it is written where some of its characters may not stand. */
function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const forms = [secret, encodeURIComponent(wellFormed(secret)), JSON.stringify(secret).slice(1, -1)];
  const coded = [
    bytes.toString("base64").replace(/=+$/, ""),
    bytes.toString("hex"),
    bytes.toString("hex").toUpperCase(),
  ];
  return secret.length < ALONE ? forms : [...forms, ...coded];
}

function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, "\ufffd");
}

function hashAt(text: string, at: number): number {
  let hash = 0;
  for (let index = at; index < at + BEGIN; index += 1) hash = (Math.imul(hash, 31) + text.charCodeAt(index)) | 0;
  return (hash ^ (hash >>> 15)) & (TABLE - 1);
}
