import { MASKS_OF_BUNDLE } from "../../parse/bundle/masks.ts";
import type { ConfigFileFact, Setting } from "../../parse/facts.ts";
import { type Captured, factsOf } from "../bundle/captured.ts";
import type { Evidence } from "../types.ts";

/** A setting of puppet-generated that is not what it was. */
export interface SettingChange {
  readonly file: string;
  readonly section: string;
  readonly key: string;
  /** `not set` where it was or is not. */
  readonly before: string;
  readonly after: string;
  readonly evidence: { readonly before?: Evidence; readonly after?: Evidence };
}

const GENERATED = /^var\/lib\/config-data\/puppet-generated\//;

/**
 * The settings of puppet-generated that differ between two bundles of a node. Only files that both have, and have whole,
 * are compared: a file that is missing proves nothing of its settings.
 */
export function settingChanges(before: Captured, after: Captured): SettingChange[] {
  const earlier = new Map(generatedFiles(before).map((file) => [file.file, file]));
  return generatedFiles(after).flatMap((file) => {
    const old = earlier.get(file.file);
    return old === undefined ? [] : changesOf(old, file);
  });
}

function generatedFiles(captured: Captured): ConfigFileFact[] {
  return factsOf(captured, "config-file").filter(({ file, problem }) => GENERATED.test(file) && problem === undefined);
}

function changesOf(old: ConfigFileFact, file: ConfigFileFact): SettingChange[] {
  const before = settingsByName(old);
  const after = settingsByName(file);
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((name) => {
    const [one, other] = [before.get(name), after.get(name)];
    const { section, key } = (other ?? one) as Setting;
    if (!differ(one, other)) return [];
    return {
      ...{ file: `/${file.file}`, section, key, before: shown(one), after: shown(other) },
      evidence: {
        ...(one === undefined ? {} : { before: lineOf(old, one) }),
        ...(other === undefined ? {} : { after: lineOf(file, other) }),
      },
    };
  });
}

function settingsByName({ settings }: ConfigFileFact): Map<string, Setting> {
  return new Map(settings.map((setting) => [JSON.stringify([setting.section, setting.key]), setting]));
}

/** Whether two settings are proven to differ: with something masked in one, only what stands around it can prove it. */
function differ(one: Setting | undefined, other: Setting | undefined): boolean {
  return one === undefined || other === undefined || !couldBeEqual(joined(one), joined(other));
}

function couldBeEqual(one: string, other: string): boolean {
  const [around, ofOther] = [aroundMasks(one), aroundMasks(other)];
  if (around === undefined) return ofOther === undefined ? one === other : fits(one, ofOther);
  if (ofOther === undefined) return fits(other, around);
  const [start, end] = [around.start, around.end];
  return (
    (start.startsWith(ofOther.start) || ofOther.start.startsWith(start)) &&
    (end.endsWith(ofOther.end) || ofOther.end.endsWith(end))
  );
}

interface Around {
  readonly start: string;
  readonly end: string;
}

/** What stands before the first mask of a value and after its last; `undefined` where nothing in it is masked. */
function aroundMasks(text: string): Around | undefined {
  const parts = text.split(MASKS_OF_BUNDLE);
  return parts.length < 2 ? undefined : { start: parts[0] ?? "", end: parts.at(-1) ?? "" };
}

function fits(text: string, { start, end }: Around): boolean {
  return text.length >= start.length + end.length && text.startsWith(start) && text.endsWith(end);
}

function joined({ values }: Setting): string {
  return values.join("\n");
}

function shown(setting: Setting | undefined): string {
  if (setting === undefined) return "not set";
  return setting.values.map((value) => value.replace(/\n/g, " ")).join(", ") || "empty";
}

function lineOf({ file }: ConfigFileFact, setting: Setting): Evidence {
  return { file, line: setting.lines[0] ?? 1, text: `${setting.key} = ${shown(setting)}` };
}
