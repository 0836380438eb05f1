// Counts the names of services, components, containers, units and images that stand in literals of src/ and in conditions
// of rules. What is known of them is in rules/services alone, so that there are to be none but those that are excepted here.
// Comments and what people read do not count; nor does the collector's script, which asks programs on the node by name.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import picomatch from "picomatch";
import { parse } from "yaml";
import { loadCatalogue } from "../dist/catalogue/load.js";
import { literalsIn } from "./literals.js";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

const PROGRAMS = [
  "pacemaker",
  "corosync",
  "rabbitmq",
  "galera",
  "redis",
  "ovn",
  "ceph",
  "mysql",
  "mariadb",
  "openvswitch",
];

/** Where a name is right, and why. `names` are words, or the first parts of words. */
const EXCEPTIONS = [
  { in: "src/parse/cluster/**", names: PROGRAMS, why: "parsers of what these programs print" },
  { in: "src/mask/**", names: ["*"], why: "how commands and files name secrets; awk on the node reads the same list" },
];

/** Words that are names and much else besides. */
const COMMON = new Set(["", "set", "setup", "common", "create", "bundle", "docker", "podman", "systemd", "cron"]);

const plain = (name) =>
  name
    .replace(/[*].*/, "")
    .replace(/-/g, "_")
    .replace(/^_+|_+$/g, "")
    .toLowerCase();

/** All names of the catalogue, and those of them that other names begin with: nova of nova_compute. */
async function knownNames() {
  const { catalogue } = await loadCatalogue([join(ROOT, "rules")]);
  const names = new Set();
  const first = new Set();
  for (const { id } of catalogue.services) first.add(plain(id));
  for (const component of catalogue.components) {
    const byTool = ["containers", "one-shots", "helpers", "bundles", "host-units"].flatMap((key) =>
      Object.values(component[key] ?? {}).flat(),
    );
    const all = [
      component.id,
      ...byTool,
      ...["units", "images", "resources", "agents"].flatMap((key) => component[key] ?? []),
    ];
    for (const name of all.map(plain)) names.add(name);
  }
  for (const word of COMMON) names.delete(word);
  for (const word of COMMON) first.delete(word);
  for (const name of names) if (!name.includes("_")) first.add(name);
  return { names, first };
}

function namesIn(text, { names, first }) {
  const words = text.split(/[^A-Za-z0-9_-]+/).map(plain);
  return [...new Set(words.filter((word) => names.has(word) || first.has(word.split("_")[0])))];
}

/** A sentence decides nothing. */
function isForPeople(text) {
  return (
    !text.startsWith("/") && /\s/.test(text) && /\b(the|of|a|is|are|in|on|to|no|and|or|for|by|it|its|that)\b/.test(text)
  );
}

function filesIn(folder, end) {
  const path = join(ROOT, folder);
  if (!existsSync(path)) return [];
  return readdirSync(path, { recursive: true })
    .filter((name) => name.endsWith(end))
    .map((name) => relative(ROOT, join(path, name)))
    .sort();
}

function ofSource(file) {
  return literalsIn(readFileSync(join(ROOT, file), "utf8")).filter(({ text }) => !isForPeople(text));
}

const CONDITIONS = new Set(["where", "when", "each"]);

/** The strings in the conditions of a rule; a rule's tests are none of them. */
function ofRule(file) {
  const text = readFileSync(join(ROOT, file), "utf8");
  const conditions = [];
  const visit = (value, key) => {
    if (typeof value === "string" && CONDITIONS.has(key)) conditions.push(value);
    else if (typeof value === "object" && value !== null)
      for (const [name, inner] of Object.entries(value))
        if (name !== "tests" && name !== "zh") visit(inner, Array.isArray(value) ? key : name);
  };
  visit(parse(text), "");
  return conditions.flatMap((condition) =>
    literalsIn(condition).map((literal) => ({ ...literal, line: lineOf(literal.text, text) })),
  );
}

function lineOf(literal, text) {
  return text.slice(0, text.indexOf(literal)).split("\n").length;
}

function isExcepted(file, name) {
  return EXCEPTIONS.some(
    ({ in: where, names }) =>
      picomatch.isMatch(file, where) &&
      names.some((word) => word === "*" || name === plain(word) || name.startsWith(`${plain(word)}_`)),
  );
}

const known = await knownNames();
const rules = filesIn("rules", ".yaml").filter((file) => !/^rules\/(labs|services|releases)\//.test(file));
const left = [
  ...filesIn("src", ".ts").flatMap((file) => ofSource(file).map((literal) => ({ file, ...literal }))),
  ...rules.flatMap((file) => ofRule(file).map((literal) => ({ file, ...literal }))),
].flatMap(({ file, line, text }) => {
  const names = namesIn(text, known).filter((name) => !isExcepted(file, name));
  return names.length === 0 ? [] : [`${file}:${line}: ${names.join(", ")} in ${text.slice(0, 100)}`];
});
for (const line of left) console.log(line);
console.log(`${left.length} literals hold names of services`);
process.exitCode = left.length > 0 ? 1 : 0;
