import type { SubjectKind } from "../../rules/outcome.ts";
import { plural } from "./digest.ts";
import { inLanguages } from "./language.ts";

const ON: Readonly<Record<SubjectKind, string>> = {
  container: "a container",
  image: "an image",
  config: "a setting",
  log: "a log",
  host: "a host",
  cluster: "the cluster",
  bundle: "the bundle",
};

const KINDS_ZH: Readonly<Record<SubjectKind, string>> = {
  container: "容器",
  image: "镜像",
  config: "配置",
  log: "日志",
  host: "主机",
  cluster: "集群",
  bundle: "采集包",
};

/** The words of the findings, their filter, what is compared with a baseline, and what is not decided. */
export const findingWords = inLanguages(
  {
    title: "Findings",
    none: "None.",
    noneCounted: "None that counts.",
    accepted: "Accepted, and not counted",
    elsewhere: (count: number) =>
      `${count} of them ${count === 1 ? "is" : "are"} shown above, under what ${count === 1 ? "it follows" : "they follow"} from.`,
    effects: (count: number) => `So also, and to be looked at again when this is mended: ${plural(count, "finding")}`,
    several: (count: number, places: number) => `${count} findings on ${plural(places, "node")}`,
    because: (reason: string) => `Because ${reason}.`,
    times: (count: number) => `(${count} times)`,
    details: "Why, remedy and evidence",
    look: (where: string) => `Look${where === "" ? "" : `, on ${where}`}`,
    fix: (where: string) => `Fix${where === "" ? "" : `, on ${where}`}`,
    evidence: "Evidence",
    moreEvidence: (count: number) => `${plural(count, "more line")} of evidence`,
    around: "lines around it",
    references: "Where it is written",
    rule: "Rule",
    on: (kind: SubjectKind) => `on ${ON[kind]}`,
    pages: "All of",
    filter: "Filter findings",
    group: "Group by",
    groups: { cause: "root cause", service: "service", node: "node", severity: "severity" },
    severity: "Severity",
    node: "Node",
    kind: "Subject",
    state: "State",
    all: "all",
    kinds: {
      container: "container",
      image: "image",
      config: "setting",
      log: "log",
      host: "host",
      cluster: "cluster",
      bundle: "bundle",
    } as Readonly<Record<SubjectKind, string>>,
    states: {
      counted: "counted",
      new: "new",
      unchanged: "unchanged",
      "not-decided-before": "not decided before",
      accepted: "accepted",
    },
    search: "Search in all that findings say",
    /** `#` and `##` stand for the numbers. */
    shown: "# of ## findings",
    nothing: "No finding matches.",
    clear: "Show all",
    copy: "Copy",
    copied: "Copied",
  },
  {
    title: "发现的问题",
    none: "无。",
    noneCounted: "没有需计入的问题。",
    accepted: "已接受，不计入结论",
    elsewhere: (count: number) => `其中 ${count} 项列在上面各自的原因之下。`,
    effects: (count: number) => `由此引起，修复后请重新检查：${count} 项`,
    several: (count: number, places: number) => `${places} 个节点上的 ${count} 项`,
    because: (reason: string) => `原因：${reason}。`,
    times: (count: number) => `（${count} 次）`,
    details: "原因、处理方法与证据",
    look: (where: string) => `查看${where === "" ? "" : `（${where}）`}`,
    fix: (where: string) => `修复${where === "" ? "" : `（${where}）`}`,
    evidence: "证据",
    moreEvidence: (count: number) => `另外 ${count} 行证据`,
    around: "上下文",
    references: "参考出处",
    rule: "规则",
    on: (kind: SubjectKind) => `对象：${KINDS_ZH[kind]}`,
    pages: "详情",
    filter: "筛选问题",
    group: "分组方式",
    groups: { cause: "根因", service: "服务", node: "节点", severity: "严重程度" },
    severity: "严重程度",
    node: "节点",
    kind: "对象",
    state: "状态",
    all: "全部",
    kinds: KINDS_ZH,
    states: {
      counted: "计入",
      new: "新增",
      unchanged: "未变",
      "not-decided-before": "此前未判定",
      accepted: "已接受",
    },
    search: "在全部内容中搜索",
    shown: "显示 # 项，共 ## 项",
    nothing: "没有匹配的问题。",
    clear: "显示全部",
    copy: "复制",
    copied: "已复制",
  },
);

/** The words of what could not be decided. */
export const undecidedWords = inLanguages(
  {
    title: "Not decided",
    nothing: "Nothing: every check was decided.",
    collect: "To decide it, collect:",
    open: (nodes: string, checks: number, rules: string) =>
      `On ${nodes}; leaves open ${plural(checks, "check")} of ${rules}`,
    more: (count: number) => plural(count, "more reason"),
  },
  {
    title: "无法判定",
    nothing: "无：所有检查都已判定。",
    collect: "要作出判定，请收集：",
    open: (nodes: string, checks: number, rules: string) => `节点 ${nodes}；${checks} 项检查因此未判定：${rules}`,
    more: (count: number) => `另外 ${count} 个原因`,
  },
);

/** The words of what changed since the baseline. */
export const baselineWords = inLanguages(
  {
    title: "Since the baseline",
    compared: (name: string, source: string, time: string) =>
      `${name}: compared with ${source}${time === "" ? "" : `, captured ${time}`}`,
    gone: "Gone",
    undecided: "Found before, and not decided now",
    changes: (title: string, count: number, left: number) =>
      `${title}: ${plural(count, "change")}${left > 0 ? `, and ${left} more that are left out` : ""}`,
  },
  {
    title: "与基线相比",
    compared: (name: string, source: string, time: string) =>
      `${name}：与 ${source} 比较${time === "" ? "" : `（采集于 ${time}）`}`,
    gone: "已消失",
    undecided: "此前发现，现在无法判定",
    changes: (title: string, count: number, left: number) =>
      `${title}：${count} 处变化${left > 0 ? `，另有 ${left} 处未列出` : ""}`,
  },
);
