import { hideShown } from "../mask/mask-judgement.ts";
import type { Masker } from "../mask/masker.ts";
import type { Grade, TaskGrade } from "./grade.ts";

/** A grade without the secrets that its evidence and texts may quote. */
export function maskGrade(grade: Grade, masker: Masker): Grade {
  const hidden = <Of extends { readonly reason?: string }>(one: Of): Of =>
    one.reason === undefined ? one : { ...one, reason: masker.text(one.reason) };
  return {
    ...grade,
    nodes: grade.nodes.map((node) => {
      const { remarks } = node;
      return { ...hidden(node), ...(remarks && { remarks: remarks.map((remark) => masker.text(remark)) }) };
    }),
    others: grade.others.map(hidden),
    tasks: grade.tasks.map((task) => maskTask(task, masker)),
  };
}

function maskTask(task: TaskGrade, masker: Masker): TaskGrade {
  const evidence = task.evidence.map((line) => ({ ...line, text: masker.text(line.text) }));
  const texts = (["expected", "found", "hint", "reason"] as const).flatMap((key) => {
    const text = task[key];
    return text === undefined ? [] : [[key, hideShown(text, task.evidence, masker)] as const];
  });
  return { ...task, ...Object.fromEntries(texts), evidence };
}
