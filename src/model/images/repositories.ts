import { isImageId, splitReference } from "../../parse/images/image-reference.ts";
import { onNode } from "../bundle/evidence.ts";
import { groupBy } from "../group-by.ts";
import type { Evidence, Node, Repository } from "../types.ts";

interface Use {
  readonly tag: string;
  readonly node: string;
  readonly evidence: Evidence | undefined;
}

/**
 * The images that containers of the deployment run, by name without host and tag, with the nodes that run each tag. What
 * has ended may be of an earlier deployment, and what agents start for a network may outlive an update by design.
 */
export function repositoriesOf(nodes: readonly Node[]): Repository[] {
  const uses = new Map<string, Use[]>();
  for (const node of nodes) {
    for (const container of node.containers) {
      const reference = container.image;
      if (container.running === false || container.helper) continue;
      if (reference === undefined || isImageId(reference)) continue;
      const { repository, tag, digest } = splitReference(reference);
      const version = digest ?? tag ?? "latest";
      // Pacemaker's tag names whatever was tagged last, on each node for itself.
      if (version === "pcmklatest") continue;
      const name = withoutHost(repository);
      const known = uses.get(name) ?? [];
      known.push({ tag: version, node: node.name, evidence: onNode(node, nodes, container.evidence["image"]) });
      uses.set(name, known);
    }
  }
  return [...uses].map(([name, all]) => repositoryOf(name, all));
}

function repositoryOf(name: string, uses: readonly Use[]): Repository {
  const byTag = groupBy(uses, ({ tag }) => tag);
  const tags = [...byTag.keys()].sort();
  const evidence: Record<string, Evidence> = {};
  for (const tag of tags) {
    const seen = byTag.get(tag)?.[0]?.evidence;
    if (seen !== undefined) evidence[`tags.${tag}`] = seen;
  }
  return {
    subject: { kind: "image", name },
    name,
    tags,
    uses: tags.map((tag) => `${tag} on ${[...new Set((byTag.get(tag) ?? []).map(({ node }) => node))].join(", ")}`),
    evidence,
    lacks: {},
  };
}

/** An image's name without the registry that it is of. */
export function withoutHost(repository: string): string {
  const [first = "", ...rest] = repository.split("/");
  return rest.length > 0 && /[.:]|^localhost$/.test(first) ? rest.join("/") : repository;
}
