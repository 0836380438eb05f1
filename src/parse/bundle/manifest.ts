import type { CaptureFact, Fact, IdentityFact, PackedFact, Parser } from "../facts.ts";
import { present } from "../present.ts";
import { readJson } from "../syntax/json.ts";
import { at, booleanAt, itemsAt, type Json, type JsonObject, numberAt, stringAt } from "../syntax/json-tree.ts";
import { quoting, type Source, type SourceText } from "../syntax/text.ts";

/** The manifests of our collector and of sos 4: each capture's true exit code, time-out and truncation. */
const manifest: Parser = {
  artefact: "manifest of the bundle",
  paths: ["manifest.json", "sos_reports/manifest.json"],
  parse(source) {
    const root = readJson(source.text).documents[0];
    if (root?.kind !== "object") return [];
    const read = stringAt(root, "tool", "name") === "sospect-collect" ? ours(root, source) : ofSos(root, source);
    return root.whole
      ? read
      : [...read, { kind: "damage", file: source.file, reason: "it is not whole", damage: "cut" }];
  },
};
export default manifest;

function ours(root: JsonObject, source: SourceText): Fact[] {
  const quoted = quoting(source);
  const identity = (what: IdentityFact["what"], key: string): IdentityFact[] => {
    const value = stringAt(root, key);
    return value === undefined
      ? []
      : [{ kind: "identity", what, value, source: quoted(at(root, key)?.line ?? root.line) }];
  };
  const captures = itemsAt(root, "captures").flatMap((json) =>
    capture("sospect", json, {
      path: stringAt(json, "path"),
      command: stringAt(json, "command"),
      exitCode: numberAt(json, "exitCode"),
      timedOut: booleanAt(json, "timedOut"),
      cutShort: booleanAt(json, "cutShort"),
      milliseconds: numberAt(json, "durationMs"),
      bytes: numberAt(json, "bytes"),
    }),
  );
  const packed = itemsAt(root, "files").flatMap((json): PackedFact[] => {
    const [file, bytes, sha256] = [stringAt(json, "path"), numberAt(json, "bytes"), stringAt(json, "sha256")];
    return file === undefined || bytes === undefined ? [] : [{ kind: "packed", file, bytes, ...present({ sha256 }) }];
  });
  return [
    ...packed,
    ...identity("host-name", "host"),
    ...identity("captured-at", "started"),
    ...identity("capture-ended", "finished"),
    ...identity("boot-id", "bootId"),
    ...captures,
  ];
}

/** sos 4: components.report.plugins.NAME.commands[{exec, filepath, return_code, truncated}]; a time-out is code 124. */
function ofSos(root: JsonObject, source: SourceText): Fact[] {
  const plugins = at(root, "components", "report", "plugins");
  if (plugins?.kind !== "object") return [];
  const commands = [...plugins.entries.values()].flatMap((plugin) => itemsAt(plugin, "commands"));
  const captures = commands.flatMap((json) => {
    const exitCode = numberAt(json, "return_code");
    return capture("sos", json, {
      path: stringAt(json, "filepath"),
      command: stringAt(json, "exec"),
      exitCode,
      timedOut: exitCode === 124,
      cutShort: booleanAt(json, "truncated"),
      milliseconds: durationOf(json),
    });
  });
  const quoted = quoting(source);
  return [
    ...timeOf(commands, "start_time", "captured-at", quoted),
    ...timeOf(commands, "end_time", "capture-ended", quoted),
    ...captures,
  ];
}

function durationOf(json: Json): number | undefined {
  const [start, end] = [numberAt(json, "start_time"), numberAt(json, "end_time")];
  return start === undefined || end === undefined || end < start ? undefined : Math.round((end - start) * 1000);
}

/** When the first command began, or the last one ended: sos writes epoch seconds there, and local times without a zone elsewhere. */
function timeOf(
  commands: readonly Json[],
  key: "start_time" | "end_time",
  what: IdentityFact["what"],
  quoted: (line: number) => Source,
): IdentityFact[] {
  const times = commands.flatMap((json) => {
    const seconds = numberAt(json, key);
    return seconds === undefined ? [] : [{ seconds, line: at(json, key)?.line ?? json.line }];
  });
  if (times.length === 0) return [];
  const isBefore = (one: number, other: number) => (key === "start_time" ? one < other : one > other);
  const found = times.reduce((best, time) => (isBefore(time.seconds, best.seconds) ? time : best));
  const date = new Date(found.seconds * 1000);
  if (Number.isNaN(date.getTime())) return [];
  return [{ kind: "identity", what, value: date.toISOString(), source: quoted(found.line) }];
}

type Told = {
  readonly [K in "path" | "command" | "exitCode" | "timedOut" | "cutShort" | "milliseconds"]:
    | CaptureFact[K]
    | undefined;
} & { readonly bytes?: number | undefined };

/** A record that the manifest's own end tears is none: what it does not say would be taken for false. */
function capture(tool: CaptureFact["tool"], json: Json, told: Told): CaptureFact[] {
  const { path, command = "", exitCode, timedOut = false, cutShort = false, milliseconds, bytes } = told;
  if (path === undefined || json.kind !== "object" || !json.whole) return [];
  return [{ kind: "capture", tool, command, path, timedOut, cutShort, ...present({ exitCode, milliseconds, bytes }) }];
}
