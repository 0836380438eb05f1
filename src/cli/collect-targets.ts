import { type InventoryHost, readInventory } from "../collect/remote/inventory.ts";
import { select } from "../collect/remote/select.ts";
import { distinct, readTarget, type Target } from "../collect/remote/target.ts";
import { readText } from "../yaml/files.ts";
import { showProblem } from "../yaml/problem.ts";
import type { RemoteOptions } from "./collect-options.ts";

/** The nodes that are asked for, and those that are left out; or why the question is wrong. */
export type Asked =
  | { readonly ok: true; readonly targets: readonly Target[]; readonly left: readonly string[] }
  | { readonly ok: false; readonly problems: readonly string[] };

/** Reads hosts and inventory. */
export async function readTargets({ hosts, inventory, limit }: RemoteOptions): Promise<Asked> {
  const named = hosts.map(readTarget);
  const wrong = named.filter((target) => typeof target === "string");
  if (wrong.length > 0) return { ok: false, problems: wrong.map((why) => `--host: ${why}`) };
  const listed = inventory === undefined ? [] : await readListed(inventory, limit);
  if (typeof listed === "string") return { ok: false, problems: [listed] };
  const targets = [...named, ...listed.filter(({ local }) => !local).map(({ target }) => target)];
  const left = listed.filter(({ local }) => local).map(({ target }) => target.label);
  if (targets.length > 0)
    return { ok: true, targets: distinct(targets.filter((target) => typeof target !== "string")), left };
  return { ok: false, problems: [`${inventory}: names only hosts that are local to where it was written: add --host`] };
}

async function readListed(file: string, limit: readonly string[]): Promise<readonly InventoryHost[] | string> {
  let text: string;
  try {
    text = await readText(file);
  } catch (error) {
    return `cannot read the inventory: ${(error as Error).message}`;
  }
  const read = readInventory(text);
  if (!read.ok) return showProblem({ file, ...read });
  if (limit.length === 0) return read.hosts;
  const { hosts, unknown } = select(read.hosts, limit);
  if (unknown.length === 0) return hosts;
  const known = [...new Set(read.hosts.flatMap(({ target, groups }) => [...groups, target.label]))];
  return `${file} has no host or group ${unknown.join(", ")}; it has ${known.join(", ")}`;
}
