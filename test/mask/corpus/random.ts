import { createHash } from "node:crypto";

/** Text that looks random and is the same for the same seed. */
export interface Random {
  text(alphabet: string, length: number): string;
  bytes(length: number): Buffer;
}

/** A source of such text. */
export function randomOf(seed: string): Random {
  let count = 0;
  const block = (): Buffer => createHash("sha256").update(`${seed} ${count++}`).digest();
  const bytes = (length: number): Buffer => {
    const blocks = Array.from({ length: Math.ceil(length / 32) }, block);
    return Buffer.concat(blocks).subarray(0, length);
  };
  const text = (alphabet: string, length: number): string =>
    [...bytes(length)].map((byte) => alphabet[byte % alphabet.length]).join("");
  return { text, bytes };
}
