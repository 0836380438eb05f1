import type { Evidence, Sourced } from "../model/types.ts";

/** The line of a property, or those of the properties below it, or that of the one around it. */
export function linesFor({ evidence }: Sourced, property: string): Evidence[] {
  const own = evidence[property];
  if (own !== undefined) return [own];
  const below = Object.entries(evidence).filter(([key]) => key.startsWith(`${property}.`));
  if (below.length > 0) return below.map(([, line]) => line);
  const around = evidence[property.split(".")[0] ?? ""];
  return around === undefined ? [] : [around];
}
