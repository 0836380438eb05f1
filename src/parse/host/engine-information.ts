import { present } from "../present.ts";
import { numberOf } from "../syntax/number.ts";
import type { Source } from "../syntax/text.ts";

/** What `docker info` and `docker version` tell of how the engine stores and runs. */
export interface EngineInformation {
  /** Whether the file system below tells types of entries, without which overlay loses deletions. */
  readonly dType?: boolean;
  /** True where devicemapper keeps its data in files. */
  readonly loopStorage?: boolean;
  /** Of devicemapper's pool, in per cent. */
  readonly poolUsedPercent?: number;
  readonly poolMetadataUsedPercent?: number;
  readonly liveRestore?: boolean;
  readonly loggingDriver?: string;
  readonly rootDirectory?: string;
  /** The package that it is of: docker-1.12.6-28.git1398f24.el7 */
  readonly package?: string;
}

interface Line {
  readonly path: string;
  readonly value: string;
  readonly source: Source;
}

/** Reads it from the lines of `info` or `version`, with the line of each. */
export function informationIn(lines: readonly Line[]): {
  information?: EngineInformation;
  sources?: Readonly<Record<string, Source>>;
} {
  const sources: Record<string, Source> = {};
  const find = (property: keyof EngineInformation, path: RegExp): string | undefined => {
    const line = lines.find((one) => path.test(one.path));
    if (line !== undefined) sources[property] = line.source;
    return line?.value;
  };
  const percent = (property: keyof EngineInformation, used: RegExp, total: RegExp): number | undefined =>
    share(find(property, used), lines.find(({ path }) => total.test(path))?.value);
  const information = present({
    dType: flagOf(find("dType", /\/supports d_type$/)),
    loopStorage:
      loopOf(find("loopStorage", /\/data loop file$/) ?? find("loopStorage", /\/data file$/)) ??
      (find("loopStorage", /\/pool name$/) === undefined ? undefined : false),
    poolUsedPercent: percent("poolUsedPercent", /\/data space used$/, /\/data space total$/),
    poolMetadataUsedPercent: percent("poolMetadataUsedPercent", /\/metadata space used$/, /\/metadata space total$/),
    liveRestore: flagOf(find("liveRestore", /^(server\/)?live restore enabled$/)),
    loggingDriver: find("loggingDriver", /^(server\/)?logging driver$/),
    rootDirectory: find("rootDirectory", /^(server\/)?docker root dir$|^store\/graphroot$/),
    package: find("package", /^server\/package version$/),
  });
  return Object.keys(information).length === 0 ? {} : { information, sources };
}

function flagOf(word: string | undefined): boolean | undefined {
  if (word === "true") return true;
  return word === "false" ? false : undefined;
}

/** A pool of its own has a name and no file; a file that is a loop device is backed by one. */
function loopOf(file: string | undefined): boolean | undefined {
  return file === undefined ? undefined : /^\/dev\/loop|devicemapper\/data$/.test(file);
}

function share(used: string | undefined, total: string | undefined): number | undefined {
  const [part, whole] = [bytesOf(used), bytesOf(total)];
  if (part === undefined || whole === undefined || whole === 0) return undefined;
  return Math.round((part / whole) * 1000) / 10;
}

const UNITS: Readonly<Record<string, number>> = { B: 1, KB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12 };

/** `295.9 MB`, `16.78kB`. */
function bytesOf(text: string | undefined): number | undefined {
  const [, number, unit = ""] = /^([\d.]+) ?([kKMGT]?B)$/.exec(text ?? "") ?? [];
  const factor = UNITS[unit.toUpperCase()];
  const count = numberOf(number);
  return count === undefined || factor === undefined ? undefined : count * factor;
}
