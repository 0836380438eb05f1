import { type Static, type TObject, type TProperties, Type } from "typebox";

/** A line of a bundle that a value was read from. */
export interface Evidence {
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

export type SubjectKind = "container" | "image" | "config" | "log" | "host" | "cluster" | "bundle";

/** What every record that a rule can look at carries beside its values; rules do not see it. */
export interface Sourced {
  readonly subject: { readonly kind: SubjectKind; readonly name: string };
  /** Where its values were read, by property: `state`, `health.status`. */
  readonly evidence: Readonly<Record<string, Evidence>>;
  /** Why a property is absent, and what to collect to have it; `*` speaks for those not named. */
  readonly lacks: Readonly<Record<string, string>>;
}

export const text = (description: string) => Type.String({ description });
/** A text that is one of some words and never another, so that a comparison with any other is a mistake. */
export const word = (description: string, words: readonly string[]) => Type.String({ description, enum: [...words] });
/** A text that is a whole command, made by the model, which has quoted every name in it: a remedy writes it as it is. */
export const command = (description: string) => Type.String({ description, shell: "command" });
/** The same of several lines, comments among them, which stand on their own. */
export const lines = (description: string) => Type.String({ description, shell: "lines" });
/** The program that runs containers. */
export const engine = (description: string) => word(description, ["docker", "podman"]);
export const number = (description: string) => Type.Number({ description });
export const flag = (description: string) => Type.Boolean({ description });
export const texts = (description: string) => Type.Array(Type.String(), { description });
export const maybe = Type.Optional;

/**
 * The type of a record that a rule can look at: its properties, each with a description for authors of rules. `subject`
 * is the kind that findings on it have.
 */
export function record<Properties extends TProperties>(title: string, subject: SubjectKind, properties: Properties) {
  return Type.Unsafe<Readonly<Static<TObject<Properties>>> & Sourced>(Type.Object(properties, { title, subject }));
}
