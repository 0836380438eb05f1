import type { EngineName } from "../../parse/engine-name.ts";
import type { ImageFact, StartupFact } from "../../parse/facts.ts";
import { isImageId, splitReference } from "../../parse/images/image-reference.ts";
import { present } from "../../parse/present.ts";
import { shellWord } from "../../shell.ts";
import { type Captured, factsOf } from "../bundle/captured.ts";
import { PACEMAKER_REPLICA } from "../containers/lifecycle.ts";
import type { Container, Coverage, DanglingImages, Evidence, PacemakerImage, UntaggedImage } from "../types.ts";
import { canonical, type ImageIndex, shortId } from "./images.ts";

/** What the node's images are called, and which of them nobody needs. */
export interface ImageNames {
  readonly captured: Captured;
  readonly containers: readonly Container[];
  readonly startup: readonly StartupFact[];
  readonly index: ImageIndex;
  readonly coverage: Coverage;
}

/** Whether what runs has a name yet: a tag may have been taken away, or have moved, which is another matter. */
export function untaggedImagesOf({ captured, containers, index, coverage }: ImageNames): UntaggedImage[] {
  if (coverage.state !== "whole") return [];
  const named = namedIds(factsOf(captured, "image"));
  return containers.flatMap((container) => {
    const { name, running, image, imageId, currentImageId, commands, evidence } = container;
    if (running !== true || image === undefined || isImageId(image) || imageId === undefined) return [];
    if (index.has(imageId) !== true) return [];
    return {
      subject: { kind: "container" as const, name },
      container: name,
      engine: container.engine,
      reference: image,
      imageId,
      named: named.has(imageId) || currentImageId !== undefined,
      commands,
      evidence: present({ reference: evidence["image"], imageId: evidence["imageId"] }) as Record<string, Evidence>,
      lacks: {},
    };
  });
}

function namedIds(images: readonly ImageFact[]): Set<string> {
  return new Set(
    images.flatMap(({ id, tag, digest }) => (tag === undefined && digest === undefined ? [] : [shortId(id)])),
  );
}

/**
 * Bundles run REPOSITORY:pcmklatest, which a one-shot of the deployment tags anew from the release's image. That one is
 * the reference of the start-up configuration, or else the only other tag of the same name on the node.
 */
export function pacemakerImagesOf({ captured, containers, startup, index }: ImageNames): PacemakerImage[] {
  const bundles = containers.filter(({ name, running }) => running === true && PACEMAKER_REPLICA.test(name));
  const references = [...new Set(bundles.flatMap(({ image = "" }) => (/:pcmklatest$/.test(image) ? [image] : [])))];
  return references.flatMap((reference) => {
    const running = bundles.filter(({ image }) => image === reference);
    const engine = (running[0]?.engine ?? "docker") as EngineName;
    const release = releaseReference(reference, startup, factsOf(captured, "image"));
    const imageId = index.idOf(reference, engine);
    const releaseId = release === undefined ? undefined : index.idOf(release, engine);
    if (release === undefined || imageId === undefined || releaseId === undefined) return [];
    const resources = [...new Set(running.map(({ name }) => PACEMAKER_REPLICA.exec(name)?.[1] ?? name))];
    const evidence = running[0]?.evidence["image"];
    return {
      subject: { kind: "image" as const, name: reference },
      ...{ reference, imageId, release, releaseId },
      containers: running.map(({ name }) => name),
      restart: resources.map((resource) => `sudo pcs resource restart ${shellWord(resource)}`).join(" && "),
      evidence: evidence === undefined ? {} : { reference: evidence },
      lacks: {},
    };
  });
}

function releaseReference(
  reference: string,
  startup: readonly StartupFact[],
  images: readonly ImageFact[],
): string | undefined {
  const name = lastName(reference);
  const wanted = startup.flatMap(({ definition: { image } }) =>
    image !== undefined && isRelease(image, name) ? [image] : [],
  );
  const here = images.flatMap(({ repository, tag }) =>
    repository !== undefined && tag !== undefined && isRelease(`${repository}:${tag}`, name)
      ? [`${repository}:${tag}`]
      : [],
  );
  const [only, another] = [...new Set((wanted.length > 0 ? wanted : here).map(canonical))];
  return another === undefined ? only : undefined;
}

function isRelease(image: string, name: string): boolean {
  return lastName(image) === name && !image.endsWith(":pcmklatest") && splitReference(image).tag !== undefined;
}

function lastName(reference: string): string {
  return splitReference(reference).repository.split("/").at(-1) ?? "";
}

/** Images without a name that no container was made from. One of which no inspect is there may have been made from any. */
export function danglingImagesOf({ captured, containers, coverage }: ImageNames): DanglingImages[] {
  if (coverage.state !== "whole") return [];
  const certain = containers.every(({ imageId }) => imageId !== undefined);
  const used = new Set(containers.map(({ imageId }) => imageId));
  const images = factsOf(captured, "image");
  const named = namedIds(images);
  return (["docker", "podman"] as const).flatMap((engine) => {
    const own = images.filter((image) => image.engine === engine);
    if (own.length === 0) return [];
    const loose = new Map(
      own
        .filter(({ id }) => !named.has(shortId(id)) && !used.has(shortId(id)))
        .map((image) => [shortId(image.id), image]),
    );
    return [dangling(engine, [...loose.values()], certain)];
  });
}

function dangling(engine: EngineName, images: readonly ImageFact[], certain: boolean): DanglingImages {
  const sizes = images.flatMap(({ bytes }) => bytes ?? []);
  const largest = images.reduce<ImageFact | undefined>(
    (best, image) => ((image.bytes ?? 0) > (best?.bytes ?? -1) ? image : best),
    undefined,
  );
  return {
    subject: { kind: "host", name: engine },
    engine,
    count: images.length,
    ...((certain ? sizes.length : 0) === images.length && {
      gigabytes: Math.round(sizes.reduce((sum, bytes) => sum + bytes, 0) / 1e8) / 10,
    }),
    evidence: largest === undefined ? {} : { count: largest.source },
    lacks: {
      "*": `the bundle does not tell their sizes, or the image of every container; collect: '${engine} images' and inspect of all containers as root, or run collect on the node`,
    },
  };
}
