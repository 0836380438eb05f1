import { splitReference } from "../parse/image-reference.ts";
import { type Captured, factsOf, judgedListing } from "./captured.ts";
import { onNode } from "./evidence.ts";
import type { Coverage, Evidence, Node, RegistryImage, RegistryView } from "./types.ts";

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
  return {
    served,
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
  const named = factsOf(captured, "registry");
  return catalogs.some(({ file }) => {
    const names = named.filter(({ source }) => source.file === file).length;
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
  return [...wanted].map(([reference, { by, evidence }]) => {
    const asked = nodes.filter(({ registry }) => hosts.size === 1 || registry.host === hostOf(reference));
    const answer = servedBy(asked, nodes, reference);
    return {
      subject: { kind: "image", name: reference },
      reference,
      requiredBy: [...by].sort(),
      ...(answer.served === undefined ? {} : { served: answer.served }),
      evidence: { ...(evidence && { reference: evidence }), ...(answer.evidence && { served: answer.evidence }) },
      lacks: {
        "*": `the tags that ${hostOf(reference)} has of it were not captured; collect: 'curl http://${hostOf(reference)}/v2/${pathOf(reference)}/tags/list'`,
      },
    };
  });
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
