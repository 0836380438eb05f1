import type { Catalogue } from "../../catalogue/catalogue.ts";
import type { PacemakerFact } from "../../parse/cluster/cluster-facts.ts";
import { present } from "../../parse/present.ts";
import { onNode } from "../bundle/evidence.ts";
import type { Comparison } from "../types/cluster.ts";
import type { Node } from "../types/node.ts";
import type { Evidence } from "../types/sourced.ts";
import { type ClusterGroup, togetherness, viewsOf } from "./groups.ts";

interface Saying {
  readonly node: Node;
  readonly says: string;
  readonly source: Evidence | undefined;
}

interface Question {
  readonly name: string;
  readonly service: string;
  readonly sayings: readonly Saying[];
  /** Whether what they say fits together; all the same, where this is left out. */
  readonly fits?: (sayings: readonly Saying[]) => boolean;
}

/** What several nodes of one cluster say of the same things. */
export function comparisonsOf(
  groups: readonly ClusterGroup[],
  nodes: readonly Node[],
  catalogue: Catalogue,
): Comparison[] {
  return groups
    .flatMap((group) => [
      ...pacemakerQuestions(group),
      ...databaseQuestions(group),
      brokerQuestion(group),
      redisQuestion(group),
      ...ovnQuestions(group),
    ])
    .filter(({ sayings }) => new Set(sayings.map(({ node }) => node)).size > 1)
    .map((question) => comparisonOf(question, nodes, catalogue));
}

function comparisonOf(
  { name, service, sayings, fits }: Question,
  nodes: readonly Node[],
  catalogue: Catalogue,
): Comparison {
  const same = fits ?? ((all) => new Set(all.map(({ says }) => says)).size === 1);
  const agree = same(sayings);
  const when = togetherness(sayings.map(({ node }) => node));
  const rows = sayings.flatMap(({ node, source }): [string, Evidence][] =>
    source === undefined ? [] : [[`agree.${node.name}`, onNode(node, nodes, source)]],
  );
  return {
    subject: { kind: "cluster", name },
    ...{ name, service, provides: providedBy(service, catalogue) },
    ...present({ agree: agree || when.together ? agree : undefined }),
    sayings: sayings.map(({ node, says }) => `${node.name}: ${says}`),
    evidence: Object.fromEntries(rows),
    lacks: { "*": when.together ? "" : `they do not say the same, but ${when.why}` },
  };
}

/** What the components provide whose cluster it is. */
function providedBy(family: string, { components }: Catalogue): string[] {
  return [...new Set(components.flatMap(({ cluster, provides }) => (cluster === family ? provides : [])))];
}

function pacemakerQuestions(group: ClusterGroup): Question[] {
  const views = viewsOf(group);
  const service = "pacemaker";
  const ask = (
    name: string,
    says: (fact: PacemakerFact) => string | undefined,
    source: (fact: PacemakerFact) => Evidence | undefined,
  ) => ({
    name,
    service,
    sayings: views.flatMap(({ node, fact }): Saying[] => {
      const said = says(fact);
      return said === undefined ? [] : [{ node, says: said, source: source(fact) }];
    }),
  });
  const bundles = new Set(views.flatMap(({ fact }) => fact.bundles.map(({ name }) => name)));
  return [
    ask(
      "the coordinator",
      ({ dc }) => dc,
      ({ sources }) => sources["dc"],
    ),
    ask(
      "the nodes that are online",
      ({ members }) =>
        members
          .filter(({ online }) => online)
          .map(({ name }) => name)
          .sort()
          .join(", ") || "none",
      ({ members }) => members[0]?.source,
    ),
    ...[...bundles].map((name) =>
      ask(
        name,
        ({ bundles: all }) => stateOf(all.find((bundle) => bundle.name === name)),
        ({ bundles: all }) => all.find((bundle) => bundle.name === name)?.source,
      ),
    ),
  ];
}

/** Where each replica is, and which is master. */
function stateOf(bundle: PacemakerFact["bundles"][number] | undefined): string | undefined {
  return bundle?.replicas
    .map(({ state, nodes }) => `${state}${nodes.length > 0 ? ` on ${nodes.join(", ")}` : ""}`)
    .sort()
    .join("; ");
}

function databaseQuestions({ nodes }: ClusterGroup): Question[] {
  return [
    ["the size of the cluster", "wsrep_cluster_size"],
    ["the history of the cluster", "wsrep_cluster_state_uuid"],
    ["the membership of the cluster", "wsrep_cluster_conf_id"],
  ].map(([name = "", variable = ""]) => ({
    name,
    service: "galera",
    sayings: nodes.flatMap((node) =>
      node.clusterEvidence.databases.flatMap(({ values, sources }): Saying[] => {
        const says = values[variable];
        return says === undefined ? [] : [{ node, says, source: sources[variable] }];
      }),
    ),
  }));
}

function brokerQuestion({ nodes }: ClusterGroup): Question {
  return {
    name: "the nodes of RabbitMQ that run",
    service: "rabbitmq",
    sayings: nodes.flatMap((node) =>
      node.clusterEvidence.brokers.map(
        ({ running, sources }): Saying => ({
          node,
          says: running.slice().sort().join(", ") || "none",
          source: sources["running"],
        }),
      ),
    ),
  };
}

/** Each is asked for its own role: two masters do not fit, nor do slaves of several. */
function redisQuestion({ nodes }: ClusterGroup): Question {
  return {
    name: "the master of redis",
    service: "redis",
    sayings: nodes.flatMap((node) =>
      node.clusterEvidence.redis.map(
        ({ values, sources }): Saying => ({
          node,
          says: values["role"] === "master" ? "master" : `slave of ${values["master_host"] ?? "nobody that it names"}`,
          source: sources["role"],
        }),
      ),
    ),
    fits: (sayings) =>
      new Set(sayings.map(({ says }) => says).filter((says) => says !== "master")).size <= 1 &&
      sayings.filter(({ says }) => says === "master").length <= 1,
  };
}

function ovnQuestions({ nodes }: ClusterGroup): Question[] {
  return ["OVN_Northbound", "OVN_Southbound"].map((name) => ({
    name: `the leader of ${name}`,
    service: "ovn",
    sayings: nodes.flatMap((node) =>
      node.clusterEvidence.ovn.flatMap(({ database, values, sources }): Saying[] =>
        database === name
          ? [{ node, says: `${values["Role"]} of cluster ${values["Cluster ID"] ?? "?"}`, source: sources["Role"] }]
          : [],
      ),
    ),
    fits: (sayings) =>
      sayings.filter(({ says }) => says.startsWith("leader")).length <= 1 &&
      new Set(sayings.map(({ says }) => says.replace(/^\w+ of /, ""))).size === 1,
  }));
}
