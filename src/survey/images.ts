import { withoutHost } from "../model/images/repositories.ts";
import type { Deployment, Node } from "../model/types.ts";
import { isImageId, splitReference } from "../parse/images/image-reference.ts";
import { shortened } from "../parse/syntax/text.ts";
import type { ImageOnNode, ImageRow } from "./types.ts";

const MOST_ROWS = 500;
const MOST_TAGS = 12;
const MOST_BY = 12;
const LONGEST_NAME = 200;

/** Every image that a node needs, by name, with what nodes and registry have of it. */
export function imageRows(deployment: Deployment): ImageRow[] {
  const required = requiredTags(deployment.nodes);
  const registry = registryTags(deployment.nodes);
  const answers = answersOf(deployment);
  const nodes = deployment.nodes.map(imagesByName);
  return [...required.keys()]
    .sort()
    .slice(0, MOST_ROWS)
    .map((name) => ({
      name: shortened(name, LONGEST_NAME),
      required: [...(required.get(name) ?? [])]
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .slice(0, MOST_TAGS)
        .map(([tag, by]) => ({ tag, by: [...by].sort().slice(0, MOST_BY) })),
      registry: { state: registryState(answers.get(name) ?? []), tags: newest(registry.get(name)) },
      nodes: nodes.map((node, index) => onNode(name, node, deployment.nodes[index])),
    }));
}

function partsOf(reference: string): { readonly name: string; readonly tag: string } {
  const { repository, tag, digest } = splitReference(reference);
  return { name: withoutHost(repository), tag: digest ?? tag ?? "latest" };
}

function groupInto<T>(groups: Map<string, Set<T>>, key: string, value: T): void {
  const known = groups.get(key);
  if (known === undefined) groups.set(key, new Set([value]));
  else known.add(value);
}

/** Who asks for which tags: containers by their names, image lists by their files. */
function requiredTags(nodes: readonly Node[]): Map<string, Map<string, Set<string>>> {
  const names = new Map<string, Map<string, Set<string>>>();
  const need = (reference: string, by: readonly string[]): void => {
    if (isImageId(reference)) return;
    const { name, tag } = partsOf(reference);
    const tags = names.get(name) ?? new Map<string, Set<string>>();
    names.set(name, tags);
    for (const one of by) groupInto(tags, tag, one);
  };
  for (const node of nodes) {
    for (const { reference, requiredBy } of node.requiredImages) need(reference, requiredBy);
    for (const { reference, evidence } of node.registry.listed) need(reference, [`/${evidence.file}`]);
  }
  return names;
}

function registryTags(nodes: readonly Node[]): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const { registry } of nodes)
    for (const [name, { tags = [] }] of registry.served) for (const tag of tags) groupInto(found, name, tag);
  return found;
}

/** What the registry says of each reference of an image: true where it serves it, `undefined` where that is not known. */
function answersOf({ registryImages }: Deployment): Map<string, (boolean | undefined)[]> {
  const answers = new Map<string, (boolean | undefined)[]>();
  for (const { reference, served } of registryImages) {
    const { name } = partsOf(reference);
    const known = answers.get(name) ?? [];
    known.push(served);
    answers.set(name, known);
  }
  return answers;
}

function registryState(answers: readonly (boolean | undefined)[]): ImageRow["registry"]["state"] {
  if (answers.includes(false)) return "absent";
  return answers.length > 0 && !answers.includes(undefined) ? "served" : "unknown";
}

/** Tags as people compare them: 13.0-9 before 13.0-73; the last are shown. */
function newest(tags: ReadonlySet<string> = new Set()): string[] {
  return [...tags].sort((one, other) => one.localeCompare(other, "en", { numeric: true })).slice(-MOST_TAGS);
}

interface NodeImages {
  readonly used: ReadonlySet<string>;
  readonly tags: ReadonlyMap<string, ReadonlySet<string>>;
  readonly required: ReadonlyMap<string, ReadonlySet<"present" | "missing" | "unknown">>;
}

function imagesByName(node: Node): NodeImages {
  const used = new Set(
    node.containers.flatMap(({ image, running }) =>
      running !== true || image === undefined || isImageId(image) ? [] : [partsOf(image).name],
    ),
  );
  const tags = new Map<string, Set<string>>();
  for (const { repository, tag } of node.images)
    if (repository !== undefined && tag !== undefined) groupInto(tags, withoutHost(repository), tag);
  const required = new Map<string, Set<"present" | "missing" | "unknown">>();
  for (const { reference, present, heldById } of node.requiredImages) {
    const state = present === undefined ? "unknown" : present || heldById ? "present" : "missing";
    groupInto(required, partsOf(reference).name, state);
  }
  return { used, tags, required };
}

function onNode(name: string, { used, tags, required }: NodeImages, node: Node | undefined): ImageOnNode {
  const states = required.get(name);
  const own = newest(tags.get(name));
  const state = (): ImageOnNode["state"] => {
    if (states?.has("missing")) return "missing";
    if (used.has(name)) return "used";
    if (own.length > 0 || states?.has("present")) return "present";
    if (states?.has("unknown")) return "unknown";
    // Without its containers and start-up configuration it is not known what a node needs.
    return node?.coverage.containers.state === "whole" || node?.coverage.images.state === "whole" ? "none" : "unknown";
  };
  return { state: state(), tags: own };
}
