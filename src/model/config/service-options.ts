import type { Catalogue } from "../../catalogue/catalogue.ts";
import type { Component } from "../../catalogue/types.ts";
import type { ConfigFileFact, Setting } from "../../parse/facts.ts";
import { present } from "../../parse/present.ts";
import { type Captured, factsOf, isDamaged, isLossy } from "../bundle/captured.ts";
import { runsNothing } from "../bundle/coverage.ts";
import type {
  BindAddress,
  ConfigMistake,
  DebugUse,
  Evidence,
  RepeatedOption,
  ServiceFile,
  TunnelAgent,
  WorkerOption,
} from "../types.ts";
import type { Seen } from "./config-places.ts";
import { isReadByOslo } from "./read-by-oslo.ts";
import { findSetting, isMasked, isTrue, lineOf } from "./setting-values.ts";

const GENERATED = /^var\/lib\/config-data\/puppet-generated\/([^/]+)\/etc\//;
const KOLLA = /^etc\/kolla\/([^/]+)\//;
const HANDED = /^var\/lib\/(?:openstack\/config|openstack|config-data\/ansible-generated)\/([^/]+)\//;

/**
 * The oslo.config files in force: those of volumes that a container mounts, or of all where no mount is known; on a node
 * that runs no container, those of /etc.
 */
export function serviceFilesOf(captured: Captured, containers: Seen, catalogue: Catalogue): ServiceFile[] {
  // What is damaged may name other options, and other hosts, than it did.
  if (isDamaged(captured)) return [];
  const mounts = containers.flatMap(([{ details }]) => details?.mounts ?? []).map(({ source }) => `${source}/`);
  const folders = new Set(mounts.flatMap(foldersAbove));
  const used = (root: string) => mounts.length === 0 || folders.has(`/${root}`);
  const all = factsOf(captured, "config-file").filter(({ file }) => isReadByOslo(file, catalogue));
  const found = all.flatMap((fact): ServiceFile[] => {
    for (const pattern of [GENERATED, KOLLA, HANDED]) {
      const service = pattern.exec(fact.file)?.[1];
      if (service === undefined) continue;
      const root = fact.file.slice(0, fact.file.indexOf(`/${service}/`) + service.length + 2);
      return used(root) ? [{ service, fact }] : [];
    }
    return [];
  });
  if (found.length > 0 || !runsNothing(captured)) return found;
  return all.flatMap((fact) => {
    const service = /^etc\/([a-z-]+)\//.exec(fact.file)?.[1];
    return service === undefined ? [] : [{ service, fact }];
  });
}

/** Each folder of a path that ends in a slash, with its own. */
function foldersAbove(path: string): string[] {
  return [...path.matchAll(/\//g)].map(({ index }) => path.slice(0, index + 1));
}

/** The value of an option that has one: the last counts. */
function optionIn(fact: ConfigFileFact, section: string, key: string): { value: string; setting: Setting } | undefined {
  const setting = findSetting(fact, { section, key });
  const value = setting?.values.at(-1);
  return setting === undefined || value === undefined ? undefined : { value, setting };
}

/** Where oslo.config gives up, by file. */
export function configMistakesOf(files: readonly ServiceFile[]): ConfigMistake[] {
  return files.flatMap(({ fact }): ConfigMistake[] => {
    const [first] = fact.mistakes ?? [];
    if (first === undefined) return [];
    return [
      {
        subject: { kind: "config", name: `/${fact.file}` },
        file: `/${fact.file}`,
        line: first.source.line,
        problem: first.problem,
        count: fact.mistakes?.length ?? 1,
        evidence: { count: first.source },
        lacks: {},
      },
    ];
  });
}

/** Options that have one value in every service: where they are set twice, the last line counts without a word. */
const SINGLE =
  /^(transport_url|connection|auth_url|www_authenticate_uri|memcached_servers|region_name|username|password|project_name|debug|my_ip|bind_host|bind_port|host|core_plugin|service_plugins|virt_type|cpu_mode|enabled_backends|default_store|provider|expiration|local_ip|tunnel_types|bridge_mappings|interface_driver|cpu_allocation_ratio|ram_allocation_ratio|disk_allocation_ratio|api_workers|rpc_workers|workers)$/;

export function repeatedOptionsOf(files: readonly ServiceFile[]): RepeatedOption[] {
  return files.flatMap(({ fact }) =>
    fact.settings
      .filter(({ key, values }) => SINGLE.test(key) && values.length > 1)
      .map((setting): RepeatedOption => {
        const several = isMasked(setting) ? undefined : new Set(setting.values).size > 1;
        const differ = several === false && fact.problem !== undefined ? undefined : several;
        return {
          subject: { kind: "config", name: `/${fact.file} [${setting.section}] ${setting.key}` },
          file: `/${fact.file}`,
          section: setting.section,
          key: setting.key,
          values: [...setting.values],
          ...present({ differ }),
          evidence: Object.fromEntries(
            setting.lines
              .slice(0, 5)
              .map((line, at) => [
                `values.${at}`,
                { file: fact.file, line, text: `${setting.key} = ${setting.values[at] ?? ""}` },
              ]),
          ),
          lacks: {
            differ: "its values are masked, or the file is not whole in the bundle; collect: run collect on the node",
          },
        };
      }),
  );
}

/** The services that log all that they do. */
export function debugUsesOf(captured: Captured, files: readonly ServiceFile[]): DebugUse[] {
  const set = files.flatMap(({ service, fact }) => {
    const found = optionIn(fact, "DEFAULT", "debug");
    return found === undefined ? [] : [{ service, on: isTrue(found.value), line: lineOf(fact, found.setting) }];
  });
  if (files.length === 0) return [];
  const on = set.filter((one) => one.on);
  const whole = !isLossy(captured) && files.every(({ fact }) => fact.problem === undefined);
  return [
    {
      subject: { kind: "config", name: "[DEFAULT] debug" },
      services: [...new Set(on.map(({ service }) => service))].sort(),
      ...(on.length > 0 || whole ? { on: on.length > 0 } : {}),
      evidence: numbered(
        "services",
        on.slice(0, 5).map(({ line }) => line),
      ),
      lacks: { on: "part of the configuration was lost; collect: run collect on the node" },
    },
  ];
}

export function numbered(name: string, lines: readonly Evidence[]): Record<string, Evidence> {
  return Object.fromEntries(lines.map((line, at) => [`${name}.${at}`, line]));
}

/** Some numbers of workers are refused below 1; of others 0 is a value with a meaning. */
export function workerOptionsOf(files: readonly ServiceFile[], catalogue: Catalogue): WorkerOption[] {
  const workers = new Set(catalogue.services.flatMap(({ options }) => options?.workers ?? []));
  return files.flatMap(({ fact }) =>
    fact.settings.flatMap((setting): WorkerOption[] => {
      const value = setting.values.at(-1) ?? "";
      const option = `${baseOf(fact.file)} [${setting.section}] ${setting.key}`;
      if (fact.problem !== undefined || !workers.has(option) || !/^\d+$/.test(value)) return [];
      return [
        {
          subject: { kind: "config", name: `/${fact.file} ${setting.key}` },
          file: `/${fact.file}`,
          section: setting.section,
          key: setting.key,
          value: Number(value),
          evidence: { value: lineOf(fact, setting) },
          lacks: {},
        },
      ];
    }),
  );
}

interface Around {
  readonly containers: Seen;
  readonly catalogue: Catalogue;
}

/** Components of which a container runs here. */
function runningOf({ containers, catalogue }: Around): Component[] {
  const here = new Set(containers.map(([, { component, running }]) => (running === true ? component : undefined)));
  return catalogue.components.filter(({ id }) => here.has(id));
}

/** Where components that run here listen for themselves behind haproxy. */
export function bindAddressesOf(captured: Captured, files: readonly ServiceFile[], around: Around): BindAddress[] {
  const haproxy = haproxyPorts(captured);
  const listeners = runningOf(around).flatMap(({ bind, ports = [] }) => (bind === undefined ? [] : [{ bind, ports }]));
  return files.flatMap(({ fact }) =>
    listeners.flatMap(({ bind, ports: [usual] }): BindAddress[] => {
      const { section, address: key, port: portKey } = bind;
      const found = fact.problem === undefined ? optionIn(fact, section, key) : undefined;
      if (baseOf(fact.file) !== bind.file || found === undefined) return [];
      const port = Number(optionIn(fact, section, portKey)?.value ?? usual?.port);
      const line = haproxy?.get(port);
      return [
        {
          subject: { kind: "config", name: `/${fact.file} ${key}` },
          file: `/${fact.file}`,
          section,
          key,
          address: found.value,
          port,
          everywhere: /^(0\.0\.0\.0|::|\*|)$/.test(found.value.replace(/^\[(.*)\]$/, "$1")),
          ...present({ haproxyToo: haproxy === undefined ? undefined : line !== undefined }),
          evidence: { everywhere: lineOf(fact, found.setting), ...present({ haproxyToo: line }) },
          lacks: {
            haproxyToo: "no haproxy.cfg in the bundle; collect: run collect on the node",
          },
        },
      ];
    }),
  );
}

/** The ports on which haproxy listens, with the first line of each; `undefined` where no haproxy.cfg was read. */
function haproxyPorts(captured: Captured): Map<number, Evidence> | undefined {
  const configs = factsOf(captured, "config-text").filter(
    ({ file }) => /\/haproxy[^/]*\.cfg$/.test(file) && !file.startsWith("sos_containers/"),
  );
  if (configs.length === 0) return undefined;
  const ports = new Map<number, Evidence>();
  for (const { file, lines } of configs) {
    for (const { line, text } of lines) {
      const port = Number(/^\s*bind\s+\S*:(\d+)(\s|$)/.exec(text)?.[1]);
      if (!Number.isNaN(port) && !ports.has(port)) ports.set(port, { file, line, text: text.trim() });
    }
  }
  return ports;
}

/** Agents that run here and end tunnels, and whether they know the address that theirs end at. */
export function tunnelAgentsOf(captured: Captured, files: readonly ServiceFile[], around: Around): TunnelAgent[] {
  const agents = runningOf(around).flatMap(({ tunnels }) => tunnels ?? []);
  return files.flatMap(({ service, fact }): TunnelAgent[] => {
    const agent = agents.find(({ file }) => baseOf(fact.file) === file);
    const types = agent && optionIn(fact, agent.types.section, agent.types.key);
    if (agent === undefined || types === undefined) return [];
    const beside = files.filter((other) => other.service === service);
    const torn = isLossy(captured) || beside.some((other) => other.fact.problem !== undefined);
    const localIp = beside.some(
      (other) => (optionIn(other.fact, agent.address.section, agent.address.key)?.value ?? "") !== "",
    );
    return [
      {
        subject: { kind: "config", name: `/${fact.file}` },
        file: `/${fact.file}`,
        tunnelTypes: types.value,
        tunnels: types.value !== "",
        ...(localIp || !torn ? { localIp } : {}),
        evidence: { tunnels: lineOf(fact, types.setting) },
        lacks: { localIp: "a file of the agent is not whole in the bundle; collect: run collect on the node" },
      },
    ];
  });
}

function baseOf(file: string): string {
  return file.slice(file.lastIndexOf("/") + 1);
}
