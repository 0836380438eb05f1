/** A line of a unit file: its section, key and value, and where it begins. */
export interface UnitSetting {
  readonly section: string;
  readonly key: string;
  readonly value: string;
  readonly line: number;
}

/** Honest units have some fifty. */
const MOST_SETTINGS = 2000;

/**
 * The settings of a file in the syntax of systemd's units: comments take whole lines and may stand inside a value that a
 * backslash continues; names of sections and keys have their case.
 */
export function readUnitFile(text: string): UnitSetting[] {
  const settings: UnitSetting[] = [];
  let section = "";
  let open: { text: string; line: number } | undefined;
  for (const [index, raw] of text.split("\n").entries()) {
    if (settings.length >= MOST_SETTINGS) break;
    const line = raw.trim();
    if (/^[#;]/.test(line) || (line === "" && open === undefined)) continue;
    const continued = line.endsWith("\\");
    const part = continued ? line.slice(0, -1) : line;
    open = open === undefined ? { text: part, line: index + 1 } : { ...open, text: `${open.text} ${part}` };
    if (continued) continue;
    const header = /^\[([^\]]*)\]$/.exec(open.text)?.[1];
    const at = open.text.indexOf("=");
    if (header !== undefined) section = header;
    else if (at > 0)
      settings.push({
        section,
        key: open.text.slice(0, at).trim(),
        value: open.text.slice(at + 1).trim(),
        line: open.line,
      });
    open = undefined;
  }
  return settings;
}

/** The values of a key, in order: an empty one takes back those before. */
export function valuesOf(settings: readonly UnitSetting[], section: string, key: string): readonly UnitSetting[] {
  const all = settings.filter((one) => one.section === section && one.key === key);
  return all.slice(all.findLastIndex(({ value }) => value === "") + 1);
}

/** The words of a value: blanks part them, but within quotes. */
export function wordsOf(value: string): string[] {
  return [...value.matchAll(/(?:"(?:[^"\\]|\\.)*"|'[^']*'|[^\s"'])+/g)].map(([word]) =>
    word.replace(
      /"((?:[^"\\]|\\.)*)"|'([^']*)'/g,
      (_, one: string | undefined, other: string | undefined) => one ?? other ?? "",
    ),
  );
}
