import type { Masker } from "../mask/masker.ts";
import type { Captured } from "../model/bundle/captured.ts";
import { groupBy } from "../model/group-by.ts";
import type { Deployment, ExpectedContainer } from "../model/types.ts";
import { present } from "../parse/present.ts";
import type { Finding } from "../rules/outcome.ts";
import { captureOf } from "./capture.ts";
import { changedFilesOf } from "./changed-files.ts";
import { containerSurveys } from "./containers.ts";
import { driftOf } from "./drift.ts";
import { eventsOf } from "./events.ts";
import { disksOf, memoryOf } from "./host.ts";
import { imageRows } from "./images.ts";
import { nodeClock } from "./node-clock.ts";
import type { Place } from "./place.ts";
import type { MissingContainer, NodeSurvey, Survey } from "./types.ts";
import { volumesOf } from "./volumes.ts";

/** What was judged, and what it was read from: `bundles` are those that the deployment was made from, in its order. */
export interface Judged {
  readonly deployment: Deployment;
  readonly bundles: readonly Captured[];
  readonly findings: readonly Finding[];
}

/** What a report shows of the nodes; with `everyEvent` all that happened, not only what is gravest and newest. */
export function surveyOf(
  { deployment, bundles, findings }: Judged,
  masker: Masker,
  { everyEvent = false }: { readonly everyEvent?: boolean } = {},
): Survey {
  const byNode = groupBy(findings, ({ node }) => node);
  return {
    nodes: deployment.nodes.map((node, index) => {
      const captured = bundles[index];
      if (captured === undefined) throw new Error("a node has no bundle");
      return nodeSurvey({ node, captured, findings: byNode.get(node.name) ?? [], masker }, everyEvent);
    }),
    images: imageRows(deployment),
    excerpts: [],
  };
}

function nodeSurvey(place: Place, everyEvent: boolean): NodeSurvey {
  const { node, captured } = place;
  const clock = nodeClock(captured, node.secondsSinceBoot);
  const containers = containerSurveys(place);
  return {
    name: node.name,
    ...present({ capturedAt: clock.capturedAt, bootedAt: clock.bootedAt, memory: memoryOf(place) }),
    containers,
    listed: node.coverage.containers.state === "whole",
    missing: node.expectedContainers.filter((one) => one.present === false).map(missingOf),
    ...eventsOf(place, clock, { containers, every: everyEvent }),
    ...driftOf(place),
    changedFiles: changedFilesOf(place),
    volumes: volumesOf(place, containers),
    ...{ errorRates: [], logs: [] },
    disks: disksOf(place),
    capture: captureOf(place),
  };
}

function missingOf({ name, lifecycle, source }: ExpectedContainer): MissingContainer {
  return { name, lifecycle, source };
}
