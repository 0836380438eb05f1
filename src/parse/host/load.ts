import type { Parser } from "../facts.ts";
import { numberOf, sound } from "../syntax/number.ts";
import { quoting, wholeLines } from "../syntax/text.ts";
import type { HostNumberFact } from "./host-facts.ts";
import { baseName, commandOutput, failedListing, hostListing } from "./host-listing.ts";

/** The load, the time since boot and the number of processors: small files of one command each. */
const load: Parser = {
  artefact: "load and time since boot",
  paths: [
    "uptime",
    "proc/uptime",
    "proc/loadavg",
    ...commandOutput("{host,general}", "uptime"),
    ...commandOutput("process", "loadavg"),
    ...commandOutput("{processor,hardware}", "lscpu", "nproc"),
    "sos_commands/host/proc_uptime",
  ],
  parse(source) {
    const name = baseName(source.file);
    const quoted = quoting(source);
    const lines = wholeLines(source).split("\n");
    const isKernels = name === "proc_uptime" || source.file === "proc/uptime";
    const facts = lines.flatMap((line, index): HostNumberFact[] => {
      const told = line.length > 500 ? [] : ((isKernels ? kernelUptime(line) : READERS[name]?.(line)) ?? []);
      return told.map(([what, value]) => ({ kind: "host-number", what, value, source: quoted(index + 1) }));
    });
    if (name === "lscpu" || name === "nproc" || isKernels) return facts;
    return facts.length === 0 ? [failedListing(source, "load")] : [hostListing(source, "load"), ...facts];
  },
};
export default load;

type Told = readonly (readonly [HostNumberFact["what"], number])[];

const READERS: Readonly<Record<string, (line: string) => Told>> = {
  uptime: (line) => [
    ...upFor(line),
    ...numbered("load-15", /load averages?: [\d.]+,? [\d.]+,? ([\d.]+)\s*$/.exec(line)),
  ],
  loadavg: (line) => numbered("load-15", /^[\d.]+ [\d.]+ ([\d.]+) \d+\/\d+ \d+\s*$/.exec(line)),
  lscpu: (line) => numbered("cpus", /^CPU\(s\):\s+(\d+)\s*$/.exec(line)),
  nproc: (line) => numbered("cpus", /^(\d+)\s*$/.exec(line)),
};

function numbered(what: HostNumberFact["what"], match: RegExpExecArray | null): Told {
  const value = numberOf(match?.[1]);
  return value === undefined ? [] : [[what, value]];
}

function kernelUptime(line: string): Told {
  return numbered("uptime-seconds", /^(\d+\.\d+) \d+\.\d+\s*$/.exec(line));
}

/** `up 17:41`, `up 40 min`, `up 3 days, 4:05`, `up 1 day, 5 min`: to the minute. */
function upFor(line: string): Told {
  const match = /\bup +(?:(\d+) days?, *)?(?:(\d+):(\d\d)|(\d+) min|(\d+) (?:hrs?|hours?)|(\d+) sec)?/.exec(line);
  if (match === null || match.slice(1).every((part) => part === undefined)) return [];
  const [days, hours, minutes, lone, whole, seconds] = match
    .slice(1)
    .map((part) => numberOf(part ?? "0") ?? Number.NaN);
  const total =
    (days ?? 0) * 86400 + ((hours ?? 0) + (whole ?? 0)) * 3600 + ((minutes ?? 0) + (lone ?? 0)) * 60 + (seconds ?? 0);
  return sound(total) === undefined ? [] : [["uptime-seconds", total]];
}
