import { lookedFor } from "../../model/bundle/coverage.ts";
import { families, modelTypes } from "../../model/types.ts";
import type { ModelSchema } from "../../rules/model-schema.ts";
import { code, page, prose, table } from "./markdown.ts";

/** Every name that a condition or message may use, with what it means: generated from what rules are checked against. */
export function modelPage(): string {
  const types = [...(modelTypes as readonly ModelSchema[])].reverse();
  return page(
    "# The model",
    `What rules see of bundles. A condition begins with ${code("node")}, ${code("deployment")} or the name that the rule gives to its subject by ${code("as")}. What is marked with a ? may not be in a bundle: a condition that needs it ends as ${code("unknown")} there.`,
    "In a remedy every text is one word of the shell, whatever it holds: write it bare, without quotes. What is called a command here is one already, with its names quoted, and stands as it is.",
    ...types.flatMap(typePart),
    "## Facts that a rule may need",
    table(
      ["`needs`", "what", "looked for", "how to collect it"],
      families.map((family) => {
        const { what, paths, collect } = lookedFor(family);
        return [code(family), prose(what), paths.split(", ").map(code).join(", "), prose(collect)];
      }),
    ),
    WRITING,
  );
}

function typePart(type: ModelSchema): string[] {
  const { title = "", subject, properties = {}, required = [] } = type;
  const findings = subject === undefined ? "" : `Findings on it are of the kind ${code(subject)}.`;
  const rows = Object.entries(properties).map(([name, schema]) => [
    `${code(name)}${required.includes(name) ? "" : " ?"}`,
    typeText(schema),
    [prose(schema.description ?? ""), wordsText(schema)].filter((text) => text !== "").join(". "),
  ]);
  return [`## ${title}`, ...(findings === "" ? [] : [findings]), table(["name", "type", "meaning"], rows)];
}

function typeText({ type, title, items, shell }: ModelSchema): string {
  if (title !== undefined) return `[${title}](#${title.toLowerCase()})`;
  if (type === "array" && items !== undefined) return `list of ${items.type === "string" ? "texts" : typeText(items)}`;
  if (shell !== undefined) return shell;
  return { string: "text", number: "number", boolean: "yes or no" }[type ?? ""] ?? "";
}

function wordsText({ enum: words, items }: ModelSchema): string {
  const known = words ?? items?.enum;
  return known === undefined ? "" : `One of ${known.map(code).join(", ")}`;
}

const WRITING = `## What conditions are written in

[CEL](https://cel.dev), the Common Expression Language. What rules need of it:

| write | for |
| --- | --- |
| \`container.running\`, \`!container.running\` | a yes or no, and its contrary |
| \`container.state == "exited"\`, \`!=\` | the same text or number, another |
| \`container.restartCount >= 3\`, \`>\`, \`<\`, \`<=\` | numbers |
| \`container.state in ["dead", "paused"]\` | one of some texts |
| \`a && b\`, \`a \\|\\| b\`, \`(…)\` | both, at least one |
| \`container.name.startsWith("nova_")\`, \`endsWith\`, \`contains\` | parts of a text |
| \`container.name.matches("^nova_(api\\|compute)$")\` | a pattern ([RE2](https://github.com/google/re2/wiki/Syntax), searched for anywhere in the text) |
| \`image.tags.size() > 1\` | the length of a list |
| \`node.containers.exists(c, c.state == "dead")\`, \`all\` | one of a list, each of it; two lists deep at most |
| \`node.images.filter(i, i.tag == "latest").size()\` | how many of a list |

\`a && b\` is no where one of both is no, even if the other is not known; \`a || b\` is yes where one of both is yes. There is no
\`has()\`: what the bundle does not tell is neither yes nor no.`;
