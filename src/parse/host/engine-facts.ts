import type { EngineName } from "../engine-name.ts";
import type { Source } from "../syntax/text.ts";
import type { EngineInformation } from "./engine-information.ts";

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
