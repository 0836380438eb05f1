import type { Catalogue } from "../../catalogue/catalogue.ts";
import { placesOf } from "../../catalogue/places.ts";
import type { ConfigFileFact, Setting as SettingFact } from "../../parse/facts.ts";
import { present } from "../../parse/present.ts";
import { type Captured, factsOf, isLossy } from "../bundle/captured.ts";
import { capturedAt } from "../bundle/identity.ts";
import type { Seen } from "../containers/neighbours.ts";
import type { ConfigUse, Setting } from "../types.ts";
import { isRewrittenAt, timesAreKept } from "./generated-config.ts";
import { findSetting, isMasked, lineOf, sameValues, shownValues } from "./setting-values.ts";

const GENERATED = /^var\/lib\/config-data\/puppet-generated\/([^/]+)\/(etc\/.+)$/;

/** Of these and of some services the host runs its own: there they have their effect, whatever containers read. */
const HOST_OWN =
  /^etc\/(ssh|sysconfig|security|pam\.d|sssd|ipa|openldap|lvm|audit|tuned|NetworkManager|os-net-config|puppet|docker|containers)\//;

interface Twin {
  readonly volume: string;
  readonly file: ConfigFileFact;
}

/** Written this shortly before, a file counts as written at the same time: copies and archives blur times. */
const SAME_TIME_MS = 5000;

/** Directories of the host that a container mounts; `undefined` where the mounts of some running container are not known. */
export interface MountedPlaces {
  readonly known: boolean;
  readonly sources: readonly string[];
}

/**
 * Every setting that /etc has in a file which puppet-generated has too, beside what is in force. A setting that one of
 * several volumes has as /etc has it does not differ; a masked value proves neither.
 */
export function settingsOf(
  captured: Captured,
  mounted: MountedPlaces,
  { uses = [], catalogue }: { readonly uses?: readonly ConfigUse[]; readonly catalogue: Catalogue },
): Setting[] {
  const { isOfHost } = placesOf(catalogue);
  const files = factsOf(captured, "config-file");
  const twins = new Map<string, Twin[]>();
  for (const file of files) {
    const [, volume, path] = GENERATED.exec(file.file) ?? [];
    if (volume === undefined || path === undefined) continue;
    const known = twins.get(path) ?? [];
    known.push({ volume, file });
    twins.set(path, known);
  }
  return files.flatMap((file) => {
    const generated = HOST_OWN.test(file.file) || isOfHost(file.file) ? undefined : twins.get(file.file);
    return generated === undefined ? [] : compareAll(captured, file, generated, { ...mounted, uses });
  });
}

function compareAll(
  captured: Captured,
  file: ConfigFileFact,
  twins: readonly Twin[],
  mounted: MountedPlaces & { readonly uses: readonly ConfigUse[] },
): Setting[] {
  const path = `/${file.file}`;
  const isMounted = mounted.sources.some(
    (source) => path === source || (isOfService(source) && path.startsWith(`${source}/`)),
  );
  const around = { twins: twins.slice(0, MOST_TWINS), tooMany: twins.length > MOST_TWINS, isMounted, ...mounted };
  const compared = file.settings.map((setting) => compare(captured, file, setting, around));
  const edited = editedAfter(captured, file, twins, compared);
  return compared.map((setting) => ({ ...setting, ...present({ edited }) }));
}

/** The same file is in a few volumes; what is in more is no longer compared. */
const MOST_TWINS = 50;
const TOO_MANY = `more than ${MOST_TWINS} volumes have the file; collect: compare it on the node`;

interface Around {
  readonly twins: readonly Twin[];
  readonly tooMany: boolean;
  /** Whether a container that runs mounts the file of /etc; `known` tells whether all mounts are known. */
  readonly isMounted: boolean;
  readonly known: boolean;
  readonly uses: readonly ConfigUse[];
}

function compare(
  captured: Captured,
  file: ConfigFileFact,
  setting: SettingFact,
  { twins, tooMany, isMounted, known, uses }: Around,
): Setting {
  const path = `/${file.file}`;
  const name = `[${setting.section}] ${setting.key}`;
  const others = twins.map((twin) => ({ ...twin, setting: findSetting(twin.file, setting) }));
  const verdict = tooMany ? { why: TOO_MANY } : differs(captured, setting, others);
  const first = others.find((other) => other.setting !== undefined);
  return {
    subject: { kind: "config", name: `${path} ${name}` },
    file: path,
    section: setting.section,
    key: setting.key,
    value: shownValues(setting),
    inForce: first?.setting === undefined ? "not set" : shownValues(first.setting),
    loaded: first !== undefined && isLoaded(first.volume, uses),
    volumes: others.map(({ volume }) => volume),
    ...(verdict.differs === undefined ? {} : { differs: verdict.differs }),
    ...(isMounted || known ? { mounted: isMounted } : {}),
    evidence: {
      value: lineOf(file, setting),
      ...(first?.setting === undefined ? {} : { inForce: lineOf(first.file, first.setting) }),
    },
    lacks: {
      ...(verdict.why === undefined ? {} : { differs: verdict.why }),
      edited:
        "the bundle does not tell when the files were written, or they were rewritten to mask secrets; collect: run collect on the node",
      mounted:
        "the mounts of a running container are not in the bundle, so that it may use this file; collect: run collect on the node",
    },
  };
}

/** In force is only what every container that copies the volume was started after. */
function isLoaded(volume: string, uses: readonly ConfigUse[]): boolean {
  const running = uses.filter((use) => use.volume === volume && use.running === true);
  return running.length > 0 && running.every(({ changedAfterStart }) => changedAfterStart === false);
}

/** A container that mounts all of / or /etc looks at the host; it does not take its configuration from there. */
function isOfService(source: string): boolean {
  return source.startsWith("/etc/");
}

type Other = Twin & { readonly setting: SettingFact | undefined };

function differs(
  captured: Captured,
  setting: SettingFact,
  others: readonly Other[],
): { differs?: boolean; why?: string } {
  if (isMasked(setting) || others.some((other) => other.setting !== undefined && isMasked(other.setting))) {
    return { why: "its value is masked in the bundle; collect: compare it on the node" };
  }
  if (others.some((other) => other.setting !== undefined && sameValues(other.setting, setting)))
    return { differs: false };
  const torn = others.find(({ file }) => file.problem !== undefined)?.file;
  if (torn !== undefined) return { why: `${torn.file} is not whole: ${torn.problem}` };
  if (isLossy(captured))
    return { why: "part of the bundle was lost, and with it perhaps a volume that has the same value" };
  return { differs: true };
}

/**
 * Packages leave files with settings of their own in /etc. What was last written before the volumes were generated is
 * such a default, or was there when the deployment took over: nobody set it since, expecting an effect.
 */
function editedAfter(
  captured: Captured,
  file: ConfigFileFact,
  twins: readonly Twin[],
  compared: readonly Setting[],
): boolean | undefined {
  const generated = twins.flatMap((twin) => [twin.file.mtime ?? [], summedUp(captured, twin.volume)].flat());
  if (file.mtime === undefined || generated.length === 0 || !timesAreKept(captured)) return undefined;
  const time = capturedAt(captured);
  const isRewritten = (one: ConfigFileFact) => isRewrittenAt(one, time);
  // What was rewritten in the bundle is older in truth than it seems.
  if (file.mtime >= Math.min(...generated) - SAME_TIME_MS)
    return !isRewritten(file) || isEditedCopy(compared) ? true : undefined;
  return twins.some((twin) => isRewritten(twin.file)) ? undefined : false;
}

/** When a volume was generated: its files may have been edited since. */
function summedUp(captured: Captured, volume: string): number[] {
  const sums = factsOf(captured, "checksum").filter((sum) => sum.generated && sum.volume === volume);
  return sums.flatMap(({ mtime }) => mtime ?? []);
}

/** Neither a package nor an earlier release leaves a file that agrees with the generated one in all but a setting or two. */
function isEditedCopy(compared: readonly Setting[]): boolean {
  const differing = compared.filter(({ differs }) => differs === true).length;
  return differing <= 2 && compared.filter(({ differs }) => differs === false).length > differing;
}

/** The places of the host that containers mount. */
export function mountedPlaces(containers: Seen): MountedPlaces {
  const mounts = containers.flatMap(([{ details }]) => details?.mounts ?? []);
  const sources = [...new Set(mounts.map(({ source }) => source.replace(/\/$/, "")))];
  const known = containers.every(([{ details }, { running }]) => running === false || details?.mounts !== undefined);
  return { known, sources };
}
