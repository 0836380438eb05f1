import { createHash } from "node:crypto";

/** The bytes of a file, as a manifest tells them. */
export interface Packed {
  readonly bytes: number;
  readonly sha256: string;
}

/** A file before and after it was masked; there is no `after` where it was left out. */
export interface Repacked {
  readonly before: Packed;
  readonly after?: Packed;
}

/** Measures bytes as they pass. */
export class Measure {
  readonly #hash = createHash("sha256");
  #bytes = 0;

  add(bytes: Buffer): void {
    this.#bytes += bytes.length;
    this.#hash.update(bytes);
  }

  end(): Packed {
    return { bytes: this.#bytes, sha256: this.#hash.digest("hex") };
  }
}

/**
 * The `files` of a manifest, told what became of them. What did not hold before is left as it is, so that a bundle that
 * was changed by hand does not seem to be whole once it is masked.
 */
export function repackedFiles(files: readonly unknown[], repacked: ReadonlyMap<string, Repacked>): unknown[] {
  return files.flatMap((file) => {
    if (!isPackedFile(file)) return [file];
    const now = repacked.get(file.path);
    if (now === undefined || !holds(file, now.before)) return [file];
    if (now.after === undefined) return [];
    const { bytes, sha256 } = now.after;
    return [file.sha256 === undefined ? { ...file, bytes } : { ...file, bytes, sha256 }];
  });
}

interface PackedFile {
  readonly path: string;
  readonly bytes: unknown;
  readonly sha256?: unknown;
}

function isPackedFile(value: unknown): value is PackedFile {
  return typeof value === "object" && value !== null && "path" in value && typeof value.path === "string";
}

function holds(file: PackedFile, { bytes, sha256 }: Packed): boolean {
  return file.bytes === bytes && (file.sha256 === undefined || file.sha256 === sha256);
}
