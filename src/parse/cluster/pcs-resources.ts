import type { Source } from "../syntax/text.ts";
import type { PacemakerBundle, PacemakerResource } from "./cluster-facts.ts";

/** A line of a listing without its indentation and bullet. */
export interface PcsLine {
  readonly text: string;
  readonly source: Source;
}

export interface Resources {
  readonly bundles: readonly PacemakerBundle[];
  readonly resources: readonly PacemakerResource[];
  /** A line that should show a resource and could not be read. */
  readonly odd?: Source;
}

/** pacemaker 1.1: `Docker container set: X [image]`, `podman container: X [image]`; 2: `Container bundle set: X [image]:`. */
const BUNDLE = /^(?:(?:docker|podman|rkt) container|container bundle)(?: set)?: ([\w.@-]+) \[([^\]\s]*)\](.*)$/i;
const AGENT = "(?:ocf|systemd|lsb|service|stonith|upstart)(?:::?[\\w.@-]+)+";
const RESOURCE = new RegExp(`^([\\w.@:-]+)(?: \\([\\da-f.:/]+\\))?\\s+\\((${AGENT})\\):\\s*(.*)$`);
const STATE =
  /^(?:ORPHANED )?(FAILED|Started|Stopped|Master|Slave|Promoted|Unpromoted|Starting|Stopping|Promoting|Demoting|Migrating)\b(?: (?:Master|Slave|Promoted|Unpromoted)\b)?(.*)$/;

/** From 2.1 on a master is `Promoted` and a slave `Unpromoted`. */
const ROLES: Readonly<Record<string, string>> = { promoted: "master", unpromoted: "slave" };

/** The resources of the section that lists them. */
export function readResources(lines: readonly PcsLine[]): Resources {
  const bundles: OpenBundle[] = [];
  const resources: PacemakerResource[] = [];
  let open: OpenBundle | undefined;
  let odd: Source | undefined;
  for (const line of lines) {
    const header = BUNDLE.exec(line.text);
    if (header !== null) {
      const [, name = "", image = "", rest = ""] = header;
      open = {
        name,
        image,
        flags: flagsIn(rest),
        set: / set:/i.test(line.text),
        detailed: false,
        source: line.source,
        groups: [],
      };
      bundles.push(open);
    } else if (/^Replica\[\d+\]/.test(line.text)) {
      open?.groups.push([]);
      if (open !== undefined) open.detailed = true;
    } else if (/^(Resource Group|Clone Set|Master\/Slave Set):/.test(line.text)) open = undefined;
    else {
      const resource = readResource(line);
      if (resource === undefined) {
        if (/\((ocf|systemd|stonith):/.test(line.text)) odd ??= line.source;
      } else if (open !== undefined && belongs(open, resource)) add(open, resource);
      else {
        open = undefined;
        resources.push(resource);
      }
    }
  }
  return { bundles: bundles.map(closed), resources, ...(odd === undefined ? {} : { odd }) };
}

interface OpenBundle extends Omit<PacemakerBundle, "replicas"> {
  readonly set: boolean;
  detailed: boolean;
  readonly groups: PacemakerResource[][];
}

/** What runs inside a container bears a name of its own, where it is shown: it stands first, but for an address. */
function belongs({ name, set, groups }: OpenBundle, { name: resource, agent }: PacemakerResource): boolean {
  if (resource.startsWith(`${name}-`)) return true;
  if (isAddress(agent) || agent.startsWith("stonith")) return false;
  const group = groups.at(-1);
  return (group !== undefined || !set) && (group ?? []).every((one) => isAddress(one.agent));
}

/** With details all rows of a replica go together; a single replica has no line that begins it. */
function add({ set, detailed, groups }: OpenBundle, resource: PacemakerResource): void {
  const last = groups.at(-1);
  if (last !== undefined && (detailed || !set)) last.push(resource);
  else groups.push([resource]);
}

function isAddress(agent: string): boolean {
  return /:IPaddr2?$/.test(agent);
}

function isContainer(agent: string): boolean {
  return /^ocf::?heartbeat:(docker|podman|rkt)$/.test(agent);
}

function closed({ groups, set: _, detailed: __, ...bundle }: OpenBundle): PacemakerBundle {
  return { ...bundle, replicas: groups.flatMap((group) => joined(group) ?? []) };
}

/** One row of a replica from its details: what runs inside says how it is, the container where. */
function joined(group: readonly PacemakerResource[]): PacemakerResource | undefined {
  const container = group.find(({ agent }) => isContainer(agent));
  const remote = group.find(({ agent }) => /:remote$/.test(agent));
  const inside = group.find((one) => one !== container && one !== remote && !isAddress(one.agent));
  const told = inside ?? container ?? remote;
  if (told === undefined || container === undefined) return told;
  const flags = [...new Set([...container.flags, ...told.flags])];
  const state = inside !== undefined && container.state !== "started" ? container.state : told.state;
  return { ...told, name: (remote ?? container).name, state, nodes: container.nodes, flags };
}

function readResource({ text, source }: PcsLine): PacemakerResource | undefined {
  const [, name, agent, rest = ""] = RESOURCE.exec(text) ?? [];
  const [, word, where = ""] = STATE.exec(rest.trim()) ?? [];
  if (name === undefined || agent === undefined || word === undefined) return undefined;
  const state = word.toLowerCase();
  return { name, agent, state: ROLES[state] ?? state, nodes: nodesIn(where), flags: flagsIn(where), source };
}

/** `controller-0 (blocked)`, `(disabled)`, `[ controller-0 controller-1 ]`. */
function nodesIn(where: string): string[] {
  return where
    .replace(/\([^)]*\)/g, " ")
    .split(/[\s[\]]+/)
    .filter((word) => /^[\w.@-]+$/.test(word));
}

export function flagsIn(text: string): string[] {
  return [...text.matchAll(/\(([^)]*)\)/g)].flatMap(([, inner = ""]) =>
    inner.split(",").map((flag) => flag.trim().toLowerCase()),
  );
}
