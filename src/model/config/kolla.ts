import type { Mount, StartupFact } from "../../parse/facts.ts";
import { present } from "../../parse/present.ts";
import { type Captured, factsOf, isDamaged, isLossy } from "../bundle/captured.ts";
import { entriesFor } from "../containers/startup.ts";
import { firstBy, groupBy } from "../group-by.ts";
import type { ConfigMount, ConfigSource, ConfigStart, KollaConfig } from "../types.ts";
import { hostPath, isWithin, type KollaContainer, type Seen } from "./config-places.ts";

const COLLECT = "collect: run collect on the node";

/** The instructions of kolla_start, and whether it takes them. */
export function kollaConfigsOf(captured: Captured, containers: Seen, users: readonly KollaContainer[]): KollaConfig[] {
  const known = containers.every(([{ details }]) => details?.mounts !== undefined);
  const byFile = groupBy(users, ({ instructions }) => instructions);
  return factsOf(captured, "kolla-config").map(({ file, refusal, problem, source }) => {
    const used = (byFile.get(file) ?? []).map(({ container }) => container.name);
    return {
      subject: { kind: "config", name: `/${file}` },
      file: `/${file}`,
      containers: used,
      ...present({
        used: used.length > 0 || known ? used.length > 0 : undefined,
        refused: problem === undefined && !isDamaged(captured) ? refusal !== undefined : undefined,
        refusal,
      }),
      evidence: refusal === undefined ? {} : { refused: source },
      lacks: {
        used: `the mounts of a container are not in the bundle; ${COLLECT}`,
        "*": `${file} is not whole: ${problem ?? "the archive is damaged"}; ${COLLECT}`,
      },
    };
  });
}

/** What every container needs when it starts: its instructions, and each source that is not optional. */
export function configSourcesOf(captured: Captured, users: readonly KollaContainer[]): ConfigSource[] {
  const there = [
    ...factsOf(captured, "file").map(({ file }) => file),
    ...factsOf(captured, "kolla-config").map(({ file }) => file),
    ...factsOf(captured, "capture").map(({ path }) => path),
  ];
  const index = new Index(there);
  const generated = factsOf(captured, "checksum").filter((sum) => sum.generated);
  const summed = new Set(generated.map(({ volume }) => volume));
  const seen = new Set<string>();
  return users.flatMap((user): ConfigSource[] => {
    const needs = [
      { inside: "/var/lib/kolla/config_files/config.json", file: user.instructions, instructions: true },
      ...(user.config?.copies ?? []).flatMap((copy) => {
        const folder = hostPath(user.mounts, copy.from.replace(/\/\*?$/, ""));
        if (copy.optional || folder === undefined || /[*?[]/.test(folder)) return [];
        return [{ inside: copy.from, file: folder.slice(1), instructions: false, source: copy.source }];
      }),
    ];
    return needs.flatMap((need) => {
      if (seen.has(`${need.file}\0${need.inside}`)) return [];
      seen.add(`${need.file}\0${need.inside}`);
      const missing = isMissing(captured, need.file, { index, summed });
      return [
        {
          subject: { kind: "config", name: `/${need.file}` },
          container: user.container.name,
          instructions: need.instructions,
          inside: need.inside,
          file: `/${need.file}`,
          ...present({ missing }),
          evidence: "source" in need ? { inside: need.source } : {},
          lacks: { missing: `whether /${need.file} is there is not in the bundle; ${COLLECT}` },
        },
      ];
    });
  });
}

/** Paths, and which of them lie below a folder, without going through all for each question. */
class Index {
  private readonly folders = new Set<string>();

  constructor(paths: readonly string[]) {
    for (const path of paths) {
      for (let end = path.length; end > 0; end = path.lastIndexOf("/", end - 1)) {
        const folder = path.slice(0, end);
        if (this.folders.has(folder)) break;
        this.folders.add(folder);
      }
    }
  }

  has(path: string): boolean {
    return this.folders.has(path);
  }
}

/** Our collector copies these trees whole, less what holds keys. */
const COPIED = ["var/lib/config-data/puppet-generated", "var/lib/kolla/config_files", "etc/kolla"];
const LEFT_OUT =
  /\.(key|pem|p12|pfx|jks|base64|kdb|keytab)$|\/(id_[rde][^/]*|[^/]*(_key|_rsa)|identity|[^/]*keyring[^/]*|authkey|\.erlang\.cookie|passwd\.db)$|\/(fernet-keys|credential-keys|private|\.sospect[^/]*)(\/|$)/;
const VOLUME = /^var\/lib\/config-data\/puppet-generated\/([^/]+)$/;

/** Folders alone are not in a bundle: an empty one looks as one that is not there. */
function isMissing(
  captured: Captured,
  path: string,
  { index, summed }: { readonly index: Index; readonly summed: ReadonlySet<string> },
): boolean | undefined {
  if (index.has(path)) return false;
  const tree = COPIED.find((folder) => path.startsWith(`${folder}/`));
  if (tree === undefined || LEFT_OUT.test(path) || isLossy(captured) || !isCopiedWhole(captured, tree))
    return undefined;
  if (tree !== COPIED[0]) return true;
  const volume = VOLUME.exec(path)?.[1];
  if (volume === undefined) return undefined;
  return summed.has(volume) ? undefined : true;
}

function isCopiedWhole(captured: Captured, tree: string): boolean {
  const known = copiedWhole.get(captured) ?? new Map<string, boolean>();
  copiedWhole.set(captured, known);
  const found = known.get(tree) ?? hasAllOf(captured, tree);
  known.set(tree, found);
  return found;
}

/** Asked for every file that somebody needs. */
const copiedWhole = new WeakMap<Captured, Map<string, boolean>>();

/** Masks may make files shorter by this share; of instructions none is masked. */
const MASKED_SHARE: Readonly<Record<string, number>> = { "var/lib/kolla/config_files": 0 };

/** It was copied without trouble, and as much of it is in the bundle as was copied. */
function hasAllOf(captured: Captured, tree: string): boolean {
  const capture = factsOf(captured, "capture").find(
    ({ tool, path, exitCode, timedOut, cutShort }) =>
      tool === "sospect" && path === tree && exitCode === 0 && !timedOut && !cutShort,
  );
  if (capture?.bytes === undefined) return capture !== undefined;
  let size = 0;
  for (const fact of factsOf(captured, "file")) if (fact.file.startsWith(`${tree}/`)) size += fact.size;
  return size >= capture.bytes * (1 - (MASKED_SHARE[tree] ?? 0.03));
}

const CONFIGURATION = /^(\/var\/lib\/config-data\/|\/var\/lib\/kolla\/config_files\/)/;

/** What start-up configurations have containers mount for their configuration, beside what they do mount. */
export function configMountsOf(containers: Seen, startup: readonly StartupFact[]): ConfigMount[] {
  return containers.flatMap(([{ details }, container]) => {
    const entry = entryOf(startup, details?.labels?.["container_name"] ?? container.name);
    if (details?.mounts === undefined || details.recovered || entry === undefined) return [];
    const mounts = details.mounts.map(({ source, destination }) => ({
      source: bare(source),
      destination: bare(destination),
    }));
    const byDestination = firstBy(mounts, ({ destination }) => destination);
    return wantedMounts(entry).map(({ source, destination }): ConfigMount => {
      const actual = byDestination.get(destination);
      return {
        subject: { kind: "container", name: container.name },
        container: container.name,
        source,
        destination,
        actual: actual?.source ?? "nothing",
        wrong: actual?.source !== source,
        commands: container.commands,
        evidence: present({ source: entry.source, wrong: details.sources["mounts"] }),
        lacks: {},
      };
    });
  });
}

function entryOf(startup: readonly StartupFact[], name: string): StartupFact | undefined {
  const own = entriesFor(startup, name);
  return own.find(({ hashed }) => hashed) ?? own[0];
}

function bare(path: string): string {
  return path.length > 1 ? path.replace(/\/+$/, "") : path;
}

function wantedMounts({ definition }: StartupFact): Mount[] {
  return (definition.volumes ?? []).flatMap((volume): Mount[] => {
    const [source = "", destination = ""] = volume.split(":").map(bare);
    return CONFIGURATION.test(source) && destination.startsWith("/") ? [{ source, destination }] : [];
  });
}

/** How containers come by their configuration: strategy, and the checksum of what they were made for. */
export function configStartsOf(containers: Seen, startup: readonly StartupFact[]): ConfigStart[] {
  return containers.flatMap(([{ details }, container]): ConfigStart[] => {
    const mounts = details?.mounts?.some(({ destination }) => isWithin(destination, "/var/lib/kolla/config_files"));
    if (details === undefined || mounts !== true) return [];
    const entry = entryOf(startup, details.labels?.["container_name"] ?? container.name);
    const startupHash = entry?.definition.configHash;
    const valid = startupHash !== undefined && /^[0-9a-f]+(-[0-9a-f]+)*$/.test(startupHash);
    return [
      {
        subject: { kind: "container", name: container.name },
        container: container.name,
        ...present({
          running: container.running,
          hashed: details.environment && details.environment["TRIPLEO_CONFIG_HASH"] !== undefined,
          strategy: details.environment?.["KOLLA_CONFIG_STRATEGY"],
          containerHash: container.configHash,
          startupHash: valid ? startupHash : undefined,
        }),
        commands: container.commands,
        evidence: present({
          containerHash: details.sources["configHash"],
          startupHash: entry?.source,
          strategy: details.sources["environment"],
        }),
        lacks: {
          startupHash: `its start-up configuration with a checksum is not in the bundle; ${COLLECT}`,
          "*": `${details.file} does not tell; ${COLLECT}`,
        },
      },
    ];
  });
}
