import type { ModelSchema } from "./model-schema.ts";
import type { Nest, ShellPlace } from "./shell-reader.ts";

/** What a placeholder yields: a whole command of the model, or lines of them, a value of which no shell makes anything, or any text. */
type Kind = "command" | "lines" | "harmless" | "text";

/** A placeholder of a remedy, and where in the command it stands. */
export interface Placed {
  /** As its author wrote it, without braces. */
  readonly name: string;
  /** Its property; absent where the template alone does not tell it, as `this` in a list. */
  readonly schema?: ModelSchema;
  /** Written with three braces. */
  readonly bare: boolean;
  readonly place: ShellPlace;
  /** The text right behind it. */
  readonly next: string;
}

export function kindOf({ shell, type, enum: words }: ModelSchema = {}): Kind {
  if (shell !== undefined) return shell;
  return type === "number" || type === "boolean" || words !== undefined ? "harmless" : "text";
}

const NESTS: Readonly<Partial<Record<Nest, string>>> = {
  ...{ single: "quotes", double: "quotes", ansi: "quotes", backquote: "backquotes" },
  ...{ parameter: "an expansion", arithmetic: "arithmetic", hereDocument: "a here-document" },
};

/** What stands right before it would take a word, or its quotes, for more of itself: `$`, `$name`, a backslash. */
export function isTaken({ commands }: ShellPlace): boolean {
  return /(?:\$\w*|\\)$/.test(commands.at(-1) ?? "");
}

/** The word that is run: the first, or the one behind sudo, what a shell has before commands, variables and redirections. */
const IS_COMMAND =
  /^\s*(?:(?:sudo|exec|command|env|nohup|time|if|then|elif|else|while|until|do|[!{]|\w+=\S*|\d*[<>]+&?\s*[^\s<>]+)\s+)*(?!\w+=)\S*$/;
/** What takes its arguments for commands or code, or what one of them is code for. */
const TAKES_CODE = [
  /(?:^|\s)(?:eval|let|trap|watch|source|\.|alias|unset|xargs|\[\[)\s/,
  /(?:^|[\s/])(?:(?:ba|da|k|z|c|tc)?sh|python[\d.]*|perl|ruby|node)\s+(?:-\S+\s+)*\S*$/,
  /(?:^|[\s/])(?:(?:ba|da|k|z|c|tc)?sh|su|runuser|python[\d.]*|perl|ruby|node|mysql|psql)\s(?:\S+\s+)*?-\w*[ce][\s=]*\S*$/,
  /(?:^|[\s/])(?:[gm]?awk|sed)\s+(?:-\S+\s+)*\S*$/,
  /(?:^|[\s/])ssh\s+(?:-\S+\s+)*[^-\s]\S*\s/,
];

/** What keeps a word from being one of its own. Commands in double quotes, `"$(…)"`, have words as outside of them. */
function nestAround({ nests }: ShellPlace): string | undefined {
  const quoted = nests.filter((nest, index) => !(nest === "double" && nests[index + 1] === "commands"));
  return quoted.map((nest) => NESTS[nest]).find((nest) => nest !== undefined);
}

/** Why a value cannot stand there, and what to write; nothing where it can, whatever the value is. */
export function placeProblem(placed: Placed): string | undefined {
  const { name, bare, place, next } = placed;
  const kind = kindOf(placed.schema);
  const command = place.commands.at(-1) ?? "";
  if (kind === "harmless") return undefined;
  const shown = bare ? `{{{${name}}}}` : `{{${name}}}`;
  const word = "it is one word of the shell, whatever it holds";
  if (bare && kind === "text") return `only what the model has as a command may be bare: write {{${name}}}; ${word}`;
  if (kind === "lines" && (place.nests.length > 0 || command.trim() !== "" || !/^(\n|$)/.test(next)))
    return `${shown} is lines of commands and comments: it stands on a line of its own`;
  const nest = nestAround(place);
  if (nest !== undefined && kind === "command") return `${shown} is a whole command, and cannot stand in ${nest}`;
  if (nest !== undefined) {
    return `${shown} stands in ${nest}, which its value could end: write it outside; ${word}`;
  }
  if (place.nests.includes("comment")) return undefined;
  if (isTaken(place)) return `${shown} would be a part of what stands before it: leave a blank between them`;
  if (/>[>|&]?\s*\S*$/.test(command)) return `${shown} is where output would be written to: name a file yourself`;
  if (/^[<>(]/.test(next)) return `${shown} stands before a ${next[0]}: leave a blank between them`;
  if (TAKES_CODE.some((pattern) => place.commands.some((one) => pattern.test(one)))) {
    return `${shown} would be read as code there: hand it over as an argument, as in sh -c 'ls "$0"' {{${name}}}`;
  }
  if (kind === "text" && IS_COMMAND.test(command)) return `${shown} would be run as a command: name the command`;
  return undefined;
}
