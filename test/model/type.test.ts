import { Type as TypeBox } from "typebox";
import { describe, expect, it } from "vitest";
import { Type } from "../../src/model/type.ts";

const examples: Readonly<Record<string, (type: typeof Type) => unknown>> = {
  lists: ({ Array, String }) => Array(String(), { minItems: 1, description: "x" }),
  "plain values": ({ Object, Boolean, Integer, Number, Unknown }) =>
    Object({ a: Boolean(), b: Integer({ minimum: 1 }), c: Number({ description: "x" }), d: Unknown() }),
  "objects of which some values may be absent": ({ Object, Optional, String }) =>
    Object({ a: Optional(String({ description: "x" })), b: String() }, { title: "T", additionalProperties: false }),
  "objects of which all values may be absent": ({ Object, Optional, String }) => Object({ a: Optional(String()) }),
  "unions of words": ({ Union, Literal }) => Union([Literal("a"), Literal("b", { description: "x" })]),
  "numbers and flags as literals": ({ Union, Literal }) => Union([Literal(1), Literal(true)], { description: "x" }),
  "objects with any names": ({ Record, String, Unknown }) => Record(String(), Unknown(), { description: "x" }),
  "what is said to be of another type": ({ Unsafe, Object, Optional, Boolean }) =>
    Object({ a: Optional(Unsafe<1>(Object({ b: Boolean() }, { title: "T" }))) }),
};

describe("the builders of schemas", () => {
  it.each(Object.entries(examples))("make of %s what TypeBox makes of them", (_, build) => {
    expect(JSON.stringify(build(Type))).toBe(JSON.stringify(build(TypeBox)));
  });
});
