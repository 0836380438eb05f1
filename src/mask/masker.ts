import { elementSpans, pairSpans } from "./pairs.ts";
import { fernetSpans, optionSpans, prefixedSpans, shapedSpans } from "./prefixes.ts";
import { keyLineSpan, keySpans, opensKey } from "./private-key.ts";
import { replaceSpans } from "./replace.ts";
import { urlSpans } from "./urls.ts";
import { type Span, trimmedLength } from "./values.ts";
import { BLOCK, KEY_ENDS, LONE_OPTION, SETTING, SUSPECT } from "./words.ts";

/** Replaces secrets by tokens: the same token for the same secret wherever it stands, not to be guessed from it. */
export interface Masker {
  /** The next line of the file that `startFile` began. */
  line(line: string): string;
  /** A text by itself, of one or more lines. */
  text(text: string): string;
  startFile(): void;
  /** Each secret seen so far, without the escapes that it had, and what stands for it. */
  readonly tokens: ReadonlyMap<string, string>;
  /** How many values were replaced. */
  replaced(): number;
}

/** What the lines before make of the next one. */
interface Expected {
  /** It is a line of a private key; how many came before it. */
  readonly keyLines?: number;
  /** It is part of a text in YAML if it is indented by more than this. */
  readonly block?: number;
  /** It goes on with a setting's value if it is indented. */
  readonly continues?: boolean;
  /** It is the value of an option. */
  readonly argument?: boolean;
}

/** What looks for secrets, each in what those before it left. */
const FINDERS: readonly ((line: string) => Span[])[] = [
  keySpans,
  urlSpans,
  pairSpans,
  elementSpans,
  optionSpans,
  ...prefixedSpans,
  fernetSpans,
  ...shapedSpans,
];

/** A private key of more lines than this is none. */
const MAX_KEY_LINES = 200;

/** Starts masking: tokens are `masked-NAME-1` and so on, or `masked-1` without a name. */
export function createMasker(name = ""): Masker {
  const stem = name === "" ? "masked-" : `masked-${name}-`;
  const tokens = new Map<string, string>();
  let count = 0;
  let expected: Expected = {};

  function tokenOf(secret: string): string {
    count += 1;
    const plain = unescaped(secret);
    const token = tokens.get(plain) ?? `${stem}${tokens.size + 1}`;
    tokens.set(plain, token);
    return token;
  }

  function within(line: string): string {
    if (!SUSPECT.test(line)) return line;
    return FINDERS.reduce((masked, find) => replaceSpans(masked, find(masked), tokenOf), line);
  }

  function next(line: string): string {
    const span = expectedSpan(line, expected);
    const masked = span === undefined ? within(line) : replaceSpans(line, [span], tokenOf);
    expected = span === undefined || expected.argument ? expectAfter(line, expected) : goOn(expected);
    return masked;
  }

  return {
    line: next,
    text(text) {
      expected = {};
      return text.split("\n").map(next).join("\n");
    },
    startFile() {
      expected = {};
    },
    tokens,
    replaced: () => count,
  };
}

/** What of this line is a secret by what the lines before said. */
function expectedSpan(line: string, { keyLines, block, continues, argument }: Expected): Span | undefined {
  if (keyLines !== undefined) return KEY_ENDS.test(line) || keyLines >= MAX_KEY_LINES ? undefined : keyLineSpan(line);
  const end = trimmedLength(line);
  const start = /^[ \t]*/.exec(line)?.[0].length ?? 0;
  if (start >= end) return undefined;
  if (block !== undefined) return start > block ? { start, end } : undefined;
  if (continues) return start > 0 && !/^[ \t]*[#;]/.test(line) ? { start, end } : undefined;
  return argument ? argumentSpan(line, start, end) : undefined;
}

function argumentSpan(line: string, start: number, end: number): Span | undefined {
  const item = line.slice(start, end);
  const [, before = "", quote = "", value = ""] = /^((?:- )?(["']?))(.*?)\2,?$/.exec(item) ?? [];
  if (value === "" || value.startsWith("-") || (quote === "" && before === "")) return undefined;
  return { start: start + before.length, end: start + before.length + value.length };
}

function goOn(expected: Expected): Expected {
  return expected.keyLines === undefined ? expected : { keyLines: expected.keyLines + 1 };
}

/** What the next line may be, after this one which was not itself expected to be a secret. */
function expectAfter(line: string, before: Expected): Expected {
  if (opensKey(line)) return { keyLines: 0 };
  const isBlank = trimmedLength(line) === 0;
  if (isBlank && before.block !== undefined) return before;
  if (BLOCK.test(line)) return { block: /^[ \t]*/.exec(line)?.[0].length ?? 0 };
  if (SETTING.test(line)) return { continues: true };
  return LONE_OPTION.test(line) ? { argument: true } : {};
}

/** The secret itself, of which JSON and shells escape some characters. */
function unescaped(secret: string): string {
  return secret
    .replace(/\\+u0026/g, "&")
    .replace(/\\+u003c/g, "<")
    .replace(/\\+u003e/g, ">")
    .replaceAll("\\", "");
}
