import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Fact } from "../../src/parse/facts.ts";
import { parserFor } from "../../src/parse/parsers.ts";
import { decode } from "../../src/parse/syntax/decode.ts";
import type { SourceText } from "../../src/parse/syntax/text.ts";

const REAL_DATA = process.env["REALDATA_DIR"] ?? "../shared/realdata";
export const realDataIsHere = existsSync(REAL_DATA);
export const whereRealDataIs = realDataIsHere ? "" : ` (skipped: no ${REAL_DATA}; set REALDATA_DIR)`;

/** The facts of a file by the parser that its path chooses. */
export function factsOf(file: string, text: string, known: Partial<SourceText> = {}): Fact[] {
  const parser = parserFor(file);
  if (parser === undefined) throw new Error(`no parser takes ${file}`);
  return parser.parse({ file, text, ...known });
}

export function ofKind<K extends Fact["kind"]>(facts: readonly Fact[], kind: K): Extract<Fact, { kind: K }>[] {
  return facts.filter((fact): fact is Extract<Fact, { kind: K }> => fact.kind === kind);
}

/** The one fact of a kind that a file holds. */
export function only<K extends Fact["kind"]>(facts: readonly Fact[], kind: K): Extract<Fact, { kind: K }> {
  const [fact, ...others] = ofKind(facts, kind);
  if (fact === undefined || others.length > 0) throw new Error(`expected one ${kind}, got ${others.length + 1}`);
  return fact;
}

export function realText(...path: readonly string[]): string {
  return decode(readFileSync(join(REAL_DATA, ...path)));
}

export interface Capture {
  readonly file: string;
  /** Lines of the capture that are not blank, its header with them. */
  readonly lines: number;
  readonly text: string;
}

/** The captures of one kind, as their index lists them. */
export function captures(kind: string): Capture[] {
  if (!realDataIsHere) return [];
  const [, ...rows] = realText("captures", "INDEX.tsv").trim().split("\n");
  return rows.flatMap((row) => {
    const [file = "", listed, lines] = row.split("\t");
    return listed === kind ? [{ file, lines: Number(lines), text: realText("captures", file) }] : [];
  });
}

export function realFiles(...folder: readonly string[]): string[] {
  return realDataIsHere ? readdirSync(join(REAL_DATA, ...folder)) : [];
}

/** A table as text/tabwriter prints it: each column as wide as its widest cell and so many blanks. */
export function table(rows: readonly (readonly string[])[], blanks: number): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => [...(row[column] ?? "")].length)));
  const line = (row: readonly string[]): string =>
    row.map((cell, column) => cell + " ".repeat((widths[column] ?? 0) + blanks - [...cell].length)).join("");
  return rows.map((row) => `${line(row).trimEnd()}\n`).join("");
}

/** Files of the real sosreport of a compute node, by their path inside it. */
export function fromSosreport(pattern: string): Map<string, string> {
  if (!realDataIsHere) return new Map();
  const archive = join(REAL_DATA, "archives", "sosreport-compute0-sos4.12.tar.xz");
  const list = execFileSync("tar", ["-tJf", archive, "--wildcards", `*/${pattern}`], { encoding: "utf8" });
  const paths = list.split("\n").filter((path) => path !== "" && !path.endsWith("/"));
  const boundary = "\0next file\0";
  const to = `--to-command=cat; printf '${boundary.replaceAll("\0", "\\000")}'`;
  const all = execFileSync("tar", ["-xJf", archive, to, ...paths], { maxBuffer: 1e8 });
  const texts = all.toString("utf8").split(boundary);
  return new Map(paths.map((path, index) => [path.slice(path.indexOf("/") + 1), texts[index] ?? ""]));
}
