import type { Catalogue } from "../../catalogue/catalogue.ts";
import type { ToldData } from "../schema.ts";
import type { Fault } from "./fault.ts";

/** What the system itself says where a resource is exhausted. */
const EXHAUSTED: readonly (readonly [string, NonNullable<ToldData["resource"]>])[] = [
  ["No space left on device", "disk"],
  ["[Errno 28]", "disk"],
  ["Cannot allocate memory", "memory"],
  ["MemoryError", "memory"],
  ["Too many open files", "files"],
];

/** A name of a Python exception or its module, at the beginning of a line or inside brackets. */
const EXCEPTION = /(?:^|[\s(])((?:[A-Za-z_]\w*\.)*[A-Za-z_]\w*)(?=[:)]|$)/g;
const MOST_NAMES = 4;

interface Meant {
  readonly capability?: string;
  readonly resource?: NonNullable<ToldData["resource"]>;
}

/** What the exception that a line of a log ends with says: which capability is missed, or which resource is exhausted. */
export function meantBy(
  { groups = {} }: { readonly groups?: Readonly<Record<string, string>> },
  { rule }: Fault,
  catalogue: Catalogue,
): Meant {
  if (rule.log === undefined) return {};
  const text = (groups["error"] ?? groups["text"] ?? "").slice(0, 300);
  const resource = EXHAUSTED.find(([words]) => text.includes(words))?.[1];
  if (resource !== undefined) return { resource };
  const told = catalogue.ofError(text);
  if (told !== undefined) return { capability: told.id };
  for (const [, name = ""] of [...text.matchAll(EXCEPTION)].slice(0, MOST_NAMES)) {
    if (catalogue.isAnswer(name)) return {};
    const capability = catalogue.ofException(name);
    if (capability !== undefined) return { capability: capability.id };
  }
  return {};
}
