import type { EngineName } from "../../parse/engine-name.ts";
import { present } from "../../parse/present.ts";
import { type Captured, factsOf, isLossy } from "../bundle/captured.ts";
import type { Container, Engine, Evidence } from "../types.ts";
import { secondsSinceBoot } from "./host.ts";

/** A minute or so is what the figures are exact to, from which a start is compared with another. */
const EXACT_SECONDS = 120;

/** What is known of an engine beside its version: how it stores, how it is configured, when it was started. */
function describeEngine<Base extends Pick<Engine, "evidence" | "lacks">>(
  captured: Captured,
  name: EngineName,
  containers: readonly Container[],
  base: Base,
): Base & Omit<Engine, "name" | "subject" | "evidence" | "lacks"> {
  const own = containers.filter(({ engine }) => engine === name);
  const facts = factsOf(captured, "engine").filter(({ engine }) => engine === name);
  const information = Object.assign(
    {},
    ...facts.map((fact) => fact.information ?? {}),
  ) as (typeof facts)[number]["information"];
  const { rootDirectory: _, ...told } = information ?? {};
  const started = startOf(captured, name);
  const release = /^docker(?:-common)?-\d[\d.]*-(\d+)\b/.exec(told.package ?? "")?.[1];
  const options = optionsOf(captured, name);
  return {
    ...base,
    hasContainers: own.length > 0,
    ...told,
    ...present({
      packageRelease: release === undefined ? undefined : Number(release),
      managesFirewall: options.managesFirewall,
      optionsThere: options.there,
      optionsValid: options.valid,
      optionsProblem: options.problem,
      secondsSinceStart: started?.ago,
      startedAfterBoot: started?.afterBoot,
      outlivedBy:
        started === undefined
          ? undefined
          : own.flatMap(({ name: container, secondsRunning }) =>
              secondsRunning !== undefined && secondsRunning > started.ago + EXACT_SECONDS ? [container] : [],
            ),
    }),
    evidence: {
      ...base.evidence,
      ...(Object.assign({}, ...facts.map(({ sources }) => sources ?? {})) as Record<string, Evidence>),
      ...options.evidence,
      ...(started && { secondsSinceStart: started.source, startedAfterBoot: started.source }),
    },
    lacks: { ...base.lacks, ...LACKS },
  };
}

const JSON_LACKS =
  "the bundle does not tell whether there is one; collect: /etc/docker/daemon.json, or run collect on the node";
const START_LACKS =
  "the bundle does not tell when it was started; collect: 'systemctl show docker.service' and /proc/uptime, or run collect on the node";

const LACKS: Readonly<Record<string, string>> = {
  managesFirewall: "its options are not in the bundle; collect: /etc/sysconfig/docker, or run collect on the node",
  optionsThere: JSON_LACKS,
  optionsValid: JSON_LACKS,
  secondsSinceStart: START_LACKS,
  startedAfterBoot: START_LACKS,
};

/** When the engine's daemon was started. podman has none. */
function startOf(captured: Captured, name: EngineName) {
  const unit = factsOf(captured, "unit").find(
    (one) => one.name === `${name}.service` && one.enteredAfterBoot !== undefined,
  );
  const uptime = secondsSinceBoot(captured);
  if (name !== "docker" || unit?.enteredAfterBoot === undefined || unit.active !== "active" || uptime === undefined)
    return undefined;
  const afterBoot = Math.round(unit.enteredAfterBoot);
  const ago = Math.max(0, Math.round(uptime.value - afterBoot));
  return { afterBoot, ago, source: unit.source };
}

interface Options {
  readonly there?: boolean;
  readonly managesFirewall?: boolean;
  readonly valid?: boolean;
  readonly problem?: string;
  readonly evidence: Readonly<Record<string, Evidence>>;
}

/** docker's options on its command line, and those of daemon.json. */
function optionsOf(captured: Captured, name: EngineName): Options {
  if (name !== "docker") return { evidence: {} };
  const facts = factsOf(captured, "engine-options");
  const line = facts.find(({ file }) => file === "etc/sysconfig/docker");
  const json = facts.find(({ file }) => file === "etc/docker/daemon.json");
  // Our collector copies it wherever it is there; with sos that depends on its version.
  const copied = factsOf(captured, "capture").some(({ tool }) => tool === "sospect") && !isLossy(captured);
  const firewall = json?.iptables === undefined ? line : json;
  return {
    ...present({
      there: json !== undefined || (copied ? false : undefined),
      managesFirewall: firewall?.iptables,
      valid: json?.valid,
      problem: json?.problem,
    }),
    evidence: {
      ...(firewall && { managesFirewall: firewall.source }),
      ...(json && { optionsValid: json.source }),
    },
  };
}

/** Each engine with what its version and its information tell, from whichever file tells it. */
export function enginesOf(captured: Captured, containers: readonly Container[]): Engine[] {
  return engineNames(captured).map((name) => {
    const own = factsOf(captured, "engine").filter(({ engine }) => engine === name);
    const told = <Key extends "version" | "storageDriver" | "insecureRegistries">(key: Key) =>
      own.find((fact) => fact[key] !== undefined);
    const [version, storage, insecure] = [told("version"), told("storageDriver"), told("insecureRegistries")];
    return describeEngine(captured, name, containers, {
      subject: { kind: "host", name },
      name,
      ...present({
        version: version?.version,
        storageDriver: storage?.storageDriver,
        insecureRegistries: insecure?.insecureRegistries && [...insecure.insecureRegistries],
      }),
      evidence: present({
        version: version?.source,
        storageDriver: storage?.source,
        insecureRegistries: insecure?.source,
      }),
      lacks: {
        "*": `the bundle does not tell; collect: '${name} version' and '${name} info' as root, or run collect on the node`,
      },
    });
  });
}

function engineNames(captured: Captured): EngineName[] {
  const seen = [
    ...factsOf(captured, "engine"),
    ...factsOf(captured, "container-row"),
    ...factsOf(captured, "container-details"),
  ];
  return [...new Set(seen.map(({ engine }) => engine))].sort();
}

/** The engines with their versions, for people. */
export function engineTextOf(engines: readonly Engine[]): string {
  return (
    engines.map(({ name, version }) => (version === undefined ? name : `${name} ${version}`)).join(" and ") || "unknown"
  );
}
