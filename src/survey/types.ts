import type { Severity } from "../rules/outcome.ts";

/**
 * What a report shows of the nodes beside what is wrong with them. Plain data, bounded in size, without secrets; texts are
 * as the bundle has them, and made harmless where they are shown. Times are epoch milliseconds. What is absent is not known.
 */
export interface Survey {
  /** In the order of the result's nodes. */
  readonly nodes: readonly NodeSurvey[];
  readonly images: readonly ImageRow[];
  /** The lines around what findings quote. */
  readonly excerpts: readonly Excerpt[];
}

export interface NodeSurvey {
  readonly name: string;
  readonly capturedAt?: number;
  readonly bootedAt?: number;
  readonly containers: readonly ContainerSurvey[];
  /** Whether the bundle lists all of its containers, so that what is not among them is not there. */
  readonly listed: boolean;
  /** Containers that the node is to have and has not. */
  readonly missing: readonly MissingContainer[];
  /** What happened on it, the earliest first. */
  readonly events: readonly NodeEvent[];
  /** How many events were left out, since there are too many. */
  readonly moreEvents: number;
  readonly errorRates: readonly ErrorRate[];
  /** Settings that /etc, puppet-generated and containers do not have alike. */
  readonly drift: readonly DriftRow[];
  readonly moreDrift: number;
  /** Files that were changed when they should not have been; what changed in them is not known. */
  readonly changedFiles?: readonly ChangedFile[];
  /** The configuration volumes of its services. */
  readonly volumes: readonly ConfigVolume[];
  /** The ends of logs that belong to no one container. */
  readonly logs: readonly LogTail[];
  readonly memory?: { readonly totalBytes: number; readonly availableBytes?: number };
  readonly disks: readonly DiskSurvey[];
  readonly capture: CaptureSurvey;
  /** Why the bundle could not be read a second time, for what stands in its logs and around what is quoted. */
  readonly problem?: string;
}

/**
 * What a container comes to, in a word:
 * healthy, and its own check says so; running, with no check; starting, its check has not passed yet; unhealthy;
 * done: ended as it is to; failed: ended, and is not to have; held: created, paused, restarting, being removed, or a one-shot
 * that does not come to its end; leftover: another one runs in its place; missing: is to be there and is not; unknown: the
 * bundle does not tell, or nobody runs its check any more.
 */
export const conditions = [
  "failed",
  "missing",
  "unhealthy",
  "held",
  "starting",
  "unknown",
  "running",
  "healthy",
  "done",
  "leftover",
] as const;
export type Condition = (typeof conditions)[number];

export interface MissingContainer {
  readonly name: string;
  readonly lifecycle: string;
  /** What says that it is to be there. */
  readonly source: string;
}

export interface ContainerSurvey {
  readonly name: string;
  /** docker or podman. */
  readonly engine: string;
  /** 12 hexadecimal digits. */
  readonly id: string;
  readonly condition: Condition;
  readonly state?: string;
  readonly exitCode?: number;
  readonly exitMeaning?: string;
  readonly lifecycle?: string;
  readonly lifecycleSource?: string;
  readonly manager?: string;
  readonly health?: HealthSurvey;
  readonly image?: string;
  readonly imageId?: string;
  readonly createdAt?: number;
  readonly startedAt?: number;
  readonly finishedAt?: number;
  readonly restartCount?: number;
  readonly restartPolicy?: string;
  readonly privileged?: boolean;
  readonly logDriver?: string;
  /** Absent where the bundle has no inspection of it. */
  readonly labels?: readonly NamedValue[];
  readonly environment?: readonly NamedValue[];
  readonly mounts?: readonly { readonly source: string; readonly destination: string }[];
  /** Why there is no more of it, and what to collect; absent where it was inspected. */
  readonly uninspected?: string;
  /** True where its inspection was not valid JSON and was recovered. */
  readonly recovered: boolean;
  /** The worst that rules found on the container itself and nobody accepted, whatever its condition. */
  readonly severity?: Severity;
  readonly usage?: Usage;
  /** Names of the configuration volumes that it copies when it starts. */
  readonly volumes: readonly string[];
  /** The ends of the logs that it writes. */
  readonly logs: readonly LogTail[];
  readonly commands: { readonly restart: string; readonly logs: string; readonly inspect: string };
}

export interface NamedValue {
  readonly name: string;
  readonly value: string;
}

export interface HealthSurvey {
  /** none, starting, healthy or unhealthy. */
  readonly status: string;
  /** engine or timer. */
  readonly by?: string;
  readonly failingStreak?: number;
  /** The checks that the engine remembers, the earliest first. */
  readonly probes: readonly Probe[];
}

export interface Probe {
  readonly at?: number;
  readonly exitCode?: number;
  readonly output: string;
}

/** What a container used at the moment of the capture. */
export interface Usage {
  /** Of one processor: 200 is two of them. */
  readonly cpuPercent?: number;
  /** Of its limit, or of the node's memory where it has none. */
  readonly memoryPercent?: number;
  /** As the engine prints it: 1.2GiB / 4GiB. */
  readonly memory?: string;
}

export const eventKinds = [
  "booted",
  "created",
  "started",
  "exited",
  "killed",
  "unhealthy",
  "healthy",
  "log",
  "burst",
  "captured",
] as const;
export type EventKind = (typeof eventKinds)[number];

/** One thing that happened on a node: of a container, of a log (what a rule found there, a burst of errors), of the node. */
export interface NodeEvent {
  readonly at: number;
  /** Set where it lasted: of a burst, and of lines of a log from the first to the last. */
  readonly until?: number;
  readonly kind: EventKind;
  /** The container's, service's or log's name; the node's where it is of the node as a whole. */
  readonly subject: string;
  /** What happened, for people: exit code 137, ended by SIGKILL. */
  readonly text: string;
  readonly severity?: Severity;
  /** True where the time is of the node's own clock in a time zone that is not known. */
  readonly uncertain?: true;
  readonly file?: string;
  readonly line?: number;
}

/** How many errors a service wrote to its logs, by time. */
export interface ErrorRate {
  readonly service: string;
  /** When the first step begins. */
  readonly from: number;
  /** How long a step is, milliseconds. */
  readonly step: number;
  readonly counts: readonly number[];
  readonly errors: number;
  readonly warnings: number;
  readonly uncertain?: true;
}

/** One setting that is not alike where it should be, or is set where it has no effect. */
export interface DriftRow {
  /** As the service reads it: /etc/nova/nova.conf */
  readonly file: string;
  readonly section: string;
  readonly key: string;
  /**
   * What happened: an edit in /etc without effect; not loaded by the container since it started; changed inside the container.
   * `differs`: the bundle does not decide whether it has an effect.
   */
  readonly kind: "no-effect" | "not-loaded" | "changed-inside" | "differs";
  readonly etc?: Sited;
  readonly generated?: Sited;
  readonly inside?: Sited & { readonly container: string };
  /** True where a value is masked, so that it proves nothing. */
  readonly masked: boolean;
}

/**
 * A file of puppet-generated that was changed after puppet had written it (by hand), or that is newer than the start of a
 * container which copies it (after the start).
 */
export interface ChangedFile {
  readonly file: string;
  readonly volume: string;
  readonly kind: "by-hand" | "after-start";
  /** How long after that. */
  readonly secondsAfter: number;
  /** The container that runs without it. */
  readonly container?: string;
}

/** A value with its place in the bundle; `value` is absent where the file is there and does not set it. */
export interface Sited {
  readonly value?: string;
  readonly file: string;
  readonly line?: number;
}

/** A folder of puppet-generated, or of kolla's: what containers copy when they start. */
export interface ConfigVolume {
  readonly name: string;
  readonly containers: readonly string[];
  readonly files: readonly ConfigFile[];
}

/** A configuration file without blank lines and comments. */
export interface ConfigFile {
  /** Its place on the host. */
  readonly file: string;
  readonly lines: readonly { readonly line: number; readonly text: string }[];
  readonly moreLines: number;
}

/** The end of a log. */
export interface LogTail {
  /** What it is called wherever it lies: nova/nova-compute.log, stdout:NAME. */
  readonly log: string;
  readonly file: string;
  /** The number of the first of these lines. */
  readonly first: number;
  readonly lines: readonly string[];
}

export interface DiskSurvey {
  readonly mount: string;
  readonly usedPercent?: number;
  readonly sizeBytes?: number;
}

/** What was captured on the node, and how it was read. */
export interface CaptureSurvey {
  readonly entries: number;
  readonly bytes: number;
  /** How long reading and parsing took. */
  readonly milliseconds: number;
  /** How long the collector took on the node, where the manifest tells. */
  readonly collectedMilliseconds?: number;
  /** Captures that failed, hung or were cut short. */
  readonly faulty: readonly FaultyCapture[];
  /** How many more such captures there are than these. */
  readonly moreFaulty?: number;
  readonly captures: number;
  /** Those that took longest, the longest first, where the manifest tells. */
  readonly slowest?: readonly { readonly command: string; readonly milliseconds: number }[];
  /** Files that were not valid and were recovered. */
  readonly recovered: readonly string[];
}

export interface FaultyCapture {
  readonly command: string;
  readonly path: string;
  readonly exitCode?: number;
  readonly timedOut: boolean;
  readonly cutShort: boolean;
}

/** One image on all nodes and in the registry, by tag. */
export interface ImageRow {
  /** Without host and tag: rhosp13/openstack-nova-compute. */
  readonly name: string;
  /** The tags that containers, start-up configurations and image lists ask for, each with who does. */
  readonly required: readonly { readonly tag: string; readonly by: readonly string[] }[];
  readonly registry: { readonly state: "served" | "absent" | "unknown"; readonly tags: readonly string[] };
  /** One for each node, in their order. */
  readonly nodes: readonly ImageOnNode[];
}

export interface ImageOnNode {
  /** used: a container runs it; present: the node has it; missing: it is to have it and has not; none: it needs none. */
  readonly state: "used" | "present" | "missing" | "none" | "unknown";
  readonly tags: readonly string[];
}

/** A few lines of a file of a bundle, with one that is meant. */
export interface Excerpt {
  readonly node: string;
  readonly file: string;
  readonly line: number;
  /** The number of the first of these lines. */
  readonly first: number;
  readonly lines: readonly string[];
  /** What of the line a rule looked for. */
  readonly mark?: { readonly start: number; readonly end: number };
}
