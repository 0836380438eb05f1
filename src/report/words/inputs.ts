import { plural } from "./digest.ts";
import { inLanguages } from "./language.ts";

/** What reports say of inputs. */
export const inputWords = inLanguages(
  {
    title: "Inputs",
    intro: "All that was given, the bundles in it, and what was passed by.",
    read: (bundles: number, nodes: string) => `${plural(bundles, "bundle")}${nodes === "" ? "" : `: ${nodes}`}`,
    leftOut: (count: number, of: number) =>
      `; ${count === of ? "" : `${count} `}left out, as there is another of the same node`,
    controlPlane: "and the states of its control plane's pods",
    baseline: "to compare with",
    notRead: (reason: string) => `not read: ${reason}`,
    passedBy: (files: number, names: string) =>
      `${plural(files, "other file")} ${files === 1 ? "was" : "were"} passed by: ${names}`,
    folder: (path: string, files: number) => `${path} (${files})`,
    alsoPlain: (count: number) => `${plural(count, "other input")}, each one bundle that was read whole`,
    more: (count: number) => `and ${count} more`,
    moreInputs: (count: number) => `and ${plural(count, "more input")}`,
    comma: ", ",
    unread: (names: string) => `Not read, so that a node may be missing: ${names}.`,
    nothingRead: (count: number) =>
      `Nothing was read: ${count === 1 ? "the input holds" : `the ${count} inputs hold`} no bundle that can be read.`,
  },
  {
    title: "输入",
    intro: "给出的全部输入、其中的采集包，以及未读取的内容。",
    read: (bundles: number, nodes: string) => `${bundles} 个采集包${nodes === "" ? "" : `：${nodes}`}`,
    leftOut: (count: number, of: number) => `；${count === of ? "" : `其中 ${count} 个`}因同一节点另有采集包而未采用`,
    controlPlane: "以及其控制平面 pod 的状态",
    baseline: "用于对照",
    notRead: (reason: string) => `未读取：${reason}`,
    passedBy: (files: number, names: string) => `另有 ${files} 个文件未读取：${names}`,
    folder: (path: string, files: number) => `${path}（${files}）`,
    alsoPlain: (count: number) => `另有 ${count} 个输入，各为一个已完整读取的采集包`,
    more: (count: number) => `另有 ${count} 项`,
    moreInputs: (count: number) => `另有 ${count} 个输入`,
    comma: "，",
    unread: (names: string) => `以下内容未能读取，可能缺少节点：${names}。`,
    nothingRead: (count: number) => `未读取任何内容：${count} 个输入中没有可读取的采集包。`,
  },
);
