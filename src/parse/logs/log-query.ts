import { RE2JS } from "re2js";

/** What is looked for in logs, as plain data. */
export interface LogQuery {
  /** Whose it is: the hits carry it. */
  readonly id: string;
  /** Globs over the names of logs. */
  readonly in: readonly string[];
  /** Literals, one of which every line that counts has. */
  readonly contains: readonly string[];
  /** In RE2's syntax; what a line has to match besides. */
  readonly pattern?: string;
  /** Literals that make a line harmless. */
  readonly except: readonly string[];
  /** A later line with it says that it is over; its named groups say for which hits. */
  readonly cleared?: { readonly contains: readonly string[]; readonly pattern?: string };
  /** The named groups of the pattern that tell hits apart. */
  readonly by: readonly string[];
  /** Each line begins a Python traceback, which is followed to its last line. */
  readonly traceback: boolean;
}

/** A pattern that takes time linear in the line, whatever the line is. */
export interface LinearPattern {
  readonly groups: readonly string[];
  /** The named groups of the first match, the empty text for one that takes no part; `undefined` without a match. */
  readonly match: (line: string) => Readonly<Record<string, string>> | undefined;
}

const compiledBefore = new Map<string, LinearPattern | string>();

/** Compiles a pattern in RE2's syntax: no back references, no lookaround. A text comes back where it is none. */
export function linearPattern(text: string): LinearPattern | string {
  const known = compiledBefore.get(text) ?? compilePattern(text);
  compiledBefore.set(text, known);
  return known;
}

/** A pattern that is compiled when a line asks for it, which for most is never. One that is none matches nothing. */
export function matchLater(text: string): LinearPattern["match"] {
  let compiled: LinearPattern | string | undefined;
  return (line) => {
    compiled ??= linearPattern(text);
    return typeof compiled === "string" ? undefined : compiled.match(line);
  };
}

/** The named groups of a pattern that is right. */
export function groupsIn(pattern = ""): readonly string[] {
  const plain = pattern.replace(/\\./g, "").replace(/\[[^\]]*\]/g, "");
  return [...plain.matchAll(/\(\?P?<(\w+)>/g)].flatMap(([, name]) => name ?? []);
}

function compilePattern(text: string): LinearPattern | string {
  try {
    const compiled = RE2JS.compile(text);
    const groups = Object.keys(compiled.namedGroups());
    const match = (line: string) => {
      const matcher = compiled.matcher(line);
      if (!matcher.find()) return undefined;
      return Object.fromEntries(groups.map((name) => [name, matcher.group(name) ?? ""]));
    };
    const beginning = beginningOf(text);
    return { groups, match: beginning === "" ? match : remembering(beginning, match) };
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : String(thrown);
  }
}

/** What every match of a pattern begins with; the empty text where that is not plain to see. */
function beginningOf(pattern: string): string {
  if (/[|]|\(\?[^P:]/.test(pattern)) return "";
  return /^(?:[\w '",:;=/<>@#%&!~-](?![?*+{]))*/.exec(pattern)?.[0] ?? "";
}

/** How many line ends a pattern remembers, and how long they may be. */
const REMEMBERED = 50;
const LONGEST_REMEMBERED = 500;

/**
 * The same match, which looks only at what follows the first place where one can begin, and remembers its last answers: what
 * floods a log says the same again and again, but for the time and the request before it.
 */
function remembering(beginning: string, match: LinearPattern["match"]): LinearPattern["match"] {
  const answers = new Map<string, ReturnType<LinearPattern["match"]>>();
  return (line) => {
    const at = line.indexOf(beginning);
    if (at < 0) return undefined;
    const rest = line.slice(at);
    if (rest.length > LONGEST_REMEMBERED) return match(rest);
    const known = answers.get(rest);
    if (known !== undefined || answers.has(rest)) return known;
    // A copy, which does not keep alive the text that the line was cut out of.
    const own = Buffer.from(rest, "utf8").toString("utf8");
    const answer = match(own);
    if (answers.size >= REMEMBERED) answers.clear();
    answers.set(own, answer);
    return answer;
  };
}

/** The pattern's text without the escapes of punctuation, so that a literal can be found in it. */
export function unescaped(pattern: string): string {
  return pattern.replace(/\\([^\w\s])/g, "$1");
}
