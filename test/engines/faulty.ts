import { expect } from "vitest";
import { script } from "../collect/stage.ts";
import type { SimulatedNode } from "./testbed.ts";

/** Where archives are written on the node, unless a test says otherwise. */
export const out = "/faults/out";

/** How a run of the collector ended; its code is a signal's name where that ended it. */
export interface Ended {
  code: number | string;
  stdout: string;
  stderr: string;
}

interface Options {
  shell?: string;
  /** Where to write; `-` is standard output. */
  into?: string;
  args?: string[];
}

/** A simulated node on which something goes wrong while the collector runs. */
export class FaultyNode {
  private before = "";

  constructor(readonly node: SimulatedNode) {}

  /** Deploys, and remembers what no run of the collector may change. */
  async prepare(): Promise<this> {
    await this.node.deploy();
    await this.sh(`mkdir -p /faults/bin ${out}`);
    await this.remember();
    return this;
  }

  async remember(): Promise<void> {
    this.before = await this.states();
  }

  /** Runs shell text as root on the node; resolves with its stdout, rejects if it fails. */
  sh(text: string): Promise<string> {
    return this.node.run("sh", "-c", text);
  }

  /** Puts a command before the real one, which `"$real"` calls. */
  async command(name: string, body: string): Promise<void> {
    const text = `#!/bin/sh\nreal=/usr/bin/${name}\n${body}\nexec "$real" "$@"\n`;
    await this.node.run("sh", "-c", `printf %s "$1" >/faults/bin/${name} && chmod 755 /faults/bin/${name}`, "sh", text);
  }

  /** Runs the collector to its end. Its process id is in /faults/pid meanwhile, and its process group is its own. */
  async collect({ shell = "sh", into = out, args = [] }: Options = {}): Promise<Ended> {
    const run = `rm -f /faults/pid; echo $$ >/faults/new && mv /faults/new /faults/pid
      exec "$@" >/faults/stdout 2>/faults/stderr`;
    // What a run has started, and left, is known by the variable.
    const marked = ["env", "FAULTS_RUN=yes", "PATH=/faults/bin:/usr/sbin:/usr/bin:/sbin:/bin"];
    const command = [...marked, ...shell.split(" "), script, "-o", into, "--min-free", "1", ...args];
    const code = await this.node.run("setsid", "-w", "sh", "-c", run, "sh", ...command).then(
      () => 0,
      (error: { code?: number; signal?: string }) => error.code ?? error.signal ?? "unknown",
    );
    return { code, stdout: await this.sh("cat /faults/stdout"), stderr: await this.sh("cat /faults/stderr") };
  }

  /** Sends the run a signal as soon as a condition of the shell holds: to it alone, or as a terminal does to its group. */
  async signal(signal: string, when: string, group = false): Promise<void> {
    await this.sh(`until [ -s /faults/pid ]; do :; done; read -r pid </faults/pid
      while kill -0 $pid 2>/dev/null; do if ${when}; then kill -${signal} ${group ? "-" : ""}$pid; break; fi; done`);
  }

  /** Each container's name, state, start and restarts. */
  async states(): Promise<string> {
    const format =
      "{{.Name}} {{.State.Status}} {{.State.Pid}} {{.State.StartedAt}} {{.State.FinishedAt}} {{.RestartCount}}";
    return this.sh(`docker ps -aq --no-trunc | sort | xargs docker inspect -f '${format}'`);
  }

  /** The directories that runs have left anywhere. */
  async leftDirectories(): Promise<string[]> {
    const found = await this.sh(
      `find ${out} /run /dev/shm /var/tmp /tmp /small -maxdepth 2 -name '.sospect*' 2>/dev/null || true`,
    );
    return found.split("\n").filter(Boolean);
  }

  /** The processes that runs have left, after the second that busybox's timeout takes to see that it has none to end. */
  async leftProcesses(): Promise<string[]> {
    const found = await this.sh(`for try in 1 2 3 4 5 6 7 8; do
        left=$(grep -ls FAULTS_RUN=yes /proc/[0-9]*/environ)
        [ -n "$left" ] || exit 0
        sleep 0.25
      done
      for environ in $left; do tr '\\000' ' ' <"\${environ%environ}cmdline" 2>/dev/null && echo || true; done`);
    return found.split("\n").filter((line) => line.trim() !== "");
  }

  /** The names of the archives that were written. */
  async archives(): Promise<string[]> {
    return (await this.sh(`ls ${out}`)).split("\n").filter(Boolean);
  }

  /** Holds that the last run has left nothing: no directory, no process, and no container that is not as it was. */
  async expectUntouched(): Promise<void> {
    expect(await this.leftDirectories()).toEqual([]);
    expect(await this.leftProcesses()).toEqual([]);
    expect(await this.states()).toBe(this.before);
  }

  /** Holds that a run was refused or ended with one line, and that there is no archive and nothing else of it. */
  async expectNothing(ended: Ended, code: number, line: RegExp): Promise<void> {
    expect(ended).toMatchObject({ code, stdout: "" });
    expect(ended.stderr).toMatch(line);
    expect(ended.stderr.trimEnd().split("\n")).toHaveLength(1);
    expect(await this.archives()).toEqual([]);
    await this.expectUntouched();
  }
}
