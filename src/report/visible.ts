/**
 * Characters that a terminal or a browser would obey instead of showing: C0 and C1 controls, and what turns the
 * direction of text. Line ends are for the caller to break lines at.
 */
const OBEYED = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

/** Text from a bundle, made harmless: what would be obeyed is shown by its name. */
export function visible(text: string): string {
  return text.replace(OBEYED, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return code < 0x20
      ? `^${String.fromCharCode(code + 0x40)}`
      : `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
  });
}

/** The same on one line. */
export function visibleLine(text: string): string {
  return visible(text.replace(/\s*\n\s*/g, " ").replace(/\t/g, " ")).trim();
}
