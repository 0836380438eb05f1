import type { YamlFile } from "../yaml/yaml-file.ts";
import type { CatalogueSources } from "./load.ts";
import type { ComponentFile } from "./schema.ts";

/** A mistake in a file that loads, with the keys and indexes of its place. */
export interface Remark {
  readonly yaml: YamlFile;
  readonly at: readonly (string | number)[];
  readonly message: string;
}

/** A component as it stands in its file. */
export interface Placed {
  readonly id: string;
  readonly service: string;
  readonly component: ComponentFile;
  /** A mistake at keys and indexes below the component. */
  readonly remark: (at: readonly (string | number)[], message: string) => Remark;
}

/** The components of all files. */
export function theirs({ services }: CatalogueSources): Placed[] {
  return services.flatMap(({ yaml, data }) =>
    Object.entries(data.components).map(([id, component]) => ({
      ...{ id, service: data.service, component },
      remark: (at: readonly (string | number)[], message: string) => ({
        ...{ yaml, message },
        at: ["components", id, ...at],
      }),
    })),
  );
}
