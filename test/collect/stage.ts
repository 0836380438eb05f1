import { spawn, spawnSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import { type Archive, readArchive } from "./archive.ts";

export const script = fileURLToPath(new URL("../../dist/collect/collect.sh", import.meta.url));

/** The shells that the collector is to run under, by their full paths; one that this machine lacks cannot be tested with. */
export const shells = ["dash", "bash", "busybox sh"].flatMap((name) => {
  const [command = "", ...rest] = name.split(" ");
  const found = spawnSync("sh", ["-c", `command -v ${command}`], { encoding: "utf8" }).stdout.trim();
  return found ? [{ name, words: [found, ...rest] }] : [];
});

/** Collecting needs root, and so do the mounts that hide this machine's own files from it. */
export const isRoot = process.getuid?.() === 0;

/** All that the collector may find on a node besides an engine. */
const tools =
  "awk cat cp cut date df env find free grep gzip head hostname id ionice ip kill link ls mkdir mktemp mv od printf renice rm rmdir sed seq setsid sh sha256sum sleep sort stat tail tar timeout touch tr true uname uptime wc xargs".split(
    " ",
  );

/** What brings the tools of a node, as far as this machine has them: all by GNU but awk, or all by busybox. */
interface Toolset {
  name: string;
  shell: string[];
  /** The program that each of these tools is a name of. */
  links: Record<string, string>;
}

const whichOf = (command: string) =>
  spawnSync("sh", ["-c", `command -v ${command}`], { encoding: "utf8" }).stdout.trim();
const ofBusybox =
  "awk cat cp cut df find grep gzip head ls mkdir mktemp mv od rm sed sh sort stat tail tar tr touch wc xargs".split(
    " ",
  );

export const toolsets: Toolset[] = [
  { name: "GNU's tools and mawk under dash", command: "mawk", shell: "dash", names: ["awk"] },
  { name: "GNU's tools and gawk under bash", command: "gawk", shell: "bash", names: ["awk"] },
  { name: "busybox", command: "busybox", shell: "busybox sh", names: ofBusybox },
].flatMap(({ name, command, shell, names }) => {
  const [found, [first = "", ...rest]] = [whichOf(command), shell.split(" ")] as const;
  if (!found || !whichOf(first)) return [];
  return [{ name, shell: [whichOf(first), ...rest], links: Object.fromEntries(names.map((each) => [each, found])) }];
});

interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

interface Options {
  shell?: string[];
  args?: string[];
  /** Shell text that runs first, over a copy of this machine's /etc, /var and /home that nothing outside sees. */
  setup?: string;
  /** Where a signal is to be sent: once this file is there. */
  terminateAt?: string;
}

/** A folder with an engine of our own making in it, where the collector runs as on a node. It goes with the test. */
export class Stage {
  readonly folder = mkdtempSync(join(tmpdir(), "sospect-collect-"));
  readonly bin = join(this.folder, "bin");
  readonly out = join(this.folder, "out");
  readonly calls = join(this.folder, "calls");

  constructor(without: string[] = []) {
    onTestFinished(() => rmSync(this.folder, { recursive: true, force: true }));
    for (const folder of [this.bin, this.out, join(this.folder, "layers")]) mkdirSync(folder);
    for (const tool of tools.filter((each) => !without.includes(each))) {
      const found = ["/usr/bin", "/bin", "/usr/sbin", "/sbin"].find((folder) => readdirSync(folder).includes(tool));
      if (found) symlinkSync(join(found, tool), join(this.bin, tool));
    }
  }

  /** Has these tools come from there. */
  with(links: Toolset["links"]): this {
    for (const [name, program] of Object.entries(links)) {
      rmSync(join(this.bin, name), { force: true });
      symlinkSync(program, join(this.bin, name));
    }
    return this;
  }

  /** Puts a command first in PATH. It notes its arguments in the file `calls`. */
  command(name: string, body: string): this {
    const text = `#!/bin/sh\necho "${name} $*" >>${this.calls}\n${body}\n`;
    // What stands there may be a link to this machine's own command.
    rmSync(join(this.bin, name), { force: true });
    writeFileSync(join(this.bin, name), text, { mode: 0o755, flag: "wx" });
    return this;
  }

  /** Has something done before a command is run, which `"$real"` is; its last words run that. */
  before(name: string, body: string): this {
    const real = realpathSync(join(this.bin, name));
    // Who has many names knows by its own which it is.
    symlinkSync(real, join(this.folder, name));
    rmSync(join(this.bin, name));
    const text = `#!/bin/sh\nreal=${join(this.folder, name)}\n${body}\n`;
    writeFileSync(join(this.bin, name), text, { mode: 0o755, flag: "wx" });
    return this;
  }

  /** A docker that answers; `cases` are arms of a `case "$*" in` that come before its own. */
  docker(cases = "", containers = 1): this {
    return this.command(
      "docker",
      `case "$*" in
${cases}
--version) echo "Docker version 1.13.1, build b2f74b2/1.13.1" ;;
"ps -a --no-trunc") echo "CONTAINER ID IMAGE"; seq -f "%064.0f registry.example:8787/rhosp13/openstack-x:1" ${containers} ;;
"ps -aq --no-trunc") seq -f "%064.0f" ${containers} ;;
"inspect --help") echo "      --type string" ;;
"images -q --no-trunc") printf 'sha256:%064d\\n' 7 7 ;;
logs*) echo out; echo err >&2 ;;
*) echo "the answer to $1" ;;
esac`,
    );
  }

  /** How often the engine was asked for this. */
  callsOf(beginning: string): number {
    return readFileSync(this.calls, "utf8")
      .split("\n")
      .filter((line) => line.startsWith(beginning)).length;
  }

  /** What the run has left where archives are written. */
  get left(): string[] {
    return readdirSync(this.out);
  }

  async collect({ shell = ["/bin/sh"], args = [], setup = "", terminateAt }: Options = {}): Promise<Ended> {
    const layers = join(this.folder, "layers");
    const prepare = `set -e
      mount -t tmpfs tmpfs ${layers}
      for each in etc var home; do
        mkdir ${layers}/$each ${layers}/$each.work
        mount -t overlay -o lowerdir=/$each,upperdir=${layers}/$each,workdir=${layers}/$each.work overlay /$each
      done
      ${setup}
      exec env PATH=${this.bin} "$@"`;
    const command = ["--mount", "sh", "-c", prepare, "sh", ...shell, script, "-o", this.out, ...args];
    const child = spawn("unshare", command, { stdio: ["ignore", "pipe", "pipe"] });
    const ended = end(child);
    if (terminateAt) {
      while (child.exitCode === null && !readdirSync(this.folder).includes(terminateAt)) await sleep(20);
      child.kill("SIGTERM");
    }
    return ended;
  }

  /** Runs, and reads the archive whose path is the last line. */
  async archive(options?: Options): Promise<Archive> {
    const ended = await this.collect(options);
    if (ended.code !== 0) throw new Error(`it ended with ${ended.code}: ${ended.stderr}`);
    return readArchive(ended.stdout.trimEnd().split("\n").at(-1) ?? "");
  }
}

function end(child: ReturnType<typeof spawn>): Promise<Ended> {
  let stdout = "";
  let stderr = "";
  child.stdout?.on("data", (chunk: Buffer) => {
    stdout += chunk;
  });
  child.stderr?.on("data", (chunk: Buffer) => {
    stderr += chunk;
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
}
