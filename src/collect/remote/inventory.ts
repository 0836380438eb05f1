import { type Groups, readGroups } from "./groups.ts";
import { type Connecting, chooseConnecting, connectingOf } from "./host-vars.ts";
import { readTarget, type Target, whyNoHost, whyNoPort, whyNoUser } from "./target.ts";
import { type Entry, type MapValue, Mistake, mistakeOr, type Place, readYaml, type Value } from "./yaml.ts";

/** A host of an inventory. */
export interface InventoryHost {
  readonly target: Target;
  /** All groups that it is in, by way of their children too. */
  readonly groups: readonly string[];
  /** The machine that the inventory was written on, which it tells no address of. */
  readonly local: boolean;
}

/** What an inventory says, or its first mistake. */
export type Inventory =
  | { readonly ok: true; readonly hosts: readonly InventoryHost[] }
  | ({ readonly ok: false; readonly message: string } & Place);

const EXAMPLE = "write 'hosts: [director, heat-admin@controller0]', or let tripleo-ansible-inventory write it";

/** Reads an inventory: a list of hosts, a map `hosts`, or the static YAML inventory of ansible and TripleO. */
export function readInventory(text: string): Inventory {
  const { value, placeOf } = readYaml(text);
  const hosts = value instanceof Mistake ? value : mistakeOr(() => hostsOf(value));
  if (hosts instanceof Mistake) return { ok: false, message: `${hosts.message}${hintFor(text)}`, ...placeOf(hosts.at) };
  return { ok: true, hosts };
}

function hintFor(text: string): string {
  const isIni = /^\[[\w:-]+\][ \t]*$/m.test(text);
  return isIni ? ": an inventory is to be YAML, which 'ansible-inventory -i FILE --list --yaml' makes of others" : "";
}

function hostsOf(root: Value): InventoryHost[] {
  const hosts = root.kind === "list" ? root.items.map(plainHost) : root.kind === "map" ? hostsOfMap(root) : [];
  if (hosts.length === 0) throw new Mistake(root.at, `no hosts are named here: ${EXAMPLE}`);
  return hosts;
}

function hostsOfMap(root: MapValue): InventoryHost[] {
  const hosts = root.entries.find(({ key }) => key === "hosts");
  if (hosts === undefined) return hostsOfGroups(readGroups(root));
  const other = root.entries.find(({ key }) => key !== "hosts");
  if (other !== undefined) throw new Mistake(other.at, `unknown key '${other.key}' beside 'hosts'`);
  if (hosts.value.kind === "list") return hosts.value.items.map(plainHost);
  if (hosts.value.kind === "map") return hosts.value.entries.map(namedHost);
  throw new Mistake(hosts.value.at, `'hosts' is to be a list: ${EXAMPLE}`);
}

/** `[USER@]HOST`, or a map of host, user and port. */
function plainHost(value: Value): InventoryHost {
  if (value.kind === "list") throw new Mistake(value.at, `a host is to be a name, not a list: ${EXAMPLE}`);
  if (value.kind === "map") return single(toTarget(undefined, value.at, plainConnecting(value)));
  const target = readTarget(value.text);
  if (typeof target === "string") throw new Mistake(value.at, target);
  return single(target);
}

/** `NAME:`, perhaps with a map of host, user and port. */
function namedHost({ key, at, value }: Entry): InventoryHost {
  return single(toTarget(key, at, value.kind === "map" ? plainConnecting(value) : nothing(value)));
}

function plainConnecting(map: MapValue): Connecting {
  const odd = map.entries.find(({ key }) => !["host", "user", "port"].includes(key) && !key.startsWith("ansible_"));
  if (odd !== undefined) throw new Mistake(odd.at, `unknown key '${odd.key}'; known here: host, user, port`);
  return connectingOf(map, "plain");
}

function nothing(value: Value): Connecting {
  if (value.kind === "scalar" && value.text === "") return {};
  throw new Mistake(value.at, "after a host's name comes nothing, or a map with host, user, port");
}

function single(target: Target): InventoryHost {
  return { target, groups: [], local: false };
}

function hostsOfGroups(groups: Groups): InventoryHost[] {
  return groups.hosts.map(({ name, at, own, groups: all }) => {
    const connecting = chooseConnecting([...all.map(({ vars }) => vars), own]);
    const local = connecting.connection?.text === "local" && isHere(connecting.host?.text);
    const target = local ? { label: name, host: name } : toTarget(name, at, connecting);
    return { target, groups: all.map((group) => group.name), local };
  });
}

/** TripleO gives the undercloud, which writes the inventory, the address `localhost`: from elsewhere that is another machine. */
function isHere(address: string | undefined): boolean {
  return address === undefined || /^(localhost|127\.[\d.]+|::1)$/.test(address);
}

function toTarget(name: string | undefined, at: number, { host, user, port }: Connecting): Target {
  const address = host?.text ?? name;
  if (address === undefined) throw new Mistake(at, "'host' is missing");
  refuse(whyNoHost(address), host?.at ?? at);
  if (user !== undefined) refuse(whyNoUser(user.text), user.at);
  if (port !== undefined) refuse(whyNoPort(port.text), port.at);
  return {
    label: name ?? address,
    host: address,
    ...(user === undefined ? {} : { user: user.text }),
    ...(port === undefined ? {} : { port: Number(port.text) }),
  };
}

function refuse(why: string | undefined, at: number): void {
  if (why !== undefined) throw new Mistake(at, why);
}
