import type { Fact, ImageFact, Parser } from "../facts.ts";
import { splitReference } from "../images/image-reference.ts";
import { present } from "../present.ts";
import { objectsIn, readJson } from "../syntax/json.ts";
import { at, itemsAt, type JsonObject, type JsonText, stringAt } from "../syntax/json-tree.ts";
import { quoting, type Source, type SourceText } from "../syntax/text.ts";
import { containerDetails } from "./container-details.ts";
import { engineOf, engineOutput, jsonProblem, readListing, unreadableListing } from "./engine-files.ts";

/**
 * `inspect` of containers and of images. sos 3.5 and 3.6 put both into one folder under like names, so that only the
 * content tells them apart.
 */
const inspect: Parser = {
  artefact: "inspect",
  paths: engineOutput("inspect"),
  parse(source) {
    const json = readJson(source.text);
    const quoted = quoting(source);
    const facts = objectsIn(json).flatMap((object) =>
      object.kind === "object" ? factsOf(object, source, json, quoted) : [],
    );
    if (facts.length === 0) return isEmptyList(json) ? [] : [unreadableListing(source, "container-details")];
    const images = facts.every((fact) => fact.kind === "image");
    return [readListing(source, images ? "image-details" : "container-details", jsonProblem(source, json)), ...facts];
  },
};
export default inspect;

function isEmptyList({ complete, documents: [only, ...others], strayAt }: JsonText): boolean {
  return complete && only?.kind === "array" && only.items.length + others.length + strayAt.length === 0;
}

function factsOf(object: JsonObject, source: SourceText, json: JsonText, quoted: (line: number) => Source): Fact[] {
  const id = stringAt(object, "Id");
  if (id === undefined) return [];
  if (isContainer(object)) {
    const broken = json.recoveredAt.some((line) => line >= object.line && line <= object.end);
    const base = { kind: "container-details", engine: engineOf(source), id, file: source.file } as const;
    return [{ ...base, ...containerDetails(object, quoted), recovered: broken || !object.whole }];
  }
  return IMAGE_KEYS.some((key) => at(object, key) !== undefined)
    ? imageNames(object, { engine: engineOf(source), id }, quoted)
    : [];
}

/** The oldest docker that tells no RepoTags tells what the image was built in. */
const IMAGE_KEYS = ["RepoTags", "RootFS", "ContainerConfig", "container_config", "Architecture"];

/** A pod has a State too, but that is a word. A container's Path comes before it, where a file is cut. */
function isContainer(object: JsonObject): boolean {
  return (
    ["State", "HostConfig"].some((key) => at(object, key)?.kind === "object") || stringAt(object, "Path") !== undefined
  );
}

function imageNames(
  object: JsonObject,
  known: Pick<ImageFact, "engine" | "id">,
  quoted: (line: number) => Source,
): ImageFact[] {
  const names = ["RepoTags", "RepoDigests"].flatMap((key) =>
    itemsAt(object, key).flatMap((item): ImageFact[] => {
      if (item.kind !== "scalar" || typeof item.value !== "string" || item.value.startsWith("<")) return [];
      const { repository, ...version } = splitReference(item.value);
      return [{ kind: "image", ...known, repository, ...present(version), source: quoted(item.line) }];
    }),
  );
  return names.length > 0 ? names : [{ kind: "image", ...known, source: quoted(object.line) }];
}
