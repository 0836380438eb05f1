import type { Catalogue } from "../catalogue/catalogue.ts";
import { groupBy } from "../model/group-by.ts";
import { findingsOf, type Tree, treesOf } from "../rules/causes/trees.ts";
import type { Finding } from "../rules/outcome.ts";
import { type Fold, foldsOf, isGrave, membersOf, placesOf } from "./folds.ts";
import type { NodeSummary } from "./result.ts";
import { counted } from "./summary.ts";
import { type AnswerWords, answerWords } from "./words/answer.ts";
import type { Language } from "./words/language.ts";

const MOST_SENTENCES = 2;
const MOST_NAMES = 3;

interface Known {
  readonly nodes: readonly Pick<NodeSummary, "name" | "role">[];
  readonly catalogue: Catalogue;
  readonly language: Language;
}

/** What is broken for users and why, in a sentence or two: the worst causes, each with what is lost by it. */
export function answerOf(findings: readonly Finding[], known: Known): string[] {
  const trees = treesOf(findings).filter((tree) => counted(findingsOf(tree)).length > 0);
  const folds = foldsOf(trees).filter(isGrave).flatMap(byComponent);
  const shown = folds.slice(0, MOST_SENTENCES).map((fold) => sentenceOf(fold, known));
  const left = folds.length - shown.length;
  return [...shown, ...(left > 0 ? [answerWords[known.language].more(left)] : [])];
}

/** What is told of several components costs users several things. */
function byComponent({ trees }: Fold): Fold[] {
  const groups = groupBy(trees, ({ finding: { component, loss } }) => JSON.stringify([component, loss]));
  return [...groups.values()].flatMap((group) => foldsOf(group));
}

/** The cause; where that costs nothing itself, what follows from it and does. */
function sentenceOf(fold: Fold, known: Known): string {
  const words = answerWords[known.language];
  const own = clauseOf(fold, known);
  const { loss } = fold.first;
  if (loss !== undefined) return words.costs(own, loss);
  const effect = costlyEffect(fold);
  if (effect?.first.loss === undefined) return words.sentence(own);
  return words.so(own, clauseOf(effect, known), effect.first.loss);
}

/** The first of what follows, at any depth, that costs users something. */
function costlyEffect(fold: Fold): Fold | undefined {
  const effects = fold.trees.flatMap(({ effects }) => effects.flatMap(allOf));
  return foldsOf(effects).find(({ first }) => first.loss !== undefined && first.accepted === undefined);
}

function allOf(tree: Tree): Tree[] {
  return [tree, ...tree.effects.flatMap(allOf)];
}

/** `RabbitMQ is down on all 3 controller nodes`; where no state of a component is told, what its rule is called. */
function clauseOf(fold: Fold, known: Known): string {
  const { first } = fold;
  const words = answerWords[known.language];
  const titles = titlesOf(fold, known);
  const place = placeOf(fold, known, words);
  const said = first.tells === undefined ? undefined : words.state[first.tells.state];
  if (said !== undefined && titles !== undefined) return said(listOf(titles, words), titles.length, place);
  const names = [...new Set(membersOf(fold).map(({ subject }) => subject.name))];
  return words.titled(first.title, listOf(names, words), place);
}

/** What the components are called; of a container that is to end its component says nothing. */
function titlesOf(fold: Fold, { catalogue, language }: Known): string[] | undefined {
  const titles = membersOf(fold).map(({ component = "", subject }) => {
    const known = catalogue.component(component);
    const meaning = subject.kind === "container" ? catalogue.ofContainer(subject.name) : undefined;
    if (known === undefined || (subject.kind === "container" && meaning?.kind !== "service")) return undefined;
    return (language === "zh" ? known.zh?.title : undefined) ?? known.title;
  });
  return titles.includes(undefined) ? undefined : [...new Set(titles.flatMap((title) => title ?? []))];
}

function listOf(names: readonly string[], words: AnswerWords): string {
  const shown = names.slice(0, MOST_NAMES);
  return words.list(shown, names.length - shown.length);
}

/** The nodes by name, or all of a role by their number; nothing where it is of none alone. */
function placeOf(fold: Fold, { nodes }: Known, words: AnswerWords): string {
  const places = placesOf(fold).filter((place) => nodes.some(({ name }) => name === place));
  if (places.length === 0) return "";
  const roles = new Set(nodes.filter(({ name }) => places.includes(name)).map(({ role }) => role));
  const [role] = roles;
  const all = nodes.filter((node) => node.role === role);
  if (places.length > 1 && roles.size === 1 && role !== undefined && all.length === places.length) {
    return words.onAll(places.length, role);
  }
  return words.on(listOf(places, words));
}
