import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";

/** Files that the build has read and found to be right: what is in each, by the digest of its text. */
export type Checked<Data> = Readonly<Record<string, Data>>;

/** What the build has kept, to read our own files anew would take most of a start; nothing where nothing was built. */
export async function readChecked<Data>(file: URL): Promise<Checked<Data>> {
  const text = await readFile(file, "utf8").catch(() => "{}");
  return JSON.parse(text) as Checked<Data>;
}

/** What the build keeps of files that came out without a mistake. */
export async function checkedOf<Data>(
  files: readonly { readonly file: string; readonly data: Data }[],
): Promise<Checked<Data>> {
  const read = files.map(async ({ file, data }) => [digestOf(await readFile(file, "utf8")), data] as const);
  return Object.fromEntries(await Promise.all(read));
}

export function digestOf(text: string): string {
  return createHash("sha256").update(text).digest("base64");
}
