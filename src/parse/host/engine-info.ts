import { engineOf, engineOutput } from "../containers/engine-files.ts";
import type { EngineName } from "../engine-name.ts";
import type { EngineFact, Parser } from "../facts.ts";
import { present } from "../present.ts";
import { numberOf } from "../syntax/number.ts";
import { quoting, type Source, type SourceText } from "../syntax/text.ts";
import { informationIn } from "./engine-information.ts";
import { failedListing, hostListing } from "./host-listing.ts";

/** `version` and `info` of docker and podman, which are indented `Key: value` lines in all their versions. */
const engineInfo: Parser = {
  artefact: "engine version and information",
  paths: engineOutput("version", "info"),
  parse(source) {
    const lines = keyed(source);
    const engine = engineOf(source);
    const version = pick(lines, VERSION[engine]);
    const storage = pick(lines, /^(server\/)?storage driver$|^store\/graphdrivername$/);
    const host = pick(lines, /^(server\/)?name$|^host\/hostname$/);
    const cpus = pick(lines, /^(server\/)?cpus$|^host\/cpus$/);
    const count = numberOf(cpus?.value) ?? 0;
    const first = version ?? storage ?? host;
    const isInfo = /_info(_|$)/.test(source.file);
    if (first === undefined) return isInfo ? [failedListing(source, "engine-info")] : [];
    const fact: EngineFact = {
      kind: "engine",
      engine,
      ...present({
        version: version?.value,
        storageDriver: storage?.value,
        hostName: host?.value,
        cpus: count > 0 ? count : undefined,
        insecureRegistries: insecureRegistries(source.text),
      }),
      ...informationIn(lines),
      source: first.source,
    };
    return [
      fact,
      ...(isInfo ? [hostListing(source, "engine-info")] : []),
      ...(cpus !== undefined && count > 0
        ? [{ kind: "host-number", what: "cpus", value: count, source: cpus.source } as const]
        : []),
    ];
  },
};
export default engineInfo;

/**
 * Where an engine's version stands. docker prints its client's too, and those of containerd and runc: only the server's
 * counts. podman has no server; its `info` prints versions of much else.
 */
const VERSION: Readonly<Record<EngineName, RegExp>> = {
  docker: /^(server\/)?server version$|^server\/(engine\/)?version$/,
  podman: /^(client\/|server\/|version\/)?version$|^(debug\/)?podman version$/,
};

interface Keyed {
  /** The keys from the outermost inwards, in lower case, joined by `/`. */
  readonly path: string;
  readonly value: string;
  readonly source: Source;
}

function keyed(source: SourceText): Keyed[] {
  const quoted = quoting(source);
  const open: { indent: number; key: string }[] = [];
  return source.text.split("\n").flatMap((line, index) => {
    const { blanks = "", key = "", value = "" } = KEY_VALUE.exec(line.trimEnd())?.groups ?? {};
    if (key === "") return [];
    const indent = indentOf(blanks);
    while ((open.at(-1)?.indent ?? -1) >= indent) open.pop();
    open.push({ indent, key: key.trim().toLowerCase() });
    const path = open.map((level) => level.key).join("/");
    return value === "" ? [] : [{ path, value: unquoted(value), source: quoted(index + 1) }];
  });
}

const KEY_VALUE = /^(?<blanks>\s*)(?<key>[A-Za-z][^:]*):(?:\s+(?<value>.*))?$/;

function indentOf(blanks: string): number {
  return blanks.replace(/\t/g, "    ").length;
}

function unquoted(value: string): string {
  return value.replace(/^"(.*)"$/, "$1");
}

function pick(lines: readonly Keyed[], path: RegExp): Keyed | undefined {
  return lines.find((line) => path.test(line.path));
}

/** The lines below docker's "Insecure Registries:" that are further in than it. */
function insecureRegistries(text: string): string[] | undefined {
  const lines = text.split("\n");
  const start = lines.findIndex((line) => /^\s*Insecure Registries:\s*$/.test(line));
  if (start < 0) return undefined;
  const depth = (line: string): number => indentOf(/^\s*/.exec(line)?.[0] ?? "");
  const below = lines.slice(start + 1);
  const end = below.findIndex((line) => depth(line) <= depth(lines[start] ?? ""));
  return below.slice(0, end < 0 ? undefined : end).map((line) => line.trim());
}
