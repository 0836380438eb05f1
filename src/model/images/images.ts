import type { EngineName } from "../../parse/engine-name.ts";
import type { ImageFact, StartupFact } from "../../parse/facts.ts";
import { isImageId, splitReference } from "../../parse/images/image-reference.ts";
import { present } from "../../parse/present.ts";
import { shellWord } from "../../shell.ts";
import { type Captured, factsOf } from "../bundle/captured.ts";
import type { Container, Coverage, Evidence, Image, RequiredImage } from "../types.ts";

/** Looks image references up among the images that a node has. */
export interface ImageIndex {
  /** Whether the node lists an image of this name, tag, digest or id; `undefined` where its list does not decide. */
  readonly has: (reference: string) => boolean | undefined;
  /** The one id behind a reference in an engine's own images; `undefined` where there is none, or are several. */
  readonly idOf: (reference: string, engine: EngineName) => string | undefined;
}

export function imageIndexOf(captured: Captured): ImageIndex {
  const images = factsOf(captured, "image");
  const byName = idsByName(images);
  const byEngine = new Map(
    (["docker", "podman"] as const).map((name) => {
      const own = images.filter(({ engine }) => engine === name);
      return [name, own.length === 0 ? byName : idsByName(own)] as const;
    }),
  );
  const ids = new Set(images.map(({ id }) => shortId(id)));
  return {
    has(reference) {
      if (byName.has(canonical(reference)) || (isImageId(reference) && ids.has(shortId(reference)))) return true;
      return isProvenMissing(images, reference) ? false : undefined;
    },
    idOf(reference, engine) {
      const [named, another] = byEngine.get(engine)?.get(canonical(reference)) ?? [];
      if (named !== undefined) return another === undefined ? named : undefined;
      const id = shortId(reference);
      return isImageId(reference) && ids.has(id) ? id : undefined;
    },
  };
}

function idsByName(images: readonly ImageFact[]): Map<string, Set<string>> {
  const byName = new Map<string, Set<string>>();
  for (const image of images)
    for (const name of namesOf(image)) byName.set(name, (byName.get(name) ?? new Set()).add(shortId(image.id)));
  return byName;
}

/**
 * `docker ps` leaves digests out, so that a name alone may mean any image of its repository; and podman lists one digest
 * of several that an image is known by.
 */
function isProvenMissing(images: readonly ImageFact[], reference: string): boolean {
  const { repository, tag, digest } = splitReference(reference);
  if (tag !== undefined && digest === undefined) return true;
  const own = images.filter((image) => image.repository !== undefined && bare(image.repository) === bare(repository));
  if (digest === undefined) return own.length === 0;
  return own.every((image) => image.engine === "docker") && own.some((image) => image.digest !== undefined);
}

function namesOf({ repository, tag, digest }: ImageFact): string[] {
  if (repository === undefined) return [];
  const names = [];
  if (tag !== undefined) names.push(canonical(`${repository}:${tag}`));
  if (digest !== undefined) names.push(canonical(`${repository}@${digest}`));
  return names;
}

/** docker.io/library/busybox, docker.io/busybox and busybox are one name; no tag means `latest`. */
export function canonical(reference: string): string {
  const { repository, tag, digest } = splitReference(bare(reference));
  return digest === undefined ? `${repository}:${tag ?? "latest"}` : `${repository}@${digest}`;
}

function bare(reference: string): string {
  return reference.replace(/^docker\.io\/(library\/)?/, "").replace(/^localhost\//, "");
}

const NO_DIGESTS =
  "the lists do not tell the tag or digest that it was made from; collect: 'docker images --digests' and inspect of the container, or run collect on the node";

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

/** pcmklatest is a tag that the deployment gives on the node itself: no registry serves it. */
function pullOf(reference: string, engine: EngineName): string {
  return splitReference(reference).tag === "pcmklatest"
    ? "# the deployment tags it on the node: run it again"
    : `sudo ${engine} pull ${shellWord(reference)}`;
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
  const engine = containers.some((container) => container.engine === "podman") ? "podman" : "docker";
  const held = new Set(
    containers.flatMap(({ running, imageId, image }) =>
      running === true && imageId !== undefined && image !== undefined && index.has(imageId) === true ? [image] : [],
    ),
  );
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
    const found = index.has(reference);
    const proven = found === true || (found === false && coverage.state === "whole");
    return {
      subject: { kind: "image", name: reference },
      reference,
      requiredBy: [...by].sort(),
      pull: pullOf(reference, engine),
      ...(proven ? { present: found } : {}),
      heldById: held.has(reference),
      registry: "not known",
      evidence: evidence === undefined ? {} : { reference: evidence },
      lacks: { "*": coverage.state === "whole" ? NO_DIGESTS : coverage.reason },
    };
  });
}
