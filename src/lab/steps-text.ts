import type { Language } from "../report/words/language.ts";
import type { Exercise } from "./exercise.ts";
import { checkLine, detail, type Lines, lastLine, linesFor } from "./lines.ts";
import type { Step, Told } from "./steps.ts";
import { labWords } from "./words.ts";

/** What came of one node: what its script told, or why it told nothing. */
export interface NodeRun {
  readonly node: string;
  readonly told?: Told;
  readonly reason?: string;
}

export interface Run {
  readonly verb: "setup" | "finish";
  readonly exercise: Exercise;
  readonly nodes: readonly NodeRun[];
}

/** How a run ended: all done; something failed; nothing failed, but a node could not be asked. */
export type Ending = "done" | "failed" | "unreachable";

export function endingOf({ nodes, exercise }: Run): Ending {
  const steps = nodes.flatMap(({ told }) => told?.steps ?? []);
  if (steps.some(({ word }) => word === "fail")) return "failed";
  return nodes.every((node) => whyNotReached(exercise, node) === undefined) ? "done" : "unreachable";
}

/** A run as students read it: who was reached, then each step. */
export function runText(
  run: Run,
  { language, color }: { readonly language: Language; readonly color: boolean },
): string {
  const words = labWords[language];
  const lines = linesFor(words, color);
  const { verb, exercise, nodes } = run;
  const title = exercise.title[language];
  const done = endingOf(run) === "done";
  const last =
    verb === "setup" ? (done ? words.setupDone : words.setupBroken) : done ? words.finishDone : words.finishBroken;
  const parts = [
    [verb === "setup" ? words.settingUp(title) : words.finishing(title)],
    nodes.flatMap((node) => reachedLines(lines, exercise, node)),
    nodes.flatMap((node) => stepLines(lines, run, node, language)),
    [lastLine(lines, last, done ? "success" : "fail")],
  ];
  return `${parts.map((part) => part.join("\n")).join("\n\n")}\n`;
}

function reachedLines(lines: Lines, exercise: Exercise, node: NodeRun): string[] {
  const { words } = lines;
  const reason = whyNotReached(exercise, node);
  const label = words.reachable(node.node);
  if (reason === undefined) return [checkLine(lines, label, "success")];
  return [checkLine(lines, label, "fail"), ...detail(words.found, reason)];
}

/** A host that calls itself otherwise is not the node: nothing was done there. */
function whyNotReached({ source }: Exercise, { node, told, reason }: NodeRun): string | undefined {
  if (reason !== undefined) return reason;
  if (told?.host === undefined) return "it did not answer as the script of lab does: does a login script end it?";
  const names = [node, ...(source.data.nodes[node]?.aliases ?? [])];
  if (!names.includes(told.host)) return `the host that answers calls itself ${told.host}: nothing was done there`;
  return told.steps.some(({ kind }) => kind === "record") ? undefined : "the script was ended before it was done";
}

function stepLines(lines: Lines, run: Run, { node, told }: NodeRun, language: Language): string[] {
  return (told?.steps ?? []).flatMap((step) => {
    const label = labelOf(lines, run, step, node, language);
    if (step.word === "ok") return [checkLine(lines, label, "success")];
    const why = step.word === "skip" ? lines.words.skipped : (step.reason ?? "");
    return [checkLine(lines, label, "fail"), ...detail(lines.words.found, why)];
  });
}

function labelOf(
  { words }: Lines,
  { verb, exercise }: Run,
  { kind, id }: Step,
  node: string,
  language: Language,
): string {
  if (kind === "record") return verb === "setup" ? words.recording(node) : words.removing(node);
  const { requires = [], setup = [], finish = [] } = exercise.source.data;
  const actions = kind === "require" ? requires : kind === "finish" ? finish : setup;
  const label = actions.find((action) => action.id === id)?.label[language] ?? id;
  const own = actions.find((action) => action.id === id)?.on;
  const where = Array.isArray(own) && own.length > 1 ? `${label} (${node})` : label;
  return kind === "undo" ? words.undoing(where) : where;
}
