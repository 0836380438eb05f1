import type { Component, ContainerKind, Service } from "./types.ts";
import { withoutWebServer } from "./web-servers.ts";

/** What a name of a container means. */
export interface Meant {
  readonly component: Component;
  readonly kind: ContainerKind;
  readonly tool: string;
  readonly bundle?: string;
}

/** Each name that a component has under a deployment tool, with both. */
export function withTool(
  names: Readonly<Record<string, readonly string[]>> | undefined,
  component: Component,
): (readonly [string, readonly [string, Component]])[] {
  return Object.entries(names ?? {}).flatMap(([tool, all]) => all.map((name) => [name, [tool, component]] as const));
}

const KINDS = [
  ["containers", "service"],
  ["one-shots", "one-shot"],
  ["helpers", "helper"],
] as const;

/** Each name that a component's containers have, with what it means. */
export function containersOf(component: Component): (readonly [string, Meant])[] {
  const named = KINDS.flatMap(([key, kind]) =>
    withTool(component[key], component).map(([name, [tool]]) => [name, { component, kind, tool }] as const),
  );
  const replicas = withTool(component.bundles, component).flatMap(([bundle, [tool]]) =>
    [bundle, `${bundle}-docker-*`, `${bundle}-podman-*`].map(
      (name) => [name, { component, kind: "service", tool, bundle }] as const,
    ),
  );
  return [...named, ...replicas];
}

/** openvswitch's host units are its packages' as well. */
export function unitsOf(component: Component): string[] {
  return [
    ...new Set([...(component.units ?? []), ...withTool(component["host-units"], component).map(([unit]) => unit)]),
  ];
}

/** What pacemaker calls its bundles, their replicas and its resources. */
export function pacemakerNames(component: Component): string[] {
  const bundles = withTool(component.bundles, component).map(([name]) => name);
  const replicas = bundles.flatMap((name) => [`${name}-docker-*`, `${name}-podman-*`, `${name}-*`]);
  return [...new Set([...bundles, ...replicas, ...(component.resources ?? [])])];
}

/** Users of the system, and of databases. */
export function usersOf({ user, databases = [] }: Service): string[] {
  return [...new Set([...(user === undefined ? [] : [user.name]), ...databases])];
}

/** Folders that a service has for itself among configuration and logs. */
export function foldersOf({ etc = [], components }: Service): string[] {
  const logs = components.flatMap((component) => component.logs ?? []);
  const folders = logs.flatMap((log) => (log.includes("/") ? [withoutWebServer(log).split("/")[0] ?? ""] : []));
  return [
    ...new Set([
      ...etc,
      ...folders.filter((folder) => folder !== "" && !folder.includes("*") && !folder.endsWith(".log")),
    ]),
  ];
}
