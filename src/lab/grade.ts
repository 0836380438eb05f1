import type { Captured } from "../model/bundle/captured.ts";
import { withTrueTimes } from "../model/bundle/true-times.ts";
import { isSuperseded, oneOfEachNode } from "../model/bundle/twins.ts";
import { deploymentOf } from "../model/deployment.ts";
import type { Knowledge } from "../model/knowledge.ts";
import type { Deployment, Node } from "../model/types.ts";
import { present } from "../parse/present.ts";
import type { Language } from "../report/words/language.ts";
import { type Exercise, type Mark, pointsOf, type Task } from "./exercise.ts";
import { gradeTask, type TaskMark } from "./grade-task.ts";
import { nodeForExercise } from "./node-for-exercise.ts";
import { type Seat, seatBundles } from "./seats.ts";

/** What became of one task. */
export interface TaskGrade extends TaskMark {
  readonly id: string;
  readonly label: string;
  readonly points: number;
  readonly node: string;
}

/** A node of the exercise: its bundle, or why there is none to grade by. */
export interface NodeGrade {
  readonly node: string;
  readonly source?: string;
  readonly reason?: string;
  /** What of the bundle is damaged, unlike its manifest, or contradicts itself: file by file. */
  readonly remarks?: readonly string[];
}

/** What an exercise was graded with. */
export interface Grade {
  readonly exercise: string;
  readonly title: string;
  readonly mark: Mark;
  /** Points of tasks that passed, that could not be graded, that there are, and that pass. */
  readonly points: { readonly passed: number; readonly ungraded: number; readonly all: number; readonly pass: number };
  readonly nodes: readonly NodeGrade[];
  /** Bundles that are of no node of the exercise, or of one of which there is a later one. */
  readonly others: readonly { readonly source: string; readonly reason: string }[];
  readonly tasks: readonly TaskGrade[];
}

export interface GradeOptions {
  readonly known: Knowledge;
  readonly language: Language;
  /** Why nothing could be captured on nodes, by the course's name. */
  readonly reasons?: Readonly<Record<string, string>>;
}

/** An exercise by the bundles of its nodes. */
export function gradeBundles(exercise: Exercise, bundles: readonly Captured[], options: GradeOptions): Grade {
  const all = bundles.map(withTrueTimes);
  const superseded = oneOfEachNode(all).leftOut.filter(isSuperseded);
  const counting = all.filter((bundle) => !superseded.some((one) => one.bundle === bundle));
  const { seats, others } = seatBundles(exercise, counting, options.reasons);
  const earlier = superseded.map(({ bundle, kept }) => ({
    source: bundle.summary.source,
    reason: `${kept.summary.source} is of the same node, and later or the same`,
  }));
  const taken = seats.flatMap(({ captured }) => captured ?? []);
  // One of another host has no say in what the nodes have in common.
  const deployment = withLabs(exercise, deploymentOf(taken, options.known));
  const modelled = new Map(
    seats.filter(({ captured }) => captured !== undefined).map(({ node }, at) => [node, deployment.nodes[at]]),
  );
  const tasks = exercise.tasks.map((task) => {
    const { id, label, points, on } = task;
    const mark = markOf(task, { seats, node: modelled.get(on), deployment, language: options.language });
    return { id, label: label[options.language], points, node: on, ...mark };
  });
  return {
    exercise: exercise.id,
    title: exercise.title[options.language],
    ...gradeOf(exercise, tasks),
    nodes: seats.map(({ node, captured, reason }) => ({
      node,
      ...present({ remarks: remarksOn(modelled.get(node)) }),
      ...(captured === undefined ? {} : { source: captured.summary.source }),
      ...(reason === undefined ? {} : { reason }),
    })),
    others: [...others, ...earlier],
    tasks,
  };
}

/** Of a flood some are enough. */
const MOST_REMARKS = 5;

function remarksOn(node: Node | undefined): string[] | undefined {
  const told = [
    ...(node?.damages ?? []).map(({ text }) => text),
    ...(node?.contradictions ?? []).flatMap(({ container, sayings }) =>
      sayings.map((saying) => `${container}: ${saying}`),
    ),
  ];
  if (told.length <= MOST_REMARKS) return told.length === 0 ? undefined : told;
  return [...told.slice(0, MOST_REMARKS), `… (+${told.length - MOST_REMARKS})`];
}

function withLabs({ id }: Exercise, deployment: Deployment): Deployment {
  return { ...deployment, nodes: deployment.nodes.map((node) => nodeForExercise(node, id)) };
}

interface Around {
  readonly seats: readonly Seat[];
  readonly node: Node | undefined;
  readonly deployment: Deployment;
  readonly language: Language;
}

/** What a task looks at has to be there: its node, and all nodes where it compares them. */
function markOf(task: Task, { seats, node, deployment, language }: Around): TaskMark {
  const empty = seats.find(({ node: name, reason }) => reason !== undefined && (task.wide || name === task.on));
  if (empty !== undefined || node === undefined)
    return { mark: "ungraded", reason: empty?.reason ?? `no bundle of ${task.on}`, evidence: [] };
  return gradeTask(task, node, deployment, language);
}

/**
 * Passed when the points that pass are reached; failed when they cannot be reached any more, whatever the ungraded tasks
 * would give: then more evidence would change nothing. Until then nobody can say.
 */
export function gradeOf(
  exercise: Pick<Exercise, "pass">,
  tasks: readonly { readonly points: number; readonly mark: Mark }[],
): Pick<Grade, "mark" | "points"> {
  const of = (mark: Mark) => pointsOf(tasks.filter((task) => task.mark === mark));
  const points = { passed: of("pass"), ungraded: of("ungraded"), all: pointsOf(tasks), pass: exercise.pass };
  if (points.passed >= points.pass) return { mark: "pass", points };
  return { mark: points.passed + points.ungraded < points.pass ? "fail" : "ungraded", points };
}
