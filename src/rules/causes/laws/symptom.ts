import { type Known, type Law, MOST_CAUSES } from "../law.ts";
import { nameOf } from "../names.ts";
import { isNotWorking, type Told } from "../told.ts";

/**
 * A symptom follows from what its component's other findings tell: of a container, what that container's do; of a cluster,
 * what any of its members' do. An exception that nobody knows is nobody's.
 */
export const symptom: Law = {
  says: {
    en: "what is seen of a container, such as a traceback, follows from its not working",
    zh: "容器表现出的现象（例如回溯信息）源于它无法工作",
  },
  effects: ["symptom"],
  causes: ["down", "restarting", "unhealthy", "degraded"],
  find(effect, known) {
    if (effect.state !== "symptom" || effect.from !== undefined || effect.resource !== undefined) return [];
    const found = isOfCluster(effect, known) ? ofCluster(effect, known) : ofContainer(effect, known);
    return found
      .filter((told) => told.fault !== effect.fault && !told.oneShot && isNotWorking(told))
      .slice(0, MOST_CAUSES)
      .map((told) => ({
        told,
        because: {
          en: `this is what is seen of ${nameOf(effect)} where ${nameOf(told)} is ${told.state}`,
          zh: `${nameOf(told)} 处于 ${told.state} 状态时，${nameOf(effect)} 会有此表现`,
        },
      }));
  },
};

/** Members of a cluster tell of each other. */
function isOfCluster({ component, whole }: Told, { catalogue }: Known): boolean {
  return component !== undefined && (whole || catalogue.component(component)?.cluster !== undefined);
}

function ofCluster({ component = "", cloud }: Told, { index }: Known): readonly Told[] {
  return [...index.ofWhole(component, cloud), ...index.ofInstances(component, cloud)];
}

function ofContainer({ container, node, fault, deciding }: Told, { index }: Known): readonly Told[] {
  if (container === undefined || node === undefined) return [];
  // What a log says of anything at all need not come from what keeps the container from working; what it says last does.
  if (fault.rule.log !== undefined && deciding !== true) return [];
  return index.ofContainer(container, node);
}
