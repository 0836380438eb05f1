import { standsFor } from "./names.ts";
import type { Placed, Remark } from "./placed.ts";

const KEYS = ["containers", "one-shots", "helpers", "bundles"] as const;

interface Named {
  readonly owner: Placed;
  readonly tool: string;
  readonly name: string;
  readonly key: (typeof KEYS)[number];
  readonly at: readonly (string | number)[];
}

/** Characters besides its stars that a name has at least: with fewer it would stand for what nobody thought of. */
const LEAST_CHARACTERS = 4;

/** A name is of one component under a tool, and for one thing; none with stars stands for the name of another's. */
export function containerRemarks(placed: readonly Placed[]): Remark[] {
  const named = placed.flatMap(namesOf);
  return [...doubled(named), ...swallowing(named), ...tooWide(named)];
}

function namesOf(owner: Placed): Named[] {
  return KEYS.flatMap((key) =>
    Object.entries(owner.component[key] ?? {}).flatMap(([tool, names]) =>
      names.map((name, index) => ({ ...{ owner, tool, name, key }, at: [key, tool, index] })),
    ),
  );
}

function doubled(named: readonly Named[]): Remark[] {
  const first = new Map<string, Named>();
  return named.flatMap(({ owner, tool, name, key, at }) => {
    const other = first.get(`${tool} ${name}`);
    if (other === undefined) first.set(`${tool} ${name}`, { owner, tool, name, key, at });
    if (other === undefined || (other.owner === owner && other.key === key)) return [];
    const where = other.owner === owner ? `'${other.key}'` : `'${other.key}' of ${other.owner.id}`;
    return [owner.remark(at, `under ${tool} '${name}' is also in ${where}: a container is one thing of one component`)];
  });
}

function swallowing(named: readonly Named[]): Remark[] {
  const plain = named.filter(({ name }) => !name.includes("*"));
  return named
    .filter(({ name }) => name.includes("*"))
    .flatMap(({ owner, tool, name, at }) => {
      const other = plain.find((one) => one.tool === tool && one.owner !== owner && standsFor(name, one.name));
      return other === undefined
        ? []
        : [
            owner.remark(
              at,
              `'${name}' also stands for '${other.name}' of ${other.owner.id}: write what tells them apart`,
            ),
          ];
    });
}

function tooWide(named: readonly Named[]): Remark[] {
  return named
    .filter(({ name }) => name.includes("*") && name.replaceAll("*", "").length < LEAST_CHARACTERS)
    .map(({ owner, name, at }) => owner.remark(at, `'${name}' stands for nearly every name: write more of it`));
}
