import { type Law, MOST_CAUSES } from "../law.ts";
import { nameOf } from "../names.ts";

/** What others see of a node's instances, or ask at its addresses, is gone where the node itself is lost to them. */
export const lostNode: Law = {
  says: {
    en: "what others see of a node, or ask of it, follows from that node being lost",
    zh: "其他节点所见或所请求的某节点上的问题，源于该节点已失联",
  },
  effects: [
    "down",
    "restarting",
    "unhealthy",
    "degraded",
    "cut-off",
    "misconfigured",
    "refused",
    "exhausted",
    "symptom",
  ],
  causes: ["lost"],
  find(effect, { index }) {
    if (effect.state === "lost") return [];
    const place = effect.state === "cut-off" ? effect.atNode : effect.node;
    // What a node's own bundle shows is there to be seen, whatever its cluster thinks of the node.
    if (place === undefined || effect.fault.finding.node === place || effect.from === "cluster-manager") return [];
    if (effect.state !== "cut-off" && effect.component === undefined) return [];
    return index
      .ofNode(place)
      .slice(0, MOST_CAUSES)
      .map((told) => ({
        told,
        because: {
          en: `${nameOf(effect)} is on ${place}, which is lost`,
          zh: `${nameOf(effect)} 位于已失联的 ${place}`,
        },
      }));
  },
};
