import type { Finding } from "../../rules/outcome.ts";
import { reasonsOf } from "../folds.ts";
import type { Format } from "../format.ts";
import { occurrencesOf } from "../nodes.ts";
import type { Result } from "../result.ts";
import { wellFormed } from "../wellformed.ts";

/** The columns, each with what it holds of a finding on one of its nodes. */
const COLUMNS: readonly (readonly [name: string, of: (finding: Finding) => string])[] = [
  ["severity", ({ severity }) => severity],
  ["node", ({ node }) => node],
  ["kind", ({ subject }) => subject.kind],
  ["subject", ({ subject }) => subject.name],
  ["title", ({ title }) => title],
  ["message", ({ message }) => message],
  ["rule", ({ rule }) => rule],
  ["component", ({ component = "" }) => component],
  ["state", ({ tells }) => tells?.state ?? ""],
  ["loss", ({ loss = "" }) => loss],
  ["count", ({ count }) => String(count)],
  ["follows_from", ({ causes = [] }) => causes.map(({ id, rule }) => id ?? rule).join("\n")],
  ["because", (finding) => reasonsOf(finding).join("\n")],
  ["change", ({ change = "" }) => change],
  ["accepted_until", ({ accepted }) => accepted?.until ?? ""],
  ["remedy", ({ remedy }) => remedy],
  ["evidence", ({ evidence }) => evidence.map(({ file, line, text }) => `${file}:${line} ${text}`).join("\n")],
  ["id", ({ id }) => id],
];

/** For a spreadsheet: a row for each finding on each of its nodes, then one for what became of each input. */
const csv: Format = {
  name: "csv",
  file: "csv",
  render(result) {
    const rows = [
      COLUMNS.map(([name]) => name),
      ...result.findings.flatMap(occurrencesOf).map((finding) => COLUMNS.map(([, of]) => of(finding))),
      ...inputRows(result),
    ];
    return rows.map((cells) => `${cells.map(cellOf).join(",")}\r\n`).join("");
  },
};
export default csv;

/** What was not read stands among the rows, so that nobody takes the list for whole. */
function inputRows({ inputs }: Result): string[][] {
  return inputs.map(({ path, bundles, unreadable, passedBy }) => {
    const lost = passedBy.filter((one) => one.lost).map((one) => `${one.path}: not read: ${one.reason ?? ""}`);
    const told = [
      `${bundles.length} bundles: ${bundles.map(({ node, source }) => node ?? source).join(", ")}`,
      ...(unreadable === undefined ? [] : [`not read: ${unreadable}`]),
      ...lost,
      ...passedBy.filter((one) => !one.lost).map((one) => `passed by: ${one.path}`),
    ];
    const values: Readonly<Record<string, string>> = { kind: "input", subject: path, message: told.join("\n") };
    return COLUMNS.map(([name]) => values[name] ?? "");
  });
}

/** By RFC 4180. What a spreadsheet would compute is text behind an apostrophe. */
function cellOf(text: string): string {
  const plain = wellFormed(text);
  const harmless = /^[=+\-@\t\r]/.test(plain) ? `'${plain}` : plain;
  return /[",\r\n]|^\s|\s$/.test(harmless) ? `"${harmless.replace(/"/g, '""')}"` : harmless;
}
