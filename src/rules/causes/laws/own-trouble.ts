import { type Known, type Law, MOST_CAUSES } from "../law.ts";
import { capabilityName, nameOf } from "../names.ts";
import { isGrave, isNotWorking, type Told } from "../told.ts";

/**
 * What does not work on a node is so because it is cut off from what it needs, misconfigured, refused by the engine or the
 * system, or out of a resource.
 */
export const ownTrouble: Law = {
  says: {
    en: "a component that does not work follows from its being cut off, misconfigured, refused by the engine or the system, or out of a resource",
    zh: "组件无法工作，源于它自身连不上所需能力、配置错误、被引擎或系统拒绝，或资源耗尽",
  },
  effects: ["down", "restarting", "unhealthy", "degraded"],
  causes: ["cut-off", "misconfigured", "refused", "exhausted"],
  find(effect, known) {
    const { index, catalogue } = known;
    if (!isNotWorking(effect) || effect.whole) return [];
    const found = index.besides(effect).filter((told) => isOf(effect, told) && keeps(effect, told, known));
    return found.slice(0, MOST_CAUSES).map((told) => ({ told, because: because(effect, told, catalogue) }));
  },
};

/** Two containers of one component fail each for itself. */
function isOf(effect: Told, told: Told): boolean {
  if (told.fault === effect.fault || told.oneShot !== effect.oneShot) return false;
  return told.container === undefined || effect.container === undefined || told.container === effect.container;
}

function keeps(effect: Told, told: Told, known: Known): boolean {
  if (told.state === "refused") return true;
  // Who was stopped on purpose did not end for want of anything.
  if (effect.state === "down" && effect.stopped) return false;
  if (told.state === "misconfigured" || told.state === "exhausted") return true;
  if (told.state !== "cut-off" || told.from === "time") return false;
  if (!isGrave(told) && told.deciding !== true) return false;
  return effect.from === undefined || isMissed(effect.from, told.from, known);
}

/** The check says what it misses: that, or what it is reached by. */
function isMissed(missed: string, from: string | undefined, { catalogue }: Known): boolean {
  return from === missed || (from !== undefined && catalogue.capability(from)?.through === missed);
}

function because(effect: Told, told: Told, catalogue: Known["catalogue"]) {
  const [who, whom] = [nameOf(effect), nameOf(told)];
  switch (told.state) {
    case "cut-off":
      return {
        en: `${who} cannot work without ${capabilityName(told.from ?? "", catalogue, "en")}, which it does not reach`,
        zh: `${who} 离不开${capabilityName(told.from ?? "", catalogue, "zh")}，却连不上它`,
      };
    case "misconfigured":
      return { en: `${who} cannot work with this configuration`, zh: `${who} 无法以此配置工作` };
    case "exhausted":
      return { en: `${who} was left without ${told.resource}`, zh: `${who} 耗尽了所需资源（${told.resource}）` };
    default:
      return {
        en: `${who} is kept from starting by what ${whom} is refused`,
        zh: `${who} 因被拒绝的操作（${whom}）而无法启动`,
      };
  }
}
