import type { BundleNoteCode } from "./entry.ts";
import type { Limits } from "./limits.ts";

export type CheckedName =
  | { readonly ok: true; readonly path: string }
  | { readonly ok: false; readonly code: BundleNoteCode; readonly reason: string };

const refused = (code: BundleNoteCode, reason: string): CheckedName => ({ ok: false, code, reason });

/**
 * Brings a name from an archive into the form `a/b/c`, or says why it is refused. A leading `/` is taken off, as tar does.
 * `\` and drive letters mean nothing on the nodes that bundles come from, so they are plain characters.
 */
export function checkName(name: string, limits: Limits): CheckedName {
  if (Buffer.byteLength(name) > limits.maxPathBytes) {
    return refused("absurd-name", `its name is longer than ${limits.maxPathBytes} bytes`);
  }
  if (/\p{Cc}/u.test(name)) return refused("absurd-name", "its name holds control characters");
  // Decoding puts U+FFFD where bytes are not UTF-8; two such names may then be equal though their files differ.
  if (name.includes("\uFFFD")) return refused("absurd-name", "its name is not valid UTF-8");
  const parts = name.split("/").filter((part) => part !== "" && part !== ".");
  if (parts.includes("..")) return refused("escapes-root", "its path climbs with `..`");
  if (parts.length > limits.maxPathDepth) {
    return refused("absurd-name", `it lies more than ${limits.maxPathDepth} folders deep`);
  }
  return { ok: true, path: parts.join("/") };
}
