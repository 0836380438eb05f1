/** A decoded file of a bundle, as parsers see it. */
export interface SourceText {
  /** Path inside the bundle. */
  readonly file: string;
  readonly text: string;
  /** Last modification, epoch milliseconds, where the bundle kept it. */
  readonly mtime?: number;
  /** Why the bytes are not the whole file; absent when they are. */
  readonly loss?: string;
}

/** Where a fact was read, with the line as it stands there. Lines count from 1. */
export interface Source {
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

const LONGEST_QUOTE = 400;

/** A line as evidence quotes it: without its indentation and of bounded length. */
export function quote(line: string): string {
  return shortened(line.trim(), LONGEST_QUOTE);
}

/** A text of no more than so many characters, with a mark where some were left out. */
export function shortened(text: string, longest: number): string {
  return text.length > longest ? `${text.slice(0, longest)} …` : text;
}

/** Quotes lines of one file by their number. */
export function quoting({ file, text }: SourceText): (line: number) => Source {
  const lines = text.split("\n");
  return (line) => ({ file, line, text: quote(lines[line - 1] ?? "") });
}

/** The text less a last line that a loss may have shortened: half a name is a wrong name. */
export function wholeLines({ text, loss }: SourceText): string {
  return loss === undefined ? text : text.slice(0, text.lastIndexOf("\n") + 1);
}

/** Whether a line is a shell's prompt, with or without the command: what stands behind it is another command's. */
export function isPrompt(line: string): boolean {
  return /^(\([\w-]+\) ?)?(\[?\w[\w.-]*@[^\]#$]{1,100}\]?)?[#$](\s|$)|^PS [A-Z]:[^>]*> /.test(line);
}
