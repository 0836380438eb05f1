import { visible, visibleLine } from "./visible.ts";

/** What no XML and no JSON reader takes: halves of characters, and code points that are none. */
const MALFORMED = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]|[\ufffe\uffff]/g;

/** Text of a bundle for formats that other programs read: visible, and made of whole characters. */
export function wellFormed(text: string): string {
  return visible(text).replace(MALFORMED, "\ufffd");
}

/** The same on one line. */
export function wellFormedLine(text: string): string {
  return visibleLine(text).replace(MALFORMED, "\ufffd");
}
