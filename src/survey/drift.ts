import { maskValue } from "../mask/mask-value.ts";
import type { Masker } from "../mask/masker.ts";
import { factsOf } from "../model/bundle/captured.ts";
import { findSetting, isMasked, shownValues } from "../model/config/setting-values.ts";
import type { ConfigCopy, Setting } from "../model/types.ts";
import type { ConfigFileFact } from "../parse/facts.ts";
import { shortened } from "../parse/syntax/text.ts";
import type { Place } from "./place.ts";
import type { DriftRow, Sited } from "./types.ts";

const MOST_ROWS = 200;
const MOST_MASKED = 20;
const LONGEST_VALUE = 240;

type Kind = DriftRow["kind"];
type Named = Pick<DriftRow, "section" | "key">;

/** Settings that are not alike where they should be: those that rules find, and then those that nothing decides. */
export function driftOf(place: Place): { readonly drift: readonly DriftRow[]; readonly moreDrift: number } {
  const tables = tablesOf(place);
  const rows = [...copyRows(place, tables), ...settingRows(place, tables)];
  const masked = rows.filter((row) => row.masked);
  const certain = rows.filter((row) => !row.masked).sort((one, other) => rankOf(one.kind) - rankOf(other.kind));
  const all = [...certain, ...masked.slice(0, MOST_MASKED)];
  const drift = all.slice(0, MOST_ROWS);
  return { drift, moreDrift: certain.length + masked.length - drift.length };
}

const KINDS: readonly Kind[] = ["no-effect", "not-loaded", "changed-inside", "differs"];

function rankOf(kind: Kind): number {
  return KINDS.indexOf(kind);
}

/** The files of settings by their place in the bundle, and the copies inside containers by the file that they were copied from. */
interface Tables {
  readonly files: ReadonlyMap<string, ConfigFileFact>;
  readonly copies: ReadonlyMap<string, ConfigCopy>;
  readonly masker: Masker;
}

function tablesOf({ node, captured, masker }: Place): Tables {
  const copies = node.configCopies.filter(({ copy }) => copy !== undefined);
  return {
    files: new Map(factsOf(captured, "config-file").map((fact) => [fact.file, fact])),
    copies: new Map(copies.map((copy) => [copy.copiedFrom, copy])),
    masker,
  };
}

/** What a running container copied, and has otherwise inside. */
function copyRows({ node }: Place, tables: Tables): DriftRow[] {
  return node.configCopies.flatMap((copy) => {
    if (copy.differs !== true) return [];
    const kind = copy.edited === "container" ? "changed-inside" : "not-loaded";
    return (copy.differing ?? []).map((setting) => {
      const etc = tables.files.get(copy.file.slice(1));
      return {
        ...{ file: copy.file, section: setting.section, key: setting.key, kind, masked: false },
        ...(etc !== undefined && findSetting(etc, setting) !== undefined
          ? { etc: sited(etc, setting, tables.masker) }
          : {}),
        ...generatedAndInside(copy, setting, tables),
      };
    });
  });
}

function generatedAndInside(copy: ConfigCopy, setting: Named, { files, masker }: Tables) {
  const generated = files.get(copy.copiedFrom.slice(1));
  const inside = files.get(copy.copy ?? "");
  return {
    ...(generated === undefined ? {} : { generated: sited(generated, setting, masker) }),
    ...(inside === undefined ? {} : { inside: { container: copy.container, ...sited(inside, setting, masker) } }),
  };
}

/**
 * What /etc sets otherwise. What a package left there and what a container mounts is no drift; where it is not known
 * whether it is either, the values differ and no more is said.
 */
function settingRows({ node }: Place, tables: Tables): DriftRow[] {
  return node.settings.flatMap((setting) => {
    if (setting.edited === false || setting.mounted === true || setting.differs === false) return [];
    const decided = setting.edited === true && setting.mounted === false;
    const row = rowOf(setting, decided ? "no-effect" : "differs", tables);
    return row === undefined || (setting.differs === undefined && !(row.masked && decided)) ? [] : [row];
  });
}

function rowOf(setting: Setting, kind: Kind, tables: Tables): DriftRow | undefined {
  const { file, section, key, volumes } = setting;
  const etc = tables.files.get(file.slice(1));
  const places = volumes.map((volume) => `/var/lib/config-data/puppet-generated/${volume}${file}`);
  const generated = places.flatMap((place) => tables.files.get(place.slice(1)) ?? []);
  const inForce = generated.find((one) => findSetting(one, setting) !== undefined) ?? generated[0];
  if (etc === undefined || inForce === undefined) return undefined;
  const copy = tables.copies.get(`/${inForce.file}`);
  const inside = copy === undefined ? undefined : generatedAndInside(copy, setting, tables).inside;
  return {
    ...{ file, section, key, kind, masked: [etc, ...generated].some((one) => hides(one, setting)) },
    etc: sited(etc, setting, tables.masker),
    generated: sited(inForce, setting, tables.masker),
    ...(inside === undefined ? {} : { inside }),
  };
}

function hides(file: ConfigFileFact, setting: Named): boolean {
  const found = findSetting(file, setting);
  return found !== undefined && isMasked(found);
}

function sited(file: ConfigFileFact, name: Named, masker: Masker): Sited {
  const found = findSetting(file, name);
  if (found === undefined) return { file: file.file };
  const value = shortened(maskValue(masker, name.key, shownValues(found)), LONGEST_VALUE);
  return { file: file.file, value, line: found.lines[0] ?? 1 };
}
