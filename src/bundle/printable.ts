/** Control characters, and those that reorder or hide text in a terminal or a browser. */
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** Text from a bundle made safe for one line of a message. */
export function printable(text: string, maxLength = 200): string {
  const shown = text.length > maxLength ? `${text.slice(0, maxLength)}…` : text;
  return shown.replace(unprintable, "?");
}
