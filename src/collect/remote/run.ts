import { listen } from "./messages.ts";
import { startSsh } from "./session.ts";
import { type SshSettings, sshArguments } from "./ssh.ts";
import type { Target } from "./target.ts";

/** What a script printed on a node, or why it could not be run to its end; both are foreign text. */
export type Ran = { readonly ok: true; readonly output: string } | { readonly ok: false; readonly reason: string };

/** More than any script here prints. */
const MOST_BYTES = 1 << 20;

/** Runs a script on a node as root, in at most so many seconds. Never throws. */
export async function runOn(
  target: Target,
  script: string,
  { ssh, seconds }: { readonly ssh: SshSettings; readonly seconds: number },
  interrupt: AbortSignal,
): Promise<Ran> {
  const late = AbortSignal.timeout(seconds * 1000);
  try {
    interrupt.throwIfAborted();
    const session = startSsh(sshArguments(target, ssh, []), Buffer.from(script));
    for (const signal of [late, interrupt]) signal.addEventListener("abort", () => session.stop());
    const messages = listen(session.stderr, () => {});
    let output = "";
    session.stdout.setEncoding("utf8");
    session.stdout.on("error", () => {});
    session.stdout.on("data", (text: string) => {
      if (output.length < MOST_BYTES) output += text;
    });
    const { code } = await session.ended;
    if (interrupt.aborted) return { ok: false, reason: "interrupted" };
    if (late.aborted)
      return { ok: false, reason: `not done after ${seconds} s: give it more time with --host-timeout` };
    if (code === 0) return { ok: true, output };
    return { ok: false, reason: messages.other ?? messages.collector ?? `ssh ended with exit code ${code}` };
  } catch (error) {
    return { ok: false, reason: (error as Error).message };
  }
}
