import type { Catalogue } from "../../catalogue/catalogue.ts";
import { present } from "../../parse/present.ts";
import type { Deployment, Node, Tool } from "../types.ts";
import { type AtHand, toolTexts } from "./tools.ts";
import { type Ways, waysOf } from "./ways.ts";

/** The tool at hand on a node, or of a deployment as far as its nodes agree. `beside` are all nodes of the deployment. */
export function atHand(root: Node | Deployment, beside: readonly Node[] = [], catalogue?: Catalogue): AtHand {
  const nodes = "nodes" in root ? root.nodes : [root];
  const tool = oneOf(nodes.map((node) => toolOf(node, catalogue)));
  const undercloud = nodes.length > 0 && nodes.every(isUndercloud);
  return {
    engine: nodes.some(runsPodman) || catalogue?.tool(tool ?? "")?.engine === "podman" ? "podman" : "docker",
    pacemaker: !undercloud && hasPacemaker(tool, [...nodes, ...beside]),
    undercloud,
    containers: new Set(nodes.flatMap(({ containers }) => containers.map(({ name }) => name))),
    ...present({
      tool,
      release: oneOf(nodes.map(({ release }) => release)),
      host: "nodes" in root ? undefined : root.name,
    }),
  };
}

/** What a remedy may name as `tool`. */
export function toolIn(at: AtHand, language: "en" | "zh", catalogue?: Catalogue): Tool & { readonly ways: Ways } {
  return { ...toolTexts(at, language, catalogue), ways: waysOf(at, catalogue) };
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
function hasPacemaker(tool: string | undefined, nodes: readonly Node[]): boolean {
  const shown = nodes.some(
    ({ containers, clusterViews }) =>
      clusterViews.length > 0 || containers.some(({ manager }) => manager === "pacemaker"),
  );
  return shown || (tool === "tripleo" && !nodes.some(({ role }) => role === "Controller"));
}

/** By the product where it is known; else by what only one tool leaves. A node of storage alone has no other. */
function toolOf(
  { product, tool = product, units, containers }: Node,
  catalogue: Catalogue | undefined,
): string | undefined {
  if (tool !== undefined || catalogue === undefined) return tool;
  const byUnit = [...new Set(units.flatMap(({ name }) => catalogue.ofContainerUnit(name)?.tool ?? []))];
  if (byUnit.length > 0) return byUnit.length === 1 ? byUnit[0] : undefined;
  const makers = containers.map(({ name }) => makersOf(name ?? "", catalogue));
  if (!makers.every((all) => all.every((id) => catalogue.tool(id)?.beside === true))) return undefined;
  const found = new Set(makers.flat());
  return catalogue.tools.find(({ id }) => found.has(id))?.id;
}

/** Who names a container so. One that nobody does may be a user's own. */
function makersOf(name: string, catalogue: Catalogue): readonly string[] {
  const daemon = catalogue.ofDaemon(name);
  return daemon === undefined ? (catalogue.ofContainer(name)?.tools ?? []) : [daemon.tool.id];
}
