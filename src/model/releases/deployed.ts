import { RE2JS } from "re2js";
import type { Catalogue } from "../../catalogue/catalogue.ts";
import { standsFor } from "../../catalogue/names.ts";
import type { Tool } from "../../catalogue/types.ts";
import type { StartupFact } from "../../parse/facts.ts";
import { type Captured, factsOf, isLossy, judgedListing } from "../bundle/captured.ts";
import { hostNameOf, isOfRdo, type Known, releaseOf } from "../bundle/identity.ts";
import { identityOf } from "../containers/container.ts";
import { managerOf } from "../containers/manager.ts";
import type { Sighting } from "../containers/sighting.ts";
import { isOfEdpm, isOfTripleo } from "../containers/startup.ts";
import { groupBy } from "../group-by.ts";
import type { Evidence } from "../types.ts";
import type { Product } from "./releases.ts";

/** What was deployed on the node, each with where it was read; what nothing tells is absent. */
export interface DeployedOn {
  readonly release?: Known;
  readonly product?: Known & { readonly value: Product };
  readonly role?: Known;
}

/** Release, product and role of a node, by the strongest evidence that there is of each. */
export function deployedOn(
  captured: Captured,
  sightings: readonly Sighting[],
  startup: readonly StartupFact[],
  catalogue: Catalogue,
): DeployedOn {
  const release = releaseOf(captured, runningFirst(sightings).map(imageOf)) ?? releaseByLayout(startup);
  const product = productOf(sightings, startup, release, catalogue) ?? productByUnits(captured, sightings, catalogue);
  // A role is told by what a node does not run as well: of what is left of a list nothing follows.
  const units = unitsOfContainers(captured, catalogue);
  const named = listsAll(captured) ? namesOf(sightings, units) : new Map();
  const tool = catalogue.tool(product?.value ?? "tripleo");
  const byHostName = tool === undefined || product === undefined ? undefined : roleByHostName(captured, tool);
  const role = (tool && roleOf(captured, sightings, { named, tool, catalogue })) ?? byHostName;
  const told = product?.value === "kolla-ansible" ? kollaRelease(sightings) : release;
  return {
    ...(told === undefined ? {} : { release: told }),
    ...(product === undefined ? {} : { product }),
    ...(role === undefined ? {} : { role }),
  };
}

function listsAll(captured: Captured): boolean {
  if (!isLossy(captured)) return true;
  const captures = factsOf(captured, "capture");
  return factsOf(captured, "listing").some(
    (listing) => listing.of === "containers" && judgedListing(listing, captures).state === "whole",
  );
}

export const DEPLOYED_LACKS = {
  release:
    "no image, /etc/rhosp-release or start-up configuration tells which release it is; collect: /etc/rhosp-release and 'docker ps -a' or 'podman ps -a' as root",
  product:
    "no label, start-up configuration or release tells who deployed its containers; collect: run collect on the node",
  tool: "no label, start-up configuration or unit tells who deployed its containers; collect: run collect on the node",
  role: "no label, container or host name tells which role the node has; collect: run collect on the node",
} as const;

/** What has ended may be left of an earlier release. */
function runningFirst(sightings: readonly Sighting[]): Sighting[] {
  const rank = ({ row, details }: Sighting) => ((details?.state ?? row?.state) === "running" ? 0 : 1);
  return [...sightings].sort((one, other) => rank(one) - rank(other));
}

function imageOf({ row, details }: Sighting): readonly [string, Evidence | undefined] {
  return [details?.image ?? row?.image ?? "", details?.sources["image"] ?? row?.source];
}

/** OSP 15 alone keeps a file for each step under this name; the layouts of the others are each of two releases. */
function releaseByLayout(startup: readonly StartupFact[]): Known | undefined {
  const found = startup.find(({ source }) => /\/(hashed-)?container-startup-config-step_/.test(source.file));
  return found === undefined ? undefined : { value: "15", evidence: found.source };
}

function known<Value extends string>(value: Value, evidence: Evidence | undefined): Known & { readonly value: Value } {
  return { value, ...(evidence === undefined ? {} : { evidence }) };
}

/**
 * Who deployed the node: by the labels that tools give, by TripleO's start-up configuration and releases, by containers
 * that one tool alone has. TripleO's images are kolla's and carry its labels as well, so that those come last.
 */
function productOf(
  sightings: readonly Sighting[],
  startup: readonly StartupFact[],
  release: Known | undefined,
  catalogue: Catalogue,
): DeployedOn["product"] {
  for (const sighting of sightings) {
    const manager = sighting.details?.labels?.["managed_by"];
    const tool = manager === undefined ? undefined : catalogue.ofManager(manager);
    if (tool !== undefined) return known(tool.id as Product, lineOf(sighting));
  }
  const edpm = startup.find(isOfEdpm);
  if (edpm !== undefined) return known("edpm", edpm.source);
  const entry = startup.find(isOfTripleo);
  if (entry !== undefined) return known("tripleo", entry.source);
  if (release !== undefined && /^1[2-7]$/.test(release.value)) return known("tripleo", release.evidence);
  const rdo = runningFirst(sightings)
    .map(imageOf)
    .find(([image]) => isOfRdo(image));
  if (rdo !== undefined) return known("tripleo", rdo[1]);
  for (const sighting of sightings) {
    const name = nameOf(sighting);
    const tool = catalogue.tools.find(({ marks }) => marks?.includes(name));
    if (tool !== undefined) return known(tool.id as Product, lineOf(sighting));
    if (managerOf(name, sighting.details) === "kolla-ansible") return known("kolla-ansible", lineOf(sighting));
  }
  return undefined;
}

/** Where containers tell nothing, or are not listed: by the tool that most of the units are named by that run, since an upgrade may leave some. */
function productByUnits(
  captured: Captured,
  sightings: readonly Sighting[],
  catalogue: Catalogue,
): DeployedOn["product"] {
  const listed = new Set(sightings.map(nameOf));
  const all = unitsOfContainers(captured, catalogue).filter(
    ({ container }) => listed.size === 0 || listed.has(container),
  );
  const running = all.filter(({ unit }) => unit.active === "active");
  const counts = groupBy(running.length > 0 ? running : all, ({ tool }) => tool);
  const [most] = [...counts].sort(([, one], [, other]) => other.length - one.length);
  const [tool, [first] = []] = most ?? [];
  return tool === undefined || first === undefined ? undefined : known(tool as Product, first.unit.source);
}

/** Units of containers, by how deployment tools name them. */
function unitsOfContainers(captured: Captured, catalogue: Catalogue) {
  return factsOf(captured, "unit").flatMap((unit) => {
    const found = unit.name.endsWith(".service") ? catalogue.ofContainerUnit(unit.name) : undefined;
    return found === undefined || found.health || unit.load === "not-found" ? [] : [{ unit, ...found }];
  });
}

function nameOf({ row, details }: Sighting): string {
  return details?.name ?? row?.names[0] ?? "";
}

/** The row of `ps` is what people know; else whatever line shows that the container is there. */
function lineOf({ row, details }: Sighting): Evidence | undefined {
  return row?.source ?? details?.sources["configData"] ?? Object.values(details?.sources ?? {})[0];
}

type Named = ReadonlyMap<string, Evidence | undefined>;

/** Of what is not listed at all, units tell. */
function namesOf(sightings: readonly Sighting[], units: ReturnType<typeof unitsOfContainers>): Named {
  if (sightings.length === 0) return new Map(units.map(({ container, unit }) => [container, unit.source]));
  return new Map(sightings.map((sighting) => [identityOf(sighting, nameOf(sighting)), lineOf(sighting)]));
}

function roleOf(
  captured: Captured,
  sightings: readonly Sighting[],
  { named, tool, catalogue }: { readonly named: Named; readonly tool: Tool; readonly catalogue: Catalogue },
): Known | undefined {
  return roleByLabel(sightings) ?? roleByImageLists(captured) ?? roleByContainers(named, tool, catalogue);
}

/** paunch notes the role of the node on whatever it starts: tripleo-Controller. */
function roleByLabel(sightings: readonly Sighting[]): Known | undefined {
  for (const sighting of sightings) {
    const role = /^tripleo-(\w+)$/.exec(sighting.details?.labels?.["managed_by"] ?? "")?.[1];
    if (role !== undefined) return known(role, sighting.details?.sources["configData"] ?? lineOf(sighting));
  }
  return undefined;
}

/** The lists that images are prepared from lie in the home of who deploys, on the director. */
function roleByImageLists(captured: Captured): Known | undefined {
  const list = factsOf(captured, "required-image").find(({ source }) => source.file.startsWith("home/"));
  return list === undefined ? undefined : known("Undercloud", list.source);
}

/**
 * By what only one role runs, in the tool's own words. What may be of several roles, such as Keystone beside what an
 * undercloud is made of, is of none.
 */
function roleByContainers(named: Named, { roles = [] }: Tool, catalogue: Catalogue): Known | undefined {
  const here = new Map(
    [...named].flatMap(([name, evidence]) => {
      const component = catalogue.ofContainer(name)?.component.id;
      return component === undefined ? [] : [[component, evidence] as const];
    }),
  );
  const anyOf = (components: readonly string[]) =>
    [...here].find(([id]) => components.some((component) => standsFor(component, id)));
  for (const { role, runs, and } of roles) {
    const found = anyOf(runs);
    const also = and === undefined ? found : anyOf(and);
    if (found === undefined || also === undefined) continue;
    return role === undefined ? undefined : known(role, also[1]);
  }
  return undefined;
}

/** Anybody may name a host as they like: the last resort, and only where it is known who deployed it. */
function roleByHostName(captured: Captured, { hosts = {} }: Tool): Known | undefined {
  const host = hostNameOf(captured);
  const short = host.value.split(".")[0] ?? "";
  const role = Object.entries(hosts).find(([, patterns]) =>
    patterns.some((pattern) => RE2JS.compile(pattern).matcher(short).find()),
  )?.[0];
  return role === undefined ? undefined : known(role, host.evidence);
}

/** kolla's images carry their release in tag or path: kolla/nova-api:2024.1-rocky-9, kolla/release/2025.1/nova-api. */
function kollaRelease(sightings: readonly Sighting[]): Known | undefined {
  for (const [image, evidence] of runningFirst(sightings).map(imageOf)) {
    const release = /kolla.*[:/](20\d\d\.[12]|[q-z][a-z]{2,7})(?=[-/]|$)/.exec(image)?.[1];
    if (release !== undefined && (/\d/.test(release) || SERIES.has(release))) return known(release, evidence);
  }
  return undefined;
}

const SERIES = new Set(["queens", "rocky", "stein", "train", "ussuri", "victoria", "wallaby", "xena", "yoga", "zed"]);
