import { spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What came of a text that was pasted into a shell. */
export interface Pasted {
  /** Each command that was run, also within others, with its arguments. */
  readonly commands: readonly (readonly string[])[];
  /** What the shell itself said: syntax errors, files that it could not open. */
  readonly said: string;
}

/**
 * No command is found here, and Bash hands what it does not find to this function, which notes it. What the texts could do by
 * themselves is to write below the directory that they run in, an empty one.
 */
const SHELL = `
PATH=/nowhere
command_not_found_handle() { printf '%s\\0' "$#" "$@" >&3; }
while IFS= read -r -d '' text <&4; do
  printf 'next\\0' >&3
  printf 'next\\n' >&2
  ( eval "$text" )
done`;

/** A file that stands where texts run: a pattern that is not quoted finds it. */
const BAIT = "bait";
/** What hostile texts of tests call and write to. */
export const PAYLOAD = "pwn";

/** Pastes each text into a shell in which every command only notes its arguments. */
export function paste(texts: readonly string[]): Pasted[] {
  const directory = mkdtempSync(join(tmpdir(), "sospect-paste-"));
  try {
    const [room, given, noted] = ["room", "given", "noted"].map((name) => join(directory, name)) as [
      string,
      string,
      string,
    ];
    spawnSync("mkdir", [room]);
    writeFileSync(join(room, BAIT), "");
    writeFileSync(given, texts.map((text) => `${text}\0`).join(""));
    const files = [openSync(noted, "a"), openSync(given, "r")];
    const { stderr, status } = spawnSync("bash", ["--norc", "-c", SHELL], {
      ...{ cwd: room, encoding: "utf8", stdio: ["ignore", "ignore", "pipe", ...files] },
      env: { LC_ALL: "C.UTF-8" },
      maxBuffer: 2 ** 28,
    });
    for (const file of files) closeSync(file);
    if (status === null) throw new Error("the shell was killed");
    const written = readdirSync(room).filter((name) => name !== BAIT);
    if (written.length > 0) throw new Error(`files were written: ${written.join(", ")}`);
    const said = stderr.split("next\n").slice(1);
    return read(readFileSync(noted, "utf8")).map((commands, index) => ({ commands, said: said[index] ?? "" }));
  } finally {
    rmSync(directory, { recursive: true });
  }
}

function read(noted: string): string[][][] {
  const words = noted.split("\0").slice(0, -1);
  const pasted: string[][][] = [];
  for (let at = 0; at < words.length; ) {
    if (words[at] === "next") {
      pasted.push([]);
      at += 1;
      continue;
    }
    const end = at + 1 + Number(words[at]);
    pasted.at(-1)?.push(words.slice(at + 1, end));
    at = end;
  }
  return pasted;
}

/** Texts that would do harm as commands, each in its way. */
export const HOSTILE: readonly string[] = [
  `$(${PAYLOAD}) \`${PAYLOAD}\` \${x:=$(${PAYLOAD})} <(${PAYLOAD})`,
  `; ${PAYLOAD} & ${PAYLOAD} | ${PAYLOAD} && ${PAYLOAD} || ${PAYLOAD} > ${PAYLOAD} >> ${PAYLOAD}`,
  `it's '; ${PAYLOAD}; "; ${PAYLOAD}; ' \\'; ${PAYLOAD}; '"'"'`,
  `\n${PAYLOAD}\r\n${PAYLOAD}\n# x\u2028${PAYLOAD}\u2029${PAYLOAD}\u0085${PAYLOAD}\u001b[2J\u202e\u0007\t\\n'; ${PAYLOAD}; '`,
  `-rf`,
  `--file=$(${PAYLOAD})`,
  `\\`,
  `\\$(${PAYLOAD})`,
  `~ * ? [a-z]* {a,b} # ! !! =x`,
  `a[$(${PAYLOAD})]`,
  `../../${PAYLOAD};${PAYLOAD}`,
  `'`,
  "",
];
