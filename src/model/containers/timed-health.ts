import { firstBy } from "../group-by.ts";
import type { Container, ContainerUnit } from "../types.ts";

/** The first check comes two minutes after the start, and then one each minute. */
const FIRST_CHECKS_SECONDS = 300;

/**
 * The containers with the health that timers of systemd check (OSP 15 and 16), of which podman knows nothing. The unit of
 * a check is inactive between two of them, whatever came of those before, and failed from a bad one to the next.
 */
export function withTimedHealth(containers: readonly Container[], units: readonly ContainerUnit[]): Container[] {
  const byName = firstBy(units, ({ name }) => name);
  return containers.map((container) => {
    const unit = byName.get(container.name);
    if (unit === undefined || container.engine !== "podman" || !container.running || container.health !== undefined)
      return container;
    const status = statusOf(unit, container.secondsRunning);
    if (status === undefined) return container;
    const line = (status === "unhealthy" ? unit.evidence["healthActive"] : undefined) ?? unit.evidence["timer"];
    return {
      ...container,
      health: { status, by: "timer" },
      evidence: { ...container.evidence, ...(line && { "health.status": line }) },
    };
  });
}

function statusOf({ healthActive, timer }: ContainerUnit, secondsRunning: number | undefined): string | undefined {
  if (healthActive === "failed") return "unhealthy";
  if (healthActive !== "inactive" || timer === undefined) return undefined;
  if (timer !== "active") return "none";
  if (secondsRunning === undefined) return undefined;
  return secondsRunning > FIRST_CHECKS_SECONDS ? "healthy" : "starting";
}
