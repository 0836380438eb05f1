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

/** Where a name is right, and why. `names` are words, or the first parts of words. One that is not needed is told. */
const EXCEPTIONS = [
  {
    in: "src/parse/cluster/*.ts",
    names: [...FAMILIES, "mysql", "mariadb", "openvswitch", "pcsd"],
    why: "parsers of what these programs print, by where captures keep it",
  },
  { in: "src/model/{cluster,bundle}/*.ts", names: FAMILIES, why: "families of facts, each of one program's output" },
  { in: "src/model/types/*.ts", names: ["*"], why: "the words on the model have examples, and name those families" },
  {
    in: "src/{parse/host/{clock,host-facts},model/host/{host,host-coverage},model/cluster/evidence}.ts",
    names: ["chrony", "chronyd", "ntp", "ntpd"],
    why: "what chronyc, ntpq and timedatectl print of the clock, and which of them says it",
  },
  {
    in: "{src/model/config/*.ts,rules/config/*.yaml}",
    names: ["keystone_authtoken", "memcached_servers", "placement_database"],
    why: "sections and options that libraries of oslo read in every service's file",
  },
  {
    in: "src/catalogue/web-servers.ts",
    names: ["httpd", "apache2"],
    why: "folders of logs that hold those of services",
  },
  {
    in: "src/parse/registry/registry-service.ts",
    names: ["httpd", "docker_distribution"],
    why: "parser of the configuration of the two programs that serve images",
  },
  {
    in: "src/parse/host/hosts-file.ts",
    names: ["heat_hosts"],
    why: "comments that begin and end lines of a deployment",
  },
  { in: "src/parse/config/config-text.ts", names: ["redis"], why: "a file that its program writes anew itself" },
  { in: "src/model/config/service-options.ts", names: ["haproxy"], why: "reader of haproxy.cfg" },
  { in: "src/{catalogue/check,report/services/words}.ts", names: ["haproxy"], why: "a key of the catalogue's files" },
  {
    in: "src/{rules/placeholder-place,model/host/exposed-commands}.ts",
    names: ["mysql", "mariadb"],
    why: "clients as they are typed in a shell",
  },
  {
    in: "src/rules/test-rule.ts",
    names: ["nova", "nova_compute"],
    why: "the log of which rules' tests are given lines, where they name no other",
  },
  { in: "src/mask/**", names: ["*"], why: "how commands and files name secrets; awk on the node reads the same list" },
];

function filesIn(folder, end) {
  const path = join(ROOT, folder);
  return readdirSync(path, { recursive: true })
    .filter((name) => name.endsWith(end))
    .map((name) => relative(ROOT, join(path, name)))
    .sort();
}

const used = new Set();

function isExcepted(file, name) {
  const exception = EXCEPTIONS.find(
    ({ in: where, names }) =>
      picomatch.isMatch(file, where) &&
      names.some((word) => word === "*" || name === word || name.startsWith(`${word}_`)),
  );
  if (exception !== undefined) used.add(exception);
  return exception !== undefined;
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
const idle = EXCEPTIONS.filter((exception) => !used.has(exception));
for (const line of found) console.log(line);
for (const { in: where, why } of idle) console.log(`no name is in ${where} any more (${why}): remove the exception`);
console.log(`${found.length} names of services stand in code and in conditions of rules`);
process.exitCode = found.length + idle.length > 0 ? 1 : 0;
