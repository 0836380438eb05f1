import type { Catalogue } from "../../catalogue/catalogue.ts";
import type { Capability, Component, ContainerKind, Need, Service } from "../../catalogue/types.ts";
import { columnsOf, wrap } from "../text/wrap.ts";
import { visibleLine } from "../visible.ts";
import {
  aboutOf,
  lossOf,
  padded,
  pageFor,
  purposeOf,
  row,
  type ServicesOptions,
  type ServicesPage,
  titleOf,
} from "./page.ts";
import { byToolLines, configLines, logLines, nameShown, namesUnder, portLines } from "./places.ts";

/** What somebody asked after. */
export type Asked =
  | { readonly service: Service }
  | { readonly component: Component; readonly container?: { readonly name: string; readonly kind: ContainerKind } }
  | { readonly capability: Capability };

/** What a word names: a service, a component, a container, a capability; `undefined` where it is none of them. */
export function askedOf(catalogue: Catalogue, word: string): Asked | undefined {
  const service = catalogue.service(word);
  const component = catalogue.component(word);
  if (service !== undefined && (component === undefined || service.components.length > 1)) return { service };
  if (component !== undefined) return { component };
  const meaning = catalogue.ofContainer(word);
  if (meaning !== undefined) return { component: meaning.component, container: { name: word, kind: meaning.kind } };
  const capability = catalogue.capability(word);
  return capability === undefined ? undefined : { capability };
}

/** All words that can be asked after, to find the one that was meant. */
export function wordsOf(catalogue: Catalogue): string[] {
  const kinds = ["service", "one-shot", "helper"] as const;
  const containers = catalogue.components.flatMap((component) =>
    kinds.flatMap((kind) => catalogue.containersOf(component, kind)),
  );
  const ids = [catalogue.services, catalogue.components, catalogue.capabilities].flatMap((all) =>
    all.map(({ id }) => id),
  );
  return [...new Set([...ids, ...containers.filter((name) => !name.includes("*"))])];
}

export function explainedText(catalogue: Catalogue, asked: Asked, options: ServicesOptions): string {
  const page = pageFor(catalogue, options);
  return `${linesOf(page, asked).join("\n")}\n`;
}

function linesOf(page: ServicesPage, asked: Asked): string[] {
  if ("capability" in asked) return capabilityLines(page, asked.capability);
  if ("service" in asked) return serviceLines(page, asked.service);
  const { component, container } = asked;
  const told =
    container === undefined ? [] : [page.words.isContainer[container.kind](visibleLine(container.name), component.id)];
  return [...told, ...(told.length > 0 ? [""] : []), ...componentLines(page, component)];
}

function serviceLines(page: ServicesPage, service: Service): string[] {
  const { style, width, words } = page;
  const first = Math.max(...service.components.map(({ id }) => columnsOf(id)));
  const main = service.components.find(({ id }) => id === service.id);
  const [example] = service.components;
  return [
    `${style(service.id, "bold")}  ${titleOf(page, service)}${words.colon}${aboutOf(page, service)}`,
    "",
    ...service.components.flatMap((component) =>
      row(
        [
          [component.id, first],
          [lossSentence(page, component), width - first - 4],
        ],
        "  ",
      ),
    ),
    "",
    ...(main === undefined ? [words.more(example?.id ?? "")] : componentLines(page, main)),
  ];
}

function lossSentence({ words, ...page }: ServicesPage, component: Component): string {
  return words.loss(lossOf({ ...page, words }, component));
}

function componentLines(page: ServicesPage, component: Component): string[] {
  const { catalogue, style, width, words } = page;
  const service = catalogue.service(component.service);
  const parts: readonly (readonly [label: string, lines: readonly string[]])[] = [
    [words.containers, byToolLines(page, component.containers)],
    [words.oneShots, byToolLines(page, component["one-shots"])],
    [words.helpers, byToolLines(page, component.helpers)],
    [words.bundles, byToolLines(page, component.bundles)],
    [words.hostUnits, byToolLines(page, component["host-units"])],
    [words.units, listed(component.units)],
    [words.images, listed(component.images)],
    [words.logs, logLines(page, component)],
    [words.config, configLines(page, component)],
    [words.ports, portLines(page, component)],
    [words.haproxy, byToolLines(page, component.haproxy)],
    [words.displaces, listed(component.displaces)],
    [words.provides, component.provides.map((id) => capabilityTitle(page, id))],
    [words.needs, component.needs.map((need) => needLine(page, need))],
    [words.neededBy, listed(neededBy(page, component))],
  ];
  const told = parts.filter(([, lines]) => lines.length > 0);
  const label = Math.max(...told.map(([name]) => columnsOf(name)));
  return [
    `${style(component.id, "bold")}  ${titleOf(page, component)}${service === undefined || service.id === component.id ? "" : words.ofService(service.id)}`,
    ...wrap(lossSentence(page, component), width, { first: "  ", rest: "  " }),
    "",
    ...told.flatMap(([name, lines]) => partLines(page, [name, label], lines)),
  ];
}

function partLines(
  { style, width }: ServicesPage,
  [name, column]: readonly [string, number],
  lines: readonly string[],
) {
  const before = " ".repeat(column + 4);
  const broken = lines.flatMap((line) => wrap(line, width, { first: before, rest: `${before}  ` }));
  return broken.map((line, index) =>
    index === 0 ? `  ${style(padded(name, column), "cyan")}  ${line.slice(before.length)}` : line,
  );
}

function capabilityTitle(page: ServicesPage, id: string): string {
  const capability = page.catalogue.capability(id);
  return capability === undefined ? id : `${id}${page.words.colon}${titleOf(page, capability)}`;
}

function needLine(page: ServicesPage, need: Need): string {
  const { catalogue, words } = page;
  const providers = idsUnder(page, catalogue.providersOf(need.capability));
  const from = words.from(providers.length === 0 ? words.others : providers.join(words.comma));
  return `${capabilityTitle(page, need.capability)}${needNotes(page, need)}${from}`;
}

/** For what somebody needs it, and how much. */
function needNotes(page: ServicesPage, need: Need): string {
  const purpose = purposeOf(page, need);
  const notes = [
    ...(purpose === undefined ? [] : [page.words.purpose(purpose)]),
    ...(need.weak === true ? [page.words.weak] : []),
  ];
  return notes.length === 0 ? "" : page.words.notes(notes.join(page.words.comma));
}

/** Who needs what a component provides, each once. */
function neededBy(page: ServicesPage, component: Component): string[] {
  const needing = component.provides.flatMap((id) => page.catalogue.needing(id).map(([, other]) => other));
  return [...new Set(idsUnder(page, needing))].filter((id) => id !== component.id);
}

/** The ids of those that are there under the deployment tool that is asked for. */
function idsUnder({ tool }: ServicesPage, components: readonly Component[]): string[] {
  const there = tool === undefined ? components : components.filter((one) => namesUnder(one, tool).length > 0);
  return there.map(({ id }) => id);
}

function capabilityLines(page: ServicesPage, capability: Capability): string[] {
  const { catalogue, style, width, words } = page;
  const through = capability.through === undefined ? undefined : catalogue.capability(capability.through);
  const sentences = [
    words.scope[capability.scope],
    ...(through === undefined ? [] : [words.through(titleOf(page, through))]),
    ...(capability.outside === true ? [words.outside] : []),
  ];
  const parts: readonly (readonly [string, readonly string[]])[] = [
    [words.providers, listed(idsUnder(page, catalogue.providersOf(capability.id)))],
    [words.users, joined(catalogue.needing(capability.id).map(([need, { id }]) => `${id}${needNotes(page, need)}`))],
    [words.exceptions, listed(capability.exceptions)],
  ];
  const label = Math.max(...parts.map(([name]) => columnsOf(name)));
  return [
    style(capabilityTitle(page, capability.id), "bold"),
    ...wrap(sentences.join(" "), width, { first: "  ", rest: "  " }),
    "",
    ...parts.filter(([, lines]) => lines.length > 0).flatMap(([name, lines]) => partLines(page, [name, label], lines)),
  ];
}

function listed(names: readonly string[] = []): string[] {
  return joined(names.map(nameShown));
}

function joined(texts: readonly string[]): string[] {
  return texts.length === 0 ? [] : [texts.join(", ")];
}
