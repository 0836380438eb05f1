import type { ClusterFact, ClusterListing } from "./cluster/cluster-facts.ts";
import type { EngineName } from "./engine-name.ts";
import type { EngineInformation } from "./host/engine-information.ts";
import type { HostFact, HostListing } from "./host/host-facts.ts";
import type { LabFact } from "./lab/lab-facts.ts";
import type { LogFact, LogHitFact } from "./logs/log-facts.ts";
import type { Source, SourceText } from "./syntax/text.ts";

/** States as docker and podman print them; podman's `configured`/`initialized` are `created`, its `stopped` is `exited`. */
export type ContainerState = "created" | "running" | "paused" | "restarting" | "removing" | "exited" | "dead";

export type HealthStatus = "none" | "starting" | "healthy" | "unhealthy";

/** That a file which lists something is there, and whether what it lists is the whole. */
export interface ListingFact {
  readonly kind: "listing";
  readonly of:
    | "containers"
    | "running-containers"
    | "images"
    | "container-details"
    | "image-details"
    | "registry"
    | "events"
    | "registry-digests"
    | "lab-records"
    | HostListing
    | ClusterListing
    | "logFolders";
  readonly engine?: EngineName;
  readonly file: string;
  readonly state: "whole" | "cut" | "failed";
  /** What is wrong, where something is: the error message that the file holds, or where it breaks off. */
  readonly problem?: string;
}

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

/** One name of an image on the node: a row of `images`, or a tag or digest of `image inspect`. */
export interface ImageFact {
  readonly kind: "image";
  readonly engine: EngineName;
  readonly id: string;
  readonly repository?: string;
  readonly tag?: string;
  readonly digest?: string;
  /** Its size as the list tells it, in bytes; layers that images share count in each. */
  readonly bytes?: number;
  readonly source: Source;
}

export interface EngineFact {
  readonly kind: "engine";
  readonly engine: EngineName;
  readonly version?: string;
  readonly storageDriver?: string;
  readonly hostName?: string;
  /** Processors of the host. */
  readonly cpus?: number;
  readonly insecureRegistries?: readonly string[];
  /** What else `info` tells, by property. */
  readonly information?: EngineInformation;
  /** Where each of that stands. */
  readonly sources?: Readonly<Record<string, Source>>;
  readonly source: Source;
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

/** What identifies the node and the capture. */
export interface IdentityFact {
  readonly kind: "identity";
  readonly what:
    | "host-name"
    | "openstack-release"
    | "operating-system"
    | "captured-at"
    | "capture-ended"
    | "machine-id"
    | "boot-id";
  readonly value: string;
  readonly source: Source;
}

/** One command or copy that the tool which made the bundle recorded in its manifest. */
export interface CaptureFact {
  readonly kind: "capture";
  readonly tool: "sospect" | "sos";
  readonly command: string;
  readonly path: string;
  readonly exitCode?: number;
  readonly timedOut: boolean;
  readonly cutShort: boolean;
  /** How long it took, where the manifest tells. */
  readonly milliseconds?: number;
  /** How much was captured, before anything of it was masked. */
  readonly bytes?: number;
}

/** One file as our collector packed it. */
export interface PackedFact {
  readonly kind: "packed";
  readonly file: string;
  readonly bytes: number;
  readonly sha256?: string;
}

export interface Setting {
  readonly section: string;
  readonly key: string;
  readonly values: readonly string[];
  /** Lines of the values, from 1; a continued value stands at its first line. */
  readonly lines: readonly number[];
}

/** A file of settings: oslo.config, or another ini. */
export interface ConfigFileFact {
  readonly kind: "config-file";
  readonly file: string;
  readonly settings: readonly Setting[];
  /** The lines at which its sections begin. */
  readonly sections: readonly { readonly name: string; readonly line: number }[];
  readonly mtime?: number;
  /** True when a scrubber has rewritten it, so that neither its masked values nor its time prove anything. */
  readonly scrubbed: boolean;
  /** Why it is not whole; absent when it is. */
  readonly problem?: string;
  /** Lines at which oslo.config refuses the file; absent where another reader reads it. */
  readonly mistakes?: readonly ConfigMistake[];
}

/** A line that the reader of a configuration file refuses. */
export interface ConfigMistake {
  readonly problem: string;
  readonly source: Source;
}

/** A configuration file that is no ini: its lines that are neither blank nor comments, with their numbers. */
export interface ConfigTextFact {
  readonly kind: "config-text";
  readonly file: string;
  readonly lines: readonly { readonly line: number; readonly text: string }[];
  readonly mtime?: number;
  readonly problem?: string;
}

/** What kolla_start copies into a container and runs there: config.json. */
export interface KollaConfigFact {
  readonly kind: "kolla-config";
  readonly file: string;
  readonly command?: string;
  readonly copies: readonly KollaCopy[];
  /** Why kolla_start refuses the file; absent where it does not, or where that is not certain. */
  readonly refusal?: string;
  /** Why it is not known whether kolla_start takes it. */
  readonly problem?: string;
  readonly source: Source;
}

export interface KollaCopy {
  readonly from: string;
  readonly to: string;
  readonly optional: boolean;
  readonly source: Source;
}

/** A folder of logs, as `ls -l` shows it. */
export interface LogFolderFact {
  readonly kind: "log-folder";
  readonly folder: string;
  /** Whose it is, by name or number. */
  readonly owner: string;
  readonly mode: string;
  readonly source: Source;
}

/** The checksum that puppet left beside a configuration volume: VOLUME.md5sum. */
export interface ChecksumFact {
  readonly kind: "checksum";
  readonly volume: string;
  readonly generated: boolean;
  readonly value: string;
  readonly mtime?: number;
  readonly source: Source;
}

/** How a container is to be started: an entry of a start-up configuration, or of the label `config_data`. */
export interface StartupFact {
  readonly kind: "startup";
  readonly container: string;
  readonly hashed: boolean;
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

/** An image that a deployment is to have: from an image list. */
export interface RequiredImageFact {
  readonly kind: "required-image";
  readonly reference: string;
  /** `imagename`, as the list has it. */
  readonly listedAs: string;
  /** The registry that the list says the image is pushed to: `host:port`. */
  readonly pushDestination?: string;
  readonly source: Source;
}

export interface RegistryFact {
  readonly kind: "registry";
  readonly repository: string;
  /** The tags it serves; absent where only the catalog names the repository. */
  readonly tags?: readonly string[];
  readonly source: Source;
}

/** The digest that a registry has for a tag now. */
export interface RegistryDigestFact {
  readonly kind: "registry-digest";
  /** `host:port` that was asked. */
  readonly host: string;
  readonly repository: string;
  readonly tag: string;
  readonly digest: string;
  readonly source: Source;
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

/** That a file is there, of those whose times or sizes count; its bytes pass by unread. */
interface FileFact {
  readonly kind: "file";
  readonly file: string;
  readonly size: number;
  readonly mtime?: number;
  /** Permission bits and numbers of the owner and its group, as the archive has them. */
  readonly mode?: number;
  readonly uid?: number;
  readonly gid?: number;
}

/** That a file does not hold, or may not hold, what was captured. */
export interface DamageFact {
  readonly kind: "damage";
  readonly file: string;
  /** What is wrong, to follow the file's name. */
  readonly reason: string;
  /**
   * `cut`: what was read of it is right, and more is missing; `altered`: what was read may be wrong anywhere; `doubted`: it
   * is unlike what the manifest says, which does not say what was packed.
   */
  readonly damage: "cut" | "altered" | "doubted";
}

export type Fact =
  | ListingFact
  | DamageFact
  | ContainerRowFact
  | ContainerDetailsFact
  | ImageFact
  | EngineFact
  | StatsFact
  | IdentityFact
  | CaptureFact
  | PackedFact
  | ConfigFileFact
  | ConfigTextFact
  | KollaConfigFact
  | LogFolderFact
  | LabFact
  | FileFact
  | LogFact
  | LogHitFact
  | ChecksumFact
  | StartupFact
  | RequiredImageFact
  | RegistryFact
  | RegistryDigestFact
  | ContainerEventFact
  | EventSpanFact
  | ExecEventFact
  | HostFact
  | ClusterFact;

/** Reads one kind of file. Pure: the same text gives the same facts, and no text makes it throw. */
export interface Parser {
  /** What it reads, in the field's words. */
  readonly artefact: string;
  /** Globs over paths inside a bundle. */
  readonly paths: readonly string[];
  /** Each line of its files stands for itself: what is damaged in one changes no other. */
  readonly eachLine?: true;
  readonly parse: (source: SourceText) => Fact[];
}
