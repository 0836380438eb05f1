import type { TProperties, TSchema, Type as TypeBox } from "typebox";

export type { Static, TObject, TProperties, TSchema } from "typebox";

type Options = Readonly<Record<string, unknown>>;
type Builders = "Array" | "Boolean" | "Integer" | "Literal" | "Number" | "Object" | "Optional";
type MoreBuilders = "Record" | "String" | "Union" | "Unknown" | "Unsafe";

const optional = new WeakSet<object>();

/**
 * TypeBox's builders of schemas, as far as they are used here, with TypeBox's own types. TypeBox itself is some 370 modules,
 * and loading them took as long as reading a small bundle.
 */
export const Type = {
  Array: (items: object, options: Options = {}) => ({ type: "array", items, ...options }),
  Boolean: (options: Options = {}) => ({ type: "boolean", ...options }),
  Integer: (options: Options = {}) => ({ type: "integer", ...options }),
  Literal: (value: unknown, options: Options = {}) => ({ type: typeof value, const: value, ...options }),
  Number: (options: Options = {}) => ({ type: "number", ...options }),
  Object(properties: TProperties, options: Options = {}) {
    const required = Object.keys(properties).filter((name) => !optional.has(properties[name] as TSchema));
    return { type: "object", ...(required.length > 0 ? { required } : {}), properties, ...options };
  },
  Optional(schema: object) {
    const copy = { ...schema };
    optional.add(copy);
    return copy;
  },
  Record: (_: TSchema, value: object, options: Options = {}) => ({
    ...{ type: "object", patternProperties: { "^.*$": value } },
    ...options,
  }),
  String: (options: Options = {}) => ({ type: "string", ...options }),
  Union: (anyOf: readonly object[], options: Options = {}) => ({ anyOf, ...options }),
  Unknown: (options: Options = {}) => ({ ...options }),
  Unsafe: (schema: object) => schema,
} as unknown as Pick<typeof TypeBox, Builders | MoreBuilders>;
