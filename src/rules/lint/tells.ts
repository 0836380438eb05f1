import type { Catalogue } from "../../catalogue/catalogue.ts";
import { didYouMean } from "../../yaml/suggest.ts";
import type { Rule } from "../rule.ts";
import { toldBy } from "../tells.ts";
import type { Remark } from "./remark.ts";

/** What a rule's findings mean is joined on capabilities and components: a word that the catalogue lacks joins nothing. */
export function tellsProblems(rule: Rule, _rules: unknown, catalogue?: Catalogue): Remark[] {
  if (catalogue === undefined) return [];
  return toldBy(rule.source.data).flatMap(({ at, data: { from, of } }) => [
    ...(from === undefined
      ? []
      : unknownCapability(from, catalogue).map((message) => ({ at: [...at, "from"], message }))),
    ...(of === undefined || of.includes("{{")
      ? []
      : unknownComponent(of, catalogue).map((message) => ({ at: [...at, "of"], message }))),
  ]);
}

function unknownCapability(from: string, catalogue: Catalogue): string[] {
  if (catalogue.capability(from) !== undefined) return [];
  const provides = catalogue.component(from)?.provides ?? [];
  if (provides.length > 0)
    return [
      `'${from}' is a component, and 'from' names a capability: write ${provides.join(" or ")}, which it provides`,
    ];
  const ids = catalogue.capabilities.map(({ id }) => id);
  return [`there is no capability '${from}'${didYouMean(from, ids) || `; they are ${ids.join(", ")}`}`];
}

function unknownComponent(of: string, catalogue: Catalogue): string[] {
  if (catalogue.component(of) !== undefined) return [];
  const found = [
    ...[catalogue.ofContainer(of)?.component ?? []].flat(),
    ...catalogue.ofPacemaker(of),
    ...catalogue.ofUnit(of),
    ...catalogue.ofHaproxy(of),
  ];
  if (found.length > 0) return [];
  const providers = catalogue.providersOf(of).map(({ id }) => id);
  if (providers.length > 0)
    return [`'${of}' is a capability, and 'of' names a component: write ${providers.join(" or ")}, which provides it`];
  return [
    `there is no component '${of}'${
      didYouMean(
        of,
        catalogue.components.map(({ id }) => id),
      ) || ": 'sospect services' lists them"
    }`,
  ];
}
