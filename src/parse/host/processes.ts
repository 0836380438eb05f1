import type { Parser } from "../facts.ts";
import { present } from "../present.ts";
import { quoting, wholeLines } from "../syntax/text.ts";
import type { ProcessFact } from "./host-facts.ts";
import { commandOutput, failedListing, hostListing } from "./host-listing.ts";

/** Command lines that may tell a secret are kept, so many and so long; the list itself may have any number. */
const MOST_KEPT = 2000;
const LONGEST = 16_384;
const TELLING = /pass|pwd|secret|cookie|credential|masked-|:\/\/[^/\s]*@|\s-p\S|\s-[pau]\s|--user/i;
const HEADER = /^\s*(?:\S+\s+)*?PID\s.*\s(COMMAND|CMD)\s*$/;
/** How `ps f` shows whose child a process is. */
const TREE = /^(?:[ |]*\\_ )?/;

/** The list of processes: of those that were started with what may be a secret, their command lines. */
const processes: Parser = {
  artefact: "list of processes",
  // Others print no command lines, or times of several words before them.
  paths: commandOutput(
    "process",
    "ps_{aux,auxw,auxww,auxwww,auxwwwm,auxwwwf,auxfwww,alx,alxww,alxwww,-ef,-efww,-elf,-elfL,-aux}",
  ),
  parse(source) {
    const lines = wholeLines(source).split("\n");
    const head = lines.findIndex((line) => HEADER.test(line));
    const columns = lines[head]?.trim().split(/\s+/) ?? [];
    if (head < 0) return [failedListing(source, "processes")];
    const quoted = quoting(source);
    const facts: ProcessFact[] = [];
    for (const [index, line] of lines.entries()) {
      if (index <= head || !TELLING.test(line) || facts.length >= MOST_KEPT) continue;
      facts.push({ kind: "process", ...read(line, columns), source: quoted(index + 1) });
    }
    const more = facts.length >= MOST_KEPT ? `it has more than ${MOST_KEPT} of these` : undefined;
    return [hostListing(source, "processes", more), ...facts];
  },
};
export default processes;

/** The command is the last column, and has blanks of its own. */
function read(line: string, columns: readonly string[]): Pick<ProcessFact, "command" | "user"> {
  const before = new RegExp(`^\\s*(?:\\S+\\s+){${columns.length - 1}}`).exec(line)?.[0] ?? "";
  const [first] = line.trim().split(/\s/, 1);
  return {
    command: line
      .slice(before.length, before.length + LONGEST)
      .replace(TREE, "")
      .trimEnd(),
    ...present({ user: columns[0] === "USER" ? first : undefined }),
  };
}
