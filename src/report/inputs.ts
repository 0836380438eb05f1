import type { InputResult } from "../bundle/input.ts";
import type { InputSummary, NodeSummary, Result } from "./result.ts";
import { inputWords } from "./words/inputs.ts";
import type { Language } from "./words/language.ts";

/** What was read for a report: the inputs, and for each bundle that is left out the one of its node that counts. */
export interface ReadInputs {
  readonly inputs: readonly InputResult[];
  readonly leftOut?: ReadonlyMap<string, string>;
}

/** What a report says of inputs: the bundles in each, why there is none, and what was passed by. */
export function inputsOf(
  { inputs, leftOut }: ReadInputs,
  nodes: readonly NodeSummary[],
  text: (text: string) => string,
  role?: "baseline",
): InputSummary[] {
  const names = new Map(nodes.map(({ source, name }) => [source, name]));
  return inputs.map(({ path, bundles, clusters, error, passedBy }) => ({
    path,
    ...(role === "baseline" ? { baseline: true as const } : {}),
    bundles: bundles.map(({ source }) => {
      if (role === "baseline") return { source };
      const node = names.get(source);
      const leftOutFor = node === undefined ? names.get(leftOut?.get(source) ?? "") : undefined;
      return { source, ...(node === undefined ? {} : { node }), ...(leftOutFor === undefined ? {} : { leftOutFor }) };
    }),
    ...(clusters.length === 0 ? {} : { controlPlane: true as const }),
    ...(error === undefined ? {} : { unreadable: text(error.message.replace(`${path}: `, () => "")) }),
    passedBy: passedBy.map((one) => ({ ...one, ...(one.reason === undefined ? {} : { reason: text(one.reason) }) })),
  }));
}

/** The inputs of which a node may be missing: one that was not read, or something in one. */
export function unreadInputs({ inputs }: Pick<Result, "inputs">): InputSummary[] {
  return inputs.filter(isUnread);
}

function isUnread({ unreadable, passedBy }: InputSummary): boolean {
  return unreadable !== undefined || passedBy.some(({ lost }) => lost);
}

const MOST_TOLD = 3;

/** What was not read of an input, in one line; undefined where all of it was. */
export function unreadLine(input: InputSummary): string | undefined {
  const { path, unreadable, passedBy } = input;
  if (unreadable !== undefined) return `${path}: ${unreadable}`;
  const lost = passedBy.filter((one) => one.lost);
  if (lost.length === 0) return undefined;
  const told = lost
    .slice(0, MOST_TOLD)
    .map(({ path: within, reason = "" }) => `${within === "…" ? "" : `${within}: `}${reason}`);
  const more = lost.length > MOST_TOLD ? `; and ${lost.length - MOST_TOLD} more` : "";
  return `${path}: not all of it was read: ${told.join("; ")}${more}`;
}

/** One input as reports show it. */
export interface InputDigest {
  readonly path: string;
  /** The bundles that were read from it, in words. */
  readonly read: string;
  /** What was not read, and why. */
  readonly lost: readonly string[];
  /** What else was passed by, in words; empty where nothing was. */
  readonly passedBy: string;
}

const MOST_INPUTS = 20;
const MOST_NODES = 12;
const MOST_LOST = 10;
const MOST_NAMES = 8;

/** The inputs of which there is more to say than that they are one bundle, then how many others there are. */
export function inputDigests(
  { inputs }: Pick<Result, "inputs">,
  language: Language,
): { readonly shown: InputDigest[]; readonly rest: string[] } {
  const words = inputWords[language];
  const isPlain = (input: InputSummary): boolean =>
    input.bundles.length === 1 && !isUnread(input) && input.passedBy.length === 0;
  const few = inputs.length <= MOST_INPUTS;
  const told = inputs.filter((input) => few || !isPlain(input));
  const plain = inputs.length - told.length;
  const more = told.length - MOST_INPUTS;
  return {
    shown: told.slice(0, MOST_INPUTS).map((input) => digestOf(input, language)),
    rest: [...(more > 0 ? [words.moreInputs(more)] : []), ...(plain > 0 ? [words.alsoPlain(plain)] : [])],
  };
}

function digestOf(
  { path, baseline, bundles, controlPlane, unreadable, passedBy }: InputSummary,
  language: Language,
): InputDigest {
  const words = inputWords[language];
  const nodes = bundles.flatMap(({ node, source, leftOutFor }) => (leftOutFor === undefined ? [node ?? source] : []));
  const leftOut = bundles.length - nodes.length;
  const counted = words.read(bundles.length, few(nodes, MOST_NODES, words));
  const beside = controlPlane === true ? words.comma + words.controlPlane : "";
  const read = counted + (leftOut === 0 ? "" : words.leftOut(leftOut, bundles.length)) + beside;
  const lost = passedBy.filter((one) => one.lost);
  const named = lost
    .slice(0, MOST_LOST)
    .map(({ path: within, reason = "" }) => `${short(within)}: ${words.notRead(reason)}`);
  const more = lost.length - MOST_LOST;
  const others = passedBy.filter((one) => !one.lost);
  const files = others.reduce((sum, one) => sum + (one.files ?? 1), 0);
  const names = others.filter((one) => one.path !== "…").map((one) => nameOf(one, words));
  return {
    path,
    read: baseline === true ? `${read}${words.comma}${words.baseline}` : read,
    lost: [
      ...(unreadable === undefined ? [] : [words.notRead(unreadable)]),
      ...named,
      ...(more > 0 ? [words.more(more)] : []),
    ],
    passedBy: files === 0 ? "" : words.passedBy(files, few(names, MOST_NAMES, words)),
  };
}

type Words = (typeof inputWords)["en"];

function nameOf({ path, files, reason }: InputSummary["passedBy"][number], words: Words): string {
  if (reason !== undefined) return `${short(path)} (${reason})`;
  return files === undefined ? short(path) : words.folder(short(path), files);
}

/** What was not read of an input, by name. */
export function lostOf({ path, unreadable, passedBy }: InputSummary): string[] {
  if (unreadable !== undefined) return [path];
  return passedBy.filter((one) => one.lost).map((one) => (one.path === "…" ? path : short(one.path)));
}

const MOST_OF_PATH = 70;
const END_OF_PATH = 40;

/** A path that can be recognized: folders of a must-gather have names of a hundred characters. */
function short(path: string): string {
  if (path.length <= MOST_OF_PATH) return path;
  return `${path.slice(0, MOST_OF_PATH - END_OF_PATH - 1)}…${path.slice(-END_OF_PATH)}`;
}

/** Names with a comma between them, and how many more there are. */
export function few(names: readonly string[], most: number, words: Words): string {
  const left = names.length - most;
  return [...names.slice(0, most), ...(left > 0 ? [words.more(left)] : [])].join(words.comma);
}
