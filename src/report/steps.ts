/** A command of a remedy, with what is said before it. */
export interface Step {
  readonly notes: readonly string[];
  readonly command: string;
  /** It only looks; whatever is not known to is taken to change something. */
  readonly looks: boolean;
}

export interface Steps {
  readonly steps: readonly Step[];
  /** What is said after the last command, or all of a remedy that has none. */
  readonly notes: readonly string[];
}

/** A remedy taken apart: nothing of it is left out, since what is said before a command may be what it costs. */
export function stepsOf(remedy: string): Steps {
  const steps: Step[] = [];
  let notes: string[] = [];
  let command = "";
  let looking = true;
  for (const line of remedy.split("\n")) {
    if (command === "" && line.trim() === "") continue;
    if (command === "" && line.trimStart().startsWith("#")) {
      notes.push(line.trim().replace(/^#+ ?/, ""));
      continue;
    }
    command += command === "" ? line : `\n${line}`;
    if (/\\$/.test(line)) continue;
    // What comes after the first change belongs to it: looking again whether it helped.
    looking &&= isLook(command);
    steps.push({ notes, command, looks: looking });
    notes = [];
    command = "";
  }
  if (command !== "") steps.push({ notes, command, looks: false });
  return { steps, notes: command === "" ? notes : [] };
}

const LOOKS = [
  /^(?:docker|podman) (?:container |image |volume )?(?:logs|inspect|ps|ls|images|stats|info|version|top|diff|history)\b/,
  /^(?:docker|podman) exec (?:-\S+ (?:\w+ )?)*\S+ (?:\S*\/)?(?:healthcheck|cat|grep|ls|ps|ss|stat|df|id)\b/,
  /^(?:docker|podman) exec .*\b(?:status|cluster_status|list_\w+|show|list)\b/,
  /^systemctl (?:status|show|cat|list-\S+|is-\S+)\b/,
  /^(?:journalctl|z?grep|z?cat|tail|head|less|ls|stat|df|du|free|ss|ps|dmesg|diff|cmp|id|namei|getfacl|getenforce|lsof|ausearch|wc|sort|uniq|awk)\b/,
  /^ip (?:-\S+ )*(?:a|addr|address|l|link|r|route|n|neigh)(?: show\b.*)?$/,
  /^openstack (?:\S+ )+(?:show|list)\b/,
  /^pcs (?:status|constraint list|config|property show)\b/,
  /^(?:chronyc|timedatectl|getent|hostname|uptime|date)\b/,
];

/** Every part of a pipeline looks, and nothing is written to a file. */
function isLook(command: string): boolean {
  const bare = command.replace(/'[^']*'|"[^"$`]*"/g, "''");
  if (/(?<![0-9&])>(?!&|\s*\/dev\/null)|[;`\n]|&&|\$\(|\bxargs\b|\btee\b|\bdate -s|\bset-/.test(bare)) return false;
  return bare.split("|").every((part) => {
    const words = part.trim().replace(/^sudo (?:-\S+ )*/, "");
    return LOOKS.some((look) => look.test(words));
  });
}
