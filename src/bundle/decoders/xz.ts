import { Readable } from "node:stream";
import xz from "xz-decompress";
import type { DecodeFailure, Decoder } from "./decode.ts";

/** Unpacks xz without the system's help, at half the speed and in the caller's thread. */
export const unxz: Decoder = async (source, feed) => {
  const reader = new xz.XzReadableStream(Readable.toWeb(source.open()) as ReadableStream<Uint8Array>).getReader();
  for (;;) {
    const next = await reader.read().catch(describe);
    if ("code" in next) return next;
    if (next.done) return undefined;
    if (next.value.length > 0 && !(await feed(Buffer.from(next.value)))) {
      await reader.cancel().catch(() => undefined);
      return undefined;
    }
  }
};

function describe(error: unknown): DecodeFailure {
  const message = error instanceof Error ? error.message : String(error);
  return { code: "corrupt", message: `the xz data is damaged: ${message}` };
}
