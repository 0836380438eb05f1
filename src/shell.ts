/** What a shell takes for itself in any place: neither quotes, blanks, patterns nor expansions, and no option. */
const PLAIN = /^[A-Za-z0-9_@%+:,./][A-Za-z0-9_@%+=:,./-]*$/;

/** What cannot be seen, or is obeyed by a terminal or a browser: controls, line ends, what turns text or takes no room. */
const UNSEEN = /(?! )[\p{C}\p{Z}]/u;

/** A text as one word of any POSIX shell, for programs: nothing of it is changed. */
export function quoted(text: string): string {
  return PLAIN.test(text) || /^-[\w-]*$/.test(text) ? text : singleQuoted(text);
}

/**
 * A text as one word of a command that a person pastes: on one line, all of it to be seen, and never an option, which
 * quotes do not help against: what begins with a dash gets `./` before it.
 */
export function shellWord(text: string): string {
  return operand(text.startsWith("-") ? `./${text}` : text);
}

/** The same right behind `--`, where nothing is an option. */
export function operand(text: string): string {
  return text === "" ? "''" : wordPart(text);
}

/** The same of a part of a word, which stands behind another part. */
export function wordPart(text: string): string {
  if (text === "" || PLAIN.test(text)) return text;
  return UNSEEN.test(text) ? ansiQuoted(text) : singleQuoted(text);
}

function singleQuoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/**
 * `$'…'` as Bash has it. A quote is written by its number as well, so that a shell without this form takes it for one word,
 * too. No argument can hold a NUL.
 */
function ansiQuoted(text: string): string {
  const escaped = [...text.replaceAll("\0", "\ufffd")].map((character) => {
    if (character === "\n") return "\\n";
    if (character === "\t") return "\\t";
    if (character === "\\") return "\\\\";
    return character === "'" || UNSEEN.test(character) ? octal(character) : character;
  });
  return `$'${escaped.join("")}'`;
}

/** The bytes of a character, so that it does not matter which characters a shell knows. */
function octal(character: string): string {
  return [...new TextEncoder().encode(character)].map((byte) => `\\${byte.toString(8).padStart(3, "0")}`).join("");
}
