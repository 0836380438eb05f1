import type { Deployment, Evidence, Node, Sourced } from "../model/types.ts";
import type { Language } from "../report/words/language.ts";
import { renewBudget } from "../rules/budget.ts";
import { damageOf } from "../rules/evaluate.ts";
import { linesFor } from "../rules/evidence.ts";
import type { Evaluation } from "../rules/expression.ts";
import type { Mark, Messages, Task } from "./exercise.ts";

/** What a task came to, and why. */
export interface TaskMark {
  readonly mark: Mark;
  /** Of one that failed. */
  readonly expected?: string;
  readonly found?: string;
  readonly hint?: string;
  /** Of one that could not be graded: what is missing, and what to collect. */
  readonly reason?: string;
  /** The lines that decided. */
  readonly evidence: readonly Evidence[];
}

/** Where a task is graded. */
interface Place {
  readonly task: Task;
  readonly node: Node;
  readonly deployment: Deployment;
  readonly language: Language;
}

type Variables = Readonly<Record<string, unknown>>;

/** What the conditions came to on one subject. */
interface Look {
  readonly subject: Sourced;
  readonly variables: Variables;
  readonly where: Evaluation;
  readonly when: Evaluation;
}

/** Grades a task on its node. What the bundle does not decide is neither passed nor failed, nor what damage may have made. */
export function gradeTask(task: Task, node: Node, deployment: Deployment, language: Language): TaskMark {
  const place: Place = { task, node, deployment, language };
  const damage = damageOf(task.rule, task.wide ? deployment : node);
  const mark = markOf(place);
  if (damage === undefined || (damage.how === "cut" && mark.mark === "fail")) return mark;
  return mark.mark === "ungraded" ? mark : ungraded(damage.reason);
}

function markOf(place: Place): TaskMark {
  const { task, node, deployment } = place;
  const { rule } = task;
  renewBudget();
  const absent = lackOf(place, "absent");
  if (absent !== undefined) return ungraded(absent);
  const partial = lackOf(place, "partial");
  const variables = { node, deployment };
  if (rule.each === undefined) {
    const look = lookAt(place, task.wide ? deployment : node, variables);
    // A condition on whole lists proves nothing where one is not whole.
    return partial === undefined ? single(place, look) : ungraded(partial);
  }
  const list = rule.each.evaluate(variables);
  if (list.kind !== "value") return ungraded(whyOf(place, node, list));
  const subjects = list.value as readonly Sourced[];
  const looks = subjects.map((subject) => lookAt(place, subject, { ...variables, [rule.subjectName]: subject }));
  return task.match === "some" ? some(place, looks, partial) : every(place, looks, partial);
}

function lackOf({ task, node, deployment }: Place, state: "absent" | "partial"): string | undefined {
  for (const family of task.rule.needs) {
    const coverage = (task.wide ? deployment : node).coverage[family];
    if (coverage.state === state) return coverage.reason;
  }
  return undefined;
}

function lookAt({ task: { rule } }: Place, subject: Sourced, variables: Variables): Look {
  const where: Evaluation = rule.where?.evaluate(variables) ?? { kind: "value", value: true };
  // Of hundreds of subjects most are not meant: what a condition on whole lists says of those is not asked.
  return { subject, variables, where, when: isFalse(where) ? where : rule.when.evaluate(variables) };
}

const isTrue = (result: Evaluation) => result.kind === "value" && result.value === true;
const isFalse = (result: Evaluation) => result.kind === "value" && result.value !== true;

/** Neither chosen for certain nor left out for certain, or chosen and not decided. */
function isOpen({ where, when }: Look): boolean {
  if (isFalse(where)) return false;
  return where.kind !== "value" || when.kind !== "value";
}

function single(place: Place, look: Look): TaskMark {
  if (isFalse(look.where)) return failed(place, undefined);
  return every(place, [look], undefined);
}

function every(place: Place, looks: readonly Look[], partial: string | undefined): TaskMark {
  const chosen = looks.filter(({ where }) => isTrue(where));
  const wrong = chosen.find(({ when }) => isFalse(when));
  if (wrong !== undefined) return failed(place, wrong);
  const open = looks.find(isOpen);
  if (open !== undefined) return ungraded(whyOpen(place, open));
  if (partial !== undefined) return ungraded(partial);
  return chosen.length === 0 ? failed(place, undefined) : passed(place, chosen);
}

function some(place: Place, looks: readonly Look[], partial: string | undefined): TaskMark {
  const done = looks.filter(({ where, when }) => isTrue(where) && isTrue(when));
  if (done.length > 0) return passed(place, done);
  // Where the one condition says no, the other does not matter.
  const open = looks.find((look) => isOpen(look) && !isFalse(look.when));
  if (open !== undefined) return ungraded(whyOpen(place, open));
  if (partial !== undefined) return ungraded(partial);
  return failed(
    place,
    looks.find(({ where }) => isTrue(where)),
  );
}

/** A list of a thousand passes by a few of its lines. */
const MOST_QUOTED = 3;

function passed(place: Place, looks: readonly Look[]): TaskMark {
  const evidence = looks.slice(0, MOST_QUOTED).flatMap((look) => evidenceOf(place, look));
  return { mark: "pass", evidence: distinct(evidence) };
}

function failed(place: Place, look: Look | undefined): TaskMark {
  const { task, node, deployment, language } = place;
  const variables = look?.variables ?? { node, deployment };
  const render = (messages: Messages) => messages[language].render(variables);
  const none = task.absent === undefined ? nothing(task.rule.subjectName)[language] : render(task.absent);
  return {
    mark: "fail",
    expected: render(task.expected),
    found: look === undefined ? none : render(task.found),
    hint: render(task.hint),
    evidence: look === undefined ? [] : distinct(evidenceOf(place, look)),
  };
}

const nothing = (name: string) => ({ en: `no such ${name} on the node`, zh: `节点上没有符合条件的 ${name}` });

function ungraded(reason: string): TaskMark {
  return { mark: "ungraded", reason, evidence: [] };
}

function whyOpen(place: Place, { subject, where, when }: Look): string {
  return whyOf(place, subject, where.kind === "value" ? when : where);
}

/** What of a subject or its node is not told, these tell themselves. */
function whyOf({ task: { rule }, node }: Place, subject: Sourced, result: Evaluation): string {
  if (result.kind === "error") return `the task itself broke: ${result.message}; collect: tell who wrote the exercise`;
  const path = result.kind === "unknown" ? result.path : "";
  const [first = "", ...rest] = path.split(".");
  const { lacks } = first === "node" ? node : subject;
  const property = first === "node" || first === rule.subjectName ? rest.join(".") : path;
  const name = first === rule.subjectName ? `${subject.subject.name}: ` : "";
  const told = lacks[property] ?? lacks[rest[0] ?? ""] ?? lacks["*"];
  return `${name}${told ?? `the bundle does not tell '${path}'; collect: run collect on the node`}`;
}

/** The lines of what `when` reads, of the subject and of the node, and those that the author adds. */
function evidenceOf({ task, node }: Place, { subject }: Look): Evidence[] {
  const { rule, source } = task;
  const own = (source.evidence ?? []).map((property) => `${rule.subjectName}.${property}`);
  const paths = [...rule.when.reads.map(({ path }) => path), ...own];
  return [...new Set(paths)].flatMap((path) => {
    const [first, ...rest] = path.split(".");
    if (first === "node" && rest[0] === "lab")
      return node.lab === undefined ? [] : linesFor(node.lab, rest.slice(1).join("."));
    if (first === rule.subjectName) return linesFor(subject, rest.join("."));
    return first === "node" ? linesFor(node, rest.join(".")) : [];
  });
}

function distinct(lines: readonly Evidence[]): Evidence[] {
  return [...new Map(lines.map((line) => [`${line.file}:${line.line}`, line])).values()];
}
