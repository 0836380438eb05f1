import type { TarFormat } from "../formats/archive-format.ts";
import type { Decoder } from "./decode.ts";
import { plain } from "./decode.ts";
import { gunzip } from "./gzip.ts";
import { type Tool, unpackByTool } from "./system-tool.ts";

/** The system's `xz` and `bzip2` are two to four times as fast as what can be shipped; both give the same bytes. */
export type DecoderChoice = "system-first" | "built-in";

const tools: Readonly<Record<Exclude<TarFormat, "tar" | "cpio" | "tar.gz">, Tool>> = {
  "tar.xz": "xz",
  "tar.bz2": "bzip2",
  "tar.zst": "zstd",
  "tar.lz4": "lz4",
};

export function decoderFor(format: TarFormat, choice: DecoderChoice): Decoder {
  if (format === "tar" || format === "cpio") return plain;
  if (format === "tar.gz") return gunzip;
  const tool = tools[format];
  return async (source, feed) => {
    const outcome = choice === "built-in" ? "missing" : await unpackByTool(tool, source, feed);
    return outcome === "missing" ? (await builtIn(tool))(source, feed) : outcome;
  };
}

async function builtIn(tool: Tool): Promise<Decoder> {
  if (tool === "xz") return (await import("./xz.ts")).unxz;
  if (tool === "bzip2") return (await import("./bzip2.ts")).bunzip2;
  const message = `${tool}-compressed, and there is no ${tool} on this machine: unpack it elsewhere by ${tool} -d`;
  return async () => ({ code: "tool-missing", message });
}
