import { splitReference } from "../../parse/images/image-reference.ts";
import { present } from "../../parse/present.ts";
import { wordPart } from "../../shell.ts";
import { type Captured, factsOf, judgedListing } from "../bundle/captured.ts";
import { onNode } from "../bundle/evidence.ts";
import { groupBy } from "../group-by.ts";
import type {
  Coverage,
  Evidence,
  Node,
  PulledImage,
  RegistryImage,
  RegistryRepository,
  RegistryView,
  RequiredImage,
} from "../types.ts";

/** What one bundle tells of the registry that it was captured on, and of what is required of it. */
export function registryViewOf(captured: Captured): RegistryView {
  const served = new Map<string, { tags?: readonly string[]; evidence: Evidence }>();
  for (const { repository, tags, source } of factsOf(captured, "registry")) {
    const known = served.get(repository);
    if (tags !== undefined || known === undefined) served.set(repository, { ...(tags && { tags }), evidence: source });
  }
  const captures = factsOf(captured, "capture");
  const catalogs = factsOf(captured, "listing").filter(
    ({ of, file }) => of === "registry" && file.includes("_catalog"),
  );
  const listed = factsOf(captured, "required-image").map(({ reference, source }) => ({ reference, evidence: source }));
  const asked = captures.find(({ path }) => path.endsWith("registry/v2/_catalog"))?.command;
  const host = /https?:\/\/([^/]+)\/v2\//.exec(asked ?? "")?.[1];
  const whole = catalogs.length > 0 && catalogs.every((listing) => judgedListing(listing, captures).state === "whole");
  const catalog = isPaged(captured, catalogs) ? undefined : catalogs[0];
  const digests = new Map(
    factsOf(captured, "registry-digest").map(({ repository, tag, digest, source }) => [
      `${repository}:${tag}`,
      { digest, evidence: source },
    ]),
  );
  return {
    served,
    digests,
    listed,
    ...(host === undefined ? {} : { host }),
    ...(whole &&
      catalog !== undefined && { catalog: { file: catalog.file, line: 1, text: "the catalog does not name it" } }),
  };
}

/**
 * A registry answers with a page of 100 names, or as many as it is asked for, and tells in a header, which is not
 * captured, that there are more.
 */
function isPaged(captured: Captured, catalogs: readonly { readonly file: string }[]): boolean {
  const named = groupBy(factsOf(captured, "registry"), ({ source }) => source.file);
  return catalogs.some(({ file }) => {
    const names = named.get(file)?.length ?? 0;
    return names > 0 && names % 100 === 0;
  });
}

/** The tag that pacemaker's images get on each node by `docker tag`: no registry serves it. */
const LOCAL_ONLY = /(:pcmklatest$|^cluster[.-]common[.-]tag\/)/;

/** What the registry has to serve, of all nodes' images and image lists, against what it serves. */
export function registryImagesOf(nodes: readonly Node[]): RegistryImage[] {
  const wanted = new Map<string, { by: Set<string>; evidence: Evidence | undefined }>();
  const want = (reference: string, by: string, evidence: Evidence | undefined): void => {
    if (!/^[^/]+:8787\/[^{}\s]+$/.test(reference) || LOCAL_ONLY.test(reference)) return;
    const known = wanted.get(reference) ?? { by: new Set<string>(), evidence };
    known.by.add(by);
    wanted.set(reference, known);
  };
  for (const node of nodes) {
    for (const { reference, evidence } of node.registry.listed)
      want(reference, `${evidence.file} on ${node.name}`, onNode(node, nodes, evidence));
    for (const image of node.requiredImages)
      want(image.reference, node.name, onNode(node, nodes, image.evidence["reference"]));
  }
  const hosts = new Set([...wanted.keys()].map(hostOf));
  const byHost = groupBy(nodes, ({ registry }) => registry.host);
  return [...wanted].map(([reference, { by, evidence }]) => {
    const asked = hosts.size === 1 ? nodes : (byHost.get(hostOf(reference)) ?? []);
    const answer = servedBy(asked, nodes, reference);
    return {
      subject: { kind: "image", name: reference },
      reference,
      requiredBy: [...by].sort(),
      ...(answer.served === undefined ? {} : { served: answer.served }),
      evidence: { ...(evidence && { reference: evidence }), ...(answer.evidence && { served: answer.evidence }) },
      lacks: {
        "*": `the tags that ${hostOf(reference)} has of it were not captured; collect: 'curl http://${wordPart(hostOf(reference))}/v2/${wordPart(pathOf(reference))}/tags/list'`,
      },
    };
  });
}

/** The node's required images with what the registry says of each: it is another bundle's, most often. */
export function withRegistry(node: Node, known: readonly RegistryImage[]): Node {
  const answers = new Map(known.map(({ reference, served }) => [reference, served]));
  const told = (reference: string): RequiredImage["registry"] => {
    const served = answers.get(reference);
    return served === undefined ? "not known" : served ? "has it" : "lacks it";
  };
  return {
    ...node,
    requiredImages: node.requiredImages.map((image) => ({ ...image, registry: told(image.reference) })),
  };
}

/**
 * The catalog alone proves a repository, not a tag; a repository missing from a whole catalog is not served. One registry
 * bears several names (address, host name): where references name several, an answer counts for the name that was asked.
 */
function servedBy(
  asked: readonly Node[],
  nodes: readonly Node[],
  reference: string,
): { served?: boolean; evidence?: Evidence } {
  const { tag, digest } = splitReference(reference);
  const repository = pathOf(reference);
  for (const node of asked) {
    const found = node.registry.served.get(repository);
    if (found === undefined) continue;
    const evidence = onNode(node, nodes, found.evidence);
    if (digest !== undefined || found.tags === undefined) return { evidence };
    return { served: found.tags.includes(tag ?? "latest"), evidence };
  }
  const whole = asked.find(({ registry }) => registry.catalog !== undefined);
  if (whole?.registry.catalog === undefined) return {};
  return { served: false, evidence: onNode(whole, nodes, whole.registry.catalog) };
}

function hostOf(reference: string): string {
  return reference.slice(0, reference.indexOf("/"));
}

function pathOf(reference: string): string {
  return splitReference(reference.slice(reference.indexOf("/") + 1)).repository;
}

/** The deployment knows a registry when one of its bundles does. */
export function registryCoverage(nodes: readonly Node[]): Coverage {
  const known = nodes.map((node) => node.coverage.registry);
  return (
    known.find(({ state }) => state === "whole") ?? known.find(({ state }) => state === "partial") ?? absent(known)
  );
}

function absent(known: readonly Coverage[]): Coverage {
  return known[0] ?? { state: "absent", reason: "no bundle" };
}

/** Every repository that a registry has told of. */
export function registryRepositoriesOf(nodes: readonly Node[]): RegistryRepository[] {
  return nodes.flatMap((node) =>
    [...node.registry.served].map(([name, { tags, evidence }]) => ({
      subject: { kind: "image" as const, name },
      name,
      node: node.name,
      ...(tags === undefined ? {} : { tagCount: tags.length }),
      evidence: { tagCount: onNode(node, nodes, evidence) },
      lacks: { "*": "its list of tags was not captured; collect: run collect on the director" },
    })),
  );
}

/**
 * Images that nodes have under a tag of the registry and know by a digest of it: whether that is the one that the tag has
 * there now. One registry bears several names, so that the host counts only where nodes have images of several.
 */
export function pulledImagesOf(nodes: readonly Node[]): PulledImage[] {
  const hosts = new Set(
    nodes.flatMap(({ images }) => images.flatMap(({ repository = "" }) => registryHost(repository) ?? [])),
  );
  const byHost = groupBy(nodes, ({ registry }) => registry.host);
  return nodes.flatMap((node) => {
    const alike = groupBy(node.images, ({ id, repository }) => `${id} ${repository}`);
    const digestsOf = new Map(
      [...alike].map(([key, same]) => [key, new Set(same.flatMap(({ digest }) => digest ?? []))]),
    );
    return node.images.flatMap((image) => {
      const { repository = "", tag, id } = image;
      const host = registryHost(repository);
      if (host === undefined || tag === undefined) return [];
      const asked = hosts.size === 1 ? nodes : (byHost.get(host) ?? []);
      const now = asked.map(({ registry }) => registry.digests.get(`${pathOf(repository)}:${tag}`)).find(Boolean);
      const digests = digestsOf.get(`${id} ${repository}`) ?? new Set();
      const [digest] = digests;
      if (now === undefined || digest === undefined) return [];
      return {
        subject: { kind: "image" as const, name: `${repository}:${tag}` },
        reference: `${repository}:${tag}`,
        node: node.name,
        digest,
        registryDigest: now.digest,
        same: digests.has(now.digest),
        evidence: present({
          digest: onNode(node, nodes, image.evidence["id"]),
          registryDigest: now.evidence,
        }) as Record<string, Evidence>,
        lacks: {},
      };
    });
  });
}

function registryHost(repository: string): string | undefined {
  return /^([^/]+:8787)\//.exec(repository)?.[1];
}
