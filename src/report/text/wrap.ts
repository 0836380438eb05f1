/**
 * Breaks a text into lines of at most `width` characters, at blanks; a word that is longer than a line stands alone on
 * one, since a path or a command that is broken cannot be copied. Each line is indented; those after the first by
 * `hanging` more.
 */
export function wrap(text: string, width: number, indent = "", hanging = ""): string[] {
  const lines: string[] = [];
  let line = "";
  const prefix = () => (lines.length === 0 ? indent : indent + hanging);
  for (const word of text.split(/ +/)) {
    if (line !== "" && prefix().length + line.length + 1 + word.length > width) {
      lines.push(prefix() + line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  lines.push(prefix() + line);
  return lines;
}
