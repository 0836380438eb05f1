import type { Catalogue } from "../../catalogue/catalogue.ts";

interface Names {
  readonly containers: readonly string[];
  readonly bundle?: string;
  /** Units that do its work on the host, where no container does. */
  readonly hostUnits: readonly string[];
}

/** The names of a component's containers under a tool; under any, where it is not known which. */
export function namesOf(component: string, tool: string | undefined, catalogue: Catalogue | undefined): Names {
  const { containers, bundles, "host-units": hostUnits } = catalogue?.component(component) ?? {};
  const [bundle] = underTool(bundles, tool);
  return {
    containers: underTool(containers, tool).filter((name) => !name.includes("*")),
    hostUnits: tool === undefined ? [] : (hostUnits?.[tool] ?? []),
    ...(bundle === undefined ? {} : { bundle }),
  };
}

function underTool(names: Readonly<Record<string, readonly string[]>> = {}, tool: string | undefined): string[] {
  const own = Object.entries(names).filter(([one]) => tool === undefined || one === tool);
  return [...new Set(own.flatMap(([, all]) => all))];
}
