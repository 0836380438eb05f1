import type { Catalogue } from "../catalogue/catalogue.ts";
import { present } from "../parse/present.ts";
import { bundleStateOf, notesOf } from "./bundle/bundle-state.ts";
import { type Captured, factsOf, isLossy } from "./bundle/captured.ts";
import { settled } from "./bundle/contradictions.ts";
import { coverageOf } from "./bundle/coverage.ts";
import { damagedPartsOf } from "./bundle/damage.ts";
import { capturedAt, hostNameOf, runsByEitherEngine } from "./bundle/identity.ts";
import { clusterEvidenceOf } from "./cluster/evidence.ts";
import { nodeViewsOf } from "./cluster/node-views.ts";
import { configRecordsOf } from "./config/config-records.ts";
import { containerOf } from "./containers/container.ts";
import { definedContainersOf } from "./containers/definitions.ts";
import { execsOf } from "./containers/execs.ts";
import { expectedContainersOf } from "./containers/expected.ts";
import { historiesOf } from "./containers/histories.ts";
import { loadsOf } from "./containers/loads.ts";
import { loopingContainers } from "./containers/loops.ts";
import { type Seen, withLeftovers, withNeighbours } from "./containers/neighbours.ts";
import { peerStartsOf } from "./containers/peer-starts.ts";
import { withRestlessness } from "./containers/restless.ts";
import { startupsOf } from "./containers/startup.ts";
import { withTimedHealth } from "./containers/timed-health.ts";
import { firstBy } from "./group-by.ts";
import { apiPortsOf } from "./host/api-ports.ts";
import { disksOf } from "./host/disks.ts";
import { enginesOf, engineTextOf } from "./host/engines.ts";
import { exposedCommandsOf } from "./host/exposed-commands.ts";
import { clockOf, loadOf, memoryOf, secondsSinceBoot, selinuxOf } from "./host/host.ts";
import { HOST_LOOKED_FOR } from "./host/host-coverage.ts";
import { killsOf, pastKillsOf } from "./host/kills.ts";
import { containerUnitsOf, rivalsOf, timeDaemonsOf, unitsOf } from "./host/units.ts";
import { buildsOf } from "./images/builds.ts";
import { danglingImagesOf, pacemakerImagesOf, untaggedImagesOf } from "./images/image-names.ts";
import { imageUsesOf } from "./images/image-uses.ts";
import { imageIndexOf, imagesOf, requiredImagesOf } from "./images/images.ts";
import { listedImagesOf } from "./images/listed-images.ts";
import type { Knowledge } from "./knowledge.ts";
import { labAnswersOf, labsOf, NO_LAB } from "./lab/labs.ts";
import { withLastWords } from "./logs/last-words.ts";
import { Writers } from "./logs/log-containers.ts";
import { logHitsOf, searchedLogsOf } from "./logs/log-hits.ts";
import { logStubsOf, logsOf } from "./logs/logs.ts";
import { ownRegistriesOf, plainRegistriesOf, usedRegistriesOf } from "./registry/registries.ts";
import { registryViewOf } from "./registry/registry.ts";
import { DEPLOYED_LACKS, deployedOn } from "./releases/deployed.ts";
import { tableOf } from "./releases/releases.ts";
import { sightingsIn } from "./releases/sightings.ts";
import type { Container, Node } from "./types.ts";

/** The model of the node that one bundle was captured on, by what is known of releases and services. */
export function nodeOf(captured: Captured, { releases: tables, catalogue }: Knowledge): Node {
  const { value: name, evidence } = hostNameOf(captured);
  const { sightings, contradictions } = settled(captured, sightingsIn(captured));
  const index = imageIndexOf(captured);
  const time = capturedAt(captured);
  const startup = startupsOf(captured);
  const found = deployedOn(captured, sightings, startup, catalogue);
  const deployed = present({
    release: found.release?.value,
    product: found.product?.value,
    role: found.role?.value,
  });
  const units = new Set(factsOf(captured, "unit").map((unit) => unit.name));
  const known = { catalogue, ...present({ product: deployed.product }) };
  const around = {
    startup,
    tables,
    catalogue,
    imageIdOf: index.idOf,
    deployed,
    units,
    ...present({ capturedAt: time }),
  };
  const beside = withNeighbours(
    withLeftovers(sightings.map((sighting) => [sighting, containerOf(sighting, around)] as const)),
    around,
  );
  const histories = historiesOf(captured, beside, time);
  const seen = withRestlessness(captured, beside, {
    histories,
    containerOf: (unit) => catalogue.ofContainerUnit(unit)?.container,
    looping: loopingContainers(captured, around),
  });
  const models = seen.map(([, container]) => container);
  const coverage = coverageOf(captured, known);
  const containerUnits = containerUnitsOf(captured, { ...known, containers: models, startup, coverage });
  const writers = new Writers(
    seen.map(([{ id }, container]) => ({ id, container })),
    catalogue,
  );
  const containers = withLastWords(captured, withTimedHealth(models, containerUnits), {
    writers,
    ...present({ capturedAt: time }),
  });
  const engines = enginesOf(captured, containers);
  const requiredImages = requiredImagesOf(containers, { startup, index, coverage: coverage.images });
  const names = { captured, containers, startup, index, coverage: coverage.images };
  const boot = secondsSinceBoot(captured);
  const kills = killsOf(captured, {
    containerOf: containerById(seen),
    listed: coverage.containers.state === "whole",
    ...present({ capturedAt: time }),
  });
  return {
    subject: { kind: "host", name },
    name,
    ...deployed,
    ...present({
      tool: deployed.product,
      product: productOf(deployed.product, catalogue),
      releaseEngine: models.some(({ image = "" }) => runsByEitherEngine(image))
        ? undefined
        : tableOf(deployed, tables)?.engine,
      secondsSinceBoot: boot?.value,
    }),
    source: captured.summary.source,
    kind: factsOf(captured, "capture").some(({ tool }) => tool === "sospect") ? "sospect" : "sosreport",
    engines,
    engineText: engineTextOf(engines),
    bundle: bundleStateOf(captured),
    // Containers.
    containers,
    ...present({ runningContainers: runningIn(containers) }),
    definedContainers: definedContainersOf(seen, startup),
    contradictions,
    execs: execsOf(captured, seen, time),
    histories,
    peerStarts: peerStartsOf(seen),
    loads: loadsOf(captured, seen),
    expectedContainers: expectedContainersOf({
      ...{ containers: seen, startup, tables, catalogue, deployed },
      coverage: coverage.containers,
      lossy: isLossy(captured),
    }),
    // Images.
    images: imagesOf(captured),
    requiredImages,
    imageUses: imageUsesOf(containers),
    untaggedImages: untaggedImagesOf(names),
    pacemakerImages: pacemakerImagesOf(names),
    danglingImages: danglingImagesOf(names),
    listedImages: listedImagesOf(captured),
    builds: buildsOf(seen),
    usedRegistries: usedRegistriesOf(captured, containers, requiredImages, engines),
    plainRegistries: plainRegistriesOf(captured),
    ownRegistries: ownRegistriesOf(captured, deployed.release, coverage),
    registry: registryViewOf(captured),
    // Configuration.
    ...configRecordsOf(captured, seen, { startup, catalogue }),
    // The host itself.
    logs: logsOf(captured, { containers, catalogue, ...present({ capturedAt: time }) }),
    logStubs: logStubsOf(captured),
    logHits: logHitsOf(captured, {
      ...{ writers, catalogue },
      unlisted: new Set([...units].flatMap((unit) => catalogue.ofContainerUnit(unit)?.container ?? [])),
      ...present({ capturedAt: time, engine: engineOf(deployed.product, catalogue) }),
    }),
    searchedLogs: searchedLogsOf(captured, { containers, catalogue }),
    labs: labsOf(captured, containers, time),
    labAnswers: labAnswersOf(captured),
    disks: disksOf(captured, catalogue),
    memory: memoryOf(captured),
    load: loadOf(captured),
    clock: clockOf(
      captured,
      containers.some((container) => keepsTime(container, catalogue)),
    ),
    timeDaemons: timeDaemonsOf(captured, catalogue),
    selinux: selinuxOf(captured, containers),
    units: unitsOf(captured, { ...known, containers, coverage }),
    containerUnits,
    rivals: rivalsOf(captured, { ...known, containers, ...present({ role: deployed.role }) }),
    kills,
    pastKills: pastKillsOf(kills),
    exposedCommands: exposedCommandsOf(captured),
    apiPorts: apiPortsOf(captured, containers, { ...known, ports: coverage.ports }),
    coverage,
    notes: notesOf(captured),
    damages: damagedPartsOf(captured),
    // The cluster as this node sees it.
    ...nodeViewsOf(captured, {
      ...{ name, containers, catalogue },
      listed: coverage.containers,
      status: coverage.pacemaker,
      evidence: clusterEvidenceOf(captured),
    }),
    evidence: present({
      name: evidence,
      release: found.release?.evidence,
      product: found.product?.evidence,
      tool: found.product?.evidence,
      role: found.role?.evidence,
      secondsSinceBoot: boot?.source,
    }),
    lacks: {
      ...DEPLOYED_LACKS,
      releaseEngine: DEPLOYED_LACKS.release,
      runningContainers:
        "the state of containers is not in the bundle; collect: 'docker ps -a' or 'podman ps -a' as root",
      lab: coverage["lab-records"].state === "whole" ? NO_LAB : coverage["lab-records"].reason,
      secondsSinceBoot: `the bundle does not tell; collect: ${HOST_LOOKED_FOR.load.collect}`,
    },
  };
}

/** What a tool deploys has its name, where the catalogue knows no other. */
function productOf(tool: string | undefined, catalogue: Knowledge["catalogue"]): string | undefined {
  return tool === undefined ? undefined : (catalogue.tool(tool)?.product ?? tool);
}

function engineOf(tool: string | undefined, catalogue: Knowledge["catalogue"]) {
  return tool === undefined ? undefined : catalogue.tool(tool)?.engine;
}

/** kolla-ansible's own daemon of time, which the host's services know nothing of. */
function keepsTime({ component, running }: Container, catalogue: Catalogue): boolean {
  return running !== false && catalogue.component(component ?? "")?.provides.includes("time") === true;
}

/** Those whose state is not told may run as well: none is a number only where all are known. */
function runningIn(containers: readonly Container[]): number | undefined {
  const running = containers.filter((one) => one.running === true).length;
  return running === 0 && containers.some((one) => one.running === undefined) ? undefined : running;
}

function containerById(seen: Seen): (id: string) => Container | undefined {
  const byId = firstBy(seen, ([sighting]) => sighting.id.slice(0, 12));
  return (id) => byId.get(id.slice(0, 12))?.[1];
}
