// Writes the words of src/mask/words.ts into the collector's masker, which is awk:
//   node scripts/write-mask-words.js            writes what stands in src/collect/script/mask.awk between two remarks
//   node scripts/write-mask-words.js --check    exits with 1 where what stands there is not what the words say
// It reads dist/: run `npm run build` first.
import { readFileSync, writeFileSync } from "node:fs";
import { FEWEST, ORDINARY } from "../dist/mask/distinct.js";
import * as words from "../dist/mask/words.js";

const BEGIN = "# ---- words: written by scripts/write-mask-words.js from src/mask/words.ts\n";
const END = "# ---- words end\n";

/** What awk compiles to the same: brackets for what is escaped, and small letters only where case does not count. */
function awkPattern({ source, flags }) {
  const text = flags.includes("i") ? source.toLowerCase() : source;
  let pattern = "";
  let last = "";
  for (let at = 0; at < text.length; at += 1) {
    const times = /^\{1,(\d+)\}/.exec(text.slice(at));
    if (times !== null) {
      // mawk has no counts
      pattern += `${last}?`.repeat(Number(times[1]) - 1);
      at += times[0].length - 1;
      continue;
    }
    if (text[at] === "[") {
      const end = classEnd(text, at);
      last = awkClass(text.slice(at + 1, end));
      at = end;
    } else if (text[at] === "\\") {
      at += 1;
      last = escaped(text[at]);
    } else last = text[at];
    pattern += last;
  }
  return pattern;
}

function classEnd(text, start) {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === "\\") at += 1;
    else if (text[at] === "]") return at;
  }
  throw new Error(`no end of [ in ${text}`);
}

/** In awk ] stands first in a class, and - last. */
function awkClass(body) {
  const negated = body.startsWith("^") ? "^" : "";
  let bracket = "";
  let dash = "";
  let rest = "";
  for (let at = negated.length; at < body.length; at += 1) {
    const isEscaped = body[at] === "\\";
    if (isEscaped) at += 1;
    const char = body[at];
    if (char === "]") bracket = "]";
    else if (char === "-" && (at === body.length - 1 || isEscaped)) dash = "-";
    else if (!isEscaped) rest += char;
    else if (char === "w") rest += "A-Za-z0-9_";
    else if (char === "\\") rest += "\\\\";
    else rest += /[tnrfv]/.test(char) ? `\\${char}` : char;
  }
  return `[${negated}${bracket}${rest}${dash}]`;
}

function escaped(char) {
  if (/[tnrfv]/.test(char)) return `\\${char}`;
  if (char === "\\") return "\\\\";
  if (char === "/") return "/";
  if (char === "d") return "[0-9]";
  if (/[[\](){}.*+?$|]/.test(char)) return `[${char}]`;
  throw new Error(`awk has no \\${char}`);
}

/** A string of awk. What may stand at a key's end is named in it, as it is long. */
function literal(pattern) {
  const text = pattern
    .replaceAll(/\\(.)/g, (whole, char) => (char === "\\" ? "\\\\\\\\" : whole))
    .replaceAll('"', '\\"');
  const name = secretEnd === undefined ? text : text.replaceAll(secretEnd, '" secret_end "');
  return `"${name}"`.replace(/^"" /, "").replace(/ ""$/, "");
}

const awk = (pattern) => literal(awkPattern(pattern));
const each = (patterns) => literal(patterns.map(awkPattern).join("|"));
const isLower = ({ flags }) => flags.includes("i");

/** A shape's first group, which says what stands before it, and the rest. */
function partsOf(pattern) {
  let depth = 0;
  for (let at = 0; at < pattern.length; at += 1) {
    if (pattern[at] === "[") at = pattern.indexOf("]", at + (/^\[\^?\]/.test(pattern.slice(at)) ? 3 : 1));
    else if (pattern[at] === "(") depth += 1;
    else if (pattern[at] === ")" && --depth === 0)
      return { before: pattern.slice(0, at + 1), core: pattern.slice(at + 1) };
  }
  throw new Error(`no group in ${pattern}`);
}

let secretEnd;
const whole = literal(awkPattern(new RegExp(words.SECRET_END, "i")));

function assignments() {
  const plain = words.NO_SECRET_VALUES;
  return [
    ["secret_end", whole],
    ...Object.entries({
      pair: words.PAIR,
      separation: words.SEPARATION,
      quote_opens: words.OPENING_QUOTE,
      option: words.OPTION,
      element: words.ELEMENT,
      directive: words.DIRECTIVE,
      line_keys: words.LINE_KEYS,
      short_end: words.SHORT_END,
      account_keys: words.ACCOUNT_KEYS,
      flow_cookie: words.FLOW_COOKIE,
      no_secret_key: words.NO_SECRET_KEY,
      folder_key: words.FOLDER_KEY,
      looks_jumbled: words.LOOKS_JUMBLED,
      jumbled_part: words.JUMBLED_PART,
      looks_secret: words.LOOKS_SECRET,
      looks_ordinary: words.LOOKS_ORDINARY,
      looks_id: words.LOOKS_ID,
      accounts_begin: words.ACCOUNTS_BEGIN,
      hex_text: words.HEX_TEXT,
      key_begins: words.KEY_BEGINS,
      key_ends: words.KEY_ENDS,
      vault_begins: words.VAULT_BEGINS,
      vault_line: words.VAULT_LINE,
      before_token_id: words.BEFORE_TOKEN_ID,
      token_id: words.TOKEN_ID,
      log_head: words.LOG_HEAD,
      opens_block: words.OPENS_BLOCK,
      opens_map: words.OPENS_MAP,
      opens_no_block: words.OPENS_NO_BLOCK,
      opens_accounts: words.OPENS_ACCOUNTS,
      secret_files: words.SECRET_FILES,
      setting_line: words.SETTING,
      lone_option: words.LONE_OPTION,
      suspect: words.SUSPECT,
      reference: words.REFERENCE,
    }).map(([name, pattern]) => [name, awk(pattern)]),
    ["fewest", String(FEWEST)],
    ["common_word", each(ORDINARY.filter(isLower))],
    ["common_value", each(ORDINARY.filter((pattern) => !isLower(pattern)))],
    ["plain_word", each(plain.filter(isLower))],
    ["plain_value", each(plain.filter((pattern) => !isLower(pattern)))],
  ];
}

function written() {
  const set = assignments().map(([name, value]) => `  ${name} = ${value}`);
  const prefixes = words.PREFIXES.map(({ has, prefix, needs, looks = "" }) => {
    const args = [
      `"${has.join(" ")}"`,
      awk(prefix),
      needs === undefined ? '""' : awk(needs),
      `"${looks}"`,
      isLower(prefix) ? "1" : "0",
    ];
    return `  prefix(${args.join(", ")})`;
  });
  const shapes = words.SHAPES.map(({ has, shape, least, most }) => {
    const { before, core } = partsOf(awkPattern(shape));
    return `  shape("${has.join(" ")}", ${literal(before)}, ${literal(core)}, ${least}, ${most})`;
  });
  const marked = words.MARKED.map(
    ({ mark, shape, least, most, mixed = false }) =>
      `  marked(${awk(mark)}, ${awk(shape)}, ${least}, ${most}, ${mixed ? 1 : 0})`,
  );
  return `function words() {\n${[...set, ...prefixes, ...shapes, ...marked].join("\n")}\n}\n`;
}

secretEnd = whole.slice(1, -1);
const file = new URL("../src/collect/script/mask.awk", import.meta.url);
const text = readFileSync(file, "utf8");
const [before, rest] = text.split(BEGIN);
const after = rest.split(END)[1];
const now = `${before}${BEGIN}${written()}${END}${after}`;
if (!process.argv.includes("--check")) writeFileSync(file, now);
else if (now !== text) {
  console.error(
    "mask.awk has not the words of src/mask/words.ts: run 'npm run build && node scripts/write-mask-words.js'",
  );
  process.exitCode = 1;
}
