import { engineOf, engineOutput, readListing, unreadableListing } from "./engine-files.ts";
import type { EngineName, Fact, ImageFact, Parser } from "./facts.ts";
import { splitReference } from "./image-reference.ts";
import { type Json, readJson, stringAt, stringsAt } from "./json.ts";
import { present } from "./present.ts";
import { type Row, readTable } from "./table.ts";
import { quote, type SourceText } from "./text.ts";

const CLASSIC = /^\s*REPOSITORY\s.*\bTAG\b.*\bID\b/;
/** docker 29 lists names in one column: IMAGE, ID, DISK USAGE, CONTENT SIZE, EXTRA. */
const SINCE_29 = /^\s*IMAGE\s+ID\s+DISK USAGE\b/;
const ID_SHAPE = /^(sha256:)?[0-9a-f]{7,64}$/;

/** `docker images`, `podman images`: the table of any version, or its JSON. */
const imageList: Parser = {
  artefact: "image list",
  paths: [...engineOutput("docker_images*"), ...engineOutput("podman_images*")],
  parse(source) {
    if (/^\s*[[{]/.test(source.text)) return fromJson(source);
    const engine = engineOf(source.file);
    const classic = readTable(source.text, CLASSIC, { "IMAGE ID": ID_SHAPE, ID: ID_SHAPE });
    if (classic !== undefined) return listed(source, classic, (row) => fromClassicRow(row, source.file, engine));
    const recent = readTable(source.text, SINCE_29, { ID: ID_SHAPE });
    if (recent !== undefined) return listed(source, recent, (row) => fromRecentRow(row, source.file, engine));
    return [unreadableListing(source, "images")];
  },
};
export default imageList;

function listed(source: SourceText, rows: readonly Row[], read: (row: Row) => ImageFact | undefined): Fact[] {
  const images = rows.map(read);
  const odd = rows.find((_, index) => images[index] === undefined);
  const problem = odd === undefined ? undefined : `line ${odd.line} is no row of the table: ${quote(odd.text)}`;
  return [readListing(source, "images", problem), ...images.filter((image) => image !== undefined)];
}

function fromClassicRow(row: Row, file: string, engine: EngineName): ImageFact | undefined {
  const { REPOSITORY: repository = "", TAG: tag = "", DIGEST: digest = "" } = row.cells;
  const id = row.cells["IMAGE ID"] ?? row.cells["ID"] ?? "";
  if (!ID_SHAPE.test(id) || repository === "") return undefined;
  const source = { file, line: row.line, text: quote(row.text) };
  return {
    kind: "image",
    engine,
    id,
    ...present({ repository: named(repository), tag: named(tag), digest: named(digest) }),
    source,
  };
}

function fromRecentRow(row: Row, file: string, engine: EngineName): ImageFact | undefined {
  const { IMAGE: name = "", ID: id = "" } = row.cells;
  if (!ID_SHAPE.test(id) || name === "") return undefined;
  const source = { file, line: row.line, text: quote(row.text) };
  return { kind: "image", engine, id, ...(named(name) === undefined ? {} : splitReference(name)), source };
}

function named(cell: string): string | undefined {
  return cell === "" || cell.startsWith("<") ? undefined : cell;
}

function fromJson(source: SourceText): Fact[] {
  const { documents, complete, recoveredAt } = readJson(source.text);
  const objects = documents.flatMap((json) => (json.kind === "array" ? json.items : [json]));
  const lines = source.text.split("\n");
  const broken = recoveredAt[0];
  const problem = !complete
    ? "its JSON breaks off"
    : broken === undefined
      ? undefined
      : `line ${broken} is not as expected`;
  const images = objects.flatMap((json) => fromObject(json, source.file, lines));
  if (images.length === 0 && objects.length > 0) return [unreadableListing(source, "images")];
  return [readListing(source, "images", problem), ...images];
}

/** docker: Repository, Tag, Digest, ID; podman: Names or RepoTags, and RepoDigests. */
function fromObject(json: Json, file: string, lines: readonly string[]): ImageFact[] {
  const id = stringAt(json, "Id");
  if (id === undefined) return [];
  const base = { kind: "image", engine: engineOf(file), id } as const;
  const source = { file, line: json.line, text: quote(lines[json.line - 1] ?? "") };
  const repository = stringAt(json, "Repository");
  if (repository !== undefined) {
    const tag = named(stringAt(json, "Tag") ?? "");
    const digest = named(stringAt(json, "Digest") ?? "");
    return [{ ...base, ...present({ repository: named(repository), tag, digest }), source }];
  }
  const names = [...stringsAt(json, "Names"), ...stringsAt(json, "RepoTags"), ...stringsAt(json, "RepoDigests")];
  const known = [...new Set(names)].filter((name) => !name.startsWith("<"));
  return known.length === 0
    ? [{ ...base, source }]
    : known.map((name) => ({ ...base, ...splitReference(name), source }));
}
