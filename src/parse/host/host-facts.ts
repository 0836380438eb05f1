import type { EngineName } from "../engine-name.ts";
import type { Source } from "../syntax/text.ts";

/** What a row of `df` tells of one mounted file system: of its room, or of its inodes. */
export interface DiskFact {
  readonly kind: "disk";
  readonly of: "room" | "inodes";
  readonly device: string;
  readonly mountPoint: string;
  /** Absent where the file system counts none, as btrfs does of inodes. */
  readonly usedPercent?: number;
  /** KiB, or inodes. */
  readonly free?: number;
  /** All room, KiB. */
  readonly size?: number;
  readonly source: Source;
}

/** A figure of the node. */
export interface HostNumberFact {
  readonly kind: "host-number";
  readonly what:
    | "memory-total-kib"
    | "memory-available-kib"
    | "swap-total-kib"
    | "swap-free-kib"
    | "load-15"
    | "cpus"
    | "uptime-seconds"
    | "chrony-offset-seconds"
    | "ntp-offset-seconds";
  readonly value: number;
  readonly source: Source;
}

/** A word that the node says of itself. */
export interface HostWordFact {
  readonly kind: "host-word";
  readonly what:
    | "chrony-synchronised"
    | "ntp-synchronised"
    | "kernel-synchronised"
    | "time-service"
    | "selinux-mode"
    | "utc-offset";
  readonly value: string;
  readonly source: Source;
}

/** A unit of systemd, as a listing or `show` prints it. */
export interface UnitFact {
  readonly kind: "unit";
  readonly name: string;
  readonly load?: string;
  readonly active: string;
  readonly sub: string;
  readonly description?: string;
  /** How its main process ended last: success, exit-code, … */
  readonly result?: string;
  /** Seconds after the node's boot at which it became active. */
  readonly enteredAfterBoot?: number;
  readonly source: Source;
}

/** A process that the kernel killed for want of memory. */
export interface KillFact {
  readonly kind: "kill";
  readonly process: string;
  readonly pid: number;
  /** The id of the container that its control group names. */
  readonly containerId?: string;
  /** Seconds after the node's boot. */
  readonly afterBoot?: number;
  /** The time as `dmesg -T` prints it, as if it were UTC: epoch milliseconds. */
  readonly localTime?: number;
  readonly source: Source;
}

/** A process whose command line may tell a secret. */
export interface ProcessFact {
  readonly kind: "process";
  readonly command: string;
  readonly user?: string;
  readonly source: Source;
}

/** A socket that listens. */
export interface PortFact {
  readonly kind: "port";
  readonly port: number;
  readonly address: string;
  readonly process?: string;
  readonly source: Source;
}

/** What a file of an engine's own configuration says. */
export interface EngineOptionsFact {
  readonly kind: "engine-options";
  readonly engine: EngineName;
  readonly file: string;
  /** Absent where it is not known, as of an empty file. */
  readonly valid?: boolean;
  /** Why it is not valid. */
  readonly problem?: string;
  /** Registries that may be asked without TLS. */
  readonly insecureRegistries: readonly string[];
  /** False where the engine is told to leave the firewall alone. */
  readonly iptables?: boolean;
  readonly source: Source;
}

/** That this node is to serve images: the registry's own configuration. */
interface RegistryServiceFact {
  readonly kind: "registry-service";
  readonly address?: string;
  readonly unit: string;
  readonly source: Source;
}

export type HostFact =
  | DiskFact
  | HostNumberFact
  | HostWordFact
  | UnitFact
  | KillFact
  | ProcessFact
  | PortFact
  | EngineOptionsFact
  | RegistryServiceFact;

/** What a listing of the node itself is of. */
export type HostListing =
  | "disks"
  | "inodes"
  | "memory"
  | "load"
  | "clock"
  | "selinux"
  | "units"
  | "failed-units"
  | "kills"
  | "ports"
  | "processes"
  | "engine-info";
