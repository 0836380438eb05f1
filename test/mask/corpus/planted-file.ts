import { formsOf } from "./escapes.ts";
import { type Random, randomOf } from "./random.ts";

/** A file of a node in which secrets stand. */
export interface PlantedFile {
  /** Where it lies in a bundle that has the shape of a sosreport. */
  readonly path: string;
  readonly format: Format;
  readonly text: string;
  /** Each secret as it is, and as it is written in the text where that differs. */
  readonly secrets: readonly string[];
  /** The same for each secret: as it is, then as it is written. */
  readonly forms: readonly (readonly string[])[];
  /** What of a secret may not survive by itself: a word of a passphrase, a line of a key. */
  readonly fragments: readonly string[];
}

type Format = "json" | "json-lines" | "yaml" | "ini" | "table" | "text" | "xml";

/** Secrets that stand in several files and forms: each has one replacement throughout. */
const SHARED = {
  root: "gAl3raR00tQm7VxT2kWz",
  rabbit: "Rbt9hQ2nVw6xKy4TzLmP",
  keystone: "kSadm1nJ7pXw3VqRt8Ny",
  nova: "nV4dbU8sHq2LxTz6WmKc",
  redis: "rDs5cGm9YtQ3vXk7PnJw",
  haproxy: "hApx6StatsBq8Vn2LzTd",
  metadata: "mTdProxy4Wk9ShrdQx7Zc",
  odd: "oDd+Zq7/Lw=Xn3.Vk-8Ty_",
} as const;

/** Each stands in at least three files. */
export const sharedSecrets: readonly string[] = Object.values(SHARED);

/** Makes the secrets of one file and remembers them. */
export interface Secrets {
  /** Letters and digits, as generators of passwords make them. */
  word(length?: number): string;
  hex(length?: number): string;
  digits(length?: number): string;
  base64(bytes?: number): string;
  base64url(bytes?: number): string;
  /** The pattern with six letters and digits for each ~. */
  like(pattern: string): string;
  /** A password as crypt hashes it: `$6$salt$hash`, of which the salt by itself is no secret. */
  crypt(kind?: string, salt?: number, hash?: number): string;
  /** The lines of a private key between its first and last. */
  keyLines(lines?: number): string[];
  /** A key of ceph: a type, a time, a length, 16 bytes. */
  cephKey(): string;
  /** A key that keystone signs its tokens with. */
  fernetKey(): string;
  /** A token of keystone. */
  fernet(): string;
  shared(name: keyof typeof SHARED): string;
}

const ALPHANUMERIC = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghjkmnpqrstuvwxyz23456789";

/**
 * The file that `write` writes with secrets made for it; the same for the same path at each run.
 * Throws when a secret made is not in the text in any form known.
 */
export function plant(path: string, format: Format, write: (secrets: Secrets) => string): PlantedFile {
  const made = new Set<string>();
  const parts = new Set<string>();
  const text = write(secretsOf(randomOf(path), made, parts));
  const forms = [...made].map((secret) => [secret, ...formsOf(secret).filter((form) => form !== secret)]);
  const written = forms.map(([secret = "", ...others]) => {
    const found = others.filter((form) => text.includes(form));
    if (found.length === 0 && !text.includes(secret)) throw new Error(`${path} does not hold ${secret}`);
    return [secret, ...found];
  });
  return { path, format, text, secrets: written.flat(), forms: written, fragments: [...parts] };
}

function secretsOf(random: Random, made: Set<string>, parts: Set<string>): Secrets {
  const keep = (secret: string): string => {
    made.add(secret);
    return secret;
  };
  const part = (length: number): string => {
    const text = random.text(ALPHANUMERIC, length);
    parts.add(text);
    return text;
  };
  return {
    word: (length = 20) => keep(random.text(ALPHANUMERIC, length)),
    hex: (length = 32) => keep(random.text("0123456789abcdef", length)),
    digits: (length = 11) => keep(`7${random.text("123456789", length - 1)}`),
    base64: (bytes = 24) => keep(random.bytes(bytes).toString("base64")),
    base64url: (bytes = 32) => keep(random.bytes(bytes).toString("base64url")),
    like: (pattern) => keep(pattern.replace(/~/g, () => part(6))),
    crypt: (kind = "6", salt = 16, hash = 86) => keep(`$${kind}$${random.text(ALPHANUMERIC, salt)}$${part(hash)}`),
    keyLines: (lines = 6) => {
      const body = Array.from({ length: lines }, () => random.bytes(48).toString("base64"));
      const [first = "", ...others] = body;
      keep(first);
      for (const line of others) parts.add(line);
      return body;
    },
    cephKey: () => keep(`AQ${random.bytes(28).toString("base64").slice(2)}`),
    fernetKey: () => keep(`${random.bytes(32).toString("base64url")}=`),
    fernet: () => keep(`gAAAAAB${random.bytes(96).toString("base64url")}`),
    shared: (name) => keep(SHARED[name]),
  };
}
