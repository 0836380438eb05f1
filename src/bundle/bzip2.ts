import unbzip2 from "unbzip2-stream";
import { bytesOf, type Decoder, drain } from "./decode.ts";

/** Unpacks bzip2 without the system's help, several times slower. */
export const bunzip2: Decoder = async (file, feed) => {
  const source = bytesOf(file);
  const error = await drain(source.pipe(unbzip2()), feed);
  source.destroy();
  return error && { code: "corrupt", message: `the bzip2 data is damaged: ${error.message}` };
};
