import type { Catalogue } from "../../catalogue/catalogue.ts";
import type { ConditionFact, PodFact } from "../../parse/cluster/pod-facts.ts";
import { present } from "../../parse/present.ts";
import { shellWord } from "../../shell.ts";
import { type Captured, factsOf } from "../bundle/captured.ts";
import { groupBy } from "../group-by.ts";
import type { ClusterCondition, Pod } from "../types/pods.ts";
import { podOf, ranBy, untold } from "./pods.ts";

/** So many components of a namespace show that a control plane is there where no resource says so. */
const TELLING = 3;

/** What must-gathers tell of the control plane: its pods, and what its resources say of themselves. */
export function controlPlaneOf(
  clusters: readonly Captured[],
  catalogue: Catalogue,
): { readonly pods: Pod[]; readonly conditions: ClusterCondition[] } {
  return {
    pods: clusters.flatMap((cluster) => podsOf(cluster, catalogue)),
    conditions: clusters.flatMap((cluster) => conditionsOf(factsOf(cluster, "condition"))),
  };
}

/** The pods of the namespaces that a control plane is in: what else runs on the cluster is not OpenStack's. */
function podsOf(cluster: Captured, catalogue: Catalogue): Pod[] {
  const named = new Set(factsOf(cluster, "condition").map(({ namespace }) => namespace));
  const pods = groupBy(factsOf(cluster, "pod"), ({ namespace }) => namespace);
  return [...groupBy(factsOf(cluster, "pod-list"), ({ namespace }) => namespace)].flatMap(([namespace, listings]) => {
    const told = closest(pods.get(namespace) ?? []);
    const components = new Set(told.pods.flatMap((pod) => ranBy(pod, catalogue)?.component.id ?? []));
    if (!named.has(namespace) && components.size < TELLING) return [];
    const whole = listings.some((listing) => listing.file === told.file && listing.whole);
    const found = told.pods.map((pod) => podOf(pod, catalogue));
    return whole ? withOthers(found) : [...found, untold(namespace)];
  });
}

/** Of two listings of one namespace the one that tells of containers. */
function closest(facts: readonly PodFact[]): { readonly pods: readonly PodFact[]; readonly file: string } {
  const lists = [...groupBy(facts, ({ source }) => source.file)];
  const [file, pods] = lists.find(([, all]) => all.some(({ phase }) => phase !== undefined)) ?? lists[0] ?? ["", []];
  return { pods, file };
}

/** Pods with what all of a control plane's together tell of those of one address, and of one component. */
function withOthers(pods: readonly Pod[]): Pod[] {
  const counted = pods.filter(({ leaving }) => !leaving);
  const byAddress = groupBy(counted, ({ address }) => address);
  const byComponent = groupBy(counted, ({ component = "" }) => component);
  return pods.map((pod) => {
    const { component, address } = pod;
    const lost = component === undefined ? undefined : noneReady(byComponent.get(component));
    return { ...pod, ...present({ lost, unserved: noneReady(byAddress.get(address)) }) };
  });
}

function noneReady(pods: readonly Pod[] = []): boolean | undefined {
  if (pods.some(({ ready }) => ready === true)) return false;
  return pods.length > 0 && pods.every(({ ready }) => ready === false) ? true : undefined;
}

function conditionsOf(facts: readonly ConditionFact[]): ClusterCondition[] {
  const others = new Set(
    facts.flatMap((fact) => (fact.status === "False" && fact.type !== TOTAL ? [keyOf(fact)] : [])),
  );
  return facts.map((fact) => {
    const { type, status, message = "", source } = fact;
    const name = `${fact.resource} ${fact.name}`;
    return {
      subject: { kind: "cluster", name: `${name} ${type}` },
      ...{ name, type, status, message, namespace: fact.namespace },
      total: type === TOTAL && others.has(keyOf(fact)),
      look: lookAt(fact),
      evidence: { status: source, type: source },
      lacks: {},
    };
  });
}

function lookAt({ resource, name, namespace }: ConditionFact): string {
  const get = `oc -n ${shellWord(namespace)} get`;
  return `${get} ${shellWord(`${resource.toLowerCase()}/${name}`)} -o yaml\n${get} pods`;
}

/** The condition that sums up the others of a resource. */
const TOTAL = "Ready";

const keyOf = ({ resource, namespace, name }: ConditionFact): string => `${resource} ${namespace} ${name}`;
