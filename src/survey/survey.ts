import type { Masker } from "../mask/masker.ts";
import type { Captured } from "../model/captured.ts";
import type { Deployment } from "../model/types.ts";
import { containerSurveys } from "./containers.ts";
import type { Survey } from "./types.ts";

/** What a report shows of the nodes; `bundles` are those that the deployment was made from, in its order. */
export function surveyOf(deployment: Deployment, bundles: readonly Captured[], masker: Masker): Survey {
  return {
    nodes: deployment.nodes.map((node, index) => {
      const captured = bundles[index];
      if (captured === undefined) throw new Error("a node has no bundle");
      return {
        name: node.name,
        containers: containerSurveys(node, captured, masker),
        ...{ missing: [], events: [], moreEvents: 0, errorRates: [], drift: [], moreDrift: 0, volumes: [], logs: [] },
        disks: [],
        capture: {
          ...{ entries: captured.summary.entries, bytes: captured.summary.bytes, milliseconds: 0 },
          ...{ faulty: [], captures: 0, recovered: [] },
        },
      };
    }),
    images: [],
    excerpts: [],
  };
}
