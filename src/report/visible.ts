/**
 * Characters that a terminal or a browser would obey instead of showing: C0 and C1 controls, what turns the direction
 * of text, and what takes no room. Joiners stay where scripts and emoji need them. Line ends and tabs are for the
 * caller.
 */
const OBEYED =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]|(?<![^\P{L}\p{Script=Latin}]|[\p{M}\p{Extended_Pictographic}\p{Emoji_Modifier}])(?:\u200c|\u200d)/gu;

/** Text from a bundle, made harmless: what would be obeyed is shown by its name. */
export function visible(text: string): string {
  return text.replace(OBEYED, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return code < 0x20 ? `^${String.fromCharCode(code + 0x40)}` : `U+${hex(code)}`;
  });
}

/** The same on one line. */
export function visibleLine(text: string): string {
  const lines = text.replace(/\t/g, " ").split("\n");
  return lines
    .map((line) => visible(line.trim()).trim())
    .filter((line) => line !== "")
    .join(" ");
}

/** JSON that means the same and holds nothing that a terminal would obey. */
export function visibleJson(json: string): string {
  return json.replace(OBEYED, (character) =>
    character
      .split("")
      .map((unit) => `\\u${hex(unit.charCodeAt(0))}`)
      .join(""),
  );
}

function hex(code: number): string {
  return code.toString(16).toUpperCase().padStart(4, "0");
}
