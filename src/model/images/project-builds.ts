import type { Catalogue } from "../../catalogue/catalogue.ts";
import { isoTime } from "../../parse/syntax/time.ts";
import type { Node, ProjectBuilds } from "../types.ts";

const DAY = 86_400_000;

/**
 * When the images of one project that run were built, by their label build-date. Images of one build differ in their
 * number by design, but are built within days.
 */
export function projectBuildsOf(nodes: readonly Node[], catalogue: Catalogue): ProjectBuilds[] {
  const builds = nodes.flatMap((node) => node.builds.map((build) => ({ ...build, node: node.name })));
  const projects = catalogue.services.filter(({ oslo }) => oslo === true);
  return projects.flatMap(({ id: name }) => {
    const own = builds.filter(({ service }) => service === name).sort((a, b) => a.builtAt - b.builtAt);
    const [oldest, newest] = [own[0], own.at(-1)];
    if (oldest === undefined || newest === undefined || new Set(own.map(({ image }) => image)).size < 2) return [];
    const told = ({ image, builtAt, node }: (typeof own)[number]): string =>
      `${image} of ${isoTime(builtAt).slice(0, 10)}${nodes.length > 1 ? ` on ${node}` : ""}`;
    return {
      subject: { kind: "cluster" as const, name },
      name,
      oldest: told(oldest),
      newest: told(newest),
      daysApart: Math.floor((newest.builtAt - oldest.builtAt) / DAY),
      evidence: { oldest: oldest.evidence, newest: newest.evidence },
      lacks: {},
    };
  });
}
