import type { Parser, StartupDefinition, StartupFact } from "./facts.ts";
import {
  at,
  itemsAt,
  type Json,
  type JsonObject,
  type JsonText,
  readJson,
  stringAt,
  stringMapAt,
  stringsAt,
} from "./json.ts";
import { present } from "./present.ts";
import { quote } from "./text.ts";

/**
 * Start-up configurations: OSP 12 to 15 write a file for each step, {NAME: entry}; 16 and 17 a file for each container,
 * which is the entry. A name that begins with `hashed-` carries TRIPLEO_CONFIG_HASH.
 */
const startup: Parser = {
  artefact: "container start-up configuration",
  paths: [
    "var/lib/tripleo-config/*container-startup-config*.json",
    "var/lib/tripleo-config/container-startup-config/**/*.json",
    "var/lib/docker-container-startup-configs.json",
  ],
  parse({ file, text, loss }) {
    const json = readJson(text);
    const root = json.documents[0];
    if (root?.kind !== "object") return [];
    const name = file.slice(file.lastIndexOf("/") + 1);
    const lines = text.split("\n");
    const whole = json.complete && json.recoveredAt.length === 0 && loss === undefined;
    const fact = (container: string, entry: Json): StartupFact => ({
      kind: "startup",
      container,
      hashed: name.startsWith("hashed-"),
      definition: definitionOf(entry, whole),
      source: { file, line: entry.line, text: quote(lines[entry.line - 1] ?? "") },
    });
    if (isEntry(root)) return [fact(name.replace(/^hashed-/, "").replace(/\.json$/, ""), root)];
    return [...entriesOf(root)].map(([container, entry]) => fact(container, entry));
  },
};
export default startup;

/** The start-up entry in a container's label `config_data`: JSON from paunch, Python's repr from tripleo_ansible. */
export function readConfigData(label: string): StartupDefinition | undefined {
  const json: JsonText = readJson(label, { python: !/^\s*\{\s*"/.test(label) });
  const root = json.documents[0];
  return root?.kind === "object" ? definitionOf(root, json.complete && json.recoveredAt.length === 0) : undefined;
}

function isEntry(json: JsonObject): boolean {
  return stringAt(json, "image") !== undefined || at(json, "action") !== undefined;
}

/** {NAME: entry}, or one level more: {step_N: {NAME: entry}}. */
function* entriesOf(json: JsonObject): Generator<[string, Json]> {
  for (const [name, value] of json.entries) {
    if (value.kind !== "object") continue;
    if (isEntry(value)) yield [name, value];
    else if (/^step_?\d/.test(name)) yield* entriesOf(value);
  }
}

function definitionOf(entry: Json, whole: boolean): StartupDefinition {
  const restart = stringAt(entry, "restart");
  return present({
    lifecycle: lifecycleOf(entry, restart, whole),
    exitCodes: at(entry, "exit_codes") === undefined ? undefined : numbersAt(entry, "exit_codes"),
    image: stringAt(entry, "image"),
    restart,
    healthcheck: at(entry, "healthcheck") !== undefined ? true : whole ? false : undefined,
    configHash: environmentValue(entry, "TRIPLEO_CONFIG_HASH"),
    volumes: at(entry, "volumes") === undefined ? undefined : stringsAt(entry, "volumes"),
  });
}

/** An entry without `restart` is one-shot; `detach` tells nothing. From a torn entry nothing follows by absence. */
function lifecycleOf(entry: Json, restart: string | undefined, whole: boolean): StartupDefinition["lifecycle"] {
  if (stringAt(entry, "action") === "exec") return "exec";
  if (restart !== undefined && restart !== "" && restart !== "no") return "service";
  return whole ? "one-shot" : undefined;
}

function numbersAt(json: Json, key: string): number[] {
  return itemsAt(json, key).flatMap((item) =>
    item.kind === "scalar" && typeof item.value === "number" ? [item.value] : [],
  );
}

/** `environment` is a list of K=V up to OSP 15, a mapping from 16 on. */
function environmentValue(entry: Json, name: string): string | undefined {
  const listed = stringsAt(entry, "environment").find((pair) => pair.startsWith(`${name}=`));
  return listed?.slice(name.length + 1) ?? stringMapAt(entry, "environment")[name];
}
