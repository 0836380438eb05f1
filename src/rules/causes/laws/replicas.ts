import { type Known, type Law, MOST_CAUSES } from "../law.ts";
import { nameOf } from "../names.ts";
import { isNotWorking, type Told } from "../told.ts";

/**
 * Where a component is down as a whole, none of its instances works; where none of its instances works, it is down as a
 * whole. Which of the two is the cause is told by who sees it from nearer: pacemaker stops replicas, haproxy counts them.
 */
export const replicas: Law = {
  says: {
    en: "an instance that does not work follows from its component being down as a whole, and the whole from none of its instances working",
    zh: "单个实例无法工作，源于其组件整体不可用；整体不可用，源于没有一个实例在工作",
  },
  effects: ["down", "restarting", "unhealthy", "degraded", "refused"],
  causes: ["down", "restarting", "unhealthy", "degraded"],
  find(effect, known) {
    const { component, cloud, whole } = effect;
    if (component === undefined || effect.oneShot) return [];
    if (!isNotWorking(effect) && effect.state !== "refused") return [];
    const wholes = known.index.ofWhole(component, cloud).filter((told) => isAbove(effect, told));
    const parts = whole && known.instances.isLost(component, cloud) ? partsOf(effect, known) : [];
    return [
      ...wholes.slice(0, MOST_CAUSES).map((told) => ({
        told,
        because: {
          en: `${component} is ${told.state} as a whole, and ${nameOf(effect)} with it`,
          zh: `${component} 整体处于 ${told.state} 状态，${nameOf(effect)} 也随之如此`,
        },
      })),
      ...parts.slice(0, MOST_CAUSES).map((told) => ({
        told,
        because: {
          en: `no instance of ${component} works, ${nameOf(told)} on ${told.node ?? "no node"} among them`,
          zh: `${component} 没有一个实例在工作，其中包括 ${told.node ?? "未知节点"} 上的 ${nameOf(told)}`,
        },
      })),
    ];
  },
};

function isAbove(effect: Told, told: Told): boolean {
  if (told.fault === effect.fault) return false;
  if (told.state !== "down" && !(told.state === "degraded" && effect.state === "degraded")) return false;
  if (!effect.whole) return told.distance <= effect.distance;
  return told.distance < effect.distance;
}

function partsOf(effect: Told, { index }: Known): readonly Told[] {
  const all = index.ofInstances(effect.component ?? "", effect.cloud);
  return all.filter((told) => isNotWorking(told) && !told.oneShot && told.distance < effect.distance);
}
