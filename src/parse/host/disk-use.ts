import type { Parser } from "../facts.ts";
import { present } from "../present.ts";
import { numberOf } from "../syntax/number.ts";
import { quoting, type SourceText, wholeLines } from "../syntax/text.ts";
import type { DiskFact } from "./host-facts.ts";
import { commandOutput, failedListing, hostListing } from "./host-listing.ts";

/** `df` of any options: room in blocks of any unit or in human sizes, or inodes. */
const diskUse: Parser = {
  artefact: "use of disks",
  paths: commandOutput("filesys", "df_*"),
  eachLine: true,
  parse(source) {
    const lines = wholeLines(source).split("\n");
    const header = lines.findIndex((line) => /^Filesystem\s/.test(line));
    const title = lines[header] ?? "";
    const of = /\bIUse%/.test(title) || /_-\w*i\w*(_|$)/.test(source.file) ? "inodes" : "room";
    const listed = of === "inodes" ? "inodes" : "disks";
    if (header < 0) return [failedListing(source, listed)];
    const facts = rowsOf(source, lines, header, of, blockKib(title));
    const complaint = lines.find((line) => /^df: /.test(line));
    return [hostListing(source, listed, complaint), ...facts];
  },
};
export default diskUse;

const ROW = /^(\S.*?)\s+([\d.,]+[KMGTPE]?|-)\s+([\d.,]+[KMGTPE]?|-)\s+(-?[\d.,]+[KMGTPE]?|-)\s+(\d+%|-)\s+(\/.*)$/;

/** A long device name may stand on a line of its own. */
function rowsOf(
  source: SourceText,
  lines: readonly string[],
  header: number,
  of: DiskFact["of"],
  kib: number | undefined,
): DiskFact[] {
  const quoted = quoting(source);
  return lines.flatMap((line, index): DiskFact[] => {
    if (index <= header || line.length > 4096) return [];
    const broken = /^\s/.test(line) && /^\S+$/.test(lines[index - 1] ?? "");
    const row = ROW.exec((broken ? `${lines[index - 1]}${line}` : line).trimEnd());
    if (row === null) return [];
    const [, device = "", size = "", , available = "", percent = "", mountPoint = ""] = row;
    if (/^(0|-)$/.test(size) && of === "room") return [];
    const free = of === "inodes" ? inodes(available) : sizeInKib(available, kib);
    const whole = of === "inodes" ? undefined : sizeInKib(size, kib);
    const used = numberOf(percent.slice(0, -1));
    const usedPercent = used !== undefined && used >= 0 && used <= 100 ? used : undefined;
    return [
      {
        kind: "disk",
        of,
        device,
        mountPoint,
        ...present({ usedPercent, free, size: whole }),
        source: quoted(index + 1),
      },
    ];
  });
}

/** What one block of the table's is in KiB; `undefined` in a table of human sizes, whose numbers bear their units. */
function blockKib(title: string): number | undefined {
  const [, count = "1", unit = "", blocks] = /\s(\d+)([KMG]?)-(blocks)/.exec(title) ?? [];
  if (blocks === undefined) return undefined;
  const bytes = numberOf(count);
  return bytes && (unit === "" ? bytes / 1024 : bytes * (UNITS[unit] ?? 1));
}

const UNITS: Readonly<Record<string, number>> = {
  K: 1,
  M: 1024,
  G: 1024 ** 2,
  T: 1024 ** 3,
  P: 1024 ** 4,
  E: 1024 ** 5,
};

function sizeInKib(text: string, block: number | undefined): number | undefined {
  if (block !== undefined) return /^-?\d+$/.test(text) ? counted(text, block) : undefined;
  const [, number, unit = ""] = /^(\d+(?:[.,]\d+)?)([KMGTPE]?)$/.exec(text) ?? [];
  if (number === undefined) return undefined;
  return counted(number.replace(",", "."), unit === "" ? 1 / 1024 : (UNITS[unit] ?? 1));
}

/** No less than none: what a root user may still write counts as negative in some tables. */
function counted(text: string, each: number): number | undefined {
  const number = numberOf(text);
  return number === undefined ? undefined : Math.max(0, number * each);
}

function inodes(text: string): number | undefined {
  const value = sizeInKib(text, 1) ?? sizeInKib(text, undefined);
  return value;
}
