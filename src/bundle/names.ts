import type { BundleNoteCode } from "./entry.ts";
import type { Limits } from "./limits.ts";

export type CheckedName =
  | { readonly ok: true; readonly path: string }
  | { readonly ok: false; readonly code: BundleNoteCode; readonly reason: string };

const refused = (code: BundleNoteCode, reason: string): CheckedName => ({ ok: false, code, reason });

/** A name as it can be kept and shown: bytes that are not UTF-8 become `\xNN`, so that two names never become one. */
export function nameOf(bytes: Buffer): string {
  const text = bytes.toString("utf8");
  if (!text.includes("\uFFFD") || Buffer.from(text).equals(bytes)) return text;
  return bytes.toString("latin1").replace(/[\x80-\xff]/g, asHex);
}

const asHex = (character: string): string => `\\x${character.charCodeAt(0).toString(16).padStart(2, "0")}`;

/** Whether a name was, or has to be, written otherwise than it stands in the archive. */
export const isOddName = (name: string): boolean => /\p{Cc}|\\x[0-9a-f]{2}/u.test(name);

/**
 * Brings a name from an archive into the form `a/b/c`, or says why it is refused. A leading `/` is taken off, as tar does;
 * control characters become `\xNN`. `\` and drive letters mean nothing on the nodes that bundles come from, so they are
 * plain characters.
 */
export function checkName(name: string, limits: Limits): CheckedName {
  if (Buffer.byteLength(name) > limits.maxPathBytes) {
    return refused("absurd-name", `its name is longer than ${limits.maxPathBytes} bytes`);
  }
  const parts = name
    .replace(/\p{Cc}/gu, asHex)
    .split("/")
    .filter((part) => part !== "" && part !== ".");
  if (parts.includes("..")) return refused("escapes-root", "its path climbs with `..`");
  if (parts.length > limits.maxPathDepth) {
    return refused("absurd-name", `it lies more than ${limits.maxPathDepth} folders deep`);
  }
  return { ok: true, path: parts.join("/") };
}
