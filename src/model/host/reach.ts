import { RE2JS } from "re2js";
import type { Catalogue } from "../../catalogue/catalogue.ts";
import type { Capability } from "../../catalogue/types.ts";
import { onNode } from "../bundle/evidence.ts";
import type { Container, Evidence, Node, Reach } from "../types.ts";

interface Seen {
  readonly node: Node;
  readonly container: Container;
}

/**
 * One record for each capability of which health checks print that they do not reach it. That a connection is refused is
 * of the service itself, which does not listen; that it answers with 503, or not in time, is mostly of what it waits for.
 */
export function reachesOf(nodes: readonly Node[], catalogue: Catalogue): Reach[] {
  const all = nodes.flatMap((node) => node.containers.map((container) => ({ node, container })));
  return catalogue.capabilities
    .filter(({ unreached = [] }) => unreached.length > 0)
    .map((capability) => reachOf(capability, all, { nodes, catalogue }));
}

interface Around {
  readonly nodes: readonly Node[];
  readonly catalogue: Catalogue;
}

function reachOf({ id: name, unreached = [], behind = [] }: Capability, all: readonly Seen[], around: Around): Reach {
  const { nodes, catalogue } = around;
  const failure = unreached.map((pattern) => RE2JS.compile(pattern));
  const servers = new Set([name, ...behind].flatMap((one) => catalogue.providersOf(one).map(({ id }) => id)));
  const failing = all.filter(({ container }) => fails(container, failure) === true);
  const serving = all.filter(
    ({ container }) => servers.has(container.component ?? "") && container.lifecycle !== "one-shot",
  );
  const complete = all.every(({ container }) => fails(container, failure) !== undefined);
  return {
    subject: { kind: "cluster", name },
    name,
    failing: failing.map(told),
    ...(complete ? { complete } : {}),
    up: serving.filter(({ container }) => isUp(container) === true).map(told),
    down: serving.filter(({ container }) => isUp(container) === false).map(told),
    evidence: {
      ...linesOf("failing", failing, nodes, ["health.found", "health.lastOutput", "health.status", "health"]),
      ...linesOf(
        "down",
        serving.filter(({ container }) => isUp(container) === false),
        nodes,
        ["state", "running"],
      ),
    },
    lacks: {
      complete:
        "what the last health check of some container printed is not in the bundle; collect: run collect on the node",
    },
  };
}

/** Whether a container's check says that it does not reach it; `undefined` where the bundle does not tell. */
function fails({ running, health }: Container, failure: readonly RE2JS[]): boolean | undefined {
  if (running === false) return false;
  if (running === undefined || health === undefined) return undefined;
  if (health.status !== "unhealthy") return false;
  const said = health.found ?? health.lastOutput;
  return said === undefined ? undefined : failure.some((pattern) => pattern.test(said));
}

function isUp({ running, health }: Container): boolean | undefined {
  return running === true ? health?.status !== "unhealthy" : running;
}

function told({ node, container }: Seen): string {
  return `${node.name}: ${container.name}`;
}

function linesOf(
  property: string,
  seen: readonly Seen[],
  nodes: readonly Node[],
  sources: readonly string[],
): Record<string, Evidence> {
  return Object.fromEntries(
    seen.flatMap((one) => {
      const line = sources.map((source) => one.container.evidence[source]).find((evidence) => evidence !== undefined);
      return line === undefined ? [] : [[`${property}.${told(one)}`, onNode(one.node, nodes, line)] as const];
    }),
  );
}
