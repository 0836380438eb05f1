import { engineOf, engineOutput, readListing, rowProblem, unreadableListing } from "../containers/engine-files.ts";
import type { Fact, ImageFact, Parser } from "../facts.ts";
import { present } from "../present.ts";
import { type Origin, readJsonListing } from "../syntax/json-listing.ts";
import { type Json, stringAt, stringsAt } from "../syntax/json-tree.ts";
import { numberOf } from "../syntax/number.ts";
import { type Row, readTable } from "../syntax/table.ts";
import { quoting, type SourceText, wholeLines } from "../syntax/text.ts";
import { splitReference } from "./image-reference.ts";

const CLASSIC = /^\s*REPOSITORY\s.*\bTAG\b.*\bID\b/;
/** docker 29 lists names in one column: IMAGE, ID, DISK USAGE, CONTENT SIZE, EXTRA. */
const SINCE_29 = /^\s*IMAGE\s+ID\s+DISK USAGE\b/;
const ID_SHAPE = /^(sha256:)?[0-9a-f]{7,64}$/;
const WORD = /^\S+$/;
const SHAPES = { REPOSITORY: WORD, TAG: WORD, DIGEST: WORD, "IMAGE ID": ID_SHAPE, ID: ID_SHAPE, IMAGE: WORD };

/** `docker images`, `podman images`: the table of any version, or its JSON. */
const imageList: Parser = {
  artefact: "image list",
  paths: engineOutput("images"),
  eachLine: true,
  parse(source) {
    const facts = fromTable(source, CLASSIC, fromClassicRow) ?? fromTable(source, SINCE_29, fromRecentRow);
    return facts ?? fromJson(source) ?? [unreadableListing(source, "images")];
  },
};
export default imageList;

function fromTable(
  source: SourceText,
  header: RegExp,
  read: (row: Row, origin: Origin) => ImageFact | undefined,
): Fact[] | undefined {
  const rows = readTable(wholeLines(source), header, SHAPES);
  if (rows === undefined) return undefined;
  const engine = engineOf(source);
  const quoted = quoting(source);
  const images = rows.map((row) => read(row, { engine, source: quoted(row.line) }));
  const known = images.filter((image) => image !== undefined);
  return [readListing(source, "images", rowProblem(rows, images)), ...known];
}

function fromClassicRow({ cells }: Row, origin: Origin): ImageFact | undefined {
  const { REPOSITORY: repository, TAG: tag, DIGEST: digest } = cells;
  const id = cells["IMAGE ID"] ?? cells["ID"];
  if (id === undefined || repository === undefined) return undefined;
  const bytes = bytesOf(cells["SIZE"] ?? cells["VIRTUAL SIZE"]);
  const reference = present({ repository: named(repository), tag: named(tag), digest: named(digest), bytes });
  return { kind: "image", ...origin, id, ...reference };
}

function fromRecentRow({ cells }: Row, origin: Origin): ImageFact | undefined {
  const { IMAGE: name, ID: id } = cells;
  if (id === undefined || name === undefined) return undefined;
  return { kind: "image", ...origin, id, ...(named(name) === undefined ? {} : splitReference(name)) };
}

const UNITS: Readonly<Record<string, number>> = { B: 1, kB: 1e3, KB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12 };

/** Engines count sizes of images in thousands. */
function bytesOf(cell: string | undefined): number | undefined {
  const [, number, unit = ""] = /^(\d+(?:\.\d+)?) ?([kKMGT]?B)$/.exec(cell ?? "") ?? [];
  const count = numberOf(number);
  return count === undefined ? undefined : Math.round(count * (UNITS[unit] ?? 1));
}

function named(cell: string | undefined): string | undefined {
  return cell === undefined || cell === "" || cell.startsWith("<") ? undefined : cell;
}

function fromJson(source: SourceText): Fact[] | undefined {
  const read = readJsonListing(source, fromObject);
  return read && [readListing(source, "images", read.problem), ...read.facts];
}

/** docker: Repository, Tag, Digest, ID; podman: Names or RepoTags, and RepoDigests. */
function fromObject(json: Json, origin: Origin): ImageFact[] {
  const id = stringAt(json, "Id");
  if (id === undefined) return [];
  const base = { kind: "image", ...origin, id } as const;
  const repository = stringAt(json, "Repository");
  if (repository !== undefined) {
    const tag = named(stringAt(json, "Tag"));
    const digest = named(stringAt(json, "Digest"));
    return [{ ...base, ...present({ repository: named(repository), tag, digest }) }];
  }
  const names = [...stringsAt(json, "Names"), ...stringsAt(json, "RepoTags"), ...stringsAt(json, "RepoDigests")];
  const known = [...new Set(names)].filter((name) => !name.startsWith("<"));
  return known.length === 0 ? [base] : known.map((name) => ({ ...base, ...splitReference(name) }));
}
