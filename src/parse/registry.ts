import { readListing, unreadableListing } from "./engine-files.ts";
import type { Fact, Parser, RegistryFact } from "./facts.ts";
import { itemsAt, readJson, stringAt, stringsAt } from "./json.ts";
import { quote } from "./text.ts";

/** What the registry at :8787 answered: /v2/_catalog (repositories) and /v2/NAME/tags/list. */
const registry: Parser = {
  artefact: "registry catalog and tags",
  paths: ["sos_commands/registry/v2/_catalog*", "sos_commands/registry/v2/**/tags/list"],
  parse(source) {
    const json = readJson(source.text);
    const root = json.documents[0];
    if (root?.kind !== "object") return [unreadableListing(source, "registry")];
    const lines = source.text.split("\n");
    const quoted = { file: source.file, line: root.line, text: quote(lines[root.line - 1] ?? "") };
    const listing = readListing(source, "registry", json.complete ? undefined : "its JSON breaks off");
    const name = stringAt(root, "name");
    if (name !== undefined)
      return [listing, { kind: "registry", repository: name, tags: stringsAt(root, "tags"), source: quoted }];
    if (itemsAt(root, "errors").length > 0) return [unreadableListing(source, "registry")];
    const named = stringsAt(root, "repositories").map(
      (repository): RegistryFact => ({ kind: "registry", repository, source: quoted }),
    );
    return [listing, ...named] satisfies Fact[];
  },
};
export default registry;
