import type { ContainerDetailsFact, ContainerRowFact, HealthProbe, HealthStatus } from "../../../parse/facts.ts";
import type { Span } from "../captured-for.ts";
import { type Dispute, type MakeDispute, quoted, slackOf } from "./dispute.ts";

/** A check that fails is counted, and one that passes ends the count. */
export function healthAlone(details: ContainerDetailsFact): Dispute[] {
  const { engine, state, health, failingStreak, lastProbeExit, recovered, sources } = details;
  if (engine !== "docker" || state !== "running" || recovered) return [];
  const dispute = (text: string, ...lines: readonly string[]): Dispute[] => [
    { about: "health", text, lines: lines.map((field) => sources[field]) },
  ];
  if (health === "unhealthy" && failingStreak === 0)
    return dispute(
      `inspect says unhealthy${quoted(sources["health"])}, and that no check has failed${quoted(sources["failingStreak"])}`,
      "health",
      "failingStreak",
    );
  if (health === "unhealthy" && lastProbeExit === 0)
    return dispute(
      `inspect says unhealthy${quoted(sources["health"])}, and that the last check passed${quoted(sources["lastProbe"])}`,
      "health",
      "lastProbe",
    );
  if (health === "healthy" && failingStreak === 0 && lastProbeExit !== undefined && lastProbeExit !== 0)
    return dispute(
      `inspect says healthy and that no check has failed${quoted(sources["health"])}, and that the last check ended with ${lastProbeExit}${quoted(sources["lastProbe"])}`,
      "health",
      "lastProbe",
    );
  return [];
}

/** Health turns by a check: one that passed makes it healthy, one that failed may make it unhealthy. */
export function healthDispute(
  { health, probes = [], state }: ContainerDetailsFact,
  row: ContainerRowFact,
  { from }: Span,
  dispute: MakeDispute,
): Dispute[] {
  const told = row.health;
  if (state !== "running" || row.state !== "running" || health === undefined || told === undefined) return [];
  if (health === told || health === "starting" || told === "starting" || from === undefined) return [];
  const during = (at: number | undefined) => at === undefined || at >= from.time - slackOf(from);
  const turned = probes.some(
    ({ at, exitCode }, index) => during(at) && mayTurn(health, exitCode, before(probes, index)),
  );
  if (turned) return [];
  return dispute("health", "health", `'${health}', with no check during the capture that could have turned it`);
}

/** Docker remembers no more checks. */
const REMEMBERED = 5;

/** What the check before one came to; a failure where it is not remembered, and a pass where there was none. */
function before(probes: readonly HealthProbe[], index: number): number | undefined {
  if (index > 0) return probes[index - 1]?.exitCode;
  return probes.length < REMEMBERED ? 0 : undefined;
}

function mayTurn(health: HealthStatus, exitCode: number | undefined, earlier: number | undefined): boolean {
  if (exitCode === undefined) return true;
  if (health === "healthy") return exitCode === 0 && earlier !== 0;
  return health === "unhealthy" && exitCode !== 0;
}
