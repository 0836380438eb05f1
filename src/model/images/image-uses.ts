import { isImageId, splitReference } from "../../parse/images/image-reference.ts";
import { releaseOfImage } from "../bundle/identity.ts";
import { groupBy } from "../group-by.ts";
import type { Container, ImageUse } from "../types.ts";

/** Fewer containers tell nothing of what is usual. */
const ENOUGH = 3;

interface Parts {
  readonly container: Container;
  readonly reference: string;
  readonly host: string;
  readonly namespace: string;
  readonly floating: boolean;
  readonly release: string | undefined;
}

/**
 * Which image each container runs, beside those of the others. What agents start for a network outlives an update by
 * design, a user's own podman has images of its own, and those of what stands beside OpenStack come from elsewhere.
 */
export function imageUsesOf(containers: readonly Container[]): ImageUse[] {
  const parts = containers.flatMap((container) => partsOf(container) ?? []);
  const named = parts.filter(({ host }) => host !== "");
  const usualHost = isOpenStack(parts) ? usual(named.map(({ host }) => host)) : undefined;
  const usualRelease = usual(parts.flatMap(({ release }) => release ?? []));
  const references = new Map(
    [...groupBy(parts, ({ namespace }) => namespace)].map(([namespace, all]) => {
      const pinned = new Set(all.flatMap((one) => (one.floating || isOfPacemaker(one.reference) ? [] : one.reference)));
      return [namespace, pinned.size] as const;
    }),
  );
  const ours = new Set(
    [...groupBy(parts, ({ namespace }) => namespace)].flatMap(([namespace, all]) => (isOurs(all) ? [namespace] : [])),
  );
  const ofProduct = parts.filter(({ reference }) => isOfProduct(reference)).length * 2 > parts.length;
  return parts.map((own) => {
    const { container, reference, host, namespace, floating, release } = own;
    return {
      subject: { kind: "container", name: container.name },
      container: container.name,
      reference,
      host,
      usualHost: usualHost ?? "",
      floating: floating && ours.has(namespace),
      pinnedPeers: references.get(namespace) ?? 0,
      namespace,
      upstream: isUpstream(reference),
      ofProduct,
      release: release ?? "",
      usualRelease: usualRelease ?? "",
      commands: container.commands,
      evidence: container.evidence["image"] === undefined ? {} : { reference: container.evidence["image"] },
      lacks: {},
    };
  });
}

function partsOf(container: Container): Parts | undefined {
  const { image: reference, running, owner, helper, beside } = container;
  if (reference === undefined || isImageId(reference) || running !== true || owner !== "root") return undefined;
  if (helper || beside || reference.startsWith("localhost/")) return undefined;
  const { repository } = splitReference(reference);
  const [first = "", ...rest] = repository.split("/");
  // What the node tags for itself (cluster.common.tag) is of no registry.
  const host = rest.length > 0 && /[.:]/.test(first) && !first.startsWith("cluster.common") ? first : "";
  const namespace = repository.slice(0, Math.max(0, repository.lastIndexOf("/")));
  return { container, reference, host, namespace, floating: isFloating(reference), release: releaseOfImage(reference) };
}

function isFloating(reference: string): boolean {
  const { tag, digest } = splitReference(reference);
  return digest === undefined && (tag === undefined || tag === "latest");
}

/** pacemaker's bundles have a tag of their own, whatever the deployment is pinned to. */
function isOfPacemaker(reference: string): boolean {
  return splitReference(reference).tag === "pcmklatest";
}

/** What whoever runs the node put there beside the cloud, such as a viewer of databases, is pinned or not by his own choice. */
function isOurs(all: readonly Parts[]): boolean {
  return isOpenStack(all) || all.filter(({ container }) => container.component !== undefined).length * 2 > all.length;
}

/** Elsewhere images of several registries side by side are what one expects. */
function isOpenStack(parts: readonly Parts[]): boolean {
  return parts.filter(({ namespace }) => /rhosp|tripleo|openstack|kolla/.test(namespace)).length * 2 > parts.length;
}

/** What a deployment takes where it was given no image: docker.io/tripleoqueens/centos-binary-nova-api. */
function isUpstream(reference: string): boolean {
  return (
    /^(docker\.io|quay\.io|trunk\.registry\.rdoproject\.org(:\d+)?)\/tripleo\w*\//.test(reference) ||
    /\/centos-binary-/.test(reference)
  );
}

function isOfProduct(reference: string): boolean {
  return /\/(rhosp\d\d|rhosp-rhel\d)[^/]*\//.test(reference);
}

/** What two thirds and at least three of them are. */
function usual(words: readonly string[]): string | undefined {
  const counts = groupBy(words, (word) => word);
  for (const [word, same] of counts) if (same.length >= ENOUGH && same.length * 3 >= words.length * 2) return word;
  return undefined;
}
