import { type ChildProcessByStdio, spawn } from "node:child_process";
import type { Readable, Writable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";

type Child = ChildProcessByStdio<Writable, Readable, Readable>;

/** How an ssh has ended. */
export interface Ended {
  /** The remote command's exit code, or 255 where ssh itself failed. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface Session {
  readonly stdout: Readable;
  readonly stderr: Readable;
  readonly ended: Promise<Ended>;
  /** Ends it, one way or the other. */
  stop(): void;
}

/** What it takes to act on SIGTERM, and what a process that outlives ssh may keep its output open for. */
const PATIENCE_MS = 5000;

/** Starts the system's ssh, without a shell, and feeds it the input. */
export function startSsh(args: readonly string[], input: Uint8Array): Session {
  const child: Child = spawn("ssh", args, { stdio: ["pipe", "pipe", "pipe"] });
  const ended = endOf(child);
  // An ssh that ends early does not read it all; why it ended is said elsewhere.
  child.stdin.on("error", () => {});
  child.stdin.end(input);
  return { stdout: child.stdout, stderr: child.stderr, ended, stop: () => stop(child) };
}

function endOf(child: Child): Promise<Ended> {
  const closed = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once("error", (error: NodeJS.ErrnoException) =>
      reject(error.code === "ENOENT" ? new Error("ssh is not on the path: install OpenSSH's client") : error),
    );
    child.once("exit", async (code, signal) => {
      await Promise.race([closed, sleep(PATIENCE_MS, undefined, { ref: false })]);
      child.stdout.destroy();
      child.stderr.destroy();
      resolve({ code, signal });
    });
  });
  // It is awaited only once the output has ended.
  ended.catch(() => {});
  return ended;
}

function stop(child: Child): void {
  child.kill("SIGTERM");
  const hard = setTimeout(() => child.kill("SIGKILL"), PATIENCE_MS);
  child.once("exit", () => clearTimeout(hard));
}
