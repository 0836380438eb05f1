import { type Cause, type Known, type Law, MOST_CAUSES } from "../law.ts";
import { capabilityName, nameOf } from "../names.ts";
import { isGrave, isNotWorking, type Told } from "../told.ts";

/**
 * Who is cut off from a capability is so because what provides it, in the same place, does not work: on the same node, or
 * in the same cloud. Of a cloud's it has to be the instance at the address that was asked, or all of them.
 */
export const cutOff: Law = {
  says: {
    en: "what is cut off from a capability follows from the state of what provides it, on the same node or in the same cloud",
    zh: "无法使用某项能力，源于提供该能力的组件（在同一节点或同一云中）的状态",
  },
  effects: ["cut-off", "unhealthy", "symptom"],
  causes: ["down", "restarting", "unhealthy", "degraded", "misconfigured", "refused", "cut-off"],
  find(effect, known) {
    if (effect.from === undefined) return [];
    const { catalogue } = known;
    const direct = catalogue.capability(effect.from);
    const through = direct?.through === undefined ? undefined : catalogue.capability(direct.through);
    return [direct, through].flatMap((capability) => {
      if (capability === undefined) return [];
      const providers = catalogue.providersOf(capability.id);
      const at = capability.scope === "node" ? onNode : inCloud;
      const found = providers.flatMap(({ id }) => {
        const all = failing(effect, at(id, effect, known));
        return nearest(id === effect.component ? all.filter((told) => isPeer(effect, told)) : all);
      });
      return found.map((told) => because(effect, told, capability.id, known));
    });
  },
};

/** Members of a cluster provide for each other; what one is cut off from on its own node is no cause of that. */
function isPeer({ node }: Told, told: Told): boolean {
  return isNotWorking(told) && told.node !== undefined && told.node !== node;
}

/** An instance on the node itself serves nobody else. */
function onNode(provider: string, { node }: Told, { index }: Known): readonly Told[] {
  return node === undefined ? [] : index.ofInstance(provider, node);
}

function inCloud(provider: string, effect: Told, { index, instances }: Known): readonly Told[] {
  const { cloud, atNode, node } = effect;
  const whole = index.ofWhole(provider, cloud);
  const there = atNode === undefined ? [] : index.ofInstance(provider, atNode);
  if (!instances.isLost(provider, cloud)) {
    // What is degraded as a whole is so for whoever asks; one that asked at an address has to have asked the one that failed.
    return [...there, ...(effect.host === undefined ? whole : [])];
  }
  const near = node === undefined ? [] : index.ofInstance(provider, node);
  return [...new Set([...whole, ...there, ...near, ...index.ofInstances(provider, cloud)])];
}

/** What keeps a provider from serving: it does not work, or is cut off itself. */
function failing(effect: Told, all: readonly Told[]): Told[] {
  return all.filter(
    (told) =>
      !told.oneShot &&
      told.fault !== effect.fault &&
      (isNotWorking(told) ||
        told.state === "misconfigured" ||
        told.state === "refused" ||
        (told.state === "cut-off" && told.from !== effect.from && isGrave(told))),
  );
}

/** Those who see it from nearest, since what others see of it follows from that. */
function nearest(all: readonly Told[]): readonly Told[] {
  const distance = Math.min(...all.map((told) => told.distance));
  return all.filter((told) => told.distance === distance).slice(0, MOST_CAUSES);
}

function because(effect: Told, told: Told, capability: string, { catalogue }: Known): Cause {
  const [who, whom] = [nameOf(effect), nameOf(told)];
  const [en, zh] = [capabilityName(capability, catalogue, "en"), capabilityName(capability, catalogue, "zh")];
  return {
    told,
    because: { en: `${who} needs ${en}, which ${whom} provides`, zh: `${who} 需要${zh}，而它由 ${whom} 提供` },
  };
}
