const SGR = /\u001b\[[\d;]*m/g;
const NO_ROOM = /[\p{M}\u200c\u200d]/gu;
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;

/** How many columns of a terminal a text takes. */
export function columnsOf(text: string): number {
  const shown = text.replace(SGR, "").replace(NO_ROOM, "");
  let columns = 0;
  for (const character of shown) columns += WIDE.test(character) ? 2 : 1;
  return columns;
}

interface Shape {
  /** Stands before the first line. */
  readonly first?: string;
  /** Stands before the others. */
  readonly rest?: string;
  /** Dresses each line without what stands before it. */
  readonly dress?: (line: string) => string;
  /** Keeps a command in quotes on one line where there is room, so that it can be copied. */
  readonly wholeQuotes?: boolean;
}

/**
 * Breaks a text at blanks into lines of at most `width` columns; a word that is longer than a line stands alone on one,
 * since a path that is broken cannot be copied.
 */
export function wrap(text: string, width: number, shape: Shape): string[] {
  const { first = "", rest = "", dress = (line) => line, wholeQuotes = false } = shape;
  const words = (wholeQuotes ? wordsOf(text, width - columnsOf(rest)) : text.split(/ +/)).flatMap(piecesOf);
  const lines: string[] = [];
  let line = "";
  let room = width - columnsOf(first);
  let taken = 0;
  for (const { piece, blank } of words) {
    const columns = columnsOf(piece);
    const between = line === "" ? "" : blank;
    if (line !== "" && taken + between.length + columns > room) {
      lines.push(line);
      line = piece;
      taken = columns;
      room = width - columnsOf(rest);
    } else {
      taken += between.length + columns;
      line += between + piece;
    }
  }
  lines.push(line);
  return lines.map((one, index) => (index === 0 ? first : rest) + dress(one));
}

const CLOSING = "。，；：、）”！？…";
const OPENING = "（“";
/** Where a line of Chinese may end: between characters, but neither before what closes nor after what opens. */
const BETWEEN = new RegExp(
  `(?<=[\\p{Script=Han}${CLOSING}])(?![${CLOSING}])|(?<![${OPENING}])(?=[\\p{Script=Han}${OPENING}])`,
  "u",
);
/** A shorter word stays whole, since it may be a name. */
const LONG = 20;

/** The pieces of a word that a line may end between, and what stands before each on the same line. */
function piecesOf(word: string): { readonly piece: string; readonly blank: string }[] {
  const pieces = columnsOf(word) > LONG ? word.split(BETWEEN) : [word];
  return pieces.map((piece, index) => ({ piece, blank: index === 0 ? " " : "" }));
}

/** A word, or several in quotes that open where a word begins: not the apostrophe of `container's`. */
const WORD = /'[^' ]+ [^']*'[^ ]*|[^ ]+/g;

/** The words of a text; what stands in quotes is one of them where a line has room for it. */
function wordsOf(text: string, room: number): string[] {
  const words = text.match(WORD) ?? [""];
  return words.flatMap((word) => (columnsOf(word) <= room ? word : word.split(/ +/)));
}

/** At most `width` columns of a text, `…` in place of what is left out. */
export function cut(text: string, width: number): string {
  if (columnsOf(text) <= width) return text;
  let kept = "";
  let taken = 0;
  for (const character of text) {
    taken += columnsOf(character);
    if (taken > width - 1) break;
    kept += character;
  }
  return `${kept}…`;
}
