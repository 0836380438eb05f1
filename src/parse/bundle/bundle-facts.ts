import type { ClusterListing } from "../cluster/cluster-facts.ts";
import type { EngineName } from "../engine-name.ts";
import type { HostListing } from "../host/host-facts.ts";
import type { Source } from "../syntax/text.ts";

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

/** That a file is there, of those whose times or sizes count; its bytes pass by unread. */
export interface FileFact {
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
