import type { Catalogue } from "../../catalogue/catalogue.ts";
import { placesOf } from "../../catalogue/places.ts";
import type { ChecksumFact, ContainerDetailsFact } from "../../parse/facts.ts";
import { isoTime } from "../../parse/syntax/time.ts";
import { type Captured, factsOf, isDamaged } from "../bundle/captured.ts";
import { capturedAt } from "../bundle/identity.ts";
import type { Sighting } from "../containers/sighting.ts";
import { firstBy, groupBy } from "../group-by.ts";
import type { ConfigCopy, ConfigUse, Container, Evidence, GeneratedFile } from "../types.ts";

const FILE = /^var\/lib\/config-data\/puppet-generated\/([^/]+)\/(.+)$/;
const MOUNT = /^\/var\/lib\/config-data\/puppet-generated\/([^/]+)\/?$/;
/** What an OpenStackDataPlaneDeployment hands to containers: a folder for each, without checksums. */
const HANDED = "var\\/lib\\/(?:openstack\\/config|openstack|config-data\\/ansible-generated)";
const HANDED_FILE = new RegExp(
  `^${HANDED}\\/(?!config\\/|configs\\/|certs\\/|cacerts\\/|healthchecks\\/)([^/]+)\\/(.+)$`,
);
const HANDED_MOUNT = new RegExp(`^\\/${HANDED}\\/(?!config\\/?$|configs|certs|cacerts|healthchecks)([^/]+)\\/?$`);

/** Writing a volume and then its checksum takes a moment; times of archives are in whole seconds. */
const SLACK_SECONDS = 2;
/** Files whose times lie this close together were most likely all written by one copy. */
const FLAT_SECONDS = 5;

/** What is written after puppet, by design, besides what services write: crontabs, and what is root's own. */
const WRITTEN_LATER = /\/(var\/spool\/cron|root)\//;

interface VolumeFile {
  readonly volume: string;
  readonly file: DatedFile;
}

interface DatedFile {
  readonly file: string;
  readonly mtime?: number;
  /** It was rewritten since, as to mask secrets, so that its time proves nothing. */
  readonly scrubbed: boolean;
}

/** The files of volumes that say, by their time, when a volume was written. */
function writtenFiles(captured: Captured, catalogue: Catalogue): VolumeFile[] {
  const { isWrittenLater } = placesOf(catalogue);
  return volumeFiles(captured).filter(({ file: { file } }) => !WRITTEN_LATER.test(file) && !isWrittenLater(file));
}

function volumeFiles(captured: Captured): VolumeFile[] {
  const time = capturedAt(captured);
  const scrubbed = new Set(factsOf(captured, "config-file").flatMap((file) => (file.scrubbed ? [file.file] : [])));
  return factsOf(captured, "file").flatMap(({ file, mtime }) => {
    const volume = (FILE.exec(file) ?? HANDED_FILE.exec(file))?.[1];
    if (volume === undefined) return [];
    const dated = { scrubbed: scrubbed.has(file), ...(mtime === undefined ? {} : { mtime }) };
    return [{ volume, file: { file, ...dated, scrubbed: isRewrittenAt(dated, time) } }];
  });
}

/** Nobody changed a file on the node after the capture: what is newer was rewritten in the bundle. */
export function isAfter(mtime: number | undefined, time: number | undefined): boolean {
  return mtime !== undefined && time !== undefined && mtime > time;
}

/** How long a capture may have run before its own time was noted. */
const CAPTURE_MS = 3_600_000;

/**
 * Whether the time of a file is that of who masked it. sos gives a masked file the time of the original: of the capture
 * are only times that lie near it.
 */
export function isRewrittenAt({ scrubbed, mtime }: Omit<DatedFile, "file">, time: number | undefined): boolean {
  return isAfter(mtime, time) || (scrubbed && (time === undefined || (mtime ?? time) > time - CAPTURE_MS));
}

/** Every generated configuration file, and whether it was changed after puppet had summed its volume up. */
export function generatedFilesOf(captured: Captured, catalogue: Catalogue): GeneratedFile[] {
  const sums = firstBy(generatedChecksums(captured), ({ volume }) => volume);
  return writtenFiles(captured, catalogue).flatMap(({ volume, file }) => {
    if (!FILE.test(file.file)) return [];
    const sum = sums.get(volume);
    const age = sum?.mtime === undefined || file.mtime === undefined ? undefined : (file.mtime - sum.mtime) / 1000;
    const proven = age !== undefined && !(file.scrubbed && age > SLACK_SECONDS) && timesAreKept(captured);
    return {
      subject: { kind: "config", name: `/${file.file}` },
      file: `/${file.file}`,
      volume,
      ...(proven ? { editedByHand: age > SLACK_SECONDS, secondsAfterChecksum: Math.round(age) } : {}),
      evidence: {
        editedByHand: timeEvidence(file),
        ...(sum === undefined ? {} : { secondsAfterChecksum: sum.source }),
      },
      lacks: { "*": whyNoTime(captured, file, sum) },
    };
  });
}

function generatedChecksums(captured: Captured): readonly ChecksumFact[] {
  return factsOf(captured, "checksum").filter(({ generated }) => generated);
}

function whyNoTime(captured: Captured, file: DatedFile, sum: ChecksumFact | undefined): string {
  if (sum === undefined) return "the volume's .md5sum is not in the bundle; collect: run collect on the node";
  if (file.scrubbed) return REWRITTEN;
  if (!timesAreKept(captured)) return whyNoTimes(captured);
  return "the bundle does not tell when the file was changed; collect: run collect on the node";
}

function whyNoTimes(captured: Captured): string {
  if (isDamaged(captured))
    return "the archive is damaged, so that no time in it proves anything; collect: copy the bundle again";
  return isRewritten(captured) ? NOT_KEPT : FLAT;
}

const REWRITTEN =
  "the file was rewritten to mask secrets, so that its time proves nothing; collect: run collect on the node";

const NOT_KEPT =
  "what made or cleaned the bundle does not keep the times of files, so that they prove nothing; collect: run collect on the node";

/** Insights copies files without their times; sos's cleaner writes all of them anew. */
export function isRewritten(captured: Captured): boolean {
  const { source, root } = captured.summary;
  if (/obfuscated/.test(source.split("/").at(-1) ?? "") || /obfuscated/.test(root)) return true;
  return factsOf(captured, "listing").some(({ file }) => file.startsWith("insights_commands/"));
}

const FLAT =
  "all configuration files bear the same time, as after a copy, so that it proves nothing; collect: run collect on the node";

/** Copying a tree without its times makes them all alike, and newer than what they are compared with. */
export function timesAreKept(captured: Captured): boolean {
  const known = kept.get(captured) ?? keepsTimes(captured);
  kept.set(captured, known);
  return known;
}

/** It is asked for every file. */
const kept = new WeakMap<Captured, boolean>();

function keepsTimes(captured: Captured): boolean {
  if (isDamaged(captured) || isRewritten(captured)) return false;
  if (captured.summary.format !== "directory") return true;
  const times = volumeFiles(captured).map(({ file }) => file.mtime);
  const sums = generatedChecksums(captured).map(({ mtime }) => mtime);
  const all = [...times, ...sums].filter((time) => time !== undefined).sort((one, other) => one - other);
  return (all.at(-1) ?? 0) - (all[0] ?? 0) > FLAT_SECONDS * 1000;
}

/** For each container and each volume that it copies at its start: does it run with what the volume holds now? */
export function configUsesOf(
  captured: Captured,
  containers: readonly (readonly [Sighting, Container])[],
  { copies = [], catalogue }: { readonly copies?: readonly ConfigCopy[]; readonly catalogue: Catalogue },
): ConfigUse[] {
  const files = groupBy(writtenFiles(captured, catalogue), ({ volume }) => volume);
  const loaded = new Set(
    copies.flatMap(({ container, copiedFrom, differs }) => (differs === false ? [`${container} ${copiedFrom}`] : [])),
  );
  const sums = firstBy(generatedChecksums(captured), ({ volume }) => volume);
  return containers.flatMap(([{ details }, container]) =>
    details === undefined
      ? []
      : volumesOf(details).map((volume) => useOf(captured, container, details, volume, files, sums, loaded)),
  );
}

function volumesOf(details: ContainerDetailsFact): string[] {
  return configVolumesOf(details) ?? [];
}

/** The configuration volumes that a container mounts; `undefined` where its mounts are not known. */
export function configVolumesOf({ mounts }: ContainerDetailsFact): string[] | undefined {
  return mounts?.flatMap(({ source }) => (MOUNT.exec(source) ?? HANDED_MOUNT.exec(source))?.[1] ?? []);
}

function useOf(
  captured: Captured,
  container: Container,
  details: ContainerDetailsFact,
  volume: string,
  files: ReadonlyMap<string, readonly VolumeFile[]>,
  sums: ReadonlyMap<string, ChecksumFact>,
  loaded: ReadonlySet<string>,
): ConfigUse {
  const written = (files.get(volume) ?? []).map(({ file }) => file);
  const own = written.map((file) => (loaded.has(`${container.name} /${file.file}`) ? asLoaded(file, details) : file));
  const newest = own.reduce<DatedFile | undefined>(
    (best, file) => (file.mtime === undefined || (best?.mtime ?? 0) >= file.mtime ? best : file),
    undefined,
  );
  const sum = sums.get(volume);
  const age = after(newest?.mtime, details.startedAt);
  const hashes = compareHashes(details, container.configHash, sum);
  const changed = changedSince({
    own: written,
    newest,
    age,
    sum,
    hashDiffers: hashes.hashDiffers,
    started: details.startedAt,
  });
  const proven = age !== undefined && !(newest?.scrubbed === true && age > SLACK_SECONDS) && timesAreKept(captured);
  return {
    subject: { kind: "container", name: container.name },
    container: container.name,
    volume,
    commands: container.commands,
    ...(container.running === undefined ? {} : { running: container.running }),
    ...hashes,
    ...(newest === undefined ? {} : { changedFile: `/${newest.file}` }),
    ...(proven && changed !== undefined ? { changedAfterStart: changed, secondsAfterStart: Math.round(age) } : {}),
    evidence: {
      ...evidenceFor("changedAfterStart", newest === undefined ? undefined : timeEvidence(newest)),
      ...evidenceFor("secondsAfterStart", details.sources["startedAt"]),
      ...evidenceFor("hashDiffers", sum?.source),
      ...evidenceFor("containerHash", details.sources["configHash"]),
    },
    lacks: {
      hashDiffers:
        "the container's TRIPLEO_CONFIG_HASH or the volume's .md5sum is not in the bundle; collect: run collect on the node",
      "*": whyNoChange(captured, newest, { proven, summed: sum !== undefined }),
    },
  };
}

/** What the container has inside as it is on the host was not changed since, whatever its time says. */
function asLoaded(file: DatedFile, { startedAt }: ContainerDetailsFact): DatedFile {
  if (file.mtime === undefined || startedAt === undefined) return file;
  return { ...file, mtime: Math.min(file.mtime, startedAt), scrubbed: false };
}

interface ChangeQuestion {
  readonly own: readonly DatedFile[];
  readonly newest: DatedFile | undefined;
  readonly age: number | undefined;
  readonly sum: ChecksumFact | undefined;
  readonly hashDiffers: boolean | undefined;
  readonly started: number | undefined;
}

/**
 * Every deployment writes all files of a volume anew, whether or not it changes them, and leaves running what need not
 * change: a newer file is a change only where it is not of such a writing, or where the checksum is another.
 */
function changedSince({ own, newest, age, sum, hashDiffers, started }: ChangeQuestion): boolean | undefined {
  if (age === undefined) return undefined;
  if (age <= SLACK_SECONDS) return false;
  const partly = own.some(({ mtime }) => (after(mtime, started) ?? 1) <= 0);
  if (partly || (after(newest?.mtime, sum?.mtime) ?? 0) > SLACK_SECONDS) return true;
  return sum?.mtime === undefined ? undefined : hashDiffers;
}

function whyNoChange(
  captured: Captured,
  newest: DatedFile | undefined,
  { proven, summed }: { readonly proven: boolean; readonly summed: boolean },
): string {
  if (newest?.scrubbed) return REWRITTEN;
  if (!timesAreKept(captured)) return whyNoTimes(captured);
  if (!proven)
    return "the bundle does not tell when the volume was changed or when the container started; collect: run collect on the node";
  return summed
    ? "a deployment wrote the whole volume anew after the container had started, and the container carries no checksum that tells whether it changed; collect: compare its files with those in the container"
    : "the whole volume was written anew after the container had started, perhaps without a change, and its .md5sum is not in the bundle; collect: run collect on the node";
}

function after(changed: number | undefined, started: number | undefined): number | undefined {
  return changed === undefined || started === undefined ? undefined : (changed - started) / 1000;
}

/**
 * TRIPLEO_CONFIG_HASH joins the sums of all the container's volumes by `-`: the volume's sum has to be one of its parts.
 */
function compareHashes(
  details: ContainerDetailsFact,
  containerHash: string | undefined,
  sum: ChecksumFact | undefined,
): Pick<ConfigUse, "hashed" | "containerHash" | "volumeHash" | "hashDiffers"> {
  const hashed =
    details.environment === undefined ? {} : { hashed: details.environment["TRIPLEO_CONFIG_HASH"] !== undefined };
  if (containerHash === undefined || sum === undefined) return hashed;
  const parts = containerHash.split("-");
  const hashDiffers = !parts.includes(sum.value);
  // A volume whose checksum did not exist when the container was made has no part in the hash.
  if (hashDiffers && parts.length < new Set(volumesOf(details)).size) return hashed;
  return { ...hashed, containerHash, volumeHash: sum.value, hashDiffers };
}

function timeEvidence(file: DatedFile): Evidence {
  const time = file.mtime === undefined ? "not known" : isoTime(file.mtime).replace(/\.000Z$/, "Z");
  return { file: file.file, line: 1, text: `last changed ${time}` };
}

function evidenceFor(property: string, evidence: Evidence | undefined): Record<string, Evidence> {
  return evidence === undefined ? {} : { [property]: evidence };
}
