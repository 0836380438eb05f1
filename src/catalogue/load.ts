import { basename, join } from "node:path";
import { type Checked, digestOf, readChecked } from "../yaml/checked.ts";
import { findFiles, readText } from "../yaml/files.ts";
import type { Problem } from "../yaml/problem.ts";
import { type Check, checker, readLater, readYaml, schemaProblems, type YamlFile } from "../yaml/yaml-file.ts";
import { Catalogue, generalOf } from "./catalogue.ts";
import { CapabilitiesFile, type ComponentFile, ServiceFile, ToolsFile } from "./schema.ts";
import type { Capability, Component, Need, Service, Tool } from "./types.ts";

/** A file of the catalogue with the places of all that is in it. */
interface SourceOf<Data> {
  readonly yaml: YamlFile;
  readonly data: Data;
}

/** The files that count: of services of one name the last. */
export interface CatalogueSources {
  readonly services: readonly SourceOf<ServiceFile>[];
  readonly capabilities: readonly SourceOf<CapabilitiesFile>[];
  readonly tools: readonly SourceOf<ToolsFile>[];
}

export interface LoadedCatalogue {
  readonly catalogue: Catalogue;
  readonly sources: CatalogueSources;
  readonly problems: readonly Problem[];
}

const checkService = checker(ServiceFile);
const checkCapabilities = checker(CapabilitiesFile);
const checkTools = checker(ToolsFile);

/** Our own files, read and checked when the program was built. */
const CHECKED = new URL("checked-services.json", import.meta.url);

/** The folder of services below a directory of rules. */
export const SERVICES = "services";

/**
 * The catalogue of some directories of rules, in order: services/NAME.yaml of a later one takes the place of that of an
 * earlier, and its capabilities.yaml and tools.yaml add to what is there, or say it anew.
 */
export async function loadCatalogue(directories: readonly string[]): Promise<LoadedCatalogue> {
  const problems: Problem[] = [];
  const services = new Map<string, SourceOf<ServiceFile>>();
  const capabilities: SourceOf<CapabilitiesFile>[] = [];
  const tools: SourceOf<ToolsFile>[] = [];
  const checked = await readChecked<unknown>(CHECKED);
  for (const directory of directories) {
    const { files, problems: odd } = await findFiles(join(directory, SERVICES));
    problems.push(...odd);
    const texts = await Promise.all(files.map(readText));
    for (const [index, file] of files.entries()) {
      const name = basename(file).replace(/\.ya?ml$/, "");
      const check = name === "capabilities" ? checkCapabilities : name === "tools" ? checkTools : checkService;
      const { yaml, problems: found } = read(file, texts[index] ?? "", { check, checked });
      problems.push(...found);
      if (found.length > 0) continue;
      if (name === "capabilities") capabilities.push(sourceOf(yaml));
      else if (name === "tools") tools.push(sourceOf(yaml));
      else {
        const source = sourceOf<ServiceFile>(yaml);
        problems.push(...misnamed(source, name));
        services.set(source.data.service, source);
      }
    }
  }
  const sources = { services: [...services.values()], capabilities, tools };
  return { catalogue: catalogueOf(sources), sources, problems };
}

function sourceOf<Data>(yaml: YamlFile): SourceOf<Data> {
  return { yaml, data: yaml.data as Data };
}

interface Reading {
  readonly check: Check;
  readonly checked: Checked<unknown>;
}

function read(
  file: string,
  text: string,
  { check, checked }: Reading,
): Pick<SourceOf<unknown>, "yaml"> & { readonly problems: readonly Problem[] } {
  const known = checked[digestOf(text)];
  if (known !== undefined) return { yaml: readLater(file, text, known), problems: [] };
  const yaml = readYaml(file, text);
  return { yaml, problems: yaml.problems.length > 0 ? yaml.problems : schemaProblems(yaml, check, yaml.data) };
}

function misnamed({ yaml, data }: SourceOf<ServiceFile>, name: string): Problem[] {
  if (data.service === name) return [];
  return [yaml.problemAt(["service"], `the service '${data.service}' is to be the file's name, which is '${name}'`)];
}

function catalogueOf({ services, capabilities, tools }: CatalogueSources): Catalogue {
  return new Catalogue({
    services: services.map(({ data }) => serviceOf(data)).sort(byName),
    capabilities: withIds<Capability>(capabilities.map(({ data }) => data.capabilities)),
    tools: withIds<Tool>(tools.map(({ data }) => data.tools)),
    general: generalOf(tools.map(({ data }) => data)),
  });
}

function withIds<One extends { readonly id: string }>(
  all: readonly Readonly<Record<string, Omit<One, "id">>>[],
): One[] {
  const merged = Object.assign({}, ...all) as Record<string, Omit<One, "id">>;
  return Object.entries(merged).map(([id, one]) => ({ id, ...one }) as One);
}

function byName(one: Service, other: Service): number {
  return one.id < other.id ? -1 : 1;
}

function serviceOf({ service, components, ...rest }: ServiceFile): Service {
  const all = Object.entries(components).map(([id, component]) => componentOf(id, service, component));
  return { ...rest, id: service, components: all };
}

function componentOf(id: string, service: string, { needs = [], provides = [], ...rest }: ComponentFile): Component {
  const needed = needs.map((need): Need => (typeof need === "string" ? { capability: need } : need));
  return { ...rest, id, service, provides, needs: needed };
}
