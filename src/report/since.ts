import type { NodeChange } from "../model/changes.ts";
import type { Change } from "../rules/outcome.ts";
import { plural } from "./digest.ts";
import type { Baseline, Result } from "./result.ts";

/** `2 new, 5 unchanged, 1 not decided before; 3 gone, 1 no longer decided; 12 other changes`. */
export function baselineText({ findings, baseline }: Result): string {
  const of = (change: Change) => findings.filter((finding) => finding.change === change).length;
  const { gone = [], undecided = [], changes = [], moreChanges = 0 } = baseline ?? {};
  const counts: readonly (readonly [number, string])[] = [
    [of("new"), "new"],
    [gone.length, "gone"],
    [of("unchanged"), "unchanged"],
    [of("not-decided-before"), "not decided before"],
    [undecided.length, "not decided now"],
  ];
  const told = counts.filter(([count], index) => count > 0 || index < 3).map(([count, word]) => `${count} ${word}`);
  const other = changes.length + moreChanges;
  return `${told.join(", ")}; ${other === 0 ? "nothing else changed" : `${plural(other, "other change")}`}`;
}

/** What a change is called. */
export function changeText({ kind, before, after }: NodeChange): string {
  switch (kind) {
    case "container-new":
      return "is new";
    case "container-gone":
      return "is gone";
    case "container-recreated":
      return `was made anew: ${before} → ${after}`;
    case "container-started":
      return `was started again: ${before} → ${after}`;
    default:
      return `${before} → ${after}`;
  }
}

/** The changes under what they are changes of, in the order of the result. */
export function changeGroups({
  changes,
}: Baseline): { readonly title: string; readonly changes: readonly NodeChange[] }[] {
  const titles: Readonly<Record<NodeChange["kind"], string>> = {
    "release-changed": "Release",
    "container-new": "Containers",
    "container-gone": "Containers",
    "container-recreated": "Containers",
    "container-started": "Containers",
    "image-changed": "Images of containers",
    "setting-changed": "Settings",
  };
  return [...new Set(Object.values(titles))]
    .map((title) => ({ title, changes: changes.filter(({ kind }) => titles[kind] === title) }))
    .filter((group) => group.changes.length > 0);
}
