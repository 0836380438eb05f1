import type { EngineName } from "../engine-name.ts";
import type { Source } from "../syntax/text.ts";

/** States as docker and podman print them; podman's `configured`/`initialized` are `created`, its `stopped` is `exited`. */
export type ContainerState = "created" | "running" | "paused" | "restarting" | "removing" | "exited" | "dead";

export type HealthStatus = "none" | "starting" | "healthy" | "unhealthy";

/** One row of `ps`. */
export interface ContainerRowFact {
  readonly kind: "container-row";
  readonly engine: EngineName;
  readonly id: string;
  readonly names: readonly string[];
  readonly image?: string;
  readonly state?: ContainerState;
  readonly exitCode?: number;
  readonly health?: HealthStatus;
  /** How long ago it was started or, where it has ended, ended, in seconds: `Up 2 hours`. */
  readonly ago?: Ago;
  /** How long ago it was made, in seconds. */
  readonly created?: Ago;
  readonly source: Source;
}

/** An engine rounds: it was no less ago than this, and no more. */
export interface Ago {
  readonly least: number;
  readonly most: number;
}

/** What `inspect` tells of one container. A field that the file does not hold is absent. */
export interface ContainerDetailsFact {
  readonly kind: "container-details";
  readonly engine: EngineName;
  readonly id: string;
  readonly name?: string;
  readonly state?: ContainerState;
  readonly exitCode?: number;
  readonly error?: string;
  readonly oomKilled?: boolean;
  readonly restartCount?: number;
  readonly restartPolicy?: string;
  /** Epoch milliseconds; absent for the zero time, which means never. */
  readonly createdAt?: number;
  readonly startedAt?: number;
  readonly finishedAt?: number;
  readonly health?: HealthStatus;
  readonly failingStreak?: number;
  readonly lastProbe?: string;
  /** When the last check ended, and with what code. */
  readonly lastProbeAt?: number;
  readonly lastProbeExit?: number;
  /** The checks that the engine remembers, the earliest first; no more than the last ten. */
  readonly probes?: readonly HealthProbe[];
  /** Seconds from one check to the next, where the container's definition says so. */
  readonly healthInterval?: number;
  /** What the engine runs as the check, as one line. */
  readonly healthCommand?: string;
  readonly image?: string;
  readonly imageId?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string>>;
  readonly mounts?: readonly Mount[];
  readonly privileged?: boolean;
  /** `host` where it shares the host's process ids. */
  readonly pidMode?: string;
  readonly logDriver?: string;
  /** True when the file is not valid JSON and this was recovered from it. */
  readonly recovered: boolean;
  readonly file: string;
  /** Where each field above stands, by its name; also `configData`, the label, and `configHash`, the variable. */
  readonly sources: Readonly<Record<string, Source>>;
}

/** One run of a health check. */
export interface HealthProbe {
  /** When it ended, epoch milliseconds. */
  readonly at?: number;
  readonly exitCode?: number;
  readonly output: string;
}

export interface Mount {
  readonly source: string;
  readonly destination: string;
}

export interface StatsFact {
  readonly kind: "stats";
  readonly engine: EngineName;
  readonly id: string;
  readonly name?: string;
  readonly cpuPercent?: number;
  readonly memoryPercent?: number;
  /** Use and limit, as they stand there: `56KiB / 15.57GiB`. */
  readonly memory?: string;
  readonly source: Source;
}

/** How a container is to be started: an entry of a start-up configuration, or of the label `config_data`. */
export interface StartupFact {
  readonly kind: "startup";
  readonly container: string;
  readonly hashed: boolean;
  /** The unit that podman's generator makes of it: `stem` is its file's name. A drop-in changes a part of another file's. */
  readonly quadlet?: { readonly stem: string; readonly unit: string; readonly dropIn?: true };
  readonly definition: StartupDefinition;
  readonly source: Source;
}

export interface StartupDefinition {
  /** Absent where the entry is not whole and does not show it: then nothing follows from its absence. */
  readonly lifecycle?: "service" | "one-shot" | "exec";
  readonly exitCodes?: readonly number[];
  readonly image?: string;
  readonly restart?: string;
  /** Whether the entry defines a health check. */
  readonly healthcheck?: boolean;
  readonly configHash?: string;
  readonly volumes?: readonly string[];
  /** Containers whose mounts it takes over as well. */
  readonly volumesFrom?: readonly string[];
  readonly privileged?: boolean;
  /** `host` where it is to share the host's process ids. */
  readonly pid?: string;
  /** True where nothing of the entry is missing, so that what it does not say is not so. */
  readonly whole?: true;
}

/** One thing that happened to a container. */
export interface ContainerEventFact {
  readonly kind: "container-event";
  readonly engine: EngineName;
  readonly id: string;
  readonly action: "start" | "die" | "kill" | "stop" | "restart" | "oom" | "health";
  /** Epoch milliseconds. */
  readonly at: number;
  readonly health?: "healthy" | "unhealthy";
  readonly exitCode?: number;
  readonly source: Source;
}

/** That something was run in a container by `exec`, or by the engine to see to its health. */
export interface ExecEventFact {
  readonly kind: "exec-event";
  readonly engine: EngineName;
  readonly id: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly command: string;
  readonly source: Source;
}

/** How far back an engine's events reach. */
export interface EventSpanFact {
  readonly kind: "event-span";
  readonly engine: EngineName;
  readonly from: number;
  readonly source: Source;
}
