import type { Catalogue } from "../../catalogue/catalogue.ts";
import type { Component, Service } from "../../catalogue/types.ts";
import { columnsOf, wrap } from "../text/wrap.ts";
import { aboutOf, pageFor, row, type ServicesOptions, type ServicesPage, titleOf } from "./page.ts";
import { nameShown, namesUnder } from "./places.ts";

/** All services, each with its components, what they provide and the containers that run them. */
export function servicesText(catalogue: Catalogue, options: ServicesOptions): string {
  const page = pageFor(catalogue, options);
  const services = servicesUnder(catalogue, options.tool);
  const components = services.flatMap((service) => service.components);
  const first = Math.max(0, ...components.map(({ id }) => columnsOf(id)));
  const [example] = components;
  const lines = [
    page.words.counted(services.length, components.length),
    ...services.flatMap((service) => serviceLines(page, service, first)),
    "",
    ...(example === undefined ? [] : [page.words.more(example.id)]),
  ];
  return `${lines.join("\n")}\n`;
}

/** The services of which something runs under a deployment tool, with those components; all where none is named. */
export function servicesUnder(catalogue: Catalogue, tool: string | undefined): readonly Service[] {
  if (tool === undefined) return catalogue.services;
  return catalogue.services.flatMap((service) => {
    const components = service.components.filter((component) => namesUnder(component, tool).length > 0);
    return components.length === 0 ? [] : [{ ...service, components }];
  });
}

function serviceLines(page: ServicesPage, service: Service, first: number): string[] {
  const { style, width, words } = page;
  const title = titleOf(page, service);
  const heading = wrap(`${title}${words.colon}${aboutOf(page, service)}`, width - 2 - columnsOf(service.id), {
    rest: "  ",
  });
  const [head = "", ...more] = heading;
  return [
    "",
    `${style(service.id, "bold")}  ${head}`,
    ...more,
    ...service.components.flatMap((component) => componentLines(page, component, first)),
  ];
}

function componentLines(page: ServicesPage, component: Component, first: number): string[] {
  const { catalogue, width, words, tool } = page;
  const provides = component.provides.flatMap((id) => {
    const capability = catalogue.capability(id);
    return capability === undefined ? [] : [titleOf(page, capability)];
  });
  const left = width - 2 - first - 4;
  const middle = Math.min(34, Math.floor(left * 0.4));
  return row(
    [
      [component.id, first],
      [provides.join(words.comma) || "-", middle],
      [namesUnder(component, tool).map(nameShown).join(", ") || "-", left - middle],
    ],
    "  ",
  );
}
