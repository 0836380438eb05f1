import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { compare } from "../lab/class.ts";
import type { Exercise } from "../lab/exercise.ts";

/** What one student handed in: paths below the directory of the class. */
export interface HandedIn {
  readonly student: string;
  readonly bundles: readonly string[];
}

/** The students of a class, and the files that are nobody's. */
export interface ClassDirectory {
  readonly students: readonly HandedIn[];
  readonly nobodys: readonly string[];
}

const ARCHIVE = /\.(tar|tgz|txz|tbz2?|zip|tar\.(gz|xz|bz2|bz|zst|lz4))$/i;

/** How deep below a student's folder bundles are looked for. */
const DEEPEST = 4;

/**
 * A folder is a student, and what lies in it was handed in by that student, packed or unpacked. A file beside the folders is
 * a student's where its name begins with one: STUDENT-controller0.tgz, STUDENT-sospect-….tgz, STUDENT_….tgz.
 */
export async function readClass(directory: string, exercise: Exercise): Promise<ClassDirectory> {
  const found = new Map<string, string[]>();
  const nobodys: string[] = [];
  const add = (student: string, ...bundles: string[]) =>
    found.set(student, [...(found.get(student) ?? []), ...bundles]);
  for (const entry of await readdir(directory, { withFileTypes: true })) {
    if (entry.name.startsWith(".")) continue;
    if (entry.isDirectory()) add(entry.name, ...(await bundlesIn(directory, entry.name)));
    else if (entry.isFile() && ARCHIVE.test(entry.name)) {
      const student = studentOf(entry.name, exercise);
      if (student === undefined) nobodys.push(entry.name);
      else add(student, entry.name);
    }
  }
  const students = [...found].map(([student, bundles]) => ({ student, bundles: bundles.sort(compare) }));
  return {
    students: students.sort((one, other) => compare(one.student, other.student)),
    nobodys: nobodys.sort(compare),
  };
}

function studentOf(file: string, { source }: Exercise): string | undefined {
  const name = file.replace(ARCHIVE, "");
  const tool = /^(.+?)[-_](?:sospect|sosreport)-/.exec(name)?.[1];
  if (tool !== undefined) return tool;
  if (/^(sospect|sosreport)-/.test(name)) return undefined;
  const nodes = Object.entries(source.data.nodes).flatMap(([node, { aliases = [] }]) => [node, ...aliases]);
  const node = nodes.find((one) => new RegExp(`[-_]${one}$`).test(name));
  return node === undefined ? /^([^_]+)_./.exec(name)?.[1] : name.slice(0, -node.length - 1);
}

/** Archives and unpacked bundles of one folder. A link is not followed: it may lead out of the class. */
async function bundlesIn(directory: string, folder: string, depth = 1): Promise<string[]> {
  const path = join(directory, folder);
  if (await isBundle(path)) return [folder];
  const entries = await readdir(path, { withFileTypes: true }).catch(() => []);
  const found = await Promise.all(
    entries.map(async (entry) => {
      const inner = join(folder, entry.name);
      if (entry.isFile() && ARCHIVE.test(entry.name) && !entry.name.startsWith(".")) return [inner];
      return entry.isDirectory() && depth < DEEPEST ? bundlesIn(directory, inner, depth + 1) : [];
    }),
  );
  return found.flat();
}

async function isBundle(path: string): Promise<boolean> {
  const parts = ["manifest.json", "sos_commands", "sos_reports", "insights_commands"];
  const found = await Promise.all(parts.map((part) => stat(join(path, part)).catch(() => undefined)));
  return found.some((one) => one !== undefined);
}
