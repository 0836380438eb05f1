import type { Readable } from "node:stream";

/** What a node and ssh have said on standard error. */
export interface Messages {
  /** The collector's last word, other than on its progress. */
  collector?: string;
  /** The last line of anybody else. */
  other?: string;
}

const COLLECTOR = "collect: ";
const PROGRESS = "collect: progress: ";
const MAX_LINE = 4096;

/** Listens to a standard error, and keeps of it what may be told at the end. What it says is foreign text. */
export function listen(stream: Readable, onProgress: (text: string) => void): Messages {
  const messages: Messages = {};
  let rest = "";
  const take = (line: string): void => {
    if (line.startsWith(PROGRESS)) onProgress(line.slice(PROGRESS.length));
    else if (line.startsWith(COLLECTOR)) messages.collector = line.slice(COLLECTOR.length);
    else if (line.trim() !== "") messages.other = line.trim();
  };
  stream.setEncoding("utf8");
  stream.on("data", (text: string) => {
    const lines = `${rest}${text}`.split(/\r?\n/);
    rest = (lines.pop() ?? "").slice(0, MAX_LINE);
    for (const line of lines) take(line.slice(0, MAX_LINE));
  });
  stream.on("end", () => take(rest));
  stream.on("error", () => {});
  return messages;
}
