import type {
  CaptureFact,
  DamageFact,
  FileFact,
  IdentityFact,
  ListingFact,
  PackedFact,
} from "./bundle/bundle-facts.ts";
import type { ClusterFact } from "./cluster/cluster-facts.ts";
import type { ConditionFact, PodFact, PodListFact } from "./cluster/pod-facts.ts";
import type { ChecksumFact, ConfigFileFact, ConfigTextFact, KollaConfigFact } from "./config/config-facts.ts";
import type {
  ContainerDetailsFact,
  ContainerEventFact,
  ContainerRowFact,
  EventSpanFact,
  ExecEventFact,
  StartupFact,
  StatsFact,
} from "./containers/container-facts.ts";
import type { EngineFact } from "./host/engine-facts.ts";
import type { HostFact } from "./host/host-facts.ts";
import type { ImageFact, RequiredImageFact } from "./images/image-facts.ts";
import type { LabFact } from "./lab/lab-facts.ts";
import type { LogFact, LogHitFact } from "./logs/log-facts.ts";
import type { LogFolderFact } from "./logs/log-folder-facts.ts";
import type { RegistryDigestFact, RegistryFact } from "./registry/registry-facts.ts";
import type { SourceText } from "./syntax/text.ts";

export type * from "./bundle/bundle-facts.ts";
export type * from "./config/config-facts.ts";
export type * from "./containers/container-facts.ts";
export type * from "./host/engine-facts.ts";
export type * from "./images/image-facts.ts";
export type * from "./logs/log-folder-facts.ts";
export type * from "./registry/registry-facts.ts";

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
  | ClusterFact
  | PodFact
  | PodListFact
  | ConditionFact;

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
