import { maskValue } from "../mask/mask-value.ts";
import type { Masker } from "../mask/masker.ts";
import type { ContainerDetailsFact } from "../parse/facts.ts";
import { present } from "../parse/present.ts";
import { shortened } from "../parse/syntax/text.ts";
import type { ContainerSurvey, NamedValue } from "./types.ts";

const MOST_VALUES = 100;
const LONGEST_NAME = 120;
const LONGEST_VALUE = 240;
/** A whole entry of a start-up configuration, and the longest of all labels by far. */
const LONGEST_CONFIG_DATA = 1200;

type Inspected = Pick<
  ContainerSurvey,
  "createdAt" | "startedAt" | "finishedAt" | "privileged" | "labels" | "environment" | "mounts"
>;

/** What `inspect` tells of a container beside what the model has of it; without secrets, which names of variables tell. */
export function inspected(details: ContainerDetailsFact, masker: Masker): Inspected {
  const { createdAt, startedAt, finishedAt, privileged, mounts } = details;
  return present({
    ...{ createdAt, startedAt, finishedAt, privileged },
    labels: valuesOf(details.labels, masker),
    environment: valuesOf(details.environment, masker),
    mounts: mounts?.slice(0, MOST_VALUES).map(({ source, destination }) => ({
      source: shortened(source, LONGEST_VALUE),
      destination: shortened(destination, LONGEST_VALUE),
    })),
  });
}

function valuesOf(values: Readonly<Record<string, string>> | undefined, masker: Masker): NamedValue[] | undefined {
  if (values === undefined) return undefined;
  return Object.entries(values)
    .slice(0, MOST_VALUES)
    .map(([name, value]) => ({
      name: shortened(masker.text(name), LONGEST_NAME),
      value: shortened(maskValue(masker, name, value, "="), longestOf(name)),
    }));
}

function longestOf(name: string): number {
  return name === "config_data" ? LONGEST_CONFIG_DATA : LONGEST_VALUE;
}
