import { RE2JS } from "re2js";
import type { Problem } from "../yaml/problem.ts";
import { didYouMean } from "../yaml/suggest.ts";
import { ANY } from "./catalogue.ts";
import { chineseRemarks } from "./check-chinese.ts";
import { containerRemarks } from "./check-containers.ts";
import type { CatalogueSources } from "./load.ts";
import { type Placed, type Remark, theirs } from "./placed.ts";

/** What all files together have to be asked for: each names what is there, and nothing is meant by two. */
export function checkCatalogue(sources: CatalogueSources, options: { readonly chinese: boolean }): Problem[] {
  const placed = theirs(sources);
  const remarks = [
    ...doubled(placed),
    ...placed.flatMap((one) => [...needRemarks(one, sources, placed), ...toolRemarks(one, sources)]),
    ...displacedRemarks(placed),
    ...containerRemarks(placed),
    ...capabilityRemarks(sources),
    ...toolFileRemarks(sources, placed),
    ...(options.chinese ? chineseRemarks(sources) : []),
  ];
  return remarks.map(({ yaml, at, message }) => yaml.problemAt(at, message));
}

function doubled(placed: readonly Placed[]): Remark[] {
  const first = new Map<string, Placed>();
  return placed.flatMap((one) => {
    const known = first.get(one.id);
    if (known === undefined) first.set(one.id, one);
    return known === undefined
      ? []
      : [one.remark([], `'${one.id}' is also a component of ${known.service}: each has an id of its own`)];
  });
}

function needRemarks(
  { component, remark }: Placed,
  { capabilities }: CatalogueSources,
  placed: readonly Placed[],
): Remark[] {
  const known = Object.assign({}, ...capabilities.map(({ data }) => data.capabilities)) as Record<
    string,
    { readonly outside?: true }
  >;
  const ids = Object.keys(known);
  const unknown = (id: string) =>
    `no capability '${id}'${didYouMean(id, ids) || `; those of capabilities.yaml are ${ids.join(", ")}`}`;
  const provided = (component.provides ?? []).flatMap((id, index) =>
    ids.includes(id) ? [] : [remark(["provides", index], unknown(id))],
  );
  const needed = (component.needs ?? []).flatMap((need, index) => {
    const id = typeof need === "string" ? need : need.capability;
    const at = ["needs", index, ...(typeof need === "string" ? [] : ["capability"])];
    if (!ids.includes(id)) return [remark(at, unknown(id))];
    const isProvided = placed.some((one) => one.component.provides?.includes(id));
    return isProvided || known[id]?.outside === true
      ? []
      : [
          remark(
            at,
            `nobody provides '${id}': add it to 'provides' of a component, or 'outside: true' to it in capabilities.yaml`,
          ),
        ];
  });
  return [...provided, ...needed];
}

const BY_TOOL = ["containers", "one-shots", "helpers", "bundles", "host-units", "config", "haproxy"] as const;

function toolRemarks({ component, remark }: Placed, { tools }: CatalogueSources): Remark[] {
  const ids = tools.flatMap(({ data }) => Object.keys(data.tools));
  const check = (id: string, at: readonly (string | number)[]) =>
    ids.includes(id) || (id === ANY && at[0] === "host-units")
      ? []
      : [remark(at, `no deployment tool '${id}'${didYouMean(id, ids) || `; they are ${ids.join(", ")}`}`)];
  return [
    ...BY_TOOL.flatMap((key) => Object.keys(component[key] ?? {}).flatMap((tool) => check(tool, [key, tool]))),
    ...(component.ports ?? []).flatMap(({ tools: named = [] }, index) =>
      named.flatMap((tool, at) => check(tool, ["ports", index, "tools", at])),
    ),
  ];
}

function displacedRemarks(placed: readonly Placed[]): Remark[] {
  const ids = placed.map(({ id }) => id);
  return placed.flatMap(({ component, remark }) =>
    (component.displaces ?? []).flatMap((id, index) =>
      ids.includes(id) ? [] : [remark(["displaces", index], `no component '${id}'${didYouMean(id, ids)}`)],
    ),
  );
}

function capabilityRemarks({ capabilities }: CatalogueSources): Remark[] {
  const ids = capabilities.flatMap(({ data }) => Object.keys(data.capabilities));
  const owners = new Map<string, string>();
  return capabilities.flatMap(({ yaml, data }) =>
    Object.entries(data.capabilities).flatMap(([id, { through, unreached = [], errors = [], exceptions = [] }]) => {
      const remark = (at: readonly (string | number)[], message: string) => ({
        ...{ yaml, message },
        at: ["capabilities", id, ...at],
      });
      return [
        ...(through === undefined || ids.includes(through)
          ? []
          : [remark(["through"], `no capability '${through}'${didYouMean(through, ids)}`)]),
        ...patternRemarks(unreached).map(([index, message]) => remark(["unreached", index], message)),
        ...patternRemarks(errors).map(([index, message]) => remark(["errors", index], message)),
        ...exceptions.flatMap((name, index) => {
          const owner = owners.get(name);
          owners.set(name, id);
          return owner === undefined || owner === id
            ? []
            : [remark(["exceptions", index], `'${name}' is also an exception of ${owner}: name its module further`)];
        }),
      ];
    }),
  );
}

function toolFileRemarks({ tools }: CatalogueSources, placed: readonly Placed[]): Remark[] {
  const ids = placed.map(({ id }) => id);
  const isNone = (name: string) =>
    !ids.some((id) => id === name || (name.endsWith("*") && id.startsWith(name.slice(0, -1))));
  return tools.flatMap(({ yaml, data }) =>
    Object.entries(data.tools).flatMap(([tool, { roles = [], hosts = {}, words = {}, "units-of": units = [] }]) => [
      ...roles.flatMap((role, index) =>
        (["runs", "and"] as const).flatMap((key) =>
          (role[key] ?? []).flatMap((name, at) =>
            isNone(name)
              ? [
                  {
                    ...{ yaml, at: ["tools", tool, "roles", index, key, at] },
                    message: `no component '${name}'${didYouMean(name, ids)}`,
                  },
                ]
              : [],
          ),
        ),
      ),
      ...patternRemarks(units.map(({ container }) => container)).map(([index, message]) => ({
        ...{ yaml, message },
        at: ["tools", tool, "units-of", index, "container"],
      })),
      ...(["typed", "said"] as const).flatMap((key) =>
        patternRemarks(words[key] ?? []).map(([index, message]) => ({
          ...{ yaml, message },
          at: ["tools", tool, "words", key, index],
        })),
      ),
      ...Object.entries(hosts).flatMap(([role, patterns]) =>
        patternRemarks(patterns).map(([index, message]) => ({
          ...{ yaml, message },
          at: ["tools", tool, "hosts", role, index],
        })),
      ),
    ]),
  );
}

/** Patterns that RE2 does not take, by index. */
function patternRemarks(patterns: readonly string[]): [number, string][] {
  return patterns.flatMap((pattern, index): [number, string][] => {
    try {
      RE2JS.compile(pattern);
      return [];
    } catch (thrown) {
      return [[index, `no regular expression of RE2: ${(thrown as Error).message}`]];
    }
  });
}
