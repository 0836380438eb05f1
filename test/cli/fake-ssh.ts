import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as tar from "tar";
import { onTestFinished } from "vitest";

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export const PROGRAM = fileURLToPath(new URL("../../bin/collect.js", import.meta.url));

/** A laptop with an ssh of our own making, first on its path. It goes with the test. */
export class Laptop {
  readonly folder = mkdtempSync(join(tmpdir(), "sospect-laptop-"));
  /** Where bundles go. */
  readonly out = join(this.folder, "out");
  /** A whole bundle of controller0. */
  readonly bundle = join(this.folder, "bundle.tgz");
  readonly #bin = join(this.folder, "bin");
  readonly path = `${this.#bin}:${process.env["PATH"]}`;

  constructor() {
    onTestFinished(() => rmSync(this.folder, { recursive: true, force: true }));
    for (const folder of [this.out, this.#bin]) mkdirSync(folder);
    const top = "sospect-controller0-20261123T165006Z";
    mkdirSync(join(this.folder, top));
    writeFileSync(join(this.folder, top, "manifest.json"), JSON.stringify({ host: "controller0" }).repeat(10_000));
    tar.create({ file: this.bundle, cwd: this.folder, gzip: true, sync: true }, [top]);
    const script = `#!/bin/sh
printf '%s\\n' "$@" >'${this.folder}'/arguments
for word; do command=$word; done
while [ "$1" != -- ]; do shift; done
cd '${this.folder}' && . "./node-\${2##*@}"
`;
    writeFileSync(join(this.#bin, "ssh"), script, { mode: 0o755 });
  }

  /** What ssh to a host does, in shell: with the script on stdin, in this folder, beside bundle.tgz. */
  node(host: string, does: string): this {
    writeFileSync(join(this.folder, `node-${host}`), does);
    return this;
  }

  read(file: string): string {
    return readFileSync(join(this.folder, file), "utf8");
  }

  /** All that lies where bundles go. */
  written(): string[] {
    return readdirSync(this.out).sort();
  }

  /** Runs `collect` there, perhaps with a signal once a file has appeared in the folder. */
  async collect(
    args: readonly string[],
    end?: { signal: NodeJS.Signals; at: string },
    path = this.path,
  ): Promise<Ended> {
    const env = { ...process.env, PATH: path };
    const child = spawn(process.execPath, [PROGRAM, ...args], {
      cwd: this.out,
      env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const output = { stdout: "", stderr: "" };
    for (const stream of ["stdout", "stderr"] as const) {
      child[stream].setEncoding("utf8").on("data", (text: string) => {
        output[stream] += text;
      });
    }
    const closed = new Promise<number | null>((resolve, reject) => {
      child.on("error", reject);
      child.on("close", resolve);
    });
    if (end !== undefined) {
      while (!readdirSync(this.folder).includes(end.at)) await new Promise((resolve) => setTimeout(resolve, 20));
      child.kill(end.signal);
    }
    return { code: await closed, ...output };
  }
}
