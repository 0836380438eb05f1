import { pipeline } from "node:stream/promises";
import { BreaksOff, BundleCheck, NothingCame, type Room } from "./arriving.ts";
import { listen, type Messages } from "./messages.ts";
import { discardPart, freeBytes, openPart, type Part, publishPart } from "./part.ts";
import { type Ended, startSsh } from "./session.ts";
import { type SshSettings, sshArguments } from "./ssh.ts";
import { goesBy, type Target } from "./target.ts";
import { hostOf } from "./top-folder.ts";

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
  /** How much one node may send. */
  readonly room: Room;
}

/** What is told while a node is collected from. Its text is foreign. */
export interface Watch {
  started(target: Target): void;
  progress(target: Target, text: string): void;
  received(target: Target, bytes: number): void;
  ended(outcome: Outcome): void;
}

/** What came of one node; why nothing did is foreign text. `otherHost` is what its bundle calls it, where that is not the name asked for. */
export type Outcome = { readonly target: Target; readonly ms: number } & Done;

type Done =
  | { readonly ok: true; readonly path: string; readonly bytes: number; readonly otherHost?: string }
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
    const folder = await receive(target, order, part, watch, signal);
    const host = hostOf(folder);
    const bytes = part.sink.bytesWritten;
    const path = publishPart(part, order.directory, folder);
    return { ok: true, path, bytes, ...(goesBy(target, host) ? {} : { otherHost: host }) };
  } catch (error) {
    if (part !== undefined) discardPart(part);
    return { ok: false, reason: reasonOf((error as Error).name === "AbortError" ? signal.reason : error) };
  }
}

function reasonOf({ code, message }: NodeJS.ErrnoException): string {
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

/** Runs the collector there and writes what comes; returns the bundle's folder, once ssh says that all is well. */
async function receive(target: Target, order: Order, part: Part, watch: Watch, signal: AbortSignal): Promise<string> {
  // With its progress always: by failing to write it the collector learns that nobody is there any more.
  const args = sshArguments(target, order.ssh, ["-o", "-", "--progress", ...order.args]);
  const session = startSsh(args, order.script);
  signal.addEventListener("abort", () => session.stop());
  const messages = listen(session.stderr, (text) => watch.progress(target, text));
  const arriving = new BundleCheck({
    room: order.room,
    freeBytes: () => freeBytes(order.directory),
    onBytes: (bytes) => watch.received(target, bytes),
  });
  const trouble = await troubleOf(pipeline(session.stdout, arriving, part.sink, { signal }));
  const decided = trouble !== undefined && !endsTheSame(trouble);
  // Bytes that are no bundle, a full disk: there is nothing more to wait for.
  if (decided) session.stop();
  const ended = await session.ended;
  if (decided) throw trouble;
  signal.throwIfAborted();
  if (ended.code !== 0) throw new Error(whyEnded(ended, messages));
  if (trouble !== undefined) throw trouble;
  return arriving.folder;
}

async function troubleOf(work: Promise<unknown>): Promise<Error | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    return error as Error;
  }
}

/** Nothing came, or not all of it: why, the end of ssh tells. */
function endsTheSame(trouble: Error): boolean {
  if (trouble instanceof NothingCame || trouble instanceof BreaksOff) return true;
  return (trouble as NodeJS.ErrnoException).code === "ERR_STREAM_PREMATURE_CLOSE";
}

/** What was said last. When ssh itself failed, the collector's last word is not why. */
function whyEnded({ code, signal }: Ended, { collector, other }: Messages): string {
  const said = code === SSH_FAILED ? (other ?? collector) : (collector ?? other);
  return said ?? (signal === null ? `ssh ended with exit code ${code}` : `ssh was ended by ${signal}`);
}
