import type { KollaConfigFact, KollaCopy, Parser } from "../facts.ts";
import { present } from "../present.ts";
import { readJson } from "../syntax/json.ts";
import { at, booleanAt, itemsAt, type Json, type JsonObject, stringAt } from "../syntax/json-tree.ts";
import { quoting, type Source, type SourceText } from "../syntax/text.ts";

/** What a container of kolla is told to copy and to run: /var/lib/kolla/config_files/NAME.json; /etc/kolla/NAME/config.json. */
const kollaConfig: Parser = {
  artefact: "instructions of kolla_start",
  paths: ["var/lib/kolla/config_files/*.json", "etc/kolla/*/config.json"],
  parse(source) {
    const quoted = quoting(source);
    const read = readJson(source.text);
    const root = read.documents[0];
    const torn = source.loss ?? whyUndecided(source.text);
    const fact = {
      kind: "kolla-config",
      file: source.file,
      copies: root?.kind === "object" ? copiesOf(root, quoted) : [],
      ...present({ command: stringAt(root, "command") }),
      source: quoted(1),
    } as const;
    if (torn !== undefined) return [{ ...fact, problem: torn }];
    const refused = refusalOf(source, root, quoted);
    const found: KollaConfigFact = refused === undefined ? fact : { ...fact, ...refused };
    return [found];
  },
};
export default kollaConfig;

interface Refusal {
  readonly refusal: string;
  readonly source: Source;
}

/** What kolla_start's own checks refuse, in their order. */
function refusalOf(
  { text }: SourceText,
  root: Json | undefined,
  quoted: (line: number) => Source,
): Refusal | undefined {
  const broken = jsonProblem(text);
  if (broken !== undefined) return { refusal: broken, source: quoted(1) };
  if (root?.kind !== "object") return { refusal: "it is no JSON object", source: quoted(1) };
  if (!root.entries.has("command")) return { refusal: "it has no command", source: quoted(root.line) };
  for (const item of itemsAt(root, "config_files")) {
    const why = whyNoCopy(item);
    if (why !== undefined) return { refusal: why, source: quoted(item.line) };
  }
  return undefined;
}

/** Python's reader, which kolla_start uses, takes some words more than JSON has. */
function whyUndecided(text: string): string | undefined {
  if (/\*{6,}/.test(text)) return "a scrubber has rewritten it";
  return /\b(NaN|Infinity)\b/.test(text) ? "it may hold numbers that only Python reads" : undefined;
}

function jsonProblem(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch {
    return text.trim() === "" ? "it is empty" : "it is no valid JSON";
  }
}

function whyNoCopy(item: Json): string | undefined {
  if (item.kind !== "object") return "an entry of config_files is no object";
  const { entries } = item;
  const missing = ["source", "dest"].find((key) => !entries.has(key));
  if (missing !== undefined) return `an entry of config_files has no ${missing}`;
  const named = entries.has("owner") && entries.has("perm");
  return named || isTrue(at(item, "preserve_properties"))
    ? undefined
    : `the copy of ${stringAt(item, "source") ?? "a file"} has neither preserve_properties nor both owner and perm`;
}

/** As Python judges it. */
function isTrue(json: Json | undefined): boolean {
  if (json === undefined) return false;
  return json.kind === "scalar" ? Boolean(json.value) : true;
}

function copiesOf(root: JsonObject, quoted: (line: number) => Source): KollaCopy[] {
  return itemsAt(root, "config_files").flatMap((item): KollaCopy[] => {
    const from = stringAt(item, "source");
    const to = stringAt(item, "dest");
    if (from === undefined || to === undefined) return [];
    return [{ from, to, optional: booleanAt(item, "optional") === true, source: quoted(item.line) }];
  });
}
