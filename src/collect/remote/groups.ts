import { type Connecting, chooseConnecting, connectingOf } from "./host-vars.ts";
import { type Entry, type MapValue, Mistake, type Value } from "./yaml.ts";

interface Group {
  readonly name: string;
  readonly vars: Connecting;
}

/** The hosts of an ansible inventory. */
export interface Groups {
  readonly hosts: readonly {
    readonly name: string;
    readonly at: number;
    readonly own: Connecting;
    /** All groups that it is in: what the later ones say counts more. */
    readonly groups: readonly Group[];
  }[];
}

interface Draft {
  readonly at: number;
  vars: Connecting;
  readonly parents: Set<string>;
}

interface HostDraft {
  readonly at: number;
  own: Connecting;
  readonly groups: Set<string>;
}

interface Drafts {
  readonly groups: Map<string, Draft>;
  readonly hosts: Map<string, HostDraft>;
}

const MEMBERS = ["hosts", "children", "vars"];

/** Reads a map of groups, as ansible does: a group may come several times, and a host in several of them. */
export function readGroups(root: MapValue): Groups {
  const drafts: Drafts = { groups: new Map(), hosts: new Map() };
  for (const entry of root.entries) if (entry.key !== "_meta") readGroup(entry, undefined, drafts);
  readHostVars(root, drafts);
  const depths = depthsOf(drafts.groups);
  const hosts = [...drafts.hosts].map(([name, { at, own, groups }]) => ({
    name,
    at,
    own,
    groups: ancestors(groups, drafts.groups)
      .sort((a, b) => (depths.get(a) ?? 0) - (depths.get(b) ?? 0) || (a < b ? -1 : 1))
      .map((group) => ({ name: group, vars: drafts.groups.get(group)?.vars ?? {} })),
  }));
  return { hosts };
}

function readGroup({ key, at, value }: Entry, parent: string | undefined, drafts: Drafts): void {
  const group = drafts.groups.get(key) ?? { at, vars: {}, parents: new Set<string>() };
  drafts.groups.set(key, group);
  if (parent !== undefined) group.parents.add(parent);
  for (const member of membersOf(key, value)) {
    if (member.key === "vars") group.vars = chooseConnecting([group.vars, connectingOf(mapAt(member), "ansible")]);
    else if (member.key === "children") for (const child of namesIn(member)) readGroup(child, key, drafts);
    else for (const host of namesIn(member)) readHost(host, key, drafts);
  }
}

function membersOf(name: string, value: Value): readonly Entry[] {
  if (isNothing(value)) return [];
  if (value.kind !== "map")
    throw new Mistake(value.at, `the group '${name}' is to be a map with ${MEMBERS.join(", ")}`);
  const odd = value.entries.find(({ key }) => !MEMBERS.includes(key));
  if (odd !== undefined) {
    throw new Mistake(odd.at, `unknown key '${odd.key}' in the group '${name}'; known here: ${MEMBERS.join(", ")}`);
  }
  return value.entries.filter((entry) => !isNothing(entry.value));
}

function readHost({ key, at, value }: Entry, group: string, drafts: Drafts): void {
  const host = drafts.hosts.get(key) ?? { at, own: {}, groups: new Set<string>() };
  drafts.hosts.set(key, host);
  host.groups.add(group);
  if (!isNothing(value)) host.own = chooseConnecting([host.own, connectingOf(mapAt({ key, at, value }), "ansible")]);
}

/** `_meta.hostvars`, where the inventory's JSON form keeps what it says of hosts. */
function readHostVars(root: MapValue, { hosts }: Drafts): void {
  const hostvars = entryIn(entryIn(root, "_meta")?.value, "hostvars")?.value;
  for (const { key, value } of hostvars?.kind === "map" ? hostvars.entries : []) {
    const host = hosts.get(key);
    if (host && value.kind === "map") host.own = chooseConnecting([host.own, connectingOf(value, "ansible")]);
  }
}

function entryIn(value: Value | undefined, key: string): Entry | undefined {
  return value?.kind === "map" ? value.entries.find((entry) => entry.key === key) : undefined;
}

/** The entries of a map, or a list's words as entries without a value. */
function namesIn({ key, value }: Entry): readonly Entry[] {
  if (value.kind === "map") return value.entries;
  if (value.kind === "scalar") throw new Mistake(value.at, `'${key}' is to be a map or a list of names`);
  return value.items.map((item) => {
    if (item.kind !== "scalar") throw new Mistake(item.at, `'${key}' is to be a list of names`);
    return { key: item.text, at: item.at, value: { kind: "scalar", at: item.at, text: "" } };
  });
}

function mapAt({ key, value }: Entry): MapValue {
  if (value.kind !== "map") throw new Mistake(value.at, `'${key}' is to be a map`);
  return value;
}

function isNothing(value: Value): boolean {
  return value.kind === "scalar" && value.text === "";
}

/** `all` holds every host and is the outermost. */
function parentsOf(name: string, groups: ReadonlyMap<string, Draft>): readonly string[] {
  const parents = [...(groups.get(name)?.parents ?? [])];
  return parents.length === 0 && name !== "all" ? ["all"] : parents;
}

function ancestors(direct: Iterable<string>, groups: ReadonlyMap<string, Draft>): string[] {
  const found = new Set(direct);
  for (const name of found) for (const parent of parentsOf(name, groups)) found.add(parent);
  return [...found];
}

/** How far each group is from the outermost, by its longest way. */
function depthsOf(groups: ReadonlyMap<string, Draft>): ReadonlyMap<string, number> {
  const depths = new Map<string, number>();
  const onTheWay = new Set<string>();
  const depthOf = (name: string): number => {
    const known = depths.get(name);
    if (known !== undefined) return known;
    if (onTheWay.has(name)) throw new Mistake(groups.get(name)?.at ?? 0, `the group '${name}' is its own child`);
    onTheWay.add(name);
    const depth = Math.max(-1, ...parentsOf(name, groups).map(depthOf)) + 1;
    onTheWay.delete(name);
    depths.set(name, depth);
    return depth;
  };
  for (const name of groups.keys()) depthOf(name);
  return depths;
}
