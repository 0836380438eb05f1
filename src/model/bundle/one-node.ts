import { hostKey } from "../cluster/evidence.ts";
import { type Captured, factsOf } from "./captured.ts";
import { hostNameOf } from "./identity.ts";

/** What tells which machine a bundle is of. */
export interface Machine {
  readonly name: string;
  /** Whether a scrubber has put another name in the place of its own, or it never had one. */
  readonly nameless: boolean;
  readonly machineId?: string | undefined;
  readonly bootId?: string | undefined;
  readonly containers: ReadonlySet<string>;
  readonly addresses: ReadonlySet<string>;
  readonly captured: Captured;
}

/** Names that scrubbers give, and that a host has which was given none. */
const NO_NAME = /^$|^localhost|obfuscated|^host\d+$/;

/** Addresses that many machines have alike: their own, and those of the engines' bridges. */
const EVERYWHERES = /^(127\.|::1$|fe80:|172\.17\.0\.1$|10\.88\.0\.1$|192\.168\.122\.1$)/;

export function machineOf(captured: Captured): Machine {
  const name = hostKey(hostNameOf(captured).value);
  const identity = (what: string) => factsOf(captured, "identity").find((fact) => fact.what === what)?.value;
  const rows = [...factsOf(captured, "container-row"), ...factsOf(captured, "container-details")];
  const addresses = factsOf(captured, "address").map(({ address }) => address);
  return {
    name,
    nameless: NO_NAME.test(name),
    machineId: identity("machine-id"),
    bootId: identity("boot-id"),
    containers: new Set(rows.map(({ id }) => id.slice(0, 12))),
    addresses: new Set(addresses.filter((address) => !EVERYWHERES.test(address))),
    captured,
  };
}

/**
 * Whether two bundles are of one machine. A name alone never says it: machines of two clouds bear one, and those that were
 * cloned may share an id. Another boot is still the same machine, another id is another one.
 */
export function areOne(one: Machine, other: Machine): boolean {
  if (isSameFile(one, other)) return true;
  const sameName = one.name === other.name;
  if (!sameName && !one.nameless && !other.nameless) return false;
  const sameId = same(one.machineId, other.machineId);
  if (sameId === false) return false;
  const isOwnName = sameName && !one.nameless;
  if (isOwnName && (sameId === true || same(one.bootId, other.bootId) === true)) return true;
  const containers = shared(one.containers, other.containers);
  if (containers !== undefined) return containers >= HALF;
  if (!isOwnName) return false;
  const addresses = shared(one.addresses, other.addresses);
  return addresses === undefined ? saySame(one.captured, other.captured) : addresses >= HALF;
}

const HALF = 0.5;

function isSameFile({ captured: { summary: one } }: Machine, { captured: { summary: other } }: Machine): boolean {
  return one.source === other.source && one.root === other.root && one.address?.within === other.address?.within;
}

function same(one: string | undefined, other: string | undefined): boolean | undefined {
  return one === undefined || other === undefined ? undefined : one === other;
}

/** How much of the larger of two sets both have; nothing where one is empty, and so perhaps not told. */
function shared(one: ReadonlySet<string>, other: ReadonlySet<string>): number | undefined {
  if (one.size === 0 || other.size === 0) return undefined;
  const both = [...one].filter((item) => other.has(item)).length;
  return both / Math.max(one.size, other.size);
}

/** Whether one bundle is a copy of the other: then they are of one machine even where they tell nothing of it but its name. */
export function saySame({ facts }: Captured, { facts: others }: Captured): boolean {
  return facts.length === others.length && JSON.stringify(facts) === JSON.stringify(others);
}
