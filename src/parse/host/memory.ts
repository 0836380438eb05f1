import type { Parser } from "../facts.ts";
import { numberOf } from "../syntax/number.ts";
import { quoting, type SourceText, wholeLines } from "../syntax/text.ts";
import type { HostNumberFact } from "./host-facts.ts";
import { baseName, commandOutput, failedListing, hostListing } from "./host-listing.ts";

type What = HostNumberFact["what"];

/** /proc/meminfo, and `free` in KiB or MiB, where it has a column `available`. */
const memory: Parser = {
  artefact: "use of memory",
  paths: ["proc/meminfo", ...commandOutput("memory", "meminfo", "free", "free_-m", "free_-k")],
  parse(source) {
    const name = baseName(source.file);
    const facts = name === "meminfo" ? meminfo(source) : free(source, name === "free_-m" ? 1024 : 1);
    return facts.length === 0 ? [failedListing(source, "memory")] : [hostListing(source, "memory"), ...facts];
  },
};
export default memory;

const MEMINFO: Readonly<Record<string, What>> = {
  MemTotal: "memory-total-kib",
  MemAvailable: "memory-available-kib",
  SwapTotal: "swap-total-kib",
  SwapFree: "swap-free-kib",
};

function meminfo(source: SourceText): HostNumberFact[] {
  const quoted = quoting(source);
  return wholeLines(source)
    .split("\n")
    .flatMap((line, index): HostNumberFact[] => {
      const [, key = "", value] = /^(Mem(?:Total|Available)|Swap(?:Total|Free)):\s+(\d+) kB\s*$/.exec(line) ?? [];
      const what = MEMINFO[key];
      const kib = numberOf(value);
      if (what === undefined || kib === undefined) return [];
      return [{ kind: "host-number", what, value: kib, source: quoted(index + 1) }];
    });
}

function free(source: SourceText, kib: number): HostNumberFact[] {
  const quoted = quoting(source);
  const lines = wholeLines(source).split("\n");
  if (!lines.some((line) => /^\s+total\s+used\s+free\s+shared\s+buff\/cache\s+available\s*$/.test(line))) return [];
  return lines.flatMap((line, index): HostNumberFact[] => {
    const [, of, ...columns] = /^(Mem|Swap):\s+(\d+)\s+\d+\s+(\d+)(?:\s+\d+\s+\d+\s+(\d+))?\s*$/.exec(line) ?? [];
    const [total, unused, available] = columns.map(numberOf);
    const told: readonly (readonly [What, number | undefined])[] =
      of === "Mem"
        ? [
            ["memory-total-kib", total],
            ["memory-available-kib", available],
          ]
        : [
            ["swap-total-kib", total],
            ["swap-free-kib", unused],
          ];
    if (of === undefined) return [];
    return told.flatMap(([what, value]): HostNumberFact[] =>
      value === undefined ? [] : [{ kind: "host-number", what, value: value * kib, source: quoted(index + 1) }],
    );
  });
}
