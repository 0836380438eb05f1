import type { Node } from "../model/types.ts";

/** The node as expressions of an exercise see it: with what its own setup left, and the answers to it. */
export function nodeForExercise(node: Node, exercise: string): Node {
  const lab = node.labs.find((one) => one.exercise === exercise);
  const lacks = Object.entries(lab?.lacks ?? {}).map(([name, why]) => [`lab.${name}`, why]);
  return {
    ...node,
    ...(lab === undefined ? {} : { lab }),
    labAnswers: node.labAnswers.filter((answer) => answer.exercise === exercise),
    lacks: { ...node.lacks, ...Object.fromEntries(lacks) },
  };
}
