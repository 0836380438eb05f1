import type { Catalogue } from "../../catalogue/catalogue.ts";
import { present } from "../../parse/present.ts";
import type { Deployment, Node, Tool } from "../types.ts";
import { type AtHand, type ToolId, toolTexts } from "./tools.ts";
import { type Ways, waysOf } from "./ways.ts";

/** The tool at hand on a node, or of a deployment as far as its nodes agree. `beside` are all nodes of the deployment. */
export function atHand(root: Node | Deployment, beside: readonly Node[] = []): AtHand {
  const nodes = "nodes" in root ? root.nodes : [root];
  const tool = oneOf(nodes.map(toolOf));
  const undercloud = nodes.length > 0 && nodes.every(isUndercloud);
  return {
    engine: nodes.some(runsPodman) || tool === "edpm" ? "podman" : "docker",
    pacemaker: !undercloud && hasPacemaker(tool, [...nodes, ...beside]),
    undercloud,
    ...present({
      tool,
      release: oneOf(nodes.map(({ release }) => release)),
      host: "nodes" in root ? undefined : root.name,
    }),
  };
}

/** What a remedy may name as `tool`. */
export function toolIn(at: AtHand, language: "en" | "zh", catalogue?: Catalogue): Tool & { readonly ways: Ways } {
  return { ...toolTexts(at, language), ways: waysOf(at, catalogue) };
}

function oneOf<Value>(values: readonly (Value | undefined)[]): Value | undefined {
  const [first] = values;
  return values.every((value) => value === first) ? first : undefined;
}

const isUndercloud = ({ role }: Node) => role === "Undercloud";
/** Either may be installed beside the other: what containers run by decides. */
function runsPodman({ engines, containers }: Node): boolean {
  const used = containers.length > 0 ? containers.map(({ engine }) => engine) : engines.map(({ name }) => name);
  return used.includes("podman");
}

/**
 * Replicas of bundles show it. TripleO's controllers have pacemaker unless one is seen without; a compute node alone does
 * not tell, and there the usual is said.
 */
function hasPacemaker(tool: ToolId | undefined, nodes: readonly Node[]): boolean {
  const shown = nodes.some(
    ({ containers, clusterViews }) =>
      clusterViews.length > 0 || containers.some(({ manager }) => manager === "pacemaker"),
  );
  return shown || (tool === "tripleo" && !nodes.some(({ role }) => role === "Controller"));
}

const EDPM_UNIT = /^edpm_.+\.service$/;
const CEPHADM = /^ceph-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}-/;

/** By the product where it is known; else by what only one tool leaves. A node of storage alone has no other. */
function toolOf({ product, tool = product, units, containers }: Node): ToolId | undefined {
  if (tool !== undefined) return tool as ToolId;
  if (units.some(({ name }) => EDPM_UNIT.test(name))) return "edpm";
  const names = containers.flatMap(({ name }) => name ?? []);
  if (names.length === 0 || !names.every((name) => name.startsWith("ceph-"))) return undefined;
  return names.some((name) => CEPHADM.test(name)) ? "cephadm" : "ceph-ansible";
}
