import { plural } from "./digest.ts";
import { inLanguages } from "./language.ts";

/** What is said of the events around a time. */
export interface AroundWords {
  readonly title: (from: string, to: string, nodes: number) => string;
  readonly none: string;
  /** Of nodes whose bundles tell nothing of that time. */
  readonly silent: (nodes: string) => string;
  readonly left: (node: string, count: number) => string;
  readonly uncertain: string;
  readonly clocks: string;
  /** Where a time stands without its day and no bundle tells when it was captured. */
  readonly noDay: (time: string) => string;
}

export const aroundWords = inLanguages<AroundWords>(
  {
    title: (from, to, nodes) => `What happened from ${from} to ${to} (UTC) on ${plural(nodes, "node")}`,
    none: "The bundles tell of nothing that happened then. That proves nothing: logs and the engine's events reach back only so far.",
    silent: (nodes) => `Nothing is told of that time by: ${nodes}`,
    left: (node, count) => `${node}: ${plural(count, "further event")} of all its time left out`,
    uncertain: "~ the time is by the node's own clock, whose zone the bundle does not tell: it may be hours off",
    clocks: "The clocks of nodes may differ:",
    noDay: (time) =>
      `no bundle tells when it was captured, so that '${time}' may be of any day: give the day as well, such as '2026-11-24 ${time}'`,
  },
  {
    title: (from, to, nodes) => `${from} 至 ${to}（UTC）期间 ${nodes} 个节点上发生的事件`,
    none: "这些包没有记录该时段的任何事件。这不能说明什么：日志和引擎事件只能追溯到一定时间。",
    silent: (nodes) => `以下节点没有该时段的记录：${nodes}`,
    left: (node, count) => `${node}：另有 ${count} 个事件（全部时段）未列出`,
    uncertain: "~ 该时间取自节点自己的时钟，包中没有其时区，可能相差数小时",
    clocks: "各节点的时钟可能不一致：",
    noDay: (time) => `没有包记录采集时间，无法确定“${time}”是哪一天：请同时给出日期，例如“2026-11-24 ${time}”`,
  },
);
