import { isDistinct } from "./distinct.ts";

/** So many characters of a secret are looked for at once; a shorter secret is never looked for. */
const BEGIN = 6;
/** Bits of the table that tells most texts to hold no secret. */
const TABLE = 1 << 16;
/** So much of a secret at the end of a text that was cut there is hidden as well. */
const LEAST_OF_CUT = 6;
const WORD = /[A-Za-z0-9]/;
/** A secret of fewer characters may stand within another word by chance. */
const ALONE = 10;

interface Known {
  readonly text: string;
  readonly token: string;
}

/**
 * Hides known secrets wherever they stand, also as URLs, JSON, base64 and hex write them; a text is read once however many
 * secrets there are.
 */
export class KnownSecrets {
  readonly #tokens: ReadonlyMap<string, string>;
  readonly #table = new Uint8Array(TABLE);
  readonly #byBegin = new Map<string, Known[]>();
  readonly #texts = new Set<string>();
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
    this.#texts.add(text);
    const begin = text.slice(0, BEGIN);
    const others = this.#byBegin.get(begin);
    if (others === undefined) this.#byBegin.set(begin, [{ text, token }]);
    else others.push({ text, token });
    this.#table[hashAt(text, 0)] = 1;
  }

  #foundAt(text: string, at: number): { readonly token: string; readonly length: number } | undefined {
    let longest: Known | undefined;
    for (const known of this.#byBegin.get(text.slice(at, at + BEGIN)) ?? []) {
      if (known.text.length > (longest?.text.length ?? 0) && standsAt(known.text, text, at)) longest = known;
    }
    return longest && { token: longest.token, length: Math.min(longest.text.length, text.length - at) };
  }
}

function standsAt(secret: string, text: string, at: number): boolean {
  const end = at + secret.length;
  const stop = text.endsWith(CUT) ? text.length - CUT.length : text.length;
  if (end > stop) {
    const cut = text.slice(at, stop).trimEnd();
    return stop < text.length && cut.length >= LEAST_OF_CUT && secret.startsWith(cut);
  }
  if (!text.startsWith(secret, at)) return false;
  return secret.length >= ALONE || !(WORD.test(text[at - 1] ?? "") || WORD.test(text[end] ?? ""));
}

/** What stands at the end of a text that was cut. */
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
