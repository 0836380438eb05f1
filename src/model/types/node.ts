import { type Static, Type } from "typebox";
import { BundleState } from "./bundle.ts";
import { ConfigUse, GeneratedFile, Setting } from "./config.ts";
import { Container } from "./container.ts";
import type { FamilyCoverage } from "./coverage.ts";
import { Engine } from "./host.ts";
import { Image, type RegistryView, RequiredImage } from "./images.ts";
import { Log, LogHit, type SearchedLog } from "./logs.ts";
import { maybe, record, text, texts } from "./sourced.ts";

/** What rules see of a node: its own values, and the lists of its records. */
export const Node = record("Node", "host", {
  name: text("The host's short name"),
  release: maybe(text("OpenStack release: 12 to 17")),
  engines: Type.Array(Engine, { description: "The engines that it runs" }),
  images: Type.Array(Image, { description: "Every name of an image that it has" }),
  logs: Type.Array(Log, { description: "The logs of services" }),
  logStubs: texts("Services whose folder in /var/log holds the note that their logs are in /var/log/containers"),
  logHits: Type.Array(LogHit, { description: "What rules found in logs" }),
  bundle: BundleState,
  containers: Type.Array(Container),
  requiredImages: Type.Array(RequiredImage),
  settings: Type.Array(Setting, { description: "What is set in /etc in files that puppet-generated has too" }),
  configUses: Type.Array(ConfigUse, { description: "Which container copies which configuration volume" }),
  generatedFiles: Type.Array(GeneratedFile, { description: "The configuration files of all volumes" }),
});

export type Node = Static<typeof Node> & {
  readonly source: string;
  readonly kind: "sospect" | "sosreport";
  /** The engines with their versions, for people. */
  readonly engineText: string;
  readonly coverage: FamilyCoverage;
  readonly notes: readonly string[];
  readonly searchedLogs: readonly SearchedLog[];
  /** What its part in questions on the whole deployment is made from. */
  readonly registry: RegistryView;
};
