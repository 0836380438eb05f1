import { spawn } from "node:child_process";
import type { Writable } from "node:stream";
import { silentMs, xzMemoryBytes } from "../limits.ts";
import { printable } from "../printable.ts";
import { type DecodeFailure, drain, type Feed } from "./decode.ts";
import type { ByteSource } from "./source.ts";

export type Tool = "xz" | "bzip2" | "zstd" | "lz4";

const args: Readonly<Record<Tool, readonly string[]>> = {
  xz: ["-dc", `--memlimit-decompress=${xzMemoryBytes}`],
  bzip2: ["-dc"],
  zstd: ["-dcq", `--memory=${xzMemoryBytes}`],
  lz4: ["-dcq"],
};

const maxComplaint = 2000;

/** Unpacks by the system's own program; "missing" when there is no such program. */
export async function unpackByTool(
  tool: Tool,
  source: ByteSource,
  feed: Feed,
): Promise<DecodeFailure | "missing" | undefined> {
  const env = { PATH: process.env["PATH"], LC_ALL: "C" };
  const child = spawn(tool, args[tool], { stdio: [source.fd ?? "pipe", "pipe", "pipe"], env });
  const ended = new Promise<number | "missing" | null>((resolve) => {
    child.on("error", () => resolve("missing"));
    child.on("close", (code) => resolve(code));
  });
  // Begun once the program runs: where it is missing, another decoder reads the bytes.
  if (child.stdin !== null) child.on("spawn", () => source.open().pipe(child.stdin as Writable));
  // A program that has seen enough goes away before it has read all.
  child.stdin?.on("error", () => undefined);
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
        const wanted = feed(chunk);
        if (typeof wanted !== "boolean") {
          return wanted.then((more) => {
            stopped = !more;
            return more;
          });
        }
        stopped = !wanted;
        return wanted;
      });
    }
  } finally {
    clearTimeout(watch);
    if (stopped) child.kill("SIGKILL");
    // Also where the receiver throws: nothing that was started stays behind.
    await ended;
  }
  if (source.fd === undefined && child.pid !== undefined) source.open().destroy();
  const code = await ended;
  if (code === "missing") return code;
  if (silent)
    return { code: "unreadable", message: `${tool} gave nothing for ${silentMs / 1000} seconds and was ended` };
  return code === 0 || stopped ? undefined : describe(tool, complaint);
}

function describe(tool: Tool, complaint: string): DecodeFailure {
  if (/unexpected end|ends unexpectedly|premature end|unfinished stream/i.test(complaint)) {
    return { code: "truncated", message: `the ${tool} data stops before its end` };
  }
  const line = complaint.split("\n").find((text) => text.trim() !== "") ?? "no reason given";
  return { code: "corrupt", message: `the ${tool} data is damaged: ${printable(line.trim())}` };
}
