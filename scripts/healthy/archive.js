import { gzipSync } from "node:zlib";
import { Header } from "tar";
import { TIMES } from "./plan.js";

const BLOCK = 512;

/** A .tgz of the files, below one folder; `tar` of any kind reads it. */
export function archiveOf(folder, files) {
  const members = Object.entries(files).flatMap(([path, { text, mtime = TIMES.captured, mode = 0o600, owner }]) => {
    const bytes = Buffer.from(text);
    const block = Buffer.alloc(BLOCK);
    const header = {
      path: `${folder}/${path}`,
      size: bytes.length,
      type: "File",
      mode,
      ...owner,
      mtime: new Date(mtime * 1000),
    };
    if (new Header(header).encode(block)) throw new Error(`no room in a header for ${path}`);
    return [block, bytes, Buffer.alloc((BLOCK - (bytes.length % BLOCK)) % BLOCK)];
  });
  return gzipSync(Buffer.concat([...members, Buffer.alloc(2 * BLOCK)]));
}
