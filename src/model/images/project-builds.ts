import { isoTime } from "../../parse/syntax/time.ts";
import type { Node, ProjectBuilds } from "../types.ts";

const PROJECTS = [
  ...["aodh", "barbican", "ceilometer", "cinder", "designate", "glance", "gnocchi", "heat", "ironic", "keystone"],
  ...["manila", "mistral", "neutron", "nova", "octavia", "panko", "placement", "sahara", "swift"],
];

const DAY = 86_400_000;

/**
 * When the images of one project that run were built, by their label build-date. Images of one build differ in their
 * number by design, but are built within days.
 */
export function projectBuildsOf(nodes: readonly Node[]): ProjectBuilds[] {
  const builds = nodes.flatMap((node) => node.builds.map((build) => ({ ...build, node: node.name })));
  return PROJECTS.flatMap((name) => {
    const own = builds.filter(({ image }) => projectOf(image) === name).sort((a, b) => a.builtAt - b.builtAt);
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

/** rhosp13/openstack-nova-api:13.0-82 is nova's. */
function projectOf(image: string): string | undefined {
  const name =
    /([^/:@]+)(?:[:@][^/]*)?$/.exec(image)?.[1]?.replace(/^(openstack|centos-binary|rhel-binary)-/, "") ?? "";
  return PROJECTS.find((project) => name === project || name.startsWith(`${project}-`));
}
