import { spawn } from "node:child_process";
import { type DecodeFailure, drain, type Feed } from "./decode.ts";
import { silentMs, xzMemoryBytes } from "./limits.ts";
import { printable } from "./printable.ts";

export type Tool = "xz" | "bzip2";

const args: Readonly<Record<Tool, readonly string[]>> = {
  xz: ["-dc", `--memlimit-decompress=${xzMemoryBytes}`],
  bzip2: ["-dc"],
};

const maxComplaint = 2000;

/** Unpacks by the system's own program, reading an open file; "missing" when there is no such program. */
export async function unpackByTool(
  tool: Tool,
  fileDescriptor: number,
  feed: Feed,
): Promise<DecodeFailure | "missing" | undefined> {
  const env = { PATH: process.env["PATH"], LC_ALL: "C" };
  const child = spawn(tool, args[tool], { stdio: [fileDescriptor, "pipe", "pipe"], env });
  const ended = new Promise<number | "missing" | null>((resolve) => {
    child.on("error", () => resolve("missing"));
    child.on("close", (code) => resolve(code));
  });
  let complaint = "";
  child.stderr?.on("data", (text: Buffer) => {
    if (complaint.length < maxComplaint) complaint += text.toString();
  });
  // Only feeding to its end makes the program's exit code worth anything.
  let stopped = false;
  let silent = false;
  const watch = setTimeout(() => {
    silent = true;
    child.kill("SIGKILL");
  }, silentMs);
  try {
    if (child.stdout !== null) {
      await drain(child.stdout, (chunk) => {
        stopped = true;
        watch.refresh();
        stopped = !feed(chunk);
        return !stopped;
      });
    }
  } finally {
    clearTimeout(watch);
    if (stopped) child.kill("SIGKILL");
    // Also where the receiver throws: nothing that was started stays behind.
    await ended;
  }
  const code = await ended;
  if (code === "missing") return code;
  if (silent)
    return { code: "unreadable", message: `${tool} gave nothing for ${silentMs / 1000} seconds and was ended` };
  return code === 0 || stopped ? undefined : describe(tool, complaint);
}

function describe(tool: Tool, complaint: string): DecodeFailure {
  if (/unexpected end|ends unexpectedly/i.test(complaint)) {
    return { code: "truncated", message: `the ${tool} data stops before its end` };
  }
  const line = complaint.split("\n").find((text) => text.trim() !== "") ?? "no reason given";
  return { code: "corrupt", message: `the ${tool} data is damaged: ${printable(line.trim())}` };
}
