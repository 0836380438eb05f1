import { isImageId } from "../parse/images/image-reference.ts";
import { isoTime } from "../parse/syntax/time.ts";
import type { Captured } from "./bundle/captured.ts";
import { settingChanges } from "./config/effective-settings.ts";
import { nameOf } from "./containers/container.ts";
import type { Sighting } from "./containers/sighting.ts";
import { shortId } from "./images/images.ts";
import { sightingsIn } from "./releases/sightings.ts";
import type { Evidence, Node, SubjectKind } from "./types.ts";

export const changeKinds = [
  "release-changed",
  "container-new",
  "container-gone",
  "container-recreated",
  "container-started",
  "image-changed",
  "setting-changed",
] as const;

/** What is not as it was on a node, whether or not that is a fault. */
export interface NodeChange {
  readonly node: string;
  readonly kind: (typeof changeKinds)[number];
  readonly subject: { readonly kind: SubjectKind; readonly name: string };
  /** What was and what is, in words; empty for what was or is not there. */
  readonly before: string;
  readonly after: string;
  readonly evidence: { readonly before?: Evidence; readonly after?: Evidence };
}

/** A bundle with the model that was made of it. */
export interface Snapshot {
  readonly captured: Captured;
  readonly node: Node;
}

/** What changed on a node between two bundles of it. What one of them does not tell is no change. */
export function changesBetween(before: Snapshot, after: Snapshot): NodeChange[] {
  return [...releaseChange(before, after), ...containerChanges(before, after), ...configChanges(before, after)];
}

function releaseChange({ node: before }: Snapshot, { node: after }: Snapshot): NodeChange[] {
  if (before.release === undefined || after.release === undefined || before.release === after.release) return [];
  const subject = { kind: "host", name: after.name } as const;
  return [
    { node: after.name, kind: "release-changed", subject, before: before.release, after: after.release, evidence: {} },
  ];
}

function containerChanges(before: Snapshot, after: Snapshot): NodeChange[] {
  const [old, now] = [containersByName(before), containersByName(after)];
  const names = [...new Set([...old.keys(), ...now.keys()])].sort();
  return names.flatMap((name) => {
    const [one, other] = [old.get(name), now.get(name)];
    // Several of one name cannot be told apart.
    if ((one?.length ?? 0) > 1 || (other?.length ?? 0) > 1) return [];
    return containerChange(name, { ...before, sighting: one?.[0] }, { ...after, sighting: other?.[0] });
  });
}

function containersByName({ captured }: Snapshot): Map<string, Sighting[]> {
  const found = new Map<string, Sighting[]>();
  for (const sighting of sightingsIn(captured)) {
    const name = nameOf(sighting);
    found.set(name, [...(found.get(name) ?? []), sighting]);
  }
  return found;
}

type Side = Snapshot & { readonly sighting: Sighting | undefined };

function containerChange(name: string, before: Side, after: Side): NodeChange[] {
  const [one, other] = [before.sighting, after.sighting];
  const change = (kind: NodeChange["kind"], was: string, is: string, field?: string): NodeChange => ({
    ...{ node: after.node.name, kind, subject: { kind: "container", name }, before: was, after: is },
    evidence: { ...evidenceOf("before", one, field), ...evidenceOf("after", other, field) },
  });
  if (one === undefined && other === undefined) return [];
  if (one === undefined) return listsAll(before) && other ? [change("container-new", "", shortId(other.id))] : [];
  if (other === undefined) return listsAll(after) ? [change("container-gone", shortId(one.id), "")] : [];
  const image = imageChange(one, other);
  return [...lifeChange(one, other, change), ...(image ? [change("image-changed", ...image, "image")] : [])];
}

function lifeChange(
  one: Sighting,
  other: Sighting,
  change: (kind: NodeChange["kind"], was: string, is: string, field?: string) => NodeChange,
): NodeChange[] {
  const ids = [shortId(one.id), shortId(other.id)] as const;
  if (ids[0] !== ids[1]) return [change("container-recreated", ...ids)];
  const [was, is] = [one.details?.startedAt, other.details?.startedAt];
  if (was === undefined || is === undefined || was === is) return [];
  return [change("container-started", timeText(was), timeText(is), "startedAt")];
}

/** Only a whole list shows that something was or is not there. */
function listsAll({ node }: Snapshot): boolean {
  return node.coverage.containers.state === "whole";
}

/** The reference where both have one, else the id: the same reference may name another image than it did. */
function imageChange(one: Sighting, other: Sighting): readonly [string, string] | undefined {
  const [was, is] = [imageOf(one), imageOf(other)];
  if (was.reference !== undefined && is.reference !== undefined && was.reference !== is.reference)
    return [was.reference, is.reference];
  const identified = was.id !== undefined && is.id !== undefined && was.id !== is.id;
  return identified ? [imageText(was), imageText(is)] : undefined;
}

interface ImageOf {
  readonly reference: string | undefined;
  readonly id: string | undefined;
}

function imageOf({ row, details }: Sighting): ImageOf {
  const reference = details?.image ?? row?.image;
  const id = details?.imageId;
  return {
    reference: reference === undefined || isImageId(reference) ? undefined : reference,
    id: id === undefined || !isImageId(id) ? undefined : shortId(id),
  };
}

function imageText({ reference, id }: ImageOf): string {
  return reference === undefined ? `${id}` : `${reference} (${id})`;
}

function timeText(time: number): string {
  return isoTime(time).replace(/\.\d+Z$/, "Z");
}

function evidenceOf(side: "before" | "after", sighting: Sighting | undefined, field: string | undefined) {
  const source = (field === undefined ? undefined : sighting?.details?.sources[field]) ?? sighting?.row?.source;
  return source === undefined ? {} : { [side]: source };
}

function configChanges(before: Snapshot, after: Snapshot): NodeChange[] {
  return settingChanges(before.captured, after.captured).map(({ file, section, key, ...change }) => ({
    ...{ node: after.node.name, kind: "setting-changed", ...change },
    subject: { kind: "config", name: `${file} [${section}] ${key}` },
  }));
}

/** The files of a bundle out of which something was read. */
export function filesRead({ facts }: Captured): Set<string> {
  return new Set(
    facts.flatMap((fact) => {
      if ("file" in fact) return [fact.file];
      return "source" in fact ? [fact.source.file] : [];
    }),
  );
}
