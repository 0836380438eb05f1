import type { SubjectKind } from "../model/types.ts";
import { modelTypes } from "../model/types.ts";

/** What the model's schema says of a type or property, as far as rules and their authors ask. */
export interface ModelSchema {
  readonly title?: string;
  readonly type?: string;
  readonly description?: string;
  /** The words of a closed vocabulary. */
  readonly enum?: readonly string[];
  /** `command`: a whole command that the model has made, in which every name is quoted; `lines`: several of them. */
  readonly shell?: "command" | "lines";
  readonly items?: ModelSchema;
  /** Of a record: what kind findings on it have. */
  readonly subject?: SubjectKind;
  readonly properties?: Readonly<Record<string, ModelSchema>>;
  readonly required?: readonly string[];
}

const types = new Map((modelTypes as readonly ModelSchema[]).map((type) => [type.title ?? "", type]));

/** A type of the model by its title: `Container`. */
export function typeNamed(title: string | undefined): ModelSchema | undefined {
  return title === undefined ? undefined : types.get(title);
}

/** The schema of `health.status` of a type; `undefined` where the model has none. */
export function propertyOf(type: ModelSchema | undefined, path: string): ModelSchema | undefined {
  return path.split(".").reduce<ModelSchema | undefined>((around, name) => around?.properties?.[name], type);
}
