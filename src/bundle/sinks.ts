import type { EntrySink } from "./entry.ts";

/**
 * Gathers a small file whole. Beyond `limitBytes` what came before the limit is handed on, with the loss said.
 * The bytes belong to `done` for the length of the call; what is kept longer is best copied.
 */
export function wholeFile(limitBytes: number, done: (bytes: Buffer, loss?: string) => void): EntrySink {
  const chunks: Buffer[] = [];
  let gathered = 0;
  let cut = false;
  return {
    write(chunk) {
      const room = limitBytes - gathered;
      if (chunk.length > room) cut = true;
      if (room <= 0) return;
      const taken = chunk.length > room ? chunk.subarray(0, room) : chunk;
      chunks.push(taken);
      gathered += taken.length;
    },
    end(loss) {
      const [only] = chunks;
      const bytes = chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks, gathered);
      const reason = loss ?? (cut ? `longer than ${limitBytes} bytes, cut` : undefined);
      if (reason === undefined) done(bytes);
      else done(bytes, reason);
    },
  };
}

/** Lets `maxBytes` through to another sink and then ends it; `onCut` hears of it once. */
export function capped(sink: EntrySink, maxBytes: number, onCut: () => void): EntrySink {
  let room = maxBytes;
  let open = true;
  return {
    write(chunk) {
      if (!open) return;
      if (chunk.length <= room) {
        room -= chunk.length;
        sink.write(chunk);
        return;
      }
      if (room > 0) sink.write(chunk.subarray(0, room));
      open = false;
      onCut();
      sink.end(`longer than ${maxBytes} bytes, cut`);
    },
    end(loss) {
      if (open) sink.end(loss);
      open = false;
    },
  };
}
