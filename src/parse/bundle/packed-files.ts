import { createHash } from "node:crypto";
import type { EntryHeader, EntrySink } from "../../bundle/entry.ts";
import type { DamageFact, Fact } from "../facts.ts";
import type { NameOfLog } from "../logs/log-names.ts";
import { present } from "../present.ts";
import { type Packed, packingProblems } from "./packing.ts";

/** What our collector writes in the place of a secret. */
const MASKED = "masked-";

/** Notes of each file of one bundle, as it streams by, what its manifest is held against. */
export class PackedFiles {
  readonly #files = new Map<string, Packed>();
  readonly #twice = new Map<string, DamageFact>();
  readonly #nameOfLog: NameOfLog;
  #isRecorded = false;

  constructor(nameOfLog: NameOfLog) {
    this.#nameOfLog = nameOfLog;
  }

  /** What has been read so far: whether a manifest has a record of what was packed. */
  learn(facts: readonly Fact[]): void {
    this.#isRecorded ||= facts.some(({ kind }) => kind === "packed");
  }

  /** A file begins; one that was there before is replaced. */
  see({ path, size, mtime }: EntryHeader): void {
    const before = this.#files.get(path);
    this.#files.set(path, { size, ...present({ mtime, before: before?.sha256 }) });
  }

  /** A file that is parsed has come. */
  digest({ path }: EntryHeader, bytes: Buffer, loss: string | undefined): void {
    const file = this.#files.get(path);
    if (file === undefined) return;
    file.masked = bytes.includes(MASKED);
    if (loss === undefined) this.#digested(path, file, createHash("sha256").update(bytes).digest("hex"));
  }

  /** Digests a log beside its sink. To digest one of which there is no record would take time for nothing. */
  digesting({ path }: EntryHeader, sink: EntrySink): EntrySink {
    const file = this.#files.get(path);
    if (!this.#isRecorded || file === undefined) return sink;
    const hash = createHash("sha256");
    return {
      write: (chunk) => {
        hash.update(chunk);
        sink.write(chunk);
      },
      end: (loss) => {
        if (loss === undefined) this.#digested(path, file, hash.digest("hex"));
        sink.end(loss);
      },
    };
  }

  #digested(path: string, file: Packed, sha256: string): void {
    file.sha256 = sha256;
    if (file.before !== undefined && file.before !== sha256)
      this.#twice.set(path, { kind: "damage", file: path, reason: TWICE, damage: "doubted" });
  }

  /** What of the files is not as the manifest says, once all have come. */
  problems(facts: readonly Fact[], isLossy: boolean): DamageFact[] {
    return [...this.#twice.values(), ...packingProblems(facts, this.#files, isLossy, this.#nameOfLog)];
  }
}

const TWICE = "the archive holds it twice, with different content; the later one holds";
