import { WEB_SERVERS } from "../catalogue/web-servers.ts";
import type { Masker } from "../mask/masker.ts";
import { factsOf } from "../model/bundle/captured.ts";
import { groupBy } from "../model/group-by.ts";
import type { ConfigFileFact, ConfigTextFact, Setting } from "../parse/facts.ts";
import { shortened } from "../parse/syntax/text.ts";
import type { Place } from "./place.ts";
import type { ConfigFile, ConfigVolume, ContainerSurvey } from "./types.ts";
import { volumeOf } from "./volume-names.ts";

/** Lines of one file, and of all files of a node together. */
const MOST_LINES = 150;
const MOST_IN_ALL = 1200;
const LONGEST_LINE = 240;
/** Of one volume. */
const MOST_FILES = 40;

type Text = ConfigFileFact | ConfigTextFact;
type Line = ConfigFile["lines"][number];

/** The configuration volumes of a node with their files, those that containers copy first. */
export function volumesOf({ captured, masker }: Place, containers: readonly ContainerSurvey[]): ConfigVolume[] {
  const texts: Text[] = [...factsOf(captured, "config-file"), ...factsOf(captured, "config-text")];
  const files = groupBy(texts, ({ file }) => volumeOf(file));
  files.delete(undefined);
  const uses = containers.flatMap(({ name, volumes }) => volumes.map((volume) => ({ name, volume })));
  const users = groupBy(uses, ({ volume }) => volume);
  const names = [...new Set([...files.keys(), ...users.keys()])]
    .filter((name) => name !== undefined)
    .sort((one, other) => Number(users.has(other)) - Number(users.has(one)) || (one < other ? -1 : 1));
  let room = MOST_IN_ALL;
  return names.map((name, index) => {
    // What one volume leaves of its share is for those after it.
    const share = Math.floor(room / (names.length - index));
    const shown = filesOf(files.get(name) ?? [], masker, share);
    room -= shown.reduce((sum, { lines }) => sum + lines.length, 0);
    return { name, containers: (users.get(name) ?? []).map((use) => use.name), files: shown };
  });
}

function filesOf(texts: readonly Text[], masker: Masker, most: number): ConfigFile[] {
  let room = most;
  return [...texts]
    .sort(mainFirst)
    .slice(0, MOST_FILES)
    .map((text) => {
      const all = linesOf(text);
      const lines = maskedLines(text.file, all.slice(0, Math.min(MOST_LINES, room)), masker);
      room -= lines.length;
      return { file: `/${text.file}`, lines, moreLines: all.length - lines.length };
    });
}

/** The service's own settings, and then what its web server and others have. */
function mainFirst(one: Text, other: Text): number {
  const rank = ({ kind, file }: Text) =>
    (kind === "config-file" ? 0 : 1000) +
    (WEB_SERVERS.some((server) => file.includes(`/${server}/`)) ? 100 : 0) +
    file.split("/").length;
  return rank(one) - rank(other) || (one.file < other.file ? -1 : 1);
}

/** A secret may show by the section that it is in, or by the lines before. */
function maskedLines(file: string, lines: readonly Line[], masker: Masker): Line[] {
  masker.startFile(file);
  const masked = lines.map(({ line, text }) => ({ line, text: shortened(masker.line(text), LONGEST_LINE) }));
  masker.startFile("");
  return masked;
}

function linesOf(text: Text): readonly Line[] {
  if (text.kind === "config-text") return text.lines;
  const headers = text.sections.map(({ name, line }) => ({ line, text: `[${name}]` }));
  return [...headers, ...text.settings.flatMap(settingLines)].sort((one, other) => one.line - other.line);
}

/** What goes on in further lines stands in one here. */
function settingLines({ key, values, lines }: Setting): Line[] {
  return values.map((value, index) => ({ line: lines[index] ?? 1, text: `${key} = ${value.replace(/\n/g, " ")}` }));
}
