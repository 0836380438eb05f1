import { onNode } from "../bundle/evidence.ts";
import type { Container, Evidence, Node, Reach } from "../types.ts";

interface Kind {
  readonly name: string;
  /** What a health check prints that does not reach it. */
  readonly failure: RegExp;
  /** The containers that serve it. */
  readonly servers: RegExp;
}

/**
 * The texts of tripleo-common's checks. That a connection is refused is of the service itself, which does not listen;
 * that it answers with 503, or not in time, is mostly of what it waits for: the database, keystone, haproxy.
 */
const KINDS: readonly Kind[] = [
  {
    name: "messaging",
    failure: /\b(opened|connected via) RabbitMQ ports\b/,
    servers: /^(rabbitmq|rabbitmq-bundle-(docker|podman)-\d+)$/,
  },
  {
    name: "apis",
    failure: /requested URL returned error: 503|\bOperation timed out after \d+ milliseconds/,
    servers: /^(mysql|mariadb|haproxy|(galera|haproxy)-bundle-(docker|podman)-\d+)$/,
  },
];

interface Seen {
  readonly node: Node;
  readonly container: Container;
}

/** One record for each thing that services share. */
export function reachesOf(nodes: readonly Node[]): Reach[] {
  const all = nodes.flatMap((node) => node.containers.map((container) => ({ node, container })));
  return KINDS.map((kind) => reachOf(kind, all, nodes));
}

function reachOf({ name, failure, servers }: Kind, all: readonly Seen[], nodes: readonly Node[]): Reach {
  const failing = all.filter(({ container }) => fails(container, failure) === true);
  const serving = all.filter(({ container }) => servers.test(container.name));
  const complete = all.every(({ container }) => fails(container, failure) !== undefined);
  return {
    subject: { kind: "cluster", name },
    name,
    failing: failing.map(told),
    ...(complete ? { complete } : {}),
    up: serving.filter(({ container }) => isUp(container) === true).map(told),
    down: serving.filter(({ container }) => isUp(container) === false).map(told),
    evidence: {
      ...linesOf("failing", failing, nodes, ["health.lastOutput", "health.status", "health"]),
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
function fails({ running, health }: Container, failure: RegExp): boolean | undefined {
  if (running === false) return false;
  if (running === undefined || health === undefined) return undefined;
  if (health.status !== "unhealthy") return false;
  return health.lastOutput === undefined ? undefined : failure.test(health.lastOutput);
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
