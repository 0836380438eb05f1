import type { Parser, StartupDefinition, StartupFact } from "../facts.ts";
import { present } from "../present.ts";
import { readJson } from "../syntax/json.ts";
import {
  at,
  booleanAt,
  isWhole,
  type JsonObject,
  numbersAt,
  stringAt,
  stringMapAt,
  stringsAt,
} from "../syntax/json-tree.ts";
import { quoting } from "../syntax/text.ts";

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
  parse(source) {
    const root = readJson(source.text).documents[0];
    if (root?.kind !== "object") return [];
    const name = source.file.slice(source.file.lastIndexOf("/") + 1);
    const hashed = name.startsWith("hashed-");
    const quoted = quoting(source);
    const fact = (container: string, entry: JsonObject): StartupFact => ({
      kind: "startup",
      container,
      hashed,
      definition: definitionOf(entry),
      source: quoted(entry.line),
    });
    if (isEntry(root)) return [fact(name.replace(/^hashed-/, "").replace(/\.json$/, ""), root)];
    return entriesOf(root).map(([container, entry]) => fact(container, entry));
  },
};
export default startup;

/** The start-up entry in a container's label `config_data`: JSON from paunch, Python's repr from tripleo_ansible. */
export function readConfigData(label: string): StartupDefinition | undefined {
  const root = readJson(label, { python: !/^\s*\{\s*"/.test(label) }).documents[0];
  return root?.kind === "object" ? definitionOf(root) : undefined;
}

function isEntry(json: JsonObject): boolean {
  return stringAt(json, "image") !== undefined || at(json, "action") !== undefined;
}

/** {NAME: entry}, or one level more: {step_N: {NAME: entry}}. */
function entriesOf(json: JsonObject): [string, JsonObject][] {
  return [...json.entries].flatMap(([name, value]): [string, JsonObject][] => {
    if (value.kind !== "object") return [];
    if (isEntry(value)) return [[name, value]];
    return /^step_?\d/.test(name) ? entriesOf(value) : [];
  });
}

function definitionOf(entry: JsonObject): StartupDefinition {
  const restart = stringAt(entry, "restart");
  return present({
    lifecycle: lifecycleOf(entry, restart),
    exitCodes: isWhole(entry, "exit_codes") ? numbersAt(entry, "exit_codes") : undefined,
    image: stringAt(entry, "image"),
    restart,
    healthcheck: definesHealthcheck(entry),
    configHash: environmentValue(entry, "TRIPLEO_CONFIG_HASH"),
    volumes: isWhole(entry, "volumes") ? stringsAt(entry, "volumes") : undefined,
    volumesFrom: isWhole(entry, "volumes_from") ? stringsAt(entry, "volumes_from") : undefined,
    privileged: flagAt(entry, "privileged"),
    pid: stringAt(entry, "pid"),
    whole: entry.whole || undefined,
  });
}

/** Heat writes some flags as words. */
function flagAt(entry: JsonObject, key: string): boolean | undefined {
  const word = stringAt(entry, key)?.toLowerCase();
  return booleanAt(entry, key) ?? (word === "true" || word === "false" ? word === "true" : undefined);
}

/** An entry without `restart` is one-shot; `detach` tells nothing. From a torn entry nothing follows by absence. */
function lifecycleOf(entry: JsonObject, restart: string | undefined): StartupDefinition["lifecycle"] {
  if (stringAt(entry, "action") === "exec") return "exec";
  if (restart !== undefined && restart !== "" && restart !== "no") return "service";
  return entry.whole ? "one-shot" : undefined;
}

function definesHealthcheck(entry: JsonObject): boolean | undefined {
  const healthcheck = at(entry, "healthcheck");
  if (healthcheck !== undefined) return healthcheck.kind !== "scalar" || healthcheck.value !== null;
  return entry.whole ? false : undefined;
}

/** `environment` is a list of K=V up to OSP 15, a mapping from 16 on. */
function environmentValue(entry: JsonObject, name: string): string | undefined {
  const listed = stringsAt(entry, "environment").find((pair) => pair.startsWith(`${name}=`));
  return listed?.slice(name.length + 1) ?? stringMapAt(entry, "environment")[name];
}
