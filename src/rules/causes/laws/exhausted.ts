import { type Law, MOST_CAUSES } from "../law.ts";
import { nameOf } from "../names.ts";
import { isGrave, isNotWorking, type Told } from "../told.ts";

/**
 * What is on a node is out of a resource where the node is. What does not work there is so as well where the resource is one
 * that nothing works without, and is gone altogether.
 */
export const exhausted: Law = {
  says: {
    en: "what does not work on a node follows from the node being out of a resource that it needs",
    zh: "节点上的组件无法工作，源于该节点所需资源已耗尽",
  },
  effects: ["down", "restarting", "unhealthy", "degraded", "refused", "exhausted", "symptom"],
  causes: ["exhausted"],
  find(effect, { index }) {
    const { node } = effect;
    if (node === undefined) return [];
    return index
      .exhaustedOn(node)
      .filter((told) => told.fault !== effect.fault && isWider(effect, told) && depends(effect, told))
      .slice(0, MOST_CAUSES)
      .map((told) => ({
        told,
        because: {
          en: `${nameOf(effect)} is on ${node}, which is out of ${told.resource}`,
          zh: `${nameOf(effect)} 位于 ${node}，该节点的资源已耗尽（${told.resource}）`,
        },
      }));
  },
};

/** The node's own want, or that of the same component: never that of another one. */
function isWider(effect: Told, told: Told): boolean {
  if (told.component === undefined && told.container === undefined) return true;
  if (effect.state !== "symptom") return false;
  return told.container === undefined || effect.container === undefined
    ? told.component === effect.component
    : told.container === effect.container;
}

function depends(effect: Told, told: Told): boolean {
  const { resource } = told;
  if (effect.resource !== undefined) {
    const same = effect.resource === resource || (effect.resource === "disk" && resource === "inodes");
    const narrower =
      effect.component !== undefined || effect.container !== undefined || effect.distance > told.distance;
    return same && narrower;
  }
  if (resource === "image-storage") return effect.state === "refused";
  if (resource !== "disk" && resource !== "inodes") return false;
  if (!isGrave(told) || effect.stopped) return false;
  return effect.state === "refused" || (isNotWorking(effect) && !effect.whole && effect.component !== undefined);
}
