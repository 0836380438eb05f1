import type { Parser } from "../facts.ts";
import { numberOf } from "../syntax/number.ts";
import { quoting, wholeLines } from "../syntax/text.ts";
import type { HostNumberFact, HostWordFact } from "./host-facts.ts";
import { baseName, commandOutput, failedListing, hostListing } from "./host-listing.ts";

type Told =
  | { readonly what: HostWordFact["what"]; readonly word: string }
  | { readonly what: HostNumberFact["what"]; readonly number: number };

/** What the daemons of time and the kernel say of the clock. */
const clock: Parser = {
  artefact: "state of the clock",
  paths: [
    ...commandOutput(
      "{chrony,ntp}",
      "chronyc{,_-n}_tracking",
      "chronyc{,_-n}_sources{,_-v}",
      "ntpq_-pn",
      "ntpq_-p",
      "ntpstat",
    ),
    ...commandOutput("{systemd,date,general}", "timedatectl{,_status}"),
  ],
  parse(source) {
    const name = baseName(source.file);
    const quoted = quoting(source);
    const text = wholeLines(source);
    // The node's own clock is none that it could follow; whether it is to, as a lab's only server may, is not known.
    if (/^Reference ID\s*: 7F7F0101\b/m.test(text)) return [hostListing(source, "clock")];
    const lines = text.split("\n");
    const read = READERS.find(([names]) => names.test(name))?.[1];
    const facts = lines.flatMap((line, index) => {
      const told = line.length > 500 ? [] : (read?.(line) ?? []);
      return told.map((one): HostNumberFact | HostWordFact =>
        "word" in one
          ? { kind: "host-word", what: one.what, value: one.word, source: quoted(index + 1) }
          : { kind: "host-number", what: one.what, value: one.number, source: quoted(index + 1) },
      );
    });
    const without = withoutPeer(name, lines, source.loss !== undefined);
    if (without !== undefined && facts.length === 0)
      return [
        hostListing(source, "clock"),
        { kind: "host-word", what: "ntp-synchronised", value: "no", source: quoted(without) },
      ];
    return facts.length === 0 ? [failedListing(source, "clock")] : [hostListing(source, "clock"), ...facts];
  },
};
export default clock;

const READERS: readonly (readonly [RegExp, (line: string) => Told[]])[] = [
  [/tracking$/, tracking],
  [/sources/, source],
  [/^ntpq/, peer],
  [/^ntpstat$/, ntpstat],
  [/^timedatectl/, timedatectl],
];

function tracking(line: string): Told[] {
  const [, seconds, way] = /^System time\s*: ([\d.]+) seconds (fast|slow) of NTP time/.exec(line) ?? [];
  if (seconds !== undefined) {
    const offset = numberOf(seconds);
    return offset === undefined
      ? []
      : [{ what: "chrony-offset-seconds", number: way === "slow" ? 0 - offset : offset }];
  }
  const leap = /^Leap status\s*: (\S.*?)\s*$/.exec(line)?.[1];
  if (leap === undefined) return [];
  return [{ what: "chrony-synchronised", word: leap === "Not synchronised" ? "no" : "yes" }];
}

/** The source that chronyd follows, with its last sample: `+12us[ +30us]`. */
function source(line: string): Told[] {
  if (!/^[\^=#]\*/.test(line)) return [];
  const [, number, unit = ""] = /\s([+-]?\d+)(ns|us|ms|s)\[/.exec(line) ?? [];
  const told: Told[] = [{ what: "chrony-synchronised", word: "yes" }];
  const offset = numberOf(number);
  if (offset === undefined) return told;
  return [...told, { what: "chrony-offset-seconds", number: offset * (SECONDS[unit] ?? 1) }];
}

const SECONDS: Readonly<Record<string, number>> = { ns: 1e-9, us: 1e-6, ms: 1e-3, s: 1 };

/** The peer that ntpd follows: `*`, or `o` where it gives a pulse per second. The offset is in milliseconds. */
function peer(line: string): Told[] {
  const columns = line.slice(1).trim().split(/\s+/);
  if (!/^[*o]\S/.test(line) || columns.length < 10 || columns[1] === ".LOCL.") return [];
  const offset = numberOf(columns[8]);
  const told: Told[] = [{ what: "ntp-synchronised", word: "yes" }];
  return offset === undefined ? told : [...told, { what: "ntp-offset-seconds", number: offset / 1000 }];
}

/** The line of the head of a table of ntpd's peers, of which it follows none. */
function withoutPeer(name: string, lines: readonly string[], cut: boolean): number | undefined {
  if (!name.startsWith("ntpq") || cut) return undefined;
  const header = lines.findIndex((line) => /^\s+remote\s+refid\s+st\s/.test(line));
  if (lines.some((line) => /^[*o]\S/.test(line))) return undefined;
  const peers = lines.slice(header + 1).filter((line) => /^[ x.+#-]?\S+\s+\S+\s+\d+\s/.test(line));
  return header >= 0 && peers.length > 0 ? header + 1 : undefined;
}

function ntpstat(line: string): Told[] {
  if (/^unsynchroni[sz]ed/.test(line)) return [{ what: "ntp-synchronised", word: "no" }];
  return /^synchroni[sz]ed to /.test(line) ? [{ what: "ntp-synchronised", word: "yes" }] : [];
}

/** Old and new words: `NTP synchronized` and `System clock synchronized`; `NTP enabled`, `Network time on`, `NTP service`. */
function timedatectl(line: string): Told[] {
  const [, key = "", value = ""] = /^\s*([A-Za-z ]+): +(\S.*?)\s*$/.exec(line) ?? [];
  if (/^(System clock|NTP) synchronized$/.test(key) && /^(yes|no)$/.test(value))
    return [{ what: "kernel-synchronised", word: value }];
  if (/^(NTP enabled|Network time on|NTP service)$/.test(key))
    return [{ what: "time-service", word: /^(yes|active)$/.test(value) ? "active" : "inactive" }];
  const zone = key === "Time zone" ? /\([^)]*?([+-]\d{4})\)/.exec(value)?.[1] : undefined;
  return zone === undefined ? [] : [{ what: "utc-offset", word: zone }];
}
