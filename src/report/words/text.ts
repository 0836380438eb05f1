import type { Severity } from "../../rules/outcome.ts";
import { digestWords, plural } from "./digest.ts";
import { inLanguages } from "./language.ts";

/** What the text report says around what digests say. */
export interface TextWords {
  readonly verdict: Readonly<Record<"fault" | "ok" | "unknown", string>>;
  readonly severity: (severity: Severity) => string;
  readonly soAlso: string;
  /** Before a command that only looks, and before one that changes something. */
  readonly look: string;
  readonly fix: string;
  /** Of several with the same remedy the first is shown. */
  readonly likewise: (others: number) => string;
  readonly because: (reason: string) => string;
  readonly couldNotCheck: (checks: number, reasons: number) => string;
  readonly collectNext: (what: string) => string;
  readonly fixFirst: (title: string, places: string) => string;
  readonly allOfIt: string;
  readonly times: (count: number) => string;
  readonly accepted: string;
  readonly notDecided: string;
  readonly leavesOpen: (rules: string, count: number) => string;
  readonly collect: (what: string) => string;
  readonly moreReasons: (count: number) => string;
  readonly moreNotes: (count: number) => string;
  readonly more: (count: number) => string;
  readonly bundles: string;
  readonly containers: (count: number) => string;
  readonly engineUnknown: string;
  /** Between a name and what is said of it. */
  readonly colon: string;
  /** Between what is said of a node. */
  readonly comma: string;
  readonly none: string;
  readonly acceptedCount: (count: number) => string;
  readonly checks: (counts: {
    readonly all: number;
    readonly faults: number;
    readonly found: string;
    readonly ok: number;
    readonly notSeen: number;
    readonly unknown: number;
    readonly notApplicable: number;
    readonly broken: number;
  }) => string;
  readonly since: string;
  /** The bundle that a node is compared with, and when it was captured. */
  readonly comparedWith: (source: string, time: string | undefined) => string;
  readonly gone: string;
  readonly notDecidedNow: string;
  readonly changes: (title: string) => string;
}

const english: TextWords = {
  verdict: { fault: "FAULT", ok: "OK", unknown: "UNKNOWN" },
  severity: (severity) => severity.toUpperCase(),
  soAlso: "consequences (recheck after the fix):",
  look: "look",
  fix: "fix",
  likewise: (others) =>
    others === 1
      ? "the other likewise, by its own name: --verbose"
      : `the other ${others} likewise, each by its own name: --verbose`,
  because: (reason) => `because ${reason}`,
  couldNotCheck: (checks, reasons) => `${plural(checks, "check")} not possible, for ${plural(reasons, "reason")}`,
  collectNext: (what) => `collect this next: ${what}`,
  fixFirst: (title, places) => `Fix first: ${title} (${places})`,
  allOfIt: "Everything, with evidence and commands: --verbose, or the HTML report.",
  times: (count) => `${count} times`,
  accepted: "Accepted, and not counted",
  notDecided: "Not decided",
  leavesOpen: (rules, count) => `leaves open: ${rules}${count > 1 ? ` (${count} checks)` : ""}`,
  collect: (what) => `collect: ${what}`,
  moreReasons: (count) => `… and ${plural(count, "more reason")}; see the other formats`,
  moreNotes: (count) => `… and ${plural(count, "more note")}`,
  more: (count) => `… and ${count} more`,
  bundles: "Bundles",
  // None seen is not the same as none there.
  containers: (count) => (count === 0 ? "no container seen" : plural(count, "container")),
  engineUnknown: "engine unknown",
  colon: ": ",
  comma: ", ",
  none: "none",
  acceptedCount: (count) => `${count} accepted`,
  checks: ({ all, faults, found, ok, notSeen, unknown, notApplicable, broken }) =>
    `${plural(all, "check")}: ${plural(faults, "fault")} (${found}), ${ok} ok, ${notSeen} not seen, ${unknown} unknown, ${notApplicable} not applicable, ${broken} broken`,
  since: "Since the baseline",
  comparedWith: (source, time) => `compared with ${source}${time === undefined ? "" : ` of ${time}`}`,
  gone: "gone:",
  notDecidedNow: "found before, not decided now:",
  changes: (title) => `${title.toLowerCase()}:`,
};

const chinese: TextWords = {
  verdict: digestWords.zh.verdict,
  severity: (severity) => digestWords.zh.severity(1, severity),
  soAlso: "由此引起（修复后请重新检查）：",
  look: "查看",
  fix: "修复",
  likewise: (others) => `其余 ${others} 项用各自的名称同样处理：--verbose`,
  because: (reason) => `原因：${reason}`,
  couldNotCheck: (checks, reasons) => `${checks} 项检查无法进行，共 ${reasons} 个原因`,
  collectNext: (what) => `下一步请采集：${what}`,
  fixFirst: (title, places) => `优先修复：${title}（${places}）`,
  allOfIt: "全部内容（含证据与命令）：使用 --verbose，或查看 HTML 报告。",
  times: (count) => `共 ${count} 次`,
  accepted: "已接受，不计入结论",
  notDecided: "无法判定",
  leavesOpen: (rules, count) => `因此未判定：${rules}${count > 1 ? `（${count} 项检查）` : ""}`,
  collect: (what) => `需采集：${what}`,
  moreReasons: (count) => `… 另有 ${count} 个原因，见其他格式的报告`,
  moreNotes: (count) => `… 另有 ${count} 条说明`,
  more: (count) => `… 另有 ${count} 项`,
  bundles: "采集包",
  containers: (count) => (count === 0 ? "未见到容器" : `${count} 个容器`),
  engineUnknown: "引擎未知",
  colon: "：",
  comma: "，",
  none: "无",
  acceptedCount: (count) => `已接受 ${count} 项`,
  checks: ({ all, faults, found, ok, notSeen, unknown, notApplicable, broken }) =>
    `共 ${all} 项检查：${faults} 项故障（${found}），${ok} 项正常，${notSeen} 项未见到，${unknown} 项无法判定，${notApplicable} 项不适用，${broken} 项规则出错`,
  since: "与基线相比",
  comparedWith: (source, time) => `对照 ${source}${time === undefined ? "" : `（采集于 ${time}）`}`,
  gone: "已消失：",
  notDecidedNow: "此前发现，现在无法判定：",
  changes: (title) => `${title}：`,
};

export const textWords = inLanguages(english, chinese);
