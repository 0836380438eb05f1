import { Type as TypeBox } from "typebox";
import { describe, expect, it } from "vitest";
import { Type } from "../../src/model/type.ts";

const examples: Readonly<Record<string, (t: typeof Type) => unknown>> = {
  lists: (t) => t.Array(t.String(), { minItems: 1, description: "x" }),
  "plain values": (t) =>
    t.Object({ a: t.Boolean(), b: t.Integer({ minimum: 1 }), c: t.Number({ description: "x" }), d: t.Unknown() }),
  "objects of which some values may be absent": (t) =>
    t.Object(
      { a: t.Optional(t.String({ description: "x" })), b: t.String() },
      { title: "T", additionalProperties: false },
    ),
  "objects of which all values may be absent": (t) => t.Object({ a: t.Optional(t.String()) }),
  "unions of words": (t) => t.Union([t.Literal("a"), t.Literal("b", { description: "x" })]),
  "numbers and flags as literals": (t) => t.Union([t.Literal(1), t.Literal(true)], { description: "x" }),
  "objects with any names": (t) => t.Record(t.String(), t.Unknown(), { description: "x" }),
  "what is said to be of another type": (t) =>
    t.Object({ a: t.Optional(t.Unsafe<1>(t.Object({ b: t.Boolean() }, { title: "T" }))) }),
};

describe("the builders of schemas", () => {
  it.each(Object.entries(examples))("make of %s what TypeBox makes of them", (_, build) => {
    expect(JSON.stringify(build(Type))).toBe(JSON.stringify(build(TypeBox)));
  });
});
