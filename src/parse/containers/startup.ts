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
import { quoting, type SourceText } from "../syntax/text.ts";
import { readYamlTree } from "../syntax/yaml-tree.ts";

/**
 * Start-up configurations: OSP 12 to 15 write a file for each step, {NAME: entry}; 16 and 17 a file for each container,
 * which is the entry. A name that begins with `hashed-` carries TRIPLEO_CONFIG_HASH. EDPM nodes have a file for each
 * container as well, in a folder for each service, first in JSON and later in YAML.
 */
const startup: Parser = {
  artefact: "container start-up configuration",
  paths: [
    "var/lib/tripleo-config/*container-startup-config*.json",
    "var/lib/tripleo-config/container-startup-config/**/*.json",
    "var/lib/docker-container-startup-configs.json",
    "var/lib/edpm-config/container-startup-config/**/*.{json,yml,yaml}",
    "var/lib/openstack/config/containers/*.json",
  ],
  parse(source) {
    const yaml = /\.ya?ml$/.test(source.file);
    const root = yaml ? readYaml(source) : readJson(source.text).documents[0];
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
    if (isEntry(root)) return [fact(name.replace(/^hashed-/, "").replace(/\.(json|ya?ml)$/, ""), root)];
    return entriesOf(root).map(([container, entry]) => fact(container, entry));
  },
};
export default startup;

/** Of YAML that is not whole nothing is read: where it ends, nobody can tell. */
function readYaml({ text, loss }: SourceText): JsonObject | undefined {
  const root = loss === undefined ? readYamlTree(text) : undefined;
  return root?.kind === "object" && root.whole ? root : undefined;
}

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

/** An entry without `restart` is one-shot, and so is EDPM's `restart: never`; `detach` tells nothing. From a torn entry nothing follows by absence. */
function lifecycleOf(entry: JsonObject, restart: string | undefined): StartupDefinition["lifecycle"] {
  if (stringAt(entry, "action") === "exec") return "exec";
  if (restart !== undefined && !["", "no", "never"].includes(restart)) return "service";
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
