import { jsonProblem, readListing, unreadableListing } from "../containers/engine-files.ts";
import type { Parser, RegistryFact } from "../facts.ts";
import { present } from "../present.ts";
import { readJson } from "../syntax/json.ts";
import { isWhole, itemsAt, stringAt, stringsAt } from "../syntax/json-tree.ts";
import { quoting } from "../syntax/text.ts";

/** What the registry at :8787 answered: /v2/_catalog (repositories) and /v2/NAME/tags/list. */
const registry: Parser = {
  artefact: "registry catalog and tags",
  paths: ["sos_commands/registry/v2/_catalog*", "sos_commands/registry/v2/**/tags/list"],
  parse(source) {
    const json = readJson(source.text);
    const root = json.documents.find(({ kind }) => kind === "object");
    if (root === undefined || itemsAt(root, "errors").length > 0) return [unreadableListing(source, "registry")];
    const quoted = quoting(source);
    const listing = readListing(source, "registry", jsonProblem(source, json));
    const name = stringAt(root, "name");
    if (name !== undefined) {
      const tags = isWhole(root, "tags") ? stringsAt(root, "tags") : undefined;
      return [listing, { kind: "registry", repository: name, ...present({ tags }), source: quoted(root.line) }];
    }
    const named = itemsAt(root, "repositories").flatMap((item): RegistryFact[] =>
      item.kind === "scalar" && typeof item.value === "string"
        ? [{ kind: "registry", repository: item.value, source: quoted(item.line) }]
        : [],
    );
    return [listing, ...named];
  },
};
export default registry;
