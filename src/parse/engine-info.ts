import { engineOf, engineOutput } from "./engine-files.ts";
import type { EngineFact, Fact, Parser } from "./facts.ts";
import { present } from "./present.ts";
import { quote, type Source, type SourceText } from "./text.ts";

/**
 * `version` and `info` of docker and podman, which are indented `Key: value` lines in all their versions: docker's
 * "Server Version", podman's "Version" under `version:` or `host:`.
 */
const engineInfo: Parser = {
  artefact: "engine version and information",
  paths: ["docker_version", "podman_version", "docker_info", "podman_info"].flatMap(engineOutput),
  parse(source) {
    const lines = keyed(source);
    const version = pick(lines, /(^|\/)server version$/) ?? serverVersion(lines, source.file);
    const storage = pick(lines, /(^|\/)(storage driver|graphdrivername)$/);
    const host = pick(lines, /(^|\/)(name|hostname)$/, /^(server\/|host\/)?(name|hostname)$/);
    const first = version ?? storage ?? host;
    if (first === undefined) return [];
    const fact: EngineFact = {
      kind: "engine",
      engine: emulatesPodman(source.text) ? "podman" : engineOf(source.file),
      ...present({
        version: version?.value,
        storageDriver: storage?.value,
        hostName: host?.value,
        insecureRegistries: insecureRegistries(source.text),
      }),
      source: first.source,
    };
    return [fact as Fact];
  },
};
export default engineInfo;

interface Keyed {
  /** The keys from the outermost inwards, in lower case, joined by `/`. */
  readonly path: string;
  readonly value: string;
  readonly source: Source;
}

function keyed({ file, text }: SourceText): Keyed[] {
  const found: Keyed[] = [];
  const open: { indent: number; key: string }[] = [];
  for (const [index, line] of text.split("\n").entries()) {
    const match = /^(\s*)([A-Za-z][^:]*?)\s*:(?:\s+(.*))?$/.exec(line);
    if (match === null) continue;
    const [, blanks = "", key = "", value = ""] = match;
    const indent = blanks.replace(/\t/g, "    ").length;
    while ((open.at(-1)?.indent ?? -1) >= indent) open.pop();
    open.push({ indent, key: key.toLowerCase() });
    const path = open.map((level) => level.key).join("/");
    if (value.trim() !== "")
      found.push({ path, value: unquoted(value), source: { file, line: index + 1, text: quote(line) } });
  }
  return found;
}

function unquoted(value: string): string {
  return value.trim().replace(/^"(.*)"$/, "$1");
}

function pick(lines: readonly Keyed[], ...paths: readonly RegExp[]): Keyed | undefined {
  return lines.find(({ path }) => paths.every((pattern) => pattern.test(path)));
}

/** docker prints the client's version first; podman, which has no server, prints one. */
function serverVersion(lines: readonly Keyed[], file: string): Keyed | undefined {
  const server = pick(lines, /^server(:? .*)?\/(.*\/)?(version|engine\/version)$/);
  if (server !== undefined) return server;
  return engineOf(file) === "podman" ? pick(lines, /(^|\/)version$/) : undefined;
}

/** The `docker` command of a podman host only passes its arguments on. */
function emulatesPodman(text: string): boolean {
  return /Emulate Docker CLI using podman/i.test(text);
}

function insecureRegistries(text: string): string[] | undefined {
  const block = /^ *Insecure Registries:\n((?: {2,}\S+\n?)*)/m.exec(text)?.[1];
  return block?.split("\n").flatMap((line) => (line.trim() === "" ? [] : [line.trim()]));
}
