import type { ContainerDetailsFact } from "../parse/facts.ts";

/** TripleO's configuration volumes, and the folders that kolla-ansible has in their place. */
const MOUNTED = /^\/(?:var\/lib\/config-data\/puppet-generated|etc\/kolla)\/([^/]+)\/?$/;

/** The configuration volumes that a container copies when it starts. */
export function volumeNamesOf(details: ContainerDetailsFact | undefined): string[] {
  const names = (details?.mounts ?? []).flatMap(({ source }) => MOUNTED.exec(source)?.[1] ?? []);
  return [...new Set(names)];
}

const LIES_IN = /^(?:var\/lib\/config-data\/puppet-generated|etc\/kolla)\/([^/]+)\//;

/** The volume that a file of the bundle is of. */
export function volumeOf(file: string): string | undefined {
  return LIES_IN.exec(file)?.[1];
}
