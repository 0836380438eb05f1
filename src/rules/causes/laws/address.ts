import { type Law, MOST_CAUSES } from "../law.ts";
import { nameOf } from "../names.ts";

/** Who asks at an address gets no answer where the address itself is on no node, or on the wrong one. */
export const address: Law = {
  says: {
    en: "what gets no answer at an address follows from that address being on no node, or on the wrong one",
    zh: "访问某地址没有响应，源于该地址不在任何节点上，或在错误的节点上",
  },
  effects: ["cut-off", "down", "degraded"],
  causes: ["down", "degraded"],
  find(effect, { index }) {
    const { host } = effect;
    if (host === undefined) return [];
    const own = effect.state === "down" || effect.state === "degraded";
    if (effect.state !== "cut-off" && !own) return [];
    const found = index.ofAddress(host).filter(({ fault, state }) => {
      if (fault === effect.fault) return false;
      // Of two that tell of one address, the one whose rule comes first tells it.
      return !own || (state === "down" && fault.finding.rule < effect.fault.finding.rule);
    });
    return found.slice(0, MOST_CAUSES).map((told) => ({
      told,
      because: {
        en: `${nameOf(effect)} is about ${host}, which is ${told.state}`,
        zh: `${nameOf(effect)} 涉及地址 ${host}，该地址不可用`,
      },
    }));
  },
};
