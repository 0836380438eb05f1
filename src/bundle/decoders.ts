import type { DecodeFailure, Decoder } from "./decode.ts";
import { plain } from "./decode.ts";
import { gunzip } from "./gzip.ts";
import type { ArchiveFormat } from "./sniff.ts";
import { type Tool, unpackByTool } from "./system-tool.ts";

/** The system's `xz` and `bzip2` are two to four times as fast as what can be shipped; both give the same bytes. */
export type DecoderChoice = "system-first" | "built-in";

export async function decoderFor(format: ArchiveFormat, choice: DecoderChoice): Promise<Decoder> {
  if (format === "tar") return plain;
  if (format === "tar.gz") return gunzip;
  const tool: Tool = format === "tar.xz" ? "xz" : "bzip2";
  return choice === "built-in" ? builtIn(tool) : toolFirst(tool);
}

async function builtIn(tool: Tool): Promise<Decoder> {
  return tool === "xz" ? (await import("./xz.ts")).unxz : (await import("./bzip2.ts")).bunzip2;
}

const toolFirst =
  (tool: Tool): Decoder =>
  async (file, feed): Promise<DecodeFailure | undefined> => {
    const outcome = await unpackByTool(tool, file.fd, feed);
    return outcome === "missing" ? (await builtIn(tool))(file, feed) : outcome;
  };
