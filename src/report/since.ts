import type { NodeChange } from "../model/changes.ts";
import type { Change } from "../rules/outcome.ts";
import type { Baseline, Result } from "./result.ts";
import { type DigestWords, digestWords } from "./words/digest.ts";
import type { Language } from "./words/language.ts";

/** `2 new, 1 gone, 5 unchanged, 1 not decided before, 1 not decided now; 12 other changes`. */
export function baselineText({ findings, baseline }: Result, language: Language = "en"): string {
  const { since, separator } = digestWords[language];
  const of = (change: Change) => findings.filter((finding) => finding.change === change).length;
  const { gone = [], undecided = [], changes = [], moreChanges = 0 } = baseline ?? {};
  const counts: readonly (readonly [number, (count: number) => string])[] = [
    [of("new"), since.new],
    [gone.length, since.gone],
    [of("unchanged"), since.unchanged],
    [of("not-decided-before"), since.notDecidedBefore],
    [undecided.length, since.notDecidedNow],
  ];
  const told = counts.filter(([count], index) => count > 0 || index < 3).map(([count, say]) => say(count));
  return told.join(separator) + since.otherChanges(changes.length + moreChanges);
}

/** What a change is called. */
export function changeText({ kind, before, after }: NodeChange, language: Language = "en"): string {
  const { since } = digestWords[language];
  const colon = language === "zh" ? "：" : ": ";
  switch (kind) {
    case "container-new":
      return since.isNew;
    case "container-gone":
      return since.isGone;
    case "container-recreated":
      return `${since.recreated}${colon}${before} → ${after}`;
    case "container-started":
      return `${since.startedAgain}${colon}${before} → ${after}`;
    default:
      return `${before} → ${after}`;
  }
}

const GROUP_OF: Readonly<Record<NodeChange["kind"], keyof DigestWords["since"]["groups"]>> = {
  "release-changed": "release",
  "container-new": "containers",
  "container-gone": "containers",
  "container-recreated": "containers",
  "container-started": "containers",
  "image-changed": "images",
  "setting-changed": "settings",
};

interface ChangeGroup {
  readonly group: keyof DigestWords["since"]["groups"];
  readonly title: string;
  readonly changes: readonly NodeChange[];
}

/** The changes under what they are changes of, in the order of the result. */
export function changeGroups({ changes }: Baseline, language: Language = "en"): ChangeGroup[] {
  const titles = digestWords[language].since.groups;
  return [...new Set(Object.values(GROUP_OF))]
    .map((group) => ({
      group,
      title: titles[group],
      changes: changes.filter(({ kind }) => GROUP_OF[kind] === group),
    }))
    .filter((one) => one.changes.length > 0);
}
