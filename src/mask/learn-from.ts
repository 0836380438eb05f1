import type { EntryHeader, EntrySink } from "../bundle/entry.ts";
import { wholeFile } from "../bundle/sinks.ts";
import { decode } from "../parse/syntax/decode.ts";
import { encodingOf, HEAD_BYTES } from "./encoding.ts";
import type { Masker } from "./masker.ts";

/** Where deployment tools, services and users keep what they are configured with. */
const CONFIGURATION =
  /^(etc|root|home|var\/lib\/(config-data|tripleo-config|kolla|openstack|edpm-config|heat-config|mistral))\//;
const LARGEST = 1 << 20;
/** Of one bundle. */
const LARGEST_IN_ALL = 64 << 20;

/**
 * Offers sinks for configuration that no parser reads, as lists of passwords and environments: its secrets are learned, so
 * that they are hidden where another file shows them.
 */
export function learningFrom(masker: Masker): (entry: EntryHeader) => EntrySink | undefined {
  let left = LARGEST_IN_ALL;
  return ({ path, size }) => {
    if (!CONFIGURATION.test(path) || size > Math.min(LARGEST, left)) return undefined;
    left -= size;
    return wholeFile(LARGEST, (bytes) => {
      if (encodingOf(bytes.subarray(0, HEAD_BYTES)) === "binary") return;
      masker.startFile(path);
      for (const line of decode(bytes).split("\n")) masker.line(line);
      masker.startFile("");
    });
  };
}
