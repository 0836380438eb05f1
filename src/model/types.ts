import type { TObject } from "typebox";
import { BundleState } from "./types/bundle.ts";
import { ConfigUse, GeneratedFile, Setting } from "./types/config.ts";
import { Commands, Container, Health } from "./types/container.ts";
import { Deployment } from "./types/deployment.ts";
import { Engine } from "./types/host.ts";
import { Image, RegistryImage, Repository, RequiredImage } from "./types/images.ts";
import { Log, LogHit } from "./types/logs.ts";
import { Node } from "./types/node.ts";

/**
 * The typed model of what was captured. Rules are checked against these types when they are loaded, and every property
 * is a name that a rule may use. A property that is absent is one that the bundle does not decide.
 */

export type * from "./types/bundle.ts";
export type * from "./types/config.ts";
export type * from "./types/container.ts";
export * from "./types/coverage.ts";
export type * from "./types/deployment.ts";
export type * from "./types/host.ts";
export type * from "./types/images.ts";
export type * from "./types/logs.ts";
export type * from "./types/node.ts";
export type { Evidence, Sourced, SubjectKind } from "./types/sourced.ts";

/** The model's object types in the order in which they refer to each other, for the rule engine. */
export const modelTypes = [
  Health,
  Commands,
  Container,
  RequiredImage,
  Setting,
  ConfigUse,
  GeneratedFile,
  Engine,
  Image,
  Log,
  LogHit,
  BundleState,
  Node,
  RegistryImage,
  Repository,
  Deployment,
] as unknown as readonly TObject[];
