/** What a text stands in that opens and closes. */
export type Nest = keyof typeof CLOSING;

const CLOSING = {
  ...{ single: "'", double: '"', ansi: "'", backquote: "`" },
  ...{ parameter: "}", arithmetic: "))", commands: ")", comment: "\n" },
  /** What ends it, its own words say: here it never ends. */
  hereDocument: "",
};

/** Where in a shell's text one is. */
export interface ShellPlace {
  /** What is open there, the innermost last; nothing where a word is bare. */
  readonly nests: readonly Nest[];
  /** What stands before it of the same command, and of those that this is a part of, the innermost last. */
  readonly commands: readonly string[];
  /** The character before it; none at the very beginning and where it is not known. */
  readonly last: string;
}

/** The nests in which a shell reads words and commands as it does outside of any. */
const READS_COMMANDS: ReadonlySet<Nest | undefined> = new Set([undefined, "commands"]);

/** What opens where words are bare; an expansion of it opens in double quotes as well. */
const OPENING: readonly { readonly text: string; readonly nest: Nest; readonly expansion?: true }[] = [
  { text: "$((", nest: "arithmetic", expansion: true },
  { text: "((", nest: "arithmetic" },
  { text: "$(", nest: "commands", expansion: true },
  { text: "(", nest: "commands" },
  { text: `\${`, nest: "parameter", expansion: true },
  { text: "$'", nest: "ansi" },
  { text: "'", nest: "single" },
  { text: '"', nest: "double" },
  { text: "`", nest: "backquote", expansion: true },
];

/** The nests in which nothing but their end means anything. */
const LITERAL: ReadonlySet<Nest | undefined> = new Set(["single", "comment", "hereDocument"]);

/**
 * Follows the text of commands piece by piece, as far as it takes to tell what a shell makes of the next one. What it
 * does not know, such as `case`, it takes for bare words.
 */
export class ShellReader {
  private nests: readonly Nest[] = [];
  private commands: readonly string[] = [""];
  private last = "";

  get place(): ShellPlace {
    const { nests, commands, last } = this;
    return { nests, commands, last };
  }

  read(text: string): void {
    for (let at = 0; at < text.length; ) at += this.step(text, at);
  }

  /** A word, or a part of one, that holds nothing which a shell would read. */
  readWord(): void {
    this.take("x");
  }

  save(): () => void {
    const { nests, commands, last } = this;
    return () => Object.assign(this, { nests, commands, last });
  }

  /** From here on it may be one of several places that are open alike. */
  forgetLast(): void {
    this.last = "";
  }

  private get inner(): Nest | undefined {
    return this.nests.at(-1);
  }

  /** Reads what begins there, and says how long it is. */
  step(text: string, at: number): number {
    const { inner } = this;
    const closing = inner === undefined ? "" : CLOSING[inner];
    if (closing !== "" && text.startsWith(closing, at)) return this.close(closing);
    if (LITERAL.has(inner)) return this.take(text[at] ?? "");
    // A line that goes on, goes on where it was.
    if (text.startsWith("\\\n", at)) return 2;
    // `$$` is a parameter, so that its second $ begins no expansion.
    if (text[at] === "\\" || text.startsWith("$$", at)) return this.take(text.slice(at, at + 2));
    if (READS_COMMANDS.has(inner)) {
      if (text[at] === "#" && this.beginsWord) return this.open("#", "comment");
      if (this.last !== "<" && /^<<(?!<)/.test(text.slice(at, at + 3))) return this.open("<<", "hereDocument");
    }
    const opened = OPENING.find((one) => text.startsWith(one.text, at));
    if (opened === undefined || (opened.expansion !== true && !READS_COMMANDS.has(inner)))
      return this.take(text[at] ?? "");
    return inner === "ansi" ? this.take(opened.text) : this.open(opened.text, opened.nest);
  }

  /** It is known to: an apostrophe of what is wrongly taken for a comment would open nothing. */
  private get beginsWord(): boolean {
    return this.last === "" ? this.nests.length === 0 && this.commands[0] === "" : /[\s;&|()]/.test(this.last);
  }

  private open(opening: string, nest: Nest): number {
    this.nests = [...this.nests, nest];
    this.commands = READS_COMMANDS.has(nest) ? [...this.commands, ""] : this.withCommand(opening);
    this.last = opening.at(-1) ?? "";
    return opening.length;
  }

  private close(closing: string): number {
    const inner = this.inner;
    this.nests = this.nests.slice(0, -1);
    if (inner === "commands") this.commands = this.commands.slice(0, -1);
    if (inner === "comment") return this.take("\n");
    this.commands = this.withCommand(closing);
    this.last = closing.at(-1) ?? "";
    return closing.length;
  }

  private take(text: string): number {
    const bare = text.length === 1 && (READS_COMMANDS.has(this.inner) || this.inner === "comment");
    const ends = bare && this.inner !== "comment" && /[\n;&|]/.test(text) && !/[<>]$/.test(this.last);
    // What is quoted ends no word.
    const kept = bare ? text : text.replace(/[\s<>]/g, "_");
    this.commands = ends ? [...this.commands.slice(0, -1), ""] : this.withCommand(kept);
    this.last = kept.at(-1) ?? "";
    return text.length;
  }

  private withCommand(text: string): string[] {
    return [...this.commands.slice(0, -1), (this.commands.at(-1) ?? "") + text];
  }
}

/** Commands with each of their words as `w`: two texts of one shape have as many commands, words and redirections. */
export function shapeOf(text: string): string {
  const reader = new ShellReader();
  let shape = "";
  for (let at = 0; at < text.length; ) {
    const length = reader.step(text, at);
    const read = text.slice(at, at + length);
    const isWord = !READS_COMMANDS.has(reader.place.nests.at(-1)) || !/^[\s;&|()<>]$/.test(read);
    if (!isWord) shape += read;
    else if (!shape.endsWith("w")) shape += "w";
    at += length;
  }
  return [shape, ...reader.place.nests].join(" ");
}
