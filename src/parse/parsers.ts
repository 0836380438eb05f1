import picomatch from "picomatch";
import checksum from "./checksum.ts";
import configFile from "./config-file.ts";
import configText from "./config-text.ts";
import containerList from "./container-list.ts";
import engineInfo from "./engine-info.ts";
import type { Parser } from "./facts.ts";
import identity from "./identity.ts";
import imageList from "./image-list.ts";
import inspect from "./inspect.ts";
import kollaConfig from "./kolla-config.ts";
import logFolders from "./log-folders.ts";
import manifest from "./manifest.ts";
import registry from "./registry.ts";
import requiredImages from "./required-images.ts";
import startup from "./startup.ts";
import stats from "./stats.ts";

/** Every artefact that is read: one file each; a new one adds a line here. */
export const parsers: readonly Parser[] = [
  checksum,
  configFile,
  configText,
  containerList,
  engineInfo,
  identity,
  imageList,
  inspect,
  kollaConfig,
  logFolders,
  manifest,
  registry,
  requiredImages,
  startup,
  stats,
];

interface Matcher {
  readonly parser: Parser;
  readonly matches: (path: string) => boolean;
}

const matchers: readonly Matcher[] = parsers.map((parser) => {
  const wanted = parser.paths.filter((glob) => !glob.startsWith("!"));
  const unwanted = parser.paths.filter((glob) => glob.startsWith("!")).map((glob) => glob.slice(1));
  return { parser, matches: picomatch(wanted, { ignore: unwanted, dot: true }) };
});

/** The parser that reads a file of this path; `undefined` where none does, and the file passes by unread. */
export function parserFor(path: string): Parser | undefined {
  return matchers.find(({ matches }) => matches(path))?.parser;
}
