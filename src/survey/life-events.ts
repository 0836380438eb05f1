import type { Masker } from "../mask/masker.ts";
import { sightingsIn } from "../model/releases/sightings.ts";
import type { Container } from "../model/types.ts";
import type { ContainerDetailsFact, HealthProbe } from "../parse/facts.ts";
import { present } from "../parse/present.ts";
import { shortened } from "../parse/syntax/text.ts";
import { exitText } from "./exit-text.ts";
import type { Place } from "./place.ts";
import type { ContainerSurvey, NodeEvent } from "./types.ts";

const LONGEST_OUTPUT = 200;

/** What the inspection of each container tells of its life. */
export function lifeEvents({ node, captured, masker }: Place, surveys: readonly ContainerSurvey[]): NodeEvent[] {
  const details = new Map(sightingsIn(captured).map(({ id, details }) => [id.slice(0, 12), details]));
  return node.containers.flatMap((container, index) => {
    const known = details.get(container.id);
    const survey = surveys[index];
    return known === undefined || survey === undefined ? [] : eventsOf(container, known, survey, masker);
  });
}

function eventsOf(
  container: Container,
  details: ContainerDetailsFact,
  { condition, severity }: ContainerSurvey,
  masker: Masker,
): NodeEvent[] {
  const { createdAt, startedAt, finishedAt } = details;
  const event = (
    kind: NodeEvent["kind"],
    at: number | undefined,
    more: Partial<Pick<NodeEvent, "text" | "severity" | "file" | "line">>,
  ): NodeEvent[] => (at === undefined ? [] : [{ at, kind, subject: container.name, text: "", ...more }]);
  const ended = container.state === "exited" || container.state === "dead";
  const atFault = condition === "failed" ? present({ severity }) : {};
  const exit = ended ? { text: exitText(container.exitCode), ...atFault } : {};
  const change = healthChange(container, details.probes ?? []);
  return [
    ...event("created", createdAt, placeOf(details, "createdAt")),
    ...event("started", startedAt, placeOf(details, "startedAt")),
    ...event("exited", finishedAt, { ...exit, ...placeOf(details, "finishedAt") }),
    ...event(change?.kind ?? "healthy", change?.at, {
      text: change === undefined ? "" : shortened(masker.text(change.output), LONGEST_OUTPUT),
      ...(condition === "unhealthy" ? present({ severity }) : {}),
      ...placeOf(details, "lastProbe"),
    }),
  ];
}

interface Change {
  readonly kind: "healthy" | "unhealthy";
  readonly at: number | undefined;
  readonly output: string;
}

/** When the checks began to end as they do now; only where one that the engine remembers ended otherwise. */
function healthChange({ health }: Container, probes: readonly HealthProbe[]): Change | undefined {
  if (health?.by !== "engine" || (health.status !== "healthy" && health.status !== "unhealthy")) return undefined;
  const kind = health.status;
  const isAsNow = ({ exitCode }: HealthProbe) => (kind === "healthy" ? exitCode === 0 : exitCode !== 0);
  if (probes.some(({ exitCode }) => exitCode === undefined)) return undefined;
  const before = probes.findLastIndex((probe) => !isAsNow(probe));
  const first = probes[before + 1];
  return before < 0 || first === undefined ? undefined : { kind, at: first.at, output: first.output };
}

function placeOf({ sources }: ContainerDetailsFact, field: string): Pick<NodeEvent, "file" | "line"> {
  const source = sources[field];
  return source === undefined ? {} : { file: source.file, line: source.line };
}
