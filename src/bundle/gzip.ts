import { createGunzip } from "node:zlib";
import { bytesOf, type DecodeFailure, type Decoder, drain, readFailure } from "./decode.ts";
import { chunkBytes } from "./limits.ts";

/**
 * Unpacks gzip. The stream is ended only after its last bytes are through: zlib told of the end together with them would
 * answer a truncated file with an error alone and keep what it could decode.
 */
export const gunzip: Decoder = async (file, feed) => {
  const source = bytesOf(file);
  const unpack = createGunzip({ chunkSize: chunkBytes });
  let readError: Error | undefined;
  source.on("data", (chunk) => {
    if (!unpack.write(chunk)) source.pause();
  });
  unpack.on("drain", () => source.resume());
  source.on("end", () => unpack.write(Buffer.alloc(0), () => unpack.end()));
  source.on("error", (error) => {
    readError = error;
    unpack.destroy();
  });
  const error = await drain(unpack, feed);
  source.destroy();
  unpack.destroy();
  return readError ? readFailure(readError) : error && describe(error);
};

function describe(error: Error): DecodeFailure {
  if ("code" in error && error.code === "Z_BUF_ERROR") {
    return { code: "truncated", message: "the gzip data stops before its end" };
  }
  return { code: "corrupt", message: `the gzip data is damaged: ${error.message}` };
}
