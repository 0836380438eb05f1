import type { Rule } from "../../rules/rule.ts";
import type { ToldData } from "../../rules/schema.ts";
import { code } from "./markdown.ts";

const MEANS: Readonly<Record<ToldData["state"], string>> = {
  down: "is down",
  degraded: "is degraded",
  restarting: "is restarting",
  unhealthy: "is unhealthy",
  "cut-off": "is cut off",
  misconfigured: "is misconfigured",
  refused: "is not let start",
  exhausted: "has used up",
  lost: "is lost",
  symptom: "shows that something went wrong, which explains nothing else",
};

/** What a finding of a rule means, a line for each thing that it tells; undefined where the rule does not say it. */
export function tellsPart({ source }: Rule): string | undefined {
  const { tells } = source.data;
  if (tells === undefined) return undefined;
  const lines = tells === "nothing" ? ["Nothing follows from it."] : [tells].flat().map((one) => `- ${toldLine(one)}`);
  return `## What it tells\n\n${lines.join("\n")}`;
}

/** The same in one line, for a terminal. */
export function tellsLine({ source }: Rule): string | undefined {
  const { tells } = source.data;
  if (tells === undefined || tells === "nothing") return tells;
  return [tells]
    .flat()
    .map(({ state, from, resource }) => [state, from, resource].filter((word) => word !== undefined).join(" "))
    .join(", ");
}

function toldLine({ state, from, resource, at, of, on, when }: ToldData): string {
  const component = state === "lost" || state === "exhausted" ? "The node" : "The component of what it looks at";
  const whose = of === undefined ? component : code(of);
  return [
    `${whose} ${MEANS[state]}`,
    from === undefined ? "" : ` from ${code(from)}`,
    resource === undefined ? "" : ` ${code(resource)}`,
    at === undefined ? "" : `, at ${code(at)}`,
    on === undefined ? "" : `, on ${code(on)}`,
    when === undefined ? "" : `, where ${code(when)}`,
    ".",
  ].join("");
}
