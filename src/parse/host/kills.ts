import type { Parser } from "../facts.ts";
import { present } from "../present.ts";
import { numberOf } from "../syntax/number.ts";
import { quoting, type SourceText, wholeLines } from "../syntax/text.ts";
import type { KillFact } from "./host-facts.ts";
import { baseName, commandOutput, failedListing, hostListing } from "./host-listing.ts";

/** The kernel's messages, or our collector's choice of them: what was killed for want of memory. */
const kills: Parser = {
  artefact: "kills for want of memory",
  paths: commandOutput("kernel", "dmesg", "dmesg_-T", "dmesg_kills"),
  parse(source) {
    const lines = wholeLines(source).split("\n");
    const isChoice = baseName(source.file) === "dmesg_kills";
    const isKernels =
      lines.some((line) => STAMP.test(line) || /^Linux version \d/.test(line)) ||
      (isChoice && source.text.trim() === "");
    if (!isKernels) return [failedListing(source, "kills")];
    return [hostListing(source, "kills"), ...killsIn(source, lines)];
  },
};
export default kills;

const STAMP = /^(?:<\d+>)?\[\s*(?:(\d+\.\d+)|([A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4}))\]/;
const KILLED = /Killed process (\d+),? (?:UID \d+,? )?\(([^)]{1,32})\)/;
const CHOSEN = /oom-kill:.*?task_memcg=([^,\s]+).*?,pid=(\d+)\b/;
const IN_GROUP = /\bTask in (\S+) killed as a result of limit of/;
const CONTAINER = /(?:\/docker\/|docker-|libpod-|\/libpod_parent\/)([0-9a-f]{64})\b/;

/** The line on the kill names the process; its control group stands on a line before: with its pid, or of the same kill. */
function killsIn(source: SourceText, lines: readonly string[]): KillFact[] {
  const quoted = quoting(source);
  const groups = new Map<string, string>();
  let group: string | undefined;
  return lines.flatMap((line, index): KillFact[] => {
    if (line.length > 2000) return [];
    const [, chosen, chosenPid] = CHOSEN.exec(line) ?? [];
    if (chosen !== undefined && chosenPid !== undefined) groups.set(chosenPid, chosen);
    if (line.includes("invoked oom-killer")) group = undefined;
    group = IN_GROUP.exec(line)?.[1] ?? group;
    const [, pid, process] = KILLED.exec(line) ?? [];
    const id = numberOf(pid);
    if (pid === undefined || id === undefined || process === undefined) return [];
    const containerId = CONTAINER.exec(groups.get(pid) ?? group ?? "")?.[1];
    group = undefined;
    return [
      {
        kind: "kill",
        process,
        pid: id,
        ...present({ containerId, ...timeOf(line) }),
        source: quoted(index + 1),
      },
    ];
  });
}

function timeOf(line: string): { afterBoot?: number; localTime?: number } {
  const [, seconds, date] = STAMP.exec(line) ?? [];
  if (seconds !== undefined) return present({ afterBoot: numberOf(seconds) });
  const time = date === undefined ? Number.NaN : Date.parse(`${date} UTC`);
  return Number.isNaN(time) ? {} : { localTime: time };
}
