import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Deployment, Node } from "../model/types.ts";
import { burstsOf } from "./excerpts/bursts.ts";
import type { Look } from "./excerpts/look.ts";
import { tailsOf } from "./tails.ts";
import type { NodeSurvey, Survey } from "./types.ts";

/** Of a node; those of the services that wrote most errors come first. */
const MOST_BURSTS = 60;

/** A survey with what a second look at each bundle has found, in the order of the nodes. */
export function withLooks(survey: Survey, looks: readonly Look[], { nodes }: Deployment, catalogue: Catalogue): Survey {
  return {
    ...survey,
    nodes: survey.nodes.map((one, index) => withLook(one, looks[index], { node: nodes[index], catalogue })),
    excerpts: looks.flatMap(({ excerpts }) => excerpts),
  };
}

function withLook(
  survey: NodeSurvey,
  look: Look | undefined,
  { node, catalogue }: { readonly node: Node | undefined; readonly catalogue: Catalogue },
): NodeSurvey {
  if (look === undefined || node === undefined) return survey;
  const tails = tailsOf(look.tails, node, catalogue);
  const bursts = look.errorRates.flatMap(burstsOf);
  const events = [...survey.events, ...bursts.slice(0, MOST_BURSTS)];
  return {
    ...survey,
    containers: survey.containers.map((one) => ({ ...one, logs: tails.ofContainers.get(one.id) ?? one.logs })),
    logs: tails.ofNode,
    errorRates: look.errorRates,
    events: events.sort((one, other) => one.at - other.at),
    moreEvents: survey.moreEvents + Math.max(0, bursts.length - MOST_BURSTS),
    ...(look.problem === undefined ? {} : { problem: look.problem }),
  };
}
