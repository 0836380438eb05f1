import type { EntryHeader, EntrySink } from "./entry.ts";
import { TarReader } from "./formats/tar.ts";
import type { Gate } from "./gate.ts";
import { Pace } from "./pace.ts";

/** A folder of a report that is stored as a tar in its place, as `sos report --pack-dir /var/log` does: var/log.tar. */
const packed = /^(.*\/)?(?:etc|opt|proc|run|sys|usr|var|sos_commands)(?:\/[^/]+)*\/([^/]+)\.tar$/;

/** Whether a path may be that of such a tar. */
export function isPackedFolder(path: string): boolean {
  return packed.test(path);
}

/** Reads it as it streams by: what it holds counts as if it stood in the archive itself. */
export class PackedFolder implements EntrySink {
  /** The archive has limits, which hold for its files. */
  readonly unlimited = true;
  readonly #tar: TarReader;

  constructor(path: string, gate: Gate) {
    this.#tar = new TarReader(new InPlace(path, gate), new Pace());
  }

  write(chunk: Buffer): void {
    this.#tar.write(chunk);
  }

  end(loss?: string): void {
    this.#tar.finish(loss);
  }
}

/** The gate of the archive around, to which members come under their place in it; others than the folder's own are not let in. */
class InPlace implements Gate {
  readonly #gate: Gate;
  readonly #parent: string;
  readonly #name: string;

  constructor(path: string, gate: Gate) {
    this.#gate = gate;
    this.#parent = path.slice(0, path.lastIndexOf("/") + 1);
    this.#name = path.slice(this.#parent.length, -".tar".length);
  }

  get stopped(): boolean {
    return this.#gate.stopped;
  }

  file(header: EntryHeader): EntrySink | undefined {
    const path = this.#placed(header.path);
    // One within another is none that sos writes.
    return path === undefined || isPackedFolder(path) ? undefined : this.#gate.file({ ...header, path });
  }

  folder(path: string): void {
    const placed = this.#placed(path);
    if (placed !== undefined) this.#gate.folder(placed);
  }

  symlink(path: string): void {
    const placed = this.#placed(path);
    if (placed !== undefined) this.#gate.symlink(placed);
  }

  hardLink(path: string): void {
    this.#gate.refused("special-file", "a hard link within a packed folder", true, path);
  }

  refused(...told: Parameters<Gate["refused"]>): void {
    this.#gate.refused(...told);
  }

  note(...told: Parameters<Gate["note"]>): void {
    this.#gate.note(...told);
  }

  missing(bytes: number): void {
    this.#gate.missing(bytes);
  }

  stop(...told: Parameters<Gate["stop"]>): void {
    this.#gate.stop(...told);
  }

  #placed(path: string): string | undefined {
    const plain = path.replace(/^(\.?\/)+/, "");
    return plain === this.#name || plain.startsWith(`${this.#name}/`) ? this.#parent + plain : undefined;
  }
}
