import type { Catalogue } from "../../catalogue/catalogue.ts";
import type { StartupFact } from "../../parse/facts.ts";
import type { UnitFact } from "../../parse/host/host-facts.ts";
import { present } from "../../parse/present.ts";
import { type Captured, factsOf } from "../bundle/captured.ts";
import type { KnownOfNode } from "../bundle/coverage.ts";
import { entriesFor } from "../containers/startup.ts";
import { firstBy, groupBy } from "../group-by.ts";
import type { Container, ContainerUnit, Coverage, Rival, Unit } from "../types.ts";
import { HOST_LOOKED_FOR } from "./host-coverage.ts";

/** Each unit once, with what all files tell of it; what is no more than a name that something else refers to is none. */
function unitFacts(captured: Captured): UnitFact[] {
  const found = new Map<string, UnitFact>();
  for (const fact of factsOf(captured, "unit")) found.set(fact.name, { ...fact, ...found.get(fact.name) });
  return [...found.values()].filter(
    ({ load, active }) => active === "active" || (load !== "not-found" && load !== "masked"),
  );
}

/** The container that a unit is of, and in what way. */
function purposeOf(name: string, catalogue: Catalogue): Pick<Unit, "of" | "container"> {
  const found = catalogue.ofContainerUnit(name);
  if (found === undefined || !/\.(service|timer)$/.test(name)) return { of: "host", container: "" };
  const { container, health } = found;
  if (name.endsWith(".timer")) return { of: health ? "timer" : "host", container };
  return { of: health ? "health" : "container", container };
}

/** What keeps the time, by its unit. */
function timeDaemonOf(unit: string, catalogue: Catalogue): string | undefined {
  return catalogue.ofUnit(unit).find(({ provides }) => provides.includes("time"))?.id;
}

/** The daemons that keep the time and run. */
export function timeDaemonsOf(captured: Captured, catalogue: Catalogue): string[] {
  const running = unitFacts(captured).flatMap(({ name, active, sub }) =>
    active === "active" && sub === "running" ? (timeDaemonOf(name, catalogue) ?? []) : [],
  );
  return [...new Set(running)].sort();
}

/** The units that the bundle lists. A daemon of time that failed matters where no other runs. */
export function unitsOf(captured: Captured, around: Omit<Around, "startup">): Unit[] {
  const { containers, coverage, catalogue } = around;
  const known = new Set(containers.map(({ name }) => name));
  const timeIsKept = timeDaemonsOf(captured, catalogue).length > 0;
  return unitFacts(captured).map(
    ({ name, active, sub, result, source }): Unit => ({
      subject: { kind: "host", name },
      name,
      ...purposeOf(name, catalogue),
      active,
      sub,
      ...present({ result }),
      containerListed: coverage.containers.state === "whole" || known.has(purposeOf(name, catalogue).container),
      important: timeDaemonOf(name, catalogue) === undefined ? isImportant(name, around) : !timeIsKept,
      evidence: { active: source, sub: source, result: source },
      lacks: {},
    }),
  );
}

/** What does its work on the host, since no container does. */
function isImportant(unit: string, { catalogue, product }: Omit<Around, "startup">): boolean {
  return unit.endsWith(".service") && catalogue.ofHostUnit(unit, product).length > 0;
}

interface Around extends KnownOfNode {
  readonly containers: readonly Container[];
  readonly startup: readonly StartupFact[];
  readonly coverage: Readonly<Record<"containers" | "units", Coverage>>;
}

/** Containers that units are to run: those of units, and those of podman that TripleO's are to run. */
export function containerUnitsOf(captured: Captured, around: Around): ContainerUnit[] {
  const { containers, startup, coverage, catalogue, product = "tripleo" } = around;
  // What ended and counts as active runs no container.
  const units = unitsOf(captured, around).filter(({ of, sub }) => of !== "container" || sub !== "exited");
  const listed = coverage.units.state === "whole";
  const byPurpose = firstBy(units, ({ of, container }) => `${of} ${container}`);
  const state = (of: Unit["of"], container: string) => byPurpose.get(`${of} ${container}`);
  const byName = firstBy(containers, (one) => one.name);
  const timersInUse = units.some(({ of, active }) => of === "timer" && active === "active");
  const names = new Set([
    ...units.flatMap(({ of, container }) => (of === "host" ? [] : [container])),
    ...containers.filter(isRunByUnit).map(({ name }) => name),
  ]);
  const [pattern = "NAME"] = catalogue.tool(product)?.units ?? [];
  return [...names].map((name): ContainerUnit => {
    const container = byName.get(name);
    const [unit, health, timer] = [state("container", name), state("health", name), state("timer", name)];
    const missing = listed ? "inactive" : undefined;
    const [defined] = entriesFor(startup, name);
    return {
      subject: { kind: "container", name },
      name,
      engine: container?.engine ?? "podman",
      unit: unit?.name ?? `${pattern.replace("NAME", name)}.service`,
      timerUnit: timer?.name ?? `${pattern.replace("NAME", name)}_healthcheck.timer`,
      containerListed: container !== undefined || coverage.containers.state === "whole",
      oneShot: isOneShot(name, { container, defined, catalogue, product }),
      ...present({
        unitActive: unit?.active ?? missing,
        containerExists: container !== undefined || (coverage.containers.state === "whole" ? false : undefined),
        containerRunning:
          container === undefined ? (coverage.containers.state === "whole" ? false : undefined) : container.running,
        healthActive: health?.active ?? missing,
        healthDefined: defined?.definition.healthcheck,
        timer: timer?.active ?? missing,
        timersInUse: timersInUse || (listed ? false : undefined),
      }),
      evidence: {
        ...(unit && evidence("unitActive", unit)),
        ...(health && evidence("healthActive", health)),
        ...(timer && evidence("timer", timer)),
        ...(container?.evidence["state"] && { containerRunning: container.evidence["state"] }),
      },
      lacks: {
        "*": `the bundle has no whole list of systemd's units; collect: ${HOST_LOOKED_FOR.units.collect}`,
        containerExists: "the bundle has no whole list of containers; collect: 'podman ps -a' as root",
        containerRunning: "the bundle has no whole list of containers; collect: 'podman ps -a' as root",
        healthDefined:
          "its start-up definition is not in the bundle; collect: /var/lib/tripleo-config, or run collect on the node",
      },
    };
  });
}

interface Kept {
  readonly container: Container | undefined;
  readonly defined: StartupFact | undefined;
  readonly catalogue: Catalogue;
  readonly product: string;
}

/** What is known of it, where it is gone as well: quadlets remove what has ended. */
function isOneShot(name: string, { container, defined, catalogue, product }: Kept): boolean {
  const lifecycle = container?.lifecycle ?? defined?.definition.lifecycle ?? catalogue.ofContainer(name, product)?.kind;
  return lifecycle === "one-shot";
}

function evidence(property: string, unit: Unit) {
  const line = unit.evidence["active"];
  return line === undefined ? {} : { [property]: line };
}

/** Under podman TripleO gives a unit to whatever is to run all the time. */
function isRunByUnit({ engine, manager, lifecycle }: Container): boolean {
  return engine === "podman" && lifecycle === "service" && (manager === "paunch" || manager === "tripleo_ansible");
}

const REGISTRY_PORT = 8787;

interface Beside {
  readonly containers: readonly Container[];
  readonly catalogue: Catalogue;
  readonly product?: string;
  readonly role?: string;
}

/** Units of the host that are listed and do what a container of the node does. */
export function rivalsOf(captured: Captured, around: Beside): Rival[] {
  const { containers, catalogue } = around;
  const ours = containers.filter((container) => isDeployed(container, around.product));
  const byComponent = groupBy(ours, ({ component }) => component);
  return unitFacts(captured).flatMap(({ name, active, sub, source }): Rival[] => {
    if (!name.endsWith(".service") || servesImages(captured, name, around)) return [];
    const [container] = catalogue.ofUnit(name).flatMap(({ id }) => byComponent.get(id) ?? []);
    if (container === undefined) return [];
    return [
      {
        subject: { kind: "host", name },
        name,
        active,
        sub,
        container: container.name,
        evidence: { active: source },
        lacks: {},
      },
    ];
  });
}

/** What a deployment made and runs all the time. */
function isDeployed({ manager, lifecycle, helper, beside, owner }: Container, product: string | undefined): boolean {
  if (lifecycle === "one-shot" || helper || beside || owner !== "root") return false;
  return product !== undefined || (manager !== undefined && manager !== "systemd");
}

/** A web server that serves APIs elsewhere serves images on a director. */
function servesImages(captured: Captured, unit: string, { catalogue, role }: Beside): boolean {
  const registries = catalogue.ofUnit(unit).filter(({ provides }) => provides.includes("image-registry"));
  if (registries.length > 0 && role === "Undercloud") return true;
  return (
    factsOf(captured, "registry-service").some((service) => service.unit === unit) ||
    factsOf(captured, "port").some(({ port, process }) => port === REGISTRY_PORT && `${process}.service` === unit)
  );
}
