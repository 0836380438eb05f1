import type { Masker } from "./masker.ts";

/** A path without the secrets that names in it hold: a folder stays a folder. */
export function maskPath(path: string, masker: Masker): string {
  return path
    .split("/")
    .map((name) => masker.known(masker.text(name)))
    .join("/");
}
