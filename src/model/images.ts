import type { ImageFact, StartupFact } from "../parse/facts.ts";
import { isImageId, splitReference } from "../parse/image-reference.ts";
import { present } from "../parse/present.ts";
import { type Captured, factsOf } from "./captured.ts";
import type { Container, Coverage, Evidence, Image, RequiredImage } from "./types.ts";

/** Looks image references up among the images that a node has. */
export interface ImageIndex {
  /** Whether a reference that is not among them is proven to be missing: a digest is not where none are listed. */
  readonly wouldList: (reference: string) => boolean;
  /** The id behind a reference by name, tag, digest or id; `undefined` where the node lists none. */
  readonly idOf: (reference: string) => string | undefined;
}

export function imageIndexOf(captured: Captured): ImageIndex {
  const images = factsOf(captured, "image");
  const byName = new Map<string, string>();
  for (const image of images) for (const name of namesOf(image)) if (!byName.has(name)) byName.set(name, image.id);
  const ids = new Set(images.map(({ id }) => shortId(id)));
  const withDigests = new Set(
    images.flatMap(({ repository, digest }) => (digest === undefined ? [] : (repository ?? []))),
  );
  return {
    wouldList: (reference) => {
      const { repository, digest } = splitReference(reference);
      return digest === undefined || withDigests.has(repository);
    },
    idOf(reference) {
      const named = byName.get(canonical(reference));
      if (named !== undefined) return shortId(named);
      if (!isImageId(reference)) return undefined;
      const id = shortId(reference);
      return ids.has(id) ? id : undefined;
    },
  };
}

function namesOf({ repository, tag, digest }: ImageFact): string[] {
  if (repository === undefined) return [];
  const names = [];
  if (tag !== undefined) names.push(canonical(`${repository}:${tag}`));
  if (digest !== undefined) names.push(canonical(`${repository}@${digest}`));
  return names;
}

/** docker.io/library/busybox, docker.io/busybox and busybox are one name; no tag means `latest`. */
function canonical(reference: string): string {
  const bare = reference.replace(/^docker\.io\/(library\/)?/, "").replace(/^localhost\//, "");
  const { repository, tag, digest } = splitReference(bare);
  return digest === undefined ? `${repository}:${tag ?? "latest"}` : `${repository}@${digest}`;
}

const NO_DIGESTS =
  "the list of images tells no digest of this one; collect: 'docker images --digests', or run collect on the node";

/** Every name of an image that a node has. */
export function imagesOf(captured: Captured): Image[] {
  return factsOf(captured, "image").map(({ id, repository, tag, digest, source }) => ({
    subject: { kind: "image", name: repository === undefined ? id : `${repository}:${tag ?? digest ?? "<none>"}` },
    id: shortId(id),
    ...present({ repository, tag, digest }),
    evidence: { id: source, repository: source, tag: source, digest: source },
    lacks: { "*": "the list of images does not tell" },
  }));
}

/** The first 12 digits of an image id, by which ids of all sources compare. */
export function shortId(id: string): string {
  return id.replace(/^sha256:/, "").slice(0, 12);
}

/** The images that a node has to have: those of its containers and of its start-up configuration. */
export function requiredImagesOf(
  containers: readonly Container[],
  around: {
    readonly startup: readonly StartupFact[];
    readonly index: ImageIndex;
    readonly coverage: Coverage;
  },
): RequiredImage[] {
  const { startup, index, coverage } = around;
  const required = new Map<string, { by: Set<string>; evidence: Evidence | undefined }>();
  const need = (reference: string, by: string, evidence: Evidence | undefined): void => {
    if (isImageId(reference)) return;
    const known = required.get(reference) ?? { by: new Set<string>(), evidence };
    known.by.add(by);
    required.set(reference, known);
  };
  for (const container of containers)
    if (container.image !== undefined) need(container.image, container.name, container.evidence["image"]);
  for (const { container, definition, source } of startup)
    if (definition.image !== undefined && definition.lifecycle !== "exec") need(definition.image, container, source);
  return [...required].map(([reference, { by, evidence }]) => {
    const found = index.idOf(reference) !== undefined;
    return {
      subject: { kind: "image", name: reference },
      reference,
      requiredBy: [...by].sort(),
      ...(found || (coverage.state === "whole" && index.wouldList(reference)) ? { present: found } : {}),
      evidence: evidence === undefined ? {} : { reference: evidence },
      lacks: { "*": coverage.state === "whole" ? NO_DIGESTS : coverage.reason },
    };
  });
}
