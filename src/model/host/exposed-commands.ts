import { holds, TOKENS } from "../../parse/bundle/masks.ts";
import { present } from "../../parse/present.ts";
import { type Captured, factsOf } from "../bundle/captured.ts";
import type { ExposedCommand } from "../types.ts";

/** What stands before a token: an option, a variable, an option that its value follows at once, the user of a URL. */
const BEFORE = /(?:(--?[\w.-]+|[\w.-]+)["']?(?:=|: ?|,? )["']?|(-[pau])["']?|:\/\/([^\s:/@]*):)masked-/;
/** Names of passwords. Others that masking takes for a secret's may be those of files, of objects or of methods. */
const OF_PASSWORDS =
  /(^|[-_.])(pass|passwd|password|passphrase|pwd|secret|cookie|setcookie|credentials?|[pau])$|pass(word)?$/i;
/**
 * Secrets of virtual machines are names of objects, or encrypted by another; clients of databases write x over theirs as
 * soon as they run.
 */
const SHOW_NONE = /qemu|^(mysql|mariadb|mongo)/;

/** Processes whose command lines show a secret to every user of the node, each program and option once. */
export function exposedCommandsOf(captured: Captured): ExposedCommand[] {
  const found = new Map<string, ExposedCommand>();
  for (const { command, user, source } of factsOf(captured, "process")) {
    const name = programOf(command);
    const option = holds(command, TOKENS) && !SHOW_NONE.test(name) ? optionOf(command) : undefined;
    if (option === undefined || found.has(`${name} ${option}`)) continue;
    found.set(`${name} ${option}`, {
      subject: { kind: "host", name },
      ...{ name, option },
      ...present({ user }),
      evidence: { option: source },
      lacks: { user: "the list of processes does not tell; collect: 'ps auxwww'" },
    });
  }
  return [...found.values()];
}

function optionOf(command: string): string | undefined {
  const [, named, short, user] = BEFORE.exec(command) ?? [];
  if (user !== undefined) return `${user}: of a URL`;
  const option = named ?? short;
  return option !== undefined && OF_PASSWORDS.test(option) ? option : undefined;
}

/** The name of the program without its folder; of an interpreter's that of the script. */
function programOf(command: string): string {
  const [first = "", second = ""] = command.trim().split(/\s+/, 2);
  const name = first.slice(first.lastIndexOf("/") + 1);
  return /^(python|perl|ruby|bash|sh)[\d.]*$/.test(name) && second.startsWith("/")
    ? second.slice(second.lastIndexOf("/") + 1)
    : name;
}
