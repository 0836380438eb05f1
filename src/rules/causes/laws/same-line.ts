import { type Law, MOST_CAUSES } from "../law.ts";
import { coreOf } from "../line-core.ts";
import { nameOf } from "../names.ts";
import type { Told } from "../told.ts";

/** What a line of a log tells of itself; that something does not work is one event, whatever line says so. */
const STATES: Told["state"][] = ["cut-off", "misconfigured", "refused", "exhausted"];

/** What a container writes stands in its log, and again in the journal under the name of whatever ran it. */
export const sameLine: Law = {
  says: {
    en: "a line that stands in two logs of a node is one, told of the log whose container is known",
    zh: "同一行出现在一个节点的两份日志中时只算一次，以已知其容器的日志为准",
  },
  effects: STATES,
  causes: STATES,
  find(effect, { index }) {
    const { node, says, fault } = effect;
    if (!STATES.includes(effect.state) || node === undefined || says === undefined) return [];
    if (effect.container !== undefined) return [];
    const same = index.ofLine(fault.finding.rule, node, coreOf(says)).filter((told) => isNearer(told, effect));
    return same.slice(0, MOST_CAUSES).map((told) => ({
      told,
      because: {
        en: `it is the line that ${nameOf(told)} wrote`,
        zh: `这就是 ${nameOf(told)} 写下的那一行`,
      },
    }));
  },
};

/** Of two that no container is known of, the one whose name comes first. */
function isNearer(told: Told, effect: Told): boolean {
  if (told.fault === effect.fault || told.state !== effect.state) return false;
  if (effect.component !== undefined && told.component !== effect.component) return false;
  if (told.container !== undefined) return true;
  return told.fault.finding.subject.name < effect.fault.finding.subject.name;
}
