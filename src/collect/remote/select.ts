import picomatch from "picomatch";
import type { InventoryHost } from "./inventory.ts";

/**
 * The hosts that bear one of these names, or are in a group of that name, and the names that none bears. A name may have
 * `*`, `?` and `[…]`.
 */
export function select(
  hosts: readonly InventoryHost[],
  names: readonly string[],
): { readonly hosts: readonly InventoryHost[]; readonly unknown: readonly string[] } {
  const matchers = names.map((name) => ({ name, matches: picomatch(name, { dot: true, nobrace: true, noext: true }) }));
  const namesOf = ({ target, groups }: InventoryHost) => [target.label, target.host, ...groups];
  return {
    hosts: hosts.filter((host) => matchers.some(({ matches }) => namesOf(host).some((name) => matches(name)))),
    unknown: matchers
      .filter(({ matches }) => !hosts.some((host) => namesOf(host).some((name) => matches(name))))
      .map(({ name }) => name),
  };
}
