import { RE2JS } from "re2js";
import { describe, expect, it } from "vitest";
import { OWN_RULES } from "../../src/analyze.ts";
import { loadCatalogue } from "../../src/catalogue/load.ts";
import type { WordsFile } from "../../src/catalogue/schema.ts";
import { atHand, toolIn } from "../../src/model/remedies/at-hand.ts";
import { commandsFor } from "../../src/model/remedies/container-commands.ts";
import type { Node } from "../../src/model/types.ts";
import { toolProblems } from "../../src/rules/lint/tools.ts";
import { loadRules } from "../../src/rules/load.ts";

const { rules } = await loadRules([OWN_RULES]);
const { catalogue } = await loadCatalogue([OWN_RULES]);

/** A node as far as a remedy asks for its tool. */
function nodeOf(given: Partial<Node>): Node {
  return { name: "node0", units: [], containers: [], clusterViews: [], engines: [], ...given } as unknown as Node;
}

const engines = (name: "docker" | "podman") => [{ name }] as unknown as Node["engines"];
const named = (...names: string[]) =>
  names.map((name) => ({ name, engine: "podman" })) as unknown as Node["containers"];
const FSID = "4b5c8c0a-ff60-454b-a1b4-9747aa737d19";

const NODES: readonly (readonly [string, string, Node])[] = [
  ["TripleO with docker", "tripleo", nodeOf({ product: "tripleo", release: "13", engines: engines("docker") })],
  ["TripleO with podman", "tripleo", nodeOf({ product: "tripleo", release: "16", engines: engines("podman") })],
  ["kolla-ansible up to Zed", "kolla-ansible", nodeOf({ product: "kolla-ansible", release: "zed" })],
  ["kolla-ansible since 2023.1", "kolla-ansible", nodeOf({ product: "kolla-ansible", release: "2024.1" })],
  [
    "kolla-ansible with podman",
    "kolla-ansible",
    nodeOf({ product: "kolla-ansible", release: "2025.1", engines: engines("podman") }),
  ],
  ["EDPM", "edpm", nodeOf({ units: [{ name: "edpm_nova_compute.service" }] as unknown as Node["units"] })],
  ["cephadm", "cephadm", nodeOf({ containers: named(`ceph-${FSID}-osd-3`) })],
  ["ceph-ansible", "ceph-ansible", nodeOf({ containers: named("ceph-osd-3") })],
];

const compiled = ({ typed = [], said = [] }: WordsFile = {}) => [...typed, ...said].map((word) => RE2JS.compile(word));
const PACEMAKER = compiled(catalogue.general.pacemaker);

/** Words of other tools; a folder that one has as well is no word of the other's alone. */
function wordsOfOthers(tool: string): RE2JS[] {
  const { logs = [], config = [] } = catalogue.tool(tool) ?? {};
  return catalogue.tools
    .filter(({ id }) => id !== tool)
    .flatMap(({ words }) => compiled(words))
    .filter((word) => ![...logs, ...config].some((folder) => word.matcher(folder).find()));
}

/** What a rule looks at, as far as every one of them has it: its commands are those of a container that nobody manages. */
const SUBJECT = { name: "x", commands: commandsFor("x", "docker", undefined), engine: "docker" };

describe.each(NODES)("a remedy on a node of %s", (_, tool, node) => {
  const at = atHand(node, [node], catalogue);
  it("is said for the tool that is there", () => {
    expect(at.tool).toBe(tool);
    expect(at.pacemaker).toBe(tool === "tripleo");
  });

  it.each(["en", "zh"] as const)("has no word of another tool in %s, in any rule", (language) => {
    const others = wordsOfOthers(tool);
    const stray = rules.flatMap((rule) => {
      // What pacemaker told is of a node that has it.
      const withPacemaker = rule.needs.includes("pacemaker") || rule.each?.type === "list<ClusterView>";
      const remedy = (language === "zh" ? rule.translation?.remedy : undefined) ?? rule.remedy;
      const text = remedy.render({ node, [rule.subjectName]: SUBJECT, tool: toolIn(at, language, catalogue) });
      const words = [...others, ...(withPacemaker || at.pacemaker ? [] : PACEMAKER)];
      return words.flatMap((word) => (word.matcher(text).find() ? [`${rule.id}: ${word.pattern()} in ${text}`] : []));
    });
    expect(stray).toEqual([]);
  });
});

describe("what a remedy asks for of a component", () => {
  it.each([
    [
      "TripleO with docker",
      "exec",
      /^sudo docker exec \$\(sudo docker ps -qf 'name=\^\/\?\(rabbitmq-bundle-\.\*\|rabbitmq\)\$' \| head -1\)$/,
    ],
    ["TripleO with podman", "restart", /^sudo pcs resource restart rabbitmq-bundle$/],
    ["TripleO with podman", "cleanup", /^sudo pcs resource cleanup rabbitmq-bundle$/],
    ["kolla-ansible up to Zed", "exec", /^sudo docker exec rabbitmq$/],
    ["kolla-ansible up to Zed", "restart", /^sudo docker restart rabbitmq$/],
    ["kolla-ansible since 2023.1", "restart", /^sudo systemctl restart kolla-rabbitmq-container$/],
    ["kolla-ansible with podman", "exec", /^sudo podman exec rabbitmq$/],
    ["kolla-ansible with podman", "config", /^sudo ls -lR \/etc\/kolla\/rabbitmq$/],
    ["EDPM", "exec", /^oc -n openstack rsh \$\(oc .* \| grep -m 1 -F -- rabbitmq\)$/],
  ] as const)("on %s, to %s", (name, way, expected) => {
    const node = NODES.find(([title]) => title === name)?.[2] as Node;
    expect(toolIn(atHand(node, [node], catalogue), "en", catalogue).ways[way]("rabbitmq")).toMatch(expected);
  });
});

describe("a tool's words outside its block", () => {
  const [rule] = rules.filter(({ id }) => id === "service-exited");
  const problems = (remedy: string, more: object = {}) => {
    if (rule === undefined) throw new Error("there is no rule to change");
    const { zh: _, ...data } = rule.source.data;
    return toolProblems(
      { ...rule, source: { ...rule.source, data: { ...data, remedy, ...more } } },
      undefined,
      catalogue,
    );
  };

  it.each([
    ["pcs", "sudo pcs status", /'pcs' is pacemaker's.*\{\{#if tool.pacemaker\}\}/],
    ["a place of TripleO's", "ls\nls /var/log/containers", /'\/var\/log\/containers' is TripleO's/],
    ["kolla-ansible", "kolla-ansible deploy", /is kolla-ansible's.*\{\{#if tool.kolla\}\}/],
    ["a kind of EDPM's", "# a new OpenStackDataPlaneDeployment", /is EDPM's/],
    ["a word in another's block", "{{#if tool.kolla}}sudo pcs status{{/if}}", /'pcs' is pacemaker's/],
    ["a word behind else", "{{#if tool.pacemaker}}x{{else}}sudo pcs status{{/if}}", /'pcs' is pacemaker's/],
    ["a component that nobody knows", '{{exec "rabitmq"}} x', /no component 'rabitmq'; did you mean 'rabbitmq'/],
  ])("%s is a problem", (_, remedy, message) => {
    expect(problems(remedy).map((problem) => problem.message)).toEqual([expect.stringMatching(message)]);
  });

  it("is told with its place", () => {
    expect(problems("ls\nls /var/log/containers")[0]).toMatchObject({ at: ["remedy"], offset: 6 });
  });

  it("counts in what a rule says why, where it is typed", () => {
    expect(problems("ls", { why: "It is in /var/log/containers." })).toHaveLength(1);
    expect(problems("ls", { why: "Pacemaker starts it." })).toEqual([]);
  });

  it("is none in its own", () => {
    expect(problems("{{#if tool.pacemaker}}sudo pcs status{{/if}}")).toEqual([]);
  });
});
