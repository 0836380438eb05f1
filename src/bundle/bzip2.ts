import unbzip2 from "unbzip2-stream";
import { type DecodeFailure, type Decoder, drain, readFailure } from "./decode.ts";

/** Unpacks bzip2 without the system's help, several times slower. */
export const bunzip2: Decoder = async (from, feed) => {
  const source = from.open();
  const unpack = unbzip2();
  let readError: Error | undefined;
  source.on("error", (error) => {
    readError = error;
    unpack.destroy();
  });
  const error = await drain(source.pipe(unpack), feed);
  source.destroy();
  return readError ? readFailure(readError) : error && describe(error);
};

function describe(error: Error): DecodeFailure {
  if (/prematurely/.test(error.message)) {
    return { code: "truncated", message: "the bzip2 data stops before its end" };
  }
  return { code: "corrupt", message: `the bzip2 data is damaged: ${error.message}` };
}
