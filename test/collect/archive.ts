import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import * as tar from "tar";

interface ArchivedFile {
  /** Below the archive's one top folder. */
  path: string;
  type: string;
  mtime: Date;
  bytes: Buffer;
}

interface Capture {
  command: string;
  path: string;
  exitCode: number;
  timedOut: boolean;
  durationMs: number;
  bytes: number;
  cutShort: boolean;
  stderr: string;
}

interface Manifest {
  schemaVersion: number;
  host: string;
  started: string;
  finished: string;
  engines: string[];
  masked: boolean;
  maskedValues: number;
  maskedSecrets: number;
  captures: Capture[];
  files: { path: string; bytes: number; sha256?: string }[];
}

export interface Archive {
  /** In the order of the archive. */
  files: ArchivedFile[];
  manifest: Manifest;
  text(path: string): string;
  capture(path: string): Capture;
}

const validate = new Ajv({ allErrors: true }).compile<Manifest>(
  JSON.parse(readFileSync(new URL("../../schemas/manifest.schema.json", import.meta.url), "utf8")),
);

/** Reads an archive that the collector wrote, and throws unless its manifest is what the schema says. */
export async function readArchive(file: string): Promise<Archive> {
  const files: ArchivedFile[] = [];
  await tar.list({
    file,
    strict: true,
    onReadEntry: (entry) => {
      const chunks: Buffer[] = [];
      const archived = {
        path: entry.path.replace(/^[^/]+\//, ""),
        type: entry.type,
        mtime: entry.mtime ?? new Date(0),
      };
      entry.on("data", (chunk: Buffer) => chunks.push(chunk));
      entry.on("end", () => files.push({ ...archived, bytes: Buffer.concat(chunks) }));
    },
  });
  const text = (path: string): string => find(files, path).bytes.toString("utf8");
  const manifest: unknown = JSON.parse(text("manifest.json"));
  if (!validate(manifest)) throw new Error(`manifest.json: ${JSON.stringify(validate.errors)}`);
  return { files, manifest, text, capture: (path) => find(manifest.captures, path) };
}

function find<T extends { path: string }>(all: T[], path: string): T {
  const found = all.find((each) => each.path === path);
  if (!found) throw new Error(`no ${path} among ${all.map((each) => each.path).join(", ")}`);
  return found;
}
