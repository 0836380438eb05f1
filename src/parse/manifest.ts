import type { CaptureFact, Fact, Parser } from "./facts.ts";
import { at, booleanAt, itemsAt, type Json, numberAt, readJson, stringAt } from "./json.ts";
import { present } from "./present.ts";
import { quote, type SourceText } from "./text.ts";

/** The manifests of our collector and of sos 4: each capture's true exit code, time-out and truncation. */
const manifest: Parser = {
  artefact: "manifest of the bundle",
  paths: ["manifest.json", "sos_reports/manifest.json"],
  parse(source) {
    const root = readJson(source.text).documents[0];
    return source.file === "manifest.json" ? ours(root, source) : ofSos(root);
  },
};
export default manifest;

function ours(root: Json | undefined, { file, text }: SourceText): Fact[] {
  if (stringAt(root, "tool", "name") !== "sospect-collect") return [];
  const lines = text.split("\n");
  const identity = (what: "host-name" | "captured-at", key: string): Fact[] => {
    const value = stringAt(root, key);
    const line = at(root, key)?.line ?? 1;
    return value === undefined
      ? []
      : [{ kind: "identity", what, value, source: { file, line, text: quote(lines[line - 1] ?? "") } }];
  };
  const captures = itemsAt(root, "captures").flatMap((json): CaptureFact[] => {
    const path = stringAt(json, "path");
    if (path === undefined) return [];
    return [
      {
        kind: "capture",
        tool: "sospect",
        command: stringAt(json, "command") ?? "",
        path,
        timedOut: booleanAt(json, "timedOut") ?? false,
        cutShort: booleanAt(json, "cutShort") ?? false,
        ...present({ exitCode: numberAt(json, "exitCode") }),
      },
    ];
  });
  return [...identity("host-name", "host"), ...identity("captured-at", "started"), ...captures];
}

/** sos 4: components.report.plugins.NAME.commands[{exec, filepath, return_code, truncated}]; a time-out is code 124. */
function ofSos(root: Json | undefined): Fact[] {
  const plugins = at(root, "components", "report", "plugins");
  if (plugins?.kind !== "object") return [];
  return [...plugins.entries.values()].flatMap((plugin) =>
    itemsAt(plugin, "commands").flatMap((json): CaptureFact[] => {
      const path = stringAt(json, "filepath");
      if (path === undefined) return [];
      const exitCode = numberAt(json, "return_code");
      return [
        {
          kind: "capture",
          tool: "sos",
          command: stringAt(json, "exec") ?? "",
          path,
          timedOut: exitCode === 124,
          cutShort: booleanAt(json, "truncated") ?? false,
          ...present({ exitCode }),
        },
      ];
    }),
  );
}
