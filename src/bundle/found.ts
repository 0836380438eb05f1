import { isReportName } from "./archive-names.ts";
import type { BundleNote, BundleSummary } from "./entry.ts";
import type { Container, Input, Inventory, Place } from "./inventory.ts";
import { WITHIN } from "./inventory.ts";
import type { Likeness } from "./markers.ts";
import { below, type Root } from "./root.ts";

/** What a folder is taken for once all of the input was seen. */
interface Candidate {
  readonly container: Container;
  readonly root: Root;
  readonly likeness: Likeness;
}

/** What an input holds: bundles of nodes, and what a cluster says of itself. */
interface Found {
  readonly bundles: BundleSummary[];
  readonly clusters: BundleSummary[];
}

/**
 * The bundles among all that looked like one: what may be anything is one only where nothing is surely one, and the logs of
 * whoever collected are none beside archives. What is left is accounted for as passed by.
 */
export function bundlesFound(input: Required<Input>, inventory: Inventory): Found {
  const found = inventory.containers.flatMap((container) =>
    container.roots.filter(({ entries }) => entries > 0).map((root) => ({ container, root, likeness: root.likeness })),
  );
  const clusters = found.filter(({ likeness }) => likeness === "cluster");
  const all = found.filter((one) => !clusters.includes(one));
  const isSure = all.some(({ likeness }) => likeness === "strong");
  const isBundle = ({ likeness }: Candidate): boolean =>
    likeness === "strong" ||
    (likeness === "weak" && !isSure) ||
    (likeness === "logs" && all.length === 1 && inventory.archives === 0);
  const bundles = all.filter(isBundle);
  for (const container of inventory.containers) account(container, bundles, inventory);
  const summaries = (of: readonly Candidate[]) =>
    of.map((one) => summaryOf(input, one, of, inventory.containers)).sort(bySource);
  return { bundles: summaries(bundles), clusters: summaries(clusters) };
}

const bySource = (one: BundleSummary, other: BundleSummary): number => (one.source < other.source ? -1 : 1);

/** Accounts for what was passed by in an archive or a folder, and for what was lost where no bundle tells it. */
function account(container: Container, bundles: readonly Candidate[], inventory: Inventory): void {
  const { place, roots, notes, entries, passed } = container;
  const isRead = bundles.some(({ root }) => roots.includes(root));
  const lossy = isRead ? [] : notes.list().filter((note) => note.lossy);
  for (const note of lossy) inventory.lose(placed(place, note.path ?? "") || "…", note.message);
  if (
    isRead ||
    place.within === "" ||
    bundles.some((bundle) => isWithin(bundle.container.place.within, place.within))
  ) {
    // What lies in a folder of a cluster is looked through for reports as well.
    const others = roots.filter(({ likeness }) => likeness !== "cluster" || container.format !== "directory");
    for (const root of others)
      if (!bundles.some((bundle) => bundle.root === root)) passed.addAll(root.path, root.files);
    inventory.passed.addAll(place.within === "" ? "" : place.within + WITHIN.trimEnd(), passed);
  } else if (lossy.length === 0 && !inventory.losesWithin(place.within)) {
    const reason = `an archive of ${entries} files, none of them from a report`;
    if (isReportName(place.within)) inventory.lose(place.within, reason);
    else inventory.other(place.within, reason);
  }
}

const placed = ({ within }: Place, path: string): string => [within, path].filter((part) => part !== "").join(WITHIN);

function isWithin(inner: string, outer: string): boolean {
  return outer === "" ? inner !== "" : inner.startsWith(outer + WITHIN);
}

function summaryOf(
  { path, name }: Required<Input>,
  { container, root }: Candidate,
  bundles: readonly Candidate[],
  containers: readonly Container[],
): BundleSummary {
  const { place, format } = container;
  const beside = format === "directory" ? bundles : bundles.filter((bundle) => bundle.container === container);
  const isOnly = beside.length === 1;
  const { entries, bytes, links } = root;
  return {
    source: sourceOf(name, container, isOnly ? "" : root.path),
    address: { input: path, within: place.within, root: root.path },
    ...{ format, root: root.path, entries, bytes, links },
    notes: [...notesOn(root, container), ...damageAround(container, containers)],
  };
}

/** Where a bundle is, in words: a path where it has one. */
function sourceOf(path: string, { place, format, isInDirectory }: Container, root: string): string {
  const folder = path.replace(/(.)\/+$/, "$1");
  if (format === "directory") return root === "" ? path : `${folder}/${root}`;
  const archive =
    place.within === "" ? path : isInDirectory ? `${folder}/${place.within}` : path + WITHIN + place.within;
  return root === "" ? archive : archive + WITHIN + root;
}

/** The notes on one folder of an archive: its own, and those on what cannot be told apart. */
function notesOn({ path }: Root, { notes, roots }: Container): BundleNote[] {
  const isIn = (of: string, folder: string) => below(folder, of.replace(/^(\.?\/)+/, "")) !== undefined;
  return notes.list((of) => of === undefined || isIn(of, path) || !roots.some((other) => isIn(of, other.path)));
}

/** A tar has no checksum of its own: where what it lies in is damaged, it may be as well. */
function damageAround({ place, format }: Container, containers: readonly Container[]): BundleNote[] {
  if (format !== "tar" && format !== "cpio") return [];
  const around = containers.filter((other) => isWithin(place.within, other.place.within));
  const isDamaged = around.some(({ notes }) => notes.list().some(({ code }) => code === "corrupt"));
  const message = "the archive that it lies in is damaged";
  return isDamaged ? [{ code: "corrupt", message, lossy: true }] : [];
}
