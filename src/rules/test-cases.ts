import type { Family } from "../model/types.ts";
import { EXPECTED, type Expected, type TestCase, type TestTable, type WrittenTest } from "./test-schema.ts";

/** Keys and indexes of a place in a rule's file. */
export type Path = readonly (string | number)[];

/** A case of a rule as it runs, whichever way its author wrote it. */
export interface RuleTest extends WrittenTest {
  /** Where it stands, and where what it expects does. */
  readonly at: Path;
  readonly expectAt: Path;
  /** Where parts of what it gives stand, what counts first before what it takes the place of. */
  readonly places: readonly { readonly of: Path; readonly at: Path }[];
}

type Given = Readonly<Record<string, unknown>>;

/** A property's new value, and where it stands. `undefined` takes the property out. */
interface Change {
  readonly key: string;
  readonly value: unknown;
  readonly at: Path;
}

const SAYS: Readonly<Record<Expected, string>> = {
  fault: "fires",
  ok: "stays silent",
  "not-seen": "stays silent",
  "not-applicable": "is not about",
  unknown: "is undecided",
};

/** What a case under this heading begins with, which its author need not write. */
export function verbOf(expected: Expected): string {
  return SAYS[expected];
}

/** The cases that a rule's file has under `tests`. */
export function writtenTests(tests: TestTable | readonly WrittenTest[], title: string): RuleTest[] {
  if (isList(tests))
    return tests.map((test, index) => {
      const at = ["tests", index];
      return { ...test, at, expectAt: [...at, "expect"], places: [{ of: [], at: [...at, "given"] }] };
    });
  return [...baseCase(tests, title), ...turnCases(tests), ...namedCases(tests)];
}

/** Without what it needs a rule is undecided: one case for each family that no case of its author leaves out. */
export function impliedTests({ needs, tests }: { needs: readonly Family[]; tests: readonly RuleTest[] }): RuleTest[] {
  const written = tests.flatMap(({ absent = [] }) => (absent.length === 1 ? absent : []));
  return needs.flatMap((family, index): RuleTest[] => {
    if (written.includes(family)) return [];
    const at = ["needs", index];
    const name = `is undecided without ${family}`;
    return [{ name, given: {}, absent: [family], expect: "unknown", at, expectAt: at, places: [] }];
  });
}

/** Where in the file stands what a case gives at these keys. */
export function placeOf({ places, at }: RuleTest, inside: Path): Path {
  const begins = (path: Path, start: Path) => start.every((key, index) => path[index] === key);
  const place = places.find(({ of }) => begins(inside, of) || begins(of, inside));
  return place === undefined ? at : [...place.at, ...inside.slice(place.of.length)];
}

function isList(tests: TestTable | readonly WrittenTest[]): tests is readonly WrittenTest[] {
  return Array.isArray(tests);
}

/** What `given` says, with the first value of each turn under which the rule fires. */
function baseChanges({ turns = {} }: TestTable): Change[] {
  return Object.entries(turns).flatMap(([key, values]): Change[] => {
    if (!("fault" in values)) return [];
    const [first] = several(values.fault);
    return [{ key, value: told(first), at: ["tests", "turns", key, "fault"] }];
  });
}

/** What is given is at fault. */
function baseCase(table: TestTable, title: string): RuleTest[] {
  if (table.given === undefined && table.turns === undefined) return [];
  const { message } = table;
  const at = ["tests", table.given === undefined ? "turns" : "given"];
  const named = { name: `fires on: ${title}`, expect: "fault", at, expectAt: at } as const;
  return [{ ...named, ...changed(table, []), ...(message === undefined ? {} : { message }) }];
}

/** A case for each value but the first under `fault`, which is the base's. */
function turnCases(table: TestTable): RuleTest[] {
  return Object.entries(table.turns ?? {}).flatMap(([key, values]) =>
    EXPECTED.flatMap((expect) => {
      if (!(expect in values)) return [];
      const at = ["tests", "turns", key, expect];
      const others = several(values[expect]).slice(expect === "fault" ? 1 : 0);
      return others.map((value): RuleTest => {
        const says = expect === "not-applicable" ? "is not applicable" : SAYS[expect];
        const name = `${says} where ${key} is ${value === null ? "not told" : shown(value)}`;
        return { name, expect, at, expectAt: at, ...changed(table, [{ key, value: told(value), at }]) };
      });
    }),
  );
}

function namedCases(table: TestTable): RuleTest[] {
  return EXPECTED.flatMap((expect) =>
    Object.entries(table[expect] ?? {}).map(([words, written]): RuleTest => {
      const at = ["tests", expect, words];
      const {
        in: path = table.in,
        repeat = table.repeat,
        lines,
        absent,
        partial,
        message,
        ...properties
      } = whole(written);
      const changes = Object.entries(properties).map(([key, value]) => ({ key, value: told(value), at: [...at, key] }));
      return {
        ...{ name: `${SAYS[expect]} ${words}`, expect, at, expectAt: at, ...changed(table, changes) },
        ...(lines === undefined ? {} : { lines: repeated(lines, repeat) }),
        ...(lines === undefined || path === undefined ? {} : { file: path }),
        ...(absent === undefined ? {} : { absent }),
        ...(partial === undefined ? {} : { partial }),
        ...(message === undefined ? {} : { message }),
      };
    }),
  );
}

function whole(written: TestCase): Exclude<TestCase, string | string[]> {
  return typeof written === "string" || Array.isArray(written) ? { lines: written } : written;
}

/** A line that stands alone may stand often; several are as they are written. */
function repeated(lines: string | string[], times = 1): string[] {
  return typeof lines === "string" ? Array<string>(times).fill(lines) : lines;
}

/** What is given with some changes, the last of which stand first where places are looked up. */
function changed(table: TestTable, own: readonly Change[]): Pick<RuleTest, "given" | "places"> {
  const changes = [...baseChanges(table), ...own];
  const given = changes.reduce<Given>((result, { key, value }) => withValue(result, key.split("."), value), {
    ...table.given,
  });
  const places = changes.map(({ key, at }) => ({ of: key.split("."), at })).reverse();
  return { given: { ...given }, places: [...places, { of: [], at: ["tests", "given"] }] };
}

/** The same with another value at a path of keys; nothing but what is on the way is copied. */
function withValue(given: Given, [key = "", ...rest]: readonly string[], value: unknown): Given {
  const { [key]: before, ...others } = given;
  if (rest.length === 0) return value === undefined ? others : { ...given, [key]: value };
  const inner = typeof before === "object" && before !== null && !Array.isArray(before) ? (before as Given) : {};
  return { ...given, [key]: withValue(inner, rest, value) };
}

function several(values: unknown): readonly unknown[] {
  return Array.isArray(values) ? values : [values];
}

/** `~` is YAML's word for nothing. */
function told(value: unknown): unknown {
  return value === null ? undefined : value;
}

function shown(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
