import { readFile } from "node:fs/promises";
import { readInventory } from "../collect/remote/inventory.ts";
import { readTarget, type Target } from "../collect/remote/target.ts";
import type { Exercise } from "../lab/exercise.ts";
import { showProblem } from "../yaml/problem.ts";
import type { LabOptions } from "./lab-options.ts";

/** Where each node of an exercise is reached, by its name there; or why the question is wrong. */
export type Reached =
  | { readonly ok: true; readonly targets: ReadonlyMap<string, Target> }
  | { readonly ok: false; readonly problem: string };

/** What is given by hand comes before the inventory, and that before what the exercise says. */
export async function reachNodes(exercise: Exercise, { host, inventory }: LabOptions): Promise<Reached> {
  const nodes = Object.entries(exercise.source.data.nodes);
  const targets = new Map(nodes.map(([node, { user }]) => [node, targetOf(node, user)]));
  const nodeNamed = (name: string) => nodes.find(([node, { aliases = [] }]) => [node, ...aliases].includes(name))?.[0];
  if (inventory !== undefined) {
    const listed = await readHosts(inventory);
    if (typeof listed === "string") return { ok: false, problem: listed };
    for (const target of listed) {
      const node = nodeNamed(shortName(target.label)) ?? nodeNamed(shortName(target.host));
      if (node !== undefined) targets.set(node, { ...target, label: node });
    }
  }
  for (const text of host) {
    const [, named, rest = text] = /^(\w[\w-]*)=(.*)$/.exec(text) ?? [];
    const target = readTarget(rest);
    if (typeof target === "string") return { ok: false, problem: `--host: ${target}` };
    const node = nodeNamed(named ?? shortName(target.host));
    if (node === undefined) {
      const names = nodes.map(([name]) => name).join(", ");
      return {
        ok: false,
        problem: `--host ${text}: no node of the exercise: write NODE=[USER@]HOST, NODE one of ${names}`,
      };
    }
    targets.set(node, { ...target, label: node });
  }
  return { ok: true, targets };
}

function targetOf(node: string, user: string | undefined): Target {
  return { label: node, host: node, ...(user === undefined ? {} : { user }) };
}

function shortName(name: string): string {
  return (name.split(".")[0] ?? name).toLowerCase();
}

async function readHosts(file: string): Promise<readonly Target[] | string> {
  const text = await readFile(file, "utf8").catch((error: Error) => error);
  if (text instanceof Error) return `cannot read the inventory: ${text.message}`;
  const read = readInventory(text);
  return read.ok
    ? read.hosts.filter(({ local }) => !local).map(({ target }) => target)
    : showProblem({ file, ...read });
}
