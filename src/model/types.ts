import type { TObject } from "typebox";
import { BundleState } from "./types/bundle.ts";
import * as cluster from "./types/cluster.ts";
import { ConfigUse, GeneratedFile, Setting } from "./types/config.ts";
import {
  ConfigCopy,
  ConfigMistake,
  ConfigMount,
  ConfigPermission,
  ConfigSource,
  ConfigStart,
  KollaConfig,
  LogFolder,
  OpenFile,
} from "./types/config-copies.ts";
import { Commands, Container, Health } from "./types/container.ts";
import { ContainerHistory, ContainerLoad, Contradiction, DefinedContainer, PeerStart } from "./types/container-life.ts";
import { Deployment } from "./types/deployment.ts";
import { Exec, GeneratedOption } from "./types/exercise.ts";
import { ExpectedContainer } from "./types/expected.ts";
import {
  ApiPort,
  Clock,
  ContainerUnit,
  Disk,
  Engine,
  ExposedCommand,
  Kill,
  Load,
  Memory,
  OwnRegistry,
  Rival,
  Selinux,
  Unit,
  UsedRegistry,
} from "./types/host.ts";
import {
  DanglingImages,
  Image,
  ImageUse,
  ListedImage,
  PacemakerImage,
  ProjectBuilds,
  PulledImage,
  RegistryImage,
  RegistryRepository,
  Repository,
  RequiredImage,
  UntaggedImage,
} from "./types/images.ts";
import { Lab, LabAnswer } from "./types/lab.ts";
import { Log, LogHit } from "./types/logs.ts";
import { Node } from "./types/node.ts";
import {
  BindAddress,
  ControllerFile,
  DebugUse,
  OptionGroup,
  RepeatedOption,
  SharedAddress,
  TunnelAgent,
  WorkerOption,
} from "./types/options.ts";
import { ClusterCondition, Pod } from "./types/pods.ts";
import { Reach } from "./types/reach.ts";
import { Tool } from "./types/tool.ts";

/**
 * The typed model of what was captured. Rules are checked against these types when they are loaded, and every property
 * is a name that a rule may use. A property that is absent is one that the bundle does not decide.
 */

export type * from "./types/bundle.ts";
export type * from "./types/cluster.ts";
export type * from "./types/config.ts";
export type * from "./types/config-copies.ts";
export type * from "./types/container.ts";
export type * from "./types/container-life.ts";
export * from "./types/coverage.ts";
export type * from "./types/deployment.ts";
export type * from "./types/exercise.ts";
export type * from "./types/expected.ts";
export type * from "./types/host.ts";
export type * from "./types/images.ts";
export type * from "./types/lab.ts";
export type * from "./types/logs.ts";
export type * from "./types/node.ts";
export type * from "./types/options.ts";
export type * from "./types/pods.ts";
export type * from "./types/reach.ts";
export type { Evidence, Sourced, SubjectKind } from "./types/sourced.ts";
export type * from "./types/tool.ts";

/** The model's object types in the order in which they refer to each other, for the rule engine. */
export const modelTypes = [
  Tool,
  Health,
  Commands,
  Container,
  ExpectedContainer,
  DefinedContainer,
  Contradiction,
  ContainerHistory,
  PeerStart,
  ContainerLoad,
  RequiredImage,
  ImageUse,
  UntaggedImage,
  PacemakerImage,
  DanglingImages,
  ListedImage,
  Setting,
  ConfigUse,
  GeneratedFile,
  ConfigCopy,
  KollaConfig,
  ConfigSource,
  ConfigMount,
  ConfigStart,
  ConfigPermission,
  LogFolder,
  OpenFile,
  ConfigMistake,
  RepeatedOption,
  DebugUse,
  WorkerOption,
  BindAddress,
  TunnelAgent,
  OptionGroup,
  SharedAddress,
  ControllerFile,
  Engine,
  ApiPort,
  Clock,
  ContainerUnit,
  Disk,
  ExposedCommand,
  Kill,
  Load,
  Memory,
  OwnRegistry,
  Rival,
  Selinux,
  Unit,
  UsedRegistry,
  Image,
  Log,
  LogHit,
  Lab,
  LabAnswer,
  Exec,
  GeneratedOption,
  BundleState,
  ...Object.values(cluster),
  Node,
  RegistryImage,
  Repository,
  RegistryRepository,
  PulledImage,
  ProjectBuilds,
  Reach,
  Pod,
  ClusterCondition,
  Deployment,
] as unknown as readonly TObject[];
