import type { ErrorObject } from "ajv";

/** A place where a value may have one of several shapes, and has none of them. */
interface Union {
  readonly error: ErrorObject;
  /** The shapes that something was said of, and those of them which the value is not even of the type of. */
  readonly shapes: Set<string>;
  readonly others: Set<string>;
}

/**
 * Where a value may have one of several shapes, a checker tells what is wrong by each of them. Of these errors only those
 * stay that are of the shape which the value is of: a list's where it is a list. Where it is of none, one error is left.
 */
export function ofFittingShape(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const unions = new Map<string, Union>();
  for (const error of errors)
    if (error.keyword === "anyOf")
      unions.set(keyOf(error.schemaPath, error.instancePath), { error, shapes: new Set(), others: new Set() });
  if (unions.size === 0) return errors;
  const within = errors.map((error) => unionsAround(error, unions));
  for (const [index, error] of errors.entries())
    for (const { union, shape } of within[index] ?? []) {
      union.shapes.add(shape);
      const isType = error.keyword === "type" || error.keyword === "const";
      if (isType && error.instancePath === union.error.instancePath) union.others.add(shape);
    }
  return errors.filter((error, index) => {
    if ((within[index] ?? []).some(({ union, shape }) => union.others.has(shape))) return false;
    const own = error.keyword === "anyOf" ? unions.get(keyOf(error.schemaPath, error.instancePath)) : undefined;
    return own === undefined || own.shapes.size === own.others.size;
  });
}

function keyOf(schemaPath: string, instancePath: string): string {
  return `${schemaPath} ${instancePath}`;
}

/** The unions that an error lies in, and in which shape of each. */
function unionsAround({ schemaPath, instancePath }: ErrorObject, unions: ReadonlyMap<string, Union>) {
  return [...schemaPath.matchAll(/\/anyOf\/(\d+)/g)].flatMap(({ index, 1: shape = "" }) => {
    const path = schemaPath.slice(0, index + "/anyOf".length);
    for (let around = instancePath; ; around = around.slice(0, around.lastIndexOf("/"))) {
      const union = unions.get(keyOf(path, around));
      if (union !== undefined) return [{ union, shape }];
      if (around === "") return [];
    }
  });
}
