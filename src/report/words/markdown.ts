import { plural } from "./digest.ts";
import { inLanguages } from "./language.ts";

/** The words of the text for a ticket. */
export const markdownWords = inLanguages(
  {
    columns: ["Node", "Deployed", "Engine", "Containers", "Findings"],
    mend: "Mend first",
    others: "Other findings",
    open: "Not decided",
    collect: "collect",
    explains: (count: number) => `explains ${plural(count, "other finding")}`,
    more: (count: number) => `and ${plural(count, "more finding")}`,
    moreOpen: (count: number) => `and ${plural(count, "more reason")}`,
    moreNodes: (count: number) => `and ${plural(count, "more node")}`,
    none: "none",
    notKnown: "not known",
    closing: (version: string) => `Made by sospect ${version}; the HTML report has all findings with all evidence.`,
    cut: "The rest was left out here.",
  },
  {
    columns: ["节点", "部署", "容器引擎", "容器", "问题"],
    mend: "优先修复",
    others: "其他问题",
    open: "无法判定",
    collect: "请收集",
    explains: (count: number) => `引起另外 ${count} 项问题`,
    more: (count: number) => `另有 ${count} 项问题`,
    moreOpen: (count: number) => `另有 ${count} 个原因`,
    moreNodes: (count: number) => `另有 ${count} 个节点`,
    none: "无",
    notKnown: "未知",
    closing: (version: string) => `由 sospect ${version} 生成；HTML 报告包含全部问题与证据。`,
    cut: "其余内容在此省略。",
  },
);
