import type { ToolId } from "./tools.ts";

interface Names {
  readonly containers: readonly string[];
  readonly bundle?: string;
}

const COMPONENTS: Readonly<Record<string, Partial<Record<ToolId, Names>>>> = {
  rabbitmq: both({ containers: ["rabbitmq"], bundle: "rabbitmq-bundle" }, ["rabbitmq"]),
  galera: both({ containers: ["mysql"], bundle: "galera-bundle" }, ["mariadb"]),
  redis: both({ containers: ["redis"], bundle: "redis-bundle" }, ["redis"]),
  haproxy: both({ containers: ["haproxy"], bundle: "haproxy-bundle" }, ["haproxy"]),
  keystone: both({ containers: ["keystone"] }, ["keystone"]),
  "nova-api": both({ containers: ["nova_api"] }, ["nova_api"]),
};

function both(tripleo: Names, kolla: readonly string[]): Partial<Record<ToolId, Names>> {
  return { tripleo, "kolla-ansible": { containers: kolla } };
}

export const COMPONENT_IDS = Object.keys(COMPONENTS);

/** The names of a component's containers under a tool; under any, where it is not known which. */
export function namesOf(component: string, tool: ToolId | undefined): Names {
  const known = COMPONENTS[component] ?? {};
  if (tool !== undefined) return known[tool] ?? { containers: [] };
  const all = Object.values(known);
  return { containers: [...new Set(all.flatMap(({ containers }) => containers))], ...all.find(({ bundle }) => bundle) };
}
