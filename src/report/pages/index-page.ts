import { basename, dirname } from "node:path";
import { severities } from "../../rules/outcome.ts";
import type { Rule } from "../../rules/rule.ts";
import { page, prose, table } from "./markdown.ts";

/** All rules by family, the worst first. */
export function indexPage(rules: readonly Rule[]): string {
  const families = [...new Set(rules.map(familyOf))].sort();
  const parts = families.flatMap((family) => [
    `## ${family}`,
    table(
      ["rule", "severity", "fault"],
      sorted(rules.filter((rule) => familyOf(rule) === family)).map(({ id, severity, title }) => [
        `[${id}](${id}.md)`,
        severity,
        prose(title),
      ]),
    ),
  ]);
  return page(
    "# Rules",
    `${rules.length} rules. [model.md](model.md) has the names that their conditions use.`,
    ...parts,
  );
}

/** The folder that a rule lies in. */
function familyOf({ file }: Rule): string {
  return basename(dirname(file));
}

function sorted(rules: readonly Rule[]): Rule[] {
  const rank = ({ severity }: Rule) => severities.indexOf(severity);
  return [...rules].sort((one, other) => rank(one) - rank(other) || (one.id < other.id ? -1 : 1));
}
