import type { Severity } from "../../rules/outcome.ts";
import type { Condition } from "../../survey/types.ts";
import type { NotSeen } from "../result.ts";
import { inLanguages } from "./language.ts";

/** `1 error`, `2 errors`; `critical` and `info` stay as they are. */
export function plural(count: number, word: string): string {
  const invariable = word === "critical" || word === "info";
  return `${count} ${word}${count === 1 || invariable ? "" : "s"}`;
}

/** What a report says in a sentence, in every format. */
export interface DigestWords {
  readonly verdict: Readonly<Record<"fault" | "ok" | "unknown", string>>;
  /** `3 errors` */
  readonly severities: (count: number, severity: Severity) => string;
  /** The word alone, for a number that stands before it. */
  readonly severity: (count: number, severity: Severity) => string;
  readonly separator: string;
  /** Between a name and what is said of it. */
  readonly colon: string;
  /** Between what is said of several. */
  readonly semicolon: string;
  readonly andMore: (count: number) => string;
  readonly nodes: (count: number) => string;
  readonly someNodes: (count: number, of: number) => string;
  /** Several nodes: how many, some by name, and how many more. */
  readonly onNodes: (count: number, names: string, more: number) => string;
  readonly causes: (roots: number, explained: number) => string;
  readonly accepted: (count: number) => string;
  readonly undecided: (checks: number, reasons: number) => string;
  readonly faults: (where: string, counts: string, causes: string) => string;
  /** Where, how many of a hundred checks were decided, and whether something was found that makes no fault. */
  readonly fine: (where: string, decided: number, something: boolean) => string;
  readonly lesser: (counts: string, causes: string) => string;
  readonly nothingChecked: (where: string) => string;
  readonly open: (where: string) => string;
  readonly foundYet: (counts: string, causes: string) => string;
  readonly nothingYet: (accepted: boolean) => string;
  /** Ends the sentence that one of the two before began. */
  readonly provesNothing: (undecided: string) => string;
  /** What is damaged first, how much more is, and how many checks that leaves open. */
  readonly damaged: (node: string, what: string, more: number, checks: number) => string;
  readonly notSeen: (counts: NotSeen) => string;
  readonly ruleBroke: (reason: string) => string;
  readonly acceptedUntil: (until: string) => string;
  readonly acceptance: (until: string, by: string | undefined, reason: string) => string;
  readonly new: string;
  readonly notDecidedBefore: string;
  readonly since: {
    readonly new: (count: number) => string;
    readonly gone: (count: number) => string;
    readonly unchanged: (count: number) => string;
    readonly notDecidedBefore: (count: number) => string;
    readonly notDecidedNow: (count: number) => string;
    readonly otherChanges: (count: number) => string;
    readonly isNew: string;
    readonly isGone: string;
    readonly recreated: string;
    readonly startedAgain: string;
    readonly groups: Readonly<Record<"release" | "containers" | "images" | "settings", string>>;
  };
  readonly condition: Readonly<Record<Condition, string>>;
}

const english: DigestWords = {
  verdict: { fault: "Fault", ok: "OK", unknown: "Unknown" },
  severities: plural,
  severity: (count, severity) => plural(count, severity).replace(/^\d+ /, ""),
  separator: ", ",
  colon: ": ",
  semicolon: "; ",
  andMore: (count) => ` and ${count} more`,
  nodes: (count) => plural(count, "node"),
  someNodes: (count, of) => `${count} of ${plural(of, "node")}`,
  onNodes: (count, names, more) => `${count} nodes: ${names}${more === 0 ? "" : ` and ${more} more`}`,
  causes: (roots, explained) =>
    `; ${plural(roots, "root cause")} explain${roots === 1 ? "s" : ""} ${explained} of them`,
  accepted: (count) =>
    count === 1 ? " 1 finding is accepted and does not count." : ` ${count} findings are accepted and do not count.`,
  undecided: (checks, reasons) =>
    ` ${plural(checks, "check")} ${checks === 1 ? "was" : "were"} not possible, for ${plural(reasons, "reason")}.`,
  faults: (where, counts, causes) => `Faults found on ${where}: ${counts}${causes}.`,
  fine: (where, decided, something) =>
    `${something ? "No fault found" : "Nothing wrong found"} on ${where}: the state of every container is known, and ${decided} % of the checks were decided.`,
  lesser: (counts, causes) => ` Of less weight: ${counts}${causes}.`,
  nothingChecked: (where) => `Nothing could be checked on ${where}.`,
  open: (where) => `Not known whether all is well on ${where}. `,
  foundYet: (counts, causes) => `Found: ${counts}${causes}. That`,
  nothingYet: (accepted) => `${accepted ? "Nothing that counts was found" : "Nothing wrong was found"}, but that`,
  provesNothing: (undecided) => ` proves nothing yet${undecided === "" ? "." : `:${undecided}`}`,
  damaged: (node, what, more, checks) =>
    `The bundle of ${node} is not as it was captured: ${what}${more === 0 ? "" : `, and ${more} more`}; ${plural(checks, "check")} ${checks === 1 ? "stays" : "stay"} open for it.`,
  notSeen: ({ messages, logs, shortest }) =>
    `${plural(messages, "known message")} looked for in ${plural(logs, "log")}, none seen${shortest === undefined ? "" : `; ${shortest.log} on ${shortest.node} reaches back least, to ${shortest.since}`}`,
  ruleBroke: (reason) => `the rule itself broke: ${reason}`,
  acceptedUntil: (until) => `accepted until ${until}`,
  acceptance: (until, by, reason) => `accepted until ${until}${by === undefined ? "" : ` by ${by}`}: ${reason}`,
  new: "new",
  notDecidedBefore: "not decided before",
  since: {
    new: (count) => `${count} new`,
    gone: (count) => `${count} gone`,
    unchanged: (count) => `${count} unchanged`,
    notDecidedBefore: (count) => `${count} not decided before`,
    notDecidedNow: (count) => `${count} not decided now`,
    otherChanges: (count) => `; ${count === 0 ? "nothing else changed" : plural(count, "other change")}`,
    isNew: "is new",
    isGone: "is gone",
    recreated: "was made anew",
    startedAgain: "was started again",
    groups: { release: "Release", containers: "Containers", images: "Images of containers", settings: "Settings" },
  },
  condition: {
    failed: "failed",
    missing: "missing",
    unhealthy: "unhealthy",
    held: "not running",
    starting: "starting",
    unknown: "unknown",
    running: "running",
    healthy: "healthy",
    done: "done",
    leftover: "left over",
  },
};

const SEVERITIES_ZH: Readonly<Record<Severity, string>> = {
  critical: "严重",
  error: "错误",
  warning: "警告",
  info: "提示",
};

/** A name stands apart from the words around it, a number of nodes does not. */
function on(where: string): string {
  return `在 ${where}${where.endsWith("个节点") ? "" : " "}上`;
}

const chinese: DigestWords = {
  verdict: { fault: "有故障", ok: "正常", unknown: "无法判定" },
  severities: (count, severity) => `${count} 项${SEVERITIES_ZH[severity]}`,
  severity: (_, severity) => SEVERITIES_ZH[severity],
  separator: "、",
  colon: "：",
  semicolon: "；",
  andMore: (count) => `，另有 ${count} 项`,
  nodes: (count) => `${count} 个节点`,
  someNodes: (count, of) => `${of} 个节点中的 ${count} 个节点`,
  onNodes: (count, names, more) => `${count} 个节点：${names}${more === 0 ? "" : `，另有 ${more} 个`}`,
  causes: (roots, explained) => `；其中 ${explained} 项由 ${roots} 个根因引起`,
  accepted: (count) => `另有 ${count} 项已被接受，不计入结论。`,
  undecided: (checks, reasons) => `有 ${checks} 项检查无法进行（${reasons} 个原因）。`,
  faults: (where, counts, causes) => `${on(where)}发现故障：${counts}${causes}。`,
  fine: (where, decided, something) =>
    `${on(where)}${something ? "未发现故障" : "未发现问题"}：所有容器的状态均已判定，${decided}% 的检查已判定。`,
  lesser: (counts, causes) => `次要问题：${counts}${causes}。`,
  nothingChecked: (where) => `${on(where)}没有任何可检查的内容。`,
  open: (where) => `无法判定 ${where} 是否正常。`,
  foundYet: (counts, causes) => `已发现：${counts}${causes}。这`,
  nothingYet: (accepted) => `${accepted ? "没有需计入的问题" : "未发现问题"}，但这`,
  provesNothing: (undecided) => `还不能证明什么${undecided === "" ? "。" : `：${undecided}`}`,
  damaged: (node, what, more, checks) =>
    `${node} 的采集包与采集时不同：${what}${more === 0 ? "" : `，另有 ${more} 处`}；因此有 ${checks} 项检查未决。`,
  notSeen: ({ messages, logs, shortest }) =>
    `在 ${logs} 个日志中查找了 ${messages} 种已知报错，均未见到${shortest === undefined ? "" : `；其中 ${shortest.node} 上的 ${shortest.log} 回溯最短，始于 ${shortest.since}`}`,
  ruleBroke: (reason) => `规则本身出错：${reason}`,
  acceptedUntil: (until) => `接受至 ${until}`,
  acceptance: (until, by, reason) => `${by === undefined ? "" : `由 ${by} `}接受至 ${until}：${reason}`,
  new: "新增",
  notDecidedBefore: "此前未判定",
  since: {
    new: (count) => `新增 ${count} 项`,
    gone: (count) => `消失 ${count} 项`,
    unchanged: (count) => `未变 ${count} 项`,
    notDecidedBefore: (count) => `此前未判定 ${count} 项`,
    notDecidedNow: (count) => `现在无法判定 ${count} 项`,
    otherChanges: (count) => (count === 0 ? "；其他没有变化" : `；其他变化 ${count} 处`),
    isNew: "新出现",
    isGone: "已消失",
    recreated: "已重新创建",
    startedAgain: "已重新启动",
    groups: { release: "版本", containers: "容器", images: "容器的镜像", settings: "配置项" },
  },
  condition: {
    failed: "异常退出",
    missing: "缺失",
    unhealthy: "不健康",
    held: "未运行",
    starting: "启动中",
    unknown: "未知",
    running: "运行中",
    healthy: "健康",
    done: "已完成",
    leftover: "残留",
  },
};

export const digestWords = inLanguages(english, chinese);
