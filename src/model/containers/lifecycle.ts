import type { Catalogue } from "../../catalogue/catalogue.ts";
import type { ContainerMeaning } from "../../catalogue/types.ts";
import { readConfigData } from "../../parse/containers/startup.ts";
import type { EngineName } from "../../parse/engine-name.ts";
import type { ContainerDetailsFact, StartupFact } from "../../parse/facts.ts";
import { type Deployed, lifecycleInTables, type ReleaseTable } from "../releases/releases.ts";
import type { Evidence } from "../types.ts";

export interface Lifecycle {
  readonly lifecycle: "service" | "one-shot" | "leftover";
  /** What it was decided from, for people. */
  readonly from: string;
  readonly exitCodes?: readonly number[];
  readonly evidence?: Evidence;
}

/** What is known of a container when it is asked whether it is to run all the time. */
export interface LifecycleQuestion {
  readonly name: string;
  readonly engine: EngineName;
  readonly startup?: StartupFact;
  readonly details?: ContainerDetailsFact;
  readonly deployed?: Deployed;
  /** What the catalogue knows of its name. */
  readonly meaning?: ContainerMeaning;
  readonly tables: readonly ReleaseTable[];
  readonly catalogue: Catalogue;
}

/** Pacemaker's replicas: galera-bundle-docker-0, openstack-cinder-volume-podman-0. */
export const PACEMAKER_REPLICA = /^(.+)-(?:docker|podman)-\d+$/;

/** Containers that generate configuration. They are removed when they end well (0 or 2), so one that is left has failed. */
export const CONFIG_GENERATION = /^(?:docker|container)-puppet-/;

/** The exit codes of a one-shot whose start-up entry names none. */
export function usualExitCodes(name: string): readonly number[] {
  return CONFIG_GENERATION.test(name) ? [0, 2] : [0];
}

/** A start-up entry without `restart` is a one-shot's, but for the few services that run all the time without one. */
export function lifecycleDefined(
  defined: "service" | "one-shot",
  name: string,
  meaning: ContainerMeaning | undefined,
): "service" | "one-shot" {
  return meaning?.component["without-restart"]?.includes(name) === true ? "service" : defined;
}

const DECIDERS: readonly ((question: LifecycleQuestion) => Lifecycle | undefined)[] = [
  fromStartupConfiguration,
  fromConfigData,
  fromRestartPolicy,
  fromPacemakerName,
  fromReleaseTables,
  fromCatalogue,
  fromName,
];

/** Whether a container is a service or a one-shot, by the first evidence that decides; `undefined` where none does. */
export function decideLifecycle(question: LifecycleQuestion): Lifecycle | undefined {
  if (question.meaning?.kind === "helper") return undefined;
  for (const decide of DECIDERS) {
    const decided = decide(question);
    if (decided !== undefined) return decided;
  }
  return undefined;
}

function fromStartupConfiguration({ name, startup, meaning }: LifecycleQuestion): Lifecycle | undefined {
  const defined = startup?.definition.lifecycle;
  if (startup === undefined || defined === undefined || defined === "exec") return undefined;
  return {
    lifecycle: lifecycleDefined(defined, name, meaning),
    from: `its start-up configuration in ${startup.source.file}`,
    evidence: startup.source,
    ...(startup.definition.exitCodes === undefined ? {} : { exitCodes: startup.definition.exitCodes }),
  };
}

function fromConfigData({ name, details, meaning }: LifecycleQuestion): Lifecycle | undefined {
  const label = details?.labels?.["config_data"];
  const definition = label === undefined ? undefined : readConfigData(label);
  const defined = definition?.lifecycle;
  if (definition === undefined || defined === undefined || defined === "exec") return undefined;
  // From a recovered file an absent `restart` may only have been lost.
  if (defined === "one-shot" && details?.recovered === true) return undefined;
  const evidence = details?.sources["configData"];
  return {
    lifecycle: lifecycleDefined(defined, name, meaning),
    from: "its label config_data",
    ...(definition.exitCodes === undefined ? {} : { exitCodes: definition.exitCodes }),
    ...(evidence === undefined ? {} : { evidence }),
  };
}

function fromRestartPolicy({ details }: LifecycleQuestion): Lifecycle | undefined {
  const policy = details?.restartPolicy;
  if (policy === undefined || !["always", "unless-stopped", "on-failure"].includes(policy)) return undefined;
  const evidence = details?.sources["restartPolicy"];
  return {
    lifecycle: "service",
    from: `its restart policy ${policy}`,
    ...(evidence === undefined ? {} : { evidence }),
  };
}

/** Every node has its replica of galera-bundle and its like; of openstack-cinder-volume one node of the cluster has the only one. */
function fromPacemakerName({ name }: LifecycleQuestion): Lifecycle | undefined {
  return PACEMAKER_REPLICA.test(name) && name.includes("-bundle-")
    ? { lifecycle: "service", from: "being a replica of a pacemaker bundle" }
    : undefined;
}

function fromReleaseTables({ name, deployed = {}, tables }: LifecycleQuestion): Lifecycle | undefined {
  const found = lifecycleInTables(name, deployed, tables);
  if (found === undefined) return undefined;
  return { lifecycle: found.lifecycle, from: `what ${found.by} runs` };
}

/** Of openstack-cinder-volume and its like one node of the cluster has the only replica. */
function fromCatalogue({ meaning }: LifecycleQuestion): Lifecycle | undefined {
  if (meaning === undefined || meaning.bundle !== undefined || meaning.kind === "helper") return undefined;
  return { lifecycle: meaning.kind, from: "the catalogue of services, by its name" };
}

function fromName({ name, catalogue }: LifecycleQuestion): Lifecycle | undefined {
  if (CONFIG_GENERATION.test(name)) return { lifecycle: "one-shot", from: "its name" };
  if (catalogue.isOneShotName(name)) return { lifecycle: "one-shot", from: "its name" };
  return undefined;
}
