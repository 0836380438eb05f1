import { pipeline } from "node:stream/promises";
import { listen, type Messages } from "./messages.ts";
import { checkPart, discardPart, NothingCame, onlyGzip, openPart, type Part, publishPart } from "./part.ts";
import { type Ended, startSsh } from "./session.ts";
import { type SshSettings, sshArguments } from "./ssh.ts";
import type { Target } from "./target.ts";
import { folderFor } from "./top-folder.ts";

/** What is to be done on every node. */
export interface Order {
  /** The collector, and its arguments other than where it writes. */
  readonly script: Uint8Array;
  readonly args: readonly string[];
  readonly ssh: SshSettings;
  /** Where bundles are written. */
  readonly directory: string;
  /** How long one node may take. */
  readonly seconds: number;
}

/** What is told while a node is collected from. Its text is foreign. */
export interface Watch {
  started(target: Target): void;
  progress(target: Target, text: string): void;
  received(target: Target, bytes: number): void;
  ended(outcome: Outcome): void;
}

/** What came of one node; why nothing did is foreign text. */
export type Outcome = { readonly target: Target; readonly ms: number } & Done;

type Done =
  | { readonly ok: true; readonly path: string; readonly bytes: number }
  | { readonly ok: false; readonly reason: string };

/** ssh's own exit code. */
const SSH_FAILED = 255;

/** Collects from one node: writes its bundle, whole or not at all. Never throws. */
export async function collectFrom(
  target: Target,
  order: Order,
  watch: Watch,
  interrupt: AbortSignal,
): Promise<Outcome> {
  const began = performance.now();
  const limit = limited(order.seconds, interrupt);
  const ended = await collect(target, order, watch, limit.signal);
  limit.release();
  return { target, ms: performance.now() - began, ...ended };
}

async function collect(target: Target, order: Order, watch: Watch, signal: AbortSignal): Promise<Done> {
  let part: Part | undefined;
  try {
    signal.throwIfAborted();
    part = openPart(order.directory);
    const bytes = await receive(target, order, part, watch, signal);
    const name = (await checkPart(part, signal)) ?? folderFor(target.host, new Date());
    return { ok: true, path: publishPart(part, order.directory, name), bytes };
  } catch (error) {
    if (part !== undefined) discardPart(part);
    return { ok: false, reason: reasonOf((error as Error).name === "AbortError" ? signal.reason : error) };
  }
}

function reasonOf({ code, message }: NodeJS.ErrnoException): string {
  if (code?.startsWith("Z_")) return `its bundle came damaged: ${message}`;
  return code === "ENOSPC" ? `${message}: free some space, or choose another directory with -o` : message;
}

/** A signal for one node: after its time, or when all are interrupted. */
function limited(seconds: number, interrupt: AbortSignal): { readonly signal: AbortSignal; release(): void } {
  const controller = new AbortController();
  const stop = (): void => controller.abort(new Error("interrupted"));
  const late = `not done after ${seconds} s: see what hangs there, or give it more time with --host-timeout`;
  const timer = setTimeout(() => controller.abort(new Error(late)), seconds * 1000);
  if (interrupt.aborted) stop();
  interrupt.addEventListener("abort", stop);
  const release = (): void => {
    clearTimeout(timer);
    interrupt.removeEventListener("abort", stop);
  };
  return { signal: controller.signal, release };
}

/** Runs the collector there and writes what comes; returns how many bytes, once ssh says that all is well. */
async function receive(target: Target, order: Order, part: Part, watch: Watch, signal: AbortSignal): Promise<number> {
  // With its progress always: by failing to write it the collector learns that nobody is there any more.
  const args = sshArguments(target, order.ssh, ["-o", "-", "--progress", ...order.args]);
  const session = startSsh(args, order.script);
  signal.addEventListener("abort", () => session.stop());
  const messages = listen(session.stderr, (text) => watch.progress(target, text));
  const arriving = onlyGzip((bytes) => watch.received(target, bytes));
  const trouble = await troubleOf(pipeline(session.stdout, arriving, part.sink, { signal }));
  const decided = trouble !== undefined && !endsTheSame(trouble);
  // Bytes that are no bundle, a full disk: there is nothing more to wait for.
  if (decided) session.stop();
  const ended = await session.ended;
  if (decided) throw trouble;
  signal.throwIfAborted();
  if (ended.code !== 0) throw new Error(whyEnded(ended, messages));
  if (trouble !== undefined) throw trouble;
  return part.sink.bytesWritten;
}

async function troubleOf(work: Promise<unknown>): Promise<Error | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    return error as Error;
  }
}

/** Nothing came, or its output was torn: why, the end of ssh tells. */
function endsTheSame(trouble: Error): boolean {
  return trouble instanceof NothingCame || (trouble as NodeJS.ErrnoException).code === "ERR_STREAM_PREMATURE_CLOSE";
}

/** What was said last. When ssh itself failed, the collector's last word is not why. */
function whyEnded({ code, signal }: Ended, { collector, other }: Messages): string {
  const said = code === SSH_FAILED ? (other ?? collector) : (collector ?? other);
  return said ?? (signal === null ? `ssh ended with exit code ${code}` : `ssh was ended by ${signal}`);
}
