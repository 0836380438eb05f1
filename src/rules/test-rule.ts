import type { ErrorObject } from "ajv";
import type { TObject, TSchema } from "typebox";
import { Catalogue } from "../catalogue/catalogue.ts";
import type { Captured } from "../model/bundle/captured.ts";
import { Writers } from "../model/logs/log-containers.ts";
import { logHitsOf, searchedLogsOf } from "../model/logs/log-hits.ts";
import { commandsFor } from "../model/remedies/container-commands.ts";
import {
  type Coverage,
  type Deployment,
  type Family,
  families,
  type LogHit,
  modelTypes,
  type Node,
  type Sourced,
  type SubjectKind,
} from "../model/types.ts";
import type { Fact } from "../parse/facts.ts";
import { logName } from "../parse/logs/log-names.ts";
import { scanLog } from "../parse/logs/log-scan.ts";
import { compileQueries } from "../parse/logs/log-search.ts";
import { didYouMean } from "../yaml/suggest.ts";
import { type Check, checker, pointer } from "../yaml/yaml-file.ts";
import { judge } from "./evaluate.ts";
import type { ModelSchema } from "./model-schema.ts";
import type { Rule } from "./rule.ts";
import { impliedTests, type Path, placeOf, type RuleTest } from "./test-cases.ts";
import type { WrittenTest } from "./test-schema.ts";

/** What a test of a rule came to; `failure` says what was expected and what came. */
export interface TestResult {
  readonly rule: string;
  readonly test: string;
  readonly failure?: string;
  /** The place in the rule's file that the failure is about, as keys and indexes. */
  readonly at: Path;
  /** The test was judged, and came out otherwise than it expects. */
  readonly judged: boolean;
}

/** All cases that a rule is tested by: those of its author, and those that follow from what it needs. */
export function testsOf(rule: Rule): RuleTest[] {
  return [...rule.tests, ...impliedTests(rule)];
}

/** Runs the tests of a rule. */
export function testRule(rule: Rule): TestResult[] {
  return testsOf(rule).map((test) => {
    const misspelt = checkGiven(rule, test);
    const failure = misspelt?.failure ?? compare(rule, test);
    const at = misspelt?.at ?? test.expectAt;
    const judged = misspelt === undefined && failure !== undefined;
    return { rule: rule.id, test: test.name, at, judged, ...(failure === undefined ? {} : { failure }) };
  });
}

/** What went otherwise, and where in the rule's file. */
export interface Failure {
  readonly failure: string;
  readonly at: Path;
}

function compare(rule: Rule, test: RuleTest): string | undefined {
  const { findings, outcomes } = judge([rule], deploymentFor(rule, test));
  const got = outcomes.map(({ outcome }) => outcome);
  const decisive = got.find((outcome) => outcome === test.expect) ?? got[0];
  if (decisive !== test.expect) {
    const reason = outcomes[0]?.reason;
    return `expected ${test.expect}, came ${decisive ?? "nothing"}${reason === undefined ? "" : ` (${reason})`}`;
  }
  // With one subject nothing may be hidden behind it; only a list that is cut short adds an outcome of its own.
  if (test.expect !== "fault" && got.includes("fault")) return `expected ${test.expect}, came fault as well`;
  const messages = findings.map(({ message }) => message);
  if (test.message !== undefined && !messages.some((message) => message.includes(test.message ?? ""))) {
    return `expected a message with '${test.message}', came: ${messages.join(" | ") || "none"}`;
  }
  return undefined;
}

type Given = Readonly<Record<string, unknown>>;

/** What is given has to be of the model: a misspelt property would test nothing. */
export function checkGiven(rule: Rule, test: RuleTest): Failure | undefined {
  const { given = {}, lines, file, at } = test;
  if (lines !== undefined && rule.log === undefined)
    return { failure: "'lines' are for rules over logs", at: [...at, "lines"] };
  const log = logName(file ?? "");
  if (file !== undefined && (log === undefined || rule.log?.fits(log) !== true)) {
    const what = log === undefined ? "no log" : `the log ${log}`;
    return { failure: `'${file}' is ${what}, which the rule does not search`, at: [...at, "file"] };
  }
  const types: Record<string, string> = { node: "Node", deployment: "Deployment" };
  if (rule.log !== undefined) types[rule.subjectName] = "LogHit";
  if (rule.each !== undefined) types[rule.subjectName] = rule.each.type.slice("list<".length, -1);
  for (const [name, value] of Object.entries(given)) {
    const type = types[name];
    if (type === undefined) {
      const names = Object.keys(types);
      const failure = `given '${name}' is none of: ${names.join(", ")}${didYouMean(name, names)}`;
      return { failure, at: placeOf(test, [name]) };
    }
    const [error] = partialCheck(type)(value);
    if (error !== undefined) return notOfTheModel(test, name, error);
  }
  return undefined;
}

function notOfTheModel(test: RuleTest, name: string, error: ErrorObject): Failure {
  const inside = [name, ...pointer(error.instancePath)];
  const told = `given ${inside.join(".")} is not of the model: `;
  if (error.keyword === "additionalProperties") {
    const extra = String(error.params["additionalProperty"]);
    const known = Object.keys((error.parentSchema as ModelSchema | undefined)?.properties ?? {});
    const failure = `${told}it has no '${extra}'${didYouMean(extra, known)}`;
    return { failure, at: placeOf(test, [...inside, extra]) };
  }
  const words = (error.params["allowedValues"] as readonly string[] | undefined)?.join(", ");
  const failure = `${told}it ${error.message ?? "is of another type"}${words === undefined ? "" : `: ${words}`}`;
  return { failure, at: placeOf(test, inside) };
}

const partialChecks = new Map<string, Check>();

function partialCheck(type: string): Check {
  const known = partialChecks.get(type);
  if (known !== undefined) return known;
  const made = checker(partial(schemaOf(type)));
  partialChecks.set(type, made);
  return made;
}

function schemaOf(type: string): TSchema {
  const schema = modelTypes.find((candidate) => (candidate as { title?: string }).title === type);
  if (schema === undefined) throw new Error(`the model has no type '${type}'`);
  return schema;
}

/** The schema with every property optional and none unknown, all the way down. */
function partial(schema: TSchema): object {
  const { type, items } = schema as { type?: string; items?: TSchema };
  if (type === "array" && items !== undefined) return { type, items: partial(items) };
  if (type !== "object" || (schema as { properties?: unknown }).properties === undefined) return schema;
  const properties = Object.entries((schema as TObject).properties).map(
    ([name, inner]) => [name, partial(inner)] as const,
  );
  return { type, properties: Object.fromEntries(properties), additionalProperties: false };
}

/** The deployment that a test describes. What a test gives is a subject of the list that `each` names, or lines of a log. */
export function deploymentFor(rule: Rule, test: WrittenTest): Deployment {
  const { given = {}, absent = [], partial: cut = [] } = test;
  const coverage = coverageFor(absent, cut);
  const own: Record<string, unknown> = {};
  const list = rule.each?.reads.find(({ path }) => /^(node|deployment)\.\w+$/.test(path))?.path.split(".")[1];
  const subject = rule.each === undefined ? undefined : given[rule.subjectName];
  if (list !== undefined && subject !== undefined) own[list] = [subject];
  const node = { ...(given["node"] as Given | undefined), ...(rule.scope === "node" ? own : {}) };
  const deployment = { ...(given["deployment"] as Given | undefined), ...(rule.scope === "deployment" ? own : {}) };
  const nodes = (deployment["nodes"] as readonly Given[] | undefined) ?? [node];
  const logs = logsFor(rule, test);
  return completed(
    { ...deployment, nodes: nodes.map((one) => ({ ...nodeFrom(one, coverage), ...logs })) },
    "Deployment",
    coverage,
  ) as unknown as Deployment;
}

/** What a test gives a rule over logs: lines to search, or one record of what was found. */
function logsFor(rule: Rule, { given = {}, lines, file }: WrittenTest): Pick<Node, "logHits" | "searchedLogs"> {
  const hit = rule.log === undefined ? undefined : (given[rule.subjectName] as Given | undefined);
  const path = file ?? usualLog(rule.log?.query.in[0] ?? "");
  if (rule.log !== undefined && lines !== undefined) {
    const facts: Fact[] = [];
    const search = compileQueries([rule.log.query])(logName(path) ?? "");
    const sink = scanLog({ file: path, log: logName(path) ?? "", search, budget: { kinds: 1000 } }, (found) => {
      facts.push(...found);
    });
    sink.write(Buffer.from(lines.map((line) => `${line}\n`).join("")));
    sink.end();
    const summary = { source: "test", format: "directory", root: "", entries: 1, bytes: 0, notes: [] } as const;
    const captured: Captured = { summary, facts };
    const catalogue = new Catalogue({ services: [], capabilities: [], tools: [] });
    return {
      logHits: logHitsOf(captured, { writers: new Writers([], catalogue), catalogue }),
      searchedLogs: searchedLogsOf(captured, { containers: [], catalogue }),
    };
  }
  if (hit === undefined) return { logHits: [], searchedLogs: [] };
  return {
    logHits: [record({ ...UNTOLD, rule: rule.id, ...hit }, "log") as unknown as LogHit],
    searchedLogs: [{ log: "nova/nova-compute.log", file: path }],
  };
}

/** What every record of a log has. */
const UNTOLD = {
  ...{ file: "/var/log/containers/nova/nova-compute.log", log: "nova/nova-compute.log", service: "nova" },
  ...{ count: 1, line: "", groups: {}, seen: "once", show: "sudo tail -n 100 x", engine: "docker" },
  ...{ cleared: false, beforeStart: false, outdated: false, starting: false },
};

/** A path at which a log of such a name lies. */
function usualLog(glob: string): string {
  const name = glob
    .replace(/^\*\*?\//, "nova/")
    .replace(/\/\*\*?$/, "/service.log")
    .replaceAll("*", "service");
  const known: Readonly<Record<string, string>> = {
    journal: "sos_commands/logs/journalctl_--no-pager",
    syslog: "var/log/messages",
    audit: "var/log/audit/audit.log",
    dmesg: "sos_commands/kernel/dmesg",
  };
  if (name.startsWith("stdout:")) return "sos_commands/docker/containers/docker_logs_-t_0123456789ab";
  if (name.startsWith("deploy/")) return `home/stack/${name.slice("deploy/".length)}`;
  return known[name] ?? `var/log/containers/${name}`;
}

function nodeFrom(given: Given, coverage: Deployment["coverage"]): Node {
  return completed({ name: "node0", ...given }, "Node", coverage) as unknown as Node;
}

function coverageFor(absent: readonly Family[], cut: readonly Family[]): Record<Family, Coverage> {
  const entries = families.map((family): [Family, Coverage] => {
    if (absent.includes(family)) return [family, { state: "absent", reason: `no ${family} in the bundle` }];
    return [family, cut.includes(family) ? { state: "partial", reason: `${family} cut short` } : { state: "whole" }];
  });
  return Object.fromEntries(entries) as Record<Family, Coverage>;
}

/** What the schema of a record says of one of its properties. */
interface PropertySchema {
  readonly title?: string;
  readonly subject?: SubjectKind;
  readonly items?: PropertySchema;
}

/** Gives each record what the model always has: a subject, no evidence, its commands, and lists that are there though empty. */
function completed(given: Given, type: "Node" | "Deployment", coverage: Deployment["coverage"]): Sourced & Given {
  const schema = schemaOf(type) as unknown as { subject: SubjectKind; properties: Record<string, PropertySchema> };
  const inner = Object.entries(schema.properties).flatMap(([name, { subject, items }]): [string, unknown][] => {
    const value = given[name];
    if (items?.subject !== undefined)
      return [[name, ((value ?? []) as readonly Given[]).map((item) => record(item, items.subject))]];
    if (subject === undefined || value === undefined || name === "bundle") return [];
    return [[name, record(value as Given, subject)]];
  });
  const bundle = record({ lossy: false, losses: [], ...(given["bundle"] as Given | undefined) }, "bundle");
  return {
    ...record(given, schema.subject),
    ...(type === "Node" ? { bundle } : {}),
    ...Object.fromEntries(inner),
    coverage,
  };
}

function record(given: Given, kind: SubjectKind = "host"): Sourced & Given {
  const name = String(given["name"] ?? given["reference"] ?? given["file"] ?? given["container"] ?? "subject");
  return {
    commands: commandsFor(name, "docker", undefined),
    configGeneration: false,
    // A container is never without a name, whatever a test leaves out.
    ...(kind === "container" ? { name } : {}),
    ...given,
    subject: { kind, name },
    evidence: {},
    lacks: {},
  };
}
