export interface GrowthInput {
  readonly name: string;
  /** The files of a bundle whose one list is so long. */
  readonly filesOf: (count: number) => Readonly<Record<string, string>>;
}

/** Every list that a bundle can hold, one at a time; with `samples` also those of each artefact of a healthy node. */
export function inputs(options?: { readonly samples?: boolean }): GrowthInput[];
