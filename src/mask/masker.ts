import { FINDERS } from "./finders.ts";
import { KnownSecrets } from "./known.ts";
import { keyLineSpan, opensKey, vaultLineSpan } from "./private-key.ts";
import { replaceSpans } from "./replace.ts";
import { isPlain, type Span, trimmedLength } from "./values.ts";
import {
  BEFORE_TOKEN_ID,
  KEY_ENDS,
  LOG_HEAD,
  LONE_OPTION,
  OPENS_ACCOUNTS,
  OPENS_BLOCK,
  OPENS_MAP,
  OPENS_NO_BLOCK,
  SECRET_FILES,
  SETTING,
  SUSPECT,
  TOKEN_ID,
  VAULT_BEGINS,
} from "./words.ts";

/** Replaces secrets by tokens: the same token for the same secret wherever it stands, not to be guessed from it. */
export interface Masker {
  /** The next line of the file that `startFile` began. */
  line(line: string): string;
  /** A text by itself, of one or more lines. */
  text(text: string): string;
  startFile(path: string): void;
  /** A text without those secrets that are known by now, whatever stands around them. */
  known(text: string): string;
  /** Each secret seen so far, without the escapes that it had, and what stands for it. */
  readonly tokens: ReadonlyMap<string, string>;
  /** How many values were replaced. */
  replaced(): number;
}

/** What the lines before make of the next one. */
interface Expected {
  /** The file is nothing but a secret. */
  readonly everything?: boolean;
  /** It is a line of a private key; how many came before it. */
  readonly keyLines?: number;
  /** That key is the body of a vault, which nothing ends. */
  readonly vault?: boolean;
  /** It is part of a key's value if it is indented by more. */
  readonly block?: Block;
  /** It goes on with a setting's value if it is indented. */
  readonly continues?: boolean;
  /** It is the value of an option. */
  readonly argument?: boolean;
  /** Its id is a token of keystone. */
  readonly tokenId?: boolean;
}

/** The value of a key that stands in the lines below it. */
interface Block {
  readonly indent: number;
  /** Lines of text; items of a list or one item; a map or a list; accounts with their passwords. */
  readonly kind: "text" | "items" | "map" | "accounts";
}

const NOTHING: Expected = {};

const TOKEN = /^masked-[0-9a-f-]*[0-9]+$/;

/** A private key of more lines than this is none. */
const MAX_KEY_LINES = 200;

/** Starts masking: tokens are `masked-NAME-1` and so on, or `masked-1` without a name. */
export function createMasker(name = ""): Masker {
  const stem = name === "" ? "masked-" : `masked-${name}-`;
  const tokens = new Map<string, string>();
  const secrets = new KnownSecrets(tokens);
  let count = 0;
  let expected = NOTHING;

  function tokenOf(secret: string): string {
    if (TOKEN.test(secret)) return secret;
    count += 1;
    const plain = unescaped(secret);
    const token = tokens.get(plain) ?? `${stem}${tokens.size + 1}`;
    tokens.set(plain, token);
    return token;
  }

  function within(line: string): string {
    return FINDERS.reduce((masked, find) => replaceSpans(masked, find(masked), tokenOf), line);
  }

  function next(line: string): string {
    const suspect = SUSPECT.test(line);
    if (!suspect && expected === NOTHING) return line;
    const head = expected.everything ? 0 : (LOG_HEAD.exec(line)?.[0].length ?? 0);
    const body = head === 0 ? line : line.slice(head);
    const span = expectedSpan(body, expected);
    const masked =
      span === undefined
        ? suspect
          ? within(line)
          : line
        : replaceSpans(line, [{ start: span.start + head, end: span.end + head }], tokenOf);
    expected =
      span === undefined || expected.argument || expected.tokenId ? expectAfter(body, expected) : goOn(expected);
    return masked;
  }

  return {
    line: next,
    text(text) {
      expected = NOTHING;
      return text.split("\n").map(next).join("\n");
    },
    startFile(path) {
      expected = SECRET_FILES.test(path) ? { everything: true } : NOTHING;
    },
    known: (text) => secrets.hide(text),
    tokens,
    replaced: () => count,
  };
}

/** What of this line is a secret by what the lines before said. */
function expectedSpan(line: string, expected: Expected): Span | undefined {
  const { everything, keyLines, vault, block, continues, argument, tokenId } = expected;
  if (vault) return vaultLineSpan(line);
  if (keyLines !== undefined) return KEY_ENDS.test(line) || keyLines >= MAX_KEY_LINES ? undefined : keyLineSpan(line);
  const end = trimmedLength(line);
  const start = indentOf(line);
  if (start >= end) return undefined;
  if (everything) return { start, end };
  if (block !== undefined) return blockSpan(line, start, end, block);
  if (continues) return start > 0 && !/^[ \t]*[#;]/.test(line) ? { start, end } : undefined;
  if (tokenId) return tokenIdSpan(line);
  return argument ? argumentSpan(line, start, end) : undefined;
}

function tokenIdSpan(line: string): Span | undefined {
  const found = TOKEN_ID.exec(line);
  if (found === null) return undefined;
  const start = found.index + found[0].length;
  const length = /^[A-Za-z0-9_=-]*/.exec(line.slice(start))?.[0].length ?? 0;
  return length < 16 ? undefined : { start, end: start + length };
}

function isWithin(line: string, start: number, { indent, kind }: Block): boolean {
  return start > indent || (kind === "items" && start === indent && line.startsWith("- ", start));
}

/** A line that is no item ends a list: what it holds are no values of the key. */
function staysOpen(line: string, block: Block): boolean {
  return isWithin(line, indentOf(line), block) && (block.kind !== "items" || partsOf(line.trim(), block.kind) !== null);
}

function blockSpan(line: string, start: number, end: number, block: Block): Span | undefined {
  if (!isWithin(line, start, block)) return undefined;
  if (block.kind === "text") return { start, end };
  const [, before = "", quote = "", value = ""] = partsOf(line.slice(start, end), block.kind) ?? [];
  const span = {
    start: start + before.length + quote.length,
    end: start + before.length + quote.length + value.length,
  };
  return value === "" || isPlain(value, { references: true }) ? undefined : span;
}

/** What stands before a value, its quote, and the value. */
function partsOf(item: string, kind: Block["kind"]): RegExpExecArray | null {
  if (kind === "accounts") return /^([A-Za-z0-9_.-]+:)()([^ \t]+)$/.exec(item);
  const scalar = /^((?:- )?)(["']?)([^ \t"'#{}[\]][^ \t"']*)["']?,?$/.exec(item);
  if (scalar !== null && !/:$/.test(item)) return scalar;
  if (/^(type|default|description|hidden|name|username):/.test(item)) return null;
  return kind === "map" ? /^([^ \t]+[ \t]*:[ \t]+)(["']?)([^"'{[]+)["']?,?$/.exec(item) : null;
}

function argumentSpan(line: string, start: number, end: number): Span | undefined {
  const item = line.slice(start, end);
  const [, before = "", quote = "", value = ""] = /^((?:- )?(["']?))(.*?)\2,?$/.exec(item) ?? [];
  if (value === "" || value.startsWith("-") || (quote === "" && before === "")) return undefined;
  return { start: start + before.length, end: start + before.length + value.length };
}

function goOn(expected: Expected): Expected {
  return expected.keyLines === undefined ? expected : { ...expected, keyLines: expected.keyLines + 1 };
}

/** What the next line may be, after this one which was not itself expected to be a secret. */
function expectAfter(line: string, before: Expected): Expected {
  if (before.everything) return before;
  if (opensKey(line)) return { keyLines: 0, ...(VAULT_BEGINS.test(line) && { vault: true }) };
  if (trimmedLength(line) === 0 && (before.block !== undefined || before.keyLines !== undefined)) return before;
  const opened = opensBlock(line);
  if (opened !== undefined) return { block: opened };
  if (before.block !== undefined && staysOpen(line, before.block)) return before;
  if (BEFORE_TOKEN_ID.test(line)) return { tokenId: true };
  if (SETTING.test(line)) return { continues: true };
  return LONE_OPTION.test(line) ? { argument: true } : NOTHING;
}

function opensBlock(line: string): Block | undefined {
  const indent = indentOf(line);
  if (OPENS_ACCOUNTS.test(line)) return { indent, kind: "accounts" };
  if (!OPENS_BLOCK.test(line) || OPENS_NO_BLOCK.test(line)) return undefined;
  if (/:[ \t]*(![a-z]+ )?[|>]/i.test(line)) return { indent, kind: "text" };
  if (OPENS_MAP.test(line)) return { indent, kind: "map" };
  return /\{[ \t\r]*$/.test(line) ? undefined : { indent, kind: "items" };
}

function indentOf(line: string): number {
  return /^[ \t]*/.exec(line)?.[0].length ?? 0;
}

/** The secret itself, of which JSON and shells escape some characters. */
function unescaped(secret: string): string {
  return secret
    .replace(/\\+u0026/g, "&")
    .replace(/\\+u003c/g, "<")
    .replace(/\\+u003e/g, ">")
    .replace(/\\+(["'/])/g, "$1")
    .replace(/\\+/g, "\\");
}
