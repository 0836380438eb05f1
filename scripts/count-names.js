// Counts the names of services, components, containers, units, images and bundles that stand in literals of src/ and in
// conditions of rules. What is known of them is in rules/services alone, so that there are to be none but those that are
// excepted here. What people read does not count, nor do comments, nor the collector's script, which asks programs on the
// node by name. A log rule says once, in 'in', whose logs it reads, and any rule in 'tells' what it is of.
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import picomatch from "picomatch";
import { loadCatalogue } from "../dist/catalogue/load.js";
import { textsOfRule, textsOfSource } from "./names/places.js";
import { namesIn, namesOf } from "./names/words.js";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** Families of facts are named like the program that prints what they are read from. */
const FAMILIES = ["corosync", "rabbitmq", "galera", "redis", "ovn", "ceph"];

/** Where a name is right, and why. `names` are words, or the first parts of words. */
const EXCEPTIONS = [
  {
    in: "src/parse/cluster/*.ts",
    names: [...FAMILIES, "ceph_mon", "ceph_mgr", "pcsd"],
    why: "parsers of what these programs print, by where captures keep it",
  },
  { in: "src/model/{cluster,bundle}/*.ts", names: FAMILIES, why: "families of facts, each of one program's output" },
  { in: "src/model/types/*.ts", names: ["*"], why: "examples in the words on the model, and its families of facts" },
  { in: "src/mask/**", names: ["*"], why: "how commands and files name secrets; awk on the node reads the same list" },
];

function filesIn(folder, end) {
  const path = join(ROOT, folder);
  return readdirSync(path, { recursive: true })
    .filter((name) => name.endsWith(end))
    .map((name) => relative(ROOT, join(path, name)))
    .sort();
}

function isExcepted(file, name) {
  return EXCEPTIONS.some(
    ({ in: where, names }) =>
      picomatch.isMatch(file, where) &&
      names.some((word) => word === "*" || name === word || name.startsWith(`${word}_`)),
  );
}

const { catalogue } = await loadCatalogue([join(ROOT, "rules")]);
const known = namesOf(catalogue);
const rules = filesIn("rules", ".yaml").filter((file) => !/^rules\/(labs|services|releases)\//.test(file));
const found = [
  ...filesIn("src", ".ts").map((file) => [file, textsOfSource]),
  ...rules.map((file) => [file, textsOfRule]),
].flatMap(([file, textsOf]) =>
  textsOf(readFileSync(join(ROOT, file), "utf8")).flatMap(({ line, text }) =>
    namesIn(text, known)
      .filter((name) => !isExcepted(file, name))
      .map((name) => `${file}:${line}: ${name} in ${text.slice(0, 100)}`),
  ),
);
for (const line of found) console.log(line);
console.log(`${found.length} names of services stand in code and in conditions of rules`);
process.exitCode = found.length > 0 ? 1 : 0;
