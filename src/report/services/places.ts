import { ANY } from "../../catalogue/catalogue.ts";
import type { Component, Tool } from "../../catalogue/types.ts";
import { visibleLine } from "../visible.ts";
import type { ServicesPage } from "./page.ts";

/** A name as people read it: one star for what cephadm's long ids are made of. */
export function nameShown(name: string): string {
  return visibleLine(name.replace(/\*(-\*)+/g, "*"));
}

type ByTool = Readonly<Record<string, readonly string[]>> | undefined;

/** `tripleo, edpm: nova_compute`: what tools call alike on one line. */
export function byToolLines({ words, tool }: ServicesPage, named: ByTool): string[] {
  const groups = new Map<string, string[]>();
  for (const [one, names] of Object.entries(named ?? {})) {
    if (tool !== undefined && one !== tool && one !== ANY) continue;
    const key = names.map(nameShown).join(", ");
    groups.set(key, [...(groups.get(key) ?? []), one === ANY ? words.everyTool : one]);
  }
  return [...groups].map(([names, tools]) => `${tools.join(", ")}${words.colon}${names}`);
}

/** The tools that run a component, or the one that is asked for. */
function toolsOf({ catalogue, tool }: ServicesPage, component: Component): Tool[] {
  const named = [component.containers, component.bundles, component["host-units"]].flatMap((one) =>
    Object.keys(one ?? {}),
  );
  return catalogue.tools.filter(({ id }) => named.includes(id) && (tool === undefined || id === tool));
}

export function logLines(page: ServicesPage, component: Component): string[] {
  const { logs = [] } = component;
  if (logs.length === 0) return [];
  const folders = new Map<string, string[]>();
  for (const { id, logs: [folder] = [] } of toolsOf(page, component))
    if (folder !== undefined) folders.set(folder, [...(folders.get(folder) ?? []), id]);
  const where = [...folders].map(([folder, tools]) => `${folder} (${tools.join(", ")})`);
  return [logs.map(nameShown).join(", "), ...(where.length === 0 ? [] : [page.words.below(where.join(", "))])];
}

/** Each place with its folder, as tools have them now. */
export function configLines(page: ServicesPage, { config }: Component): string[] {
  const places = Object.entries(config ?? {}).map(([id, names]) => {
    const [root] = page.catalogue.tool(id)?.config ?? [];
    return [id, root === undefined ? names : names.map((name) => `${root}/${name}`)] as const;
  });
  return byToolLines(page, Object.fromEntries(places));
}

export function portLines({ tool, words }: ServicesPage, { ports = [] }: Component): string[] {
  return ports
    .filter(({ tools }) => tool === undefined || tools === undefined || tools.includes(tool))
    .map(({ port, for: purpose, tools = [], optional }) => {
      const notes = [...(tool === undefined ? tools : []), ...(optional === true ? [words.optional] : [])];
      return `${port} ${visibleLine(purpose)}${notes.length === 0 ? "" : words.notes(notes.join(words.comma))}`;
    });
}

/** What runs a component all the time: containers, pacemaker's bundles, and units of the host where there are no containers. */
export function namesUnder(component: Component, tool: string | undefined): string[] {
  const under = (named: Component["containers"]) =>
    Object.entries(named ?? {}).flatMap(([one, names]) =>
      tool === undefined || one === tool || one === ANY ? names : [],
    );
  const containers = [...under(component.containers), ...under(component.bundles)];
  return [...new Set(containers.length > 0 ? containers : under(component["host-units"]))];
}
