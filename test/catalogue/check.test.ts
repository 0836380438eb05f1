import { describe, expect, it } from "vitest";
import { OWN_RULES } from "../../src/analyze.ts";
import { checkCatalogue } from "../../src/catalogue/check.ts";
import { loadCatalogue } from "../../src/catalogue/load.ts";
import { loadedWith } from "./support.ts";

const service = (component: string, more = "") => `service: adjutant
title: Adjutant
about: lets users manage themselves
${more}components:
  adjutant:
    title: Adjutant
    loss: nobody signs up
    ${component}
`;

describe("the catalogue that comes with the program", () => {
  it("has nothing to mend, and all its texts in Chinese", async () => {
    const { sources, problems } = await loadCatalogue([OWN_RULES]);
    expect([...problems, ...checkCatalogue(sources, { chinese: true })]).toEqual([]);
  });
});

describe("a service of a user's", () => {
  it("adds to ours, and takes the place of ours of the same name", async () => {
    const zaqar =
      "service: zaqar\ntitle: Own\nabout: a\ncomponents: {zaqar: {title: Own, loss: b, containers: {tripleo: [own]}}}\n";
    const { catalogue, problems } = await loadedWith({
      "adjutant.yaml": service("containers: {kolla-ansible: [adjutant_api]}"),
      "zaqar.yaml": zaqar,
      "capabilities.yaml": "capabilities: {sign-up: {title: new users, scope: cloud}}\n",
      "tools.yaml": "tools: {own-tool: {title: Own, units: [own-NAME]}}\n",
    });
    expect(problems).toEqual([]);
    expect(catalogue.ofContainer("adjutant_api")?.component.id).toBe("adjutant");
    expect(catalogue.ofContainer("own")?.component.service).toBe("zaqar");
    expect(catalogue.ofContainer("zaqar_websocket")).toBeUndefined();
    expect(catalogue.capability("sign-up")?.title).toBe("new users");
    expect(catalogue.ofContainerUnit("own-adjutant_api.service")).toEqual({
      ...{ tool: "own-tool", container: "adjutant_api", health: false },
    });
    expect(catalogue.component("nova-compute")).toBeDefined();
  });

  it.each([
    {
      what: "an unknown key",
      text: service("container: {kolla-ansible: [a_b]}"),
      problem: "adjutant.yaml:8:16: unknown key 'container'; did you mean 'containers'?",
    },
    {
      what: "a name that is not the file's",
      text: service("units: [a]").replace("service: adjutant", "service: other"),
      problem: "adjutant.yaml:1:10: the service 'other' is to be the file's name, which is 'adjutant'",
    },
    {
      what: "an unknown key of a need",
      text: service("needs: [{capabilty: database}]"),
      problem: /^adjutant\.yaml:8:25: unknown key 'capabilty'; did you mean 'capability'\?$/m,
    },
    {
      what: "a need that is neither a name nor a map",
      text: service("needs: [5]"),
      problem: "adjutant.yaml:8:13: 'needs' is to be one of: a text, a map",
    },
    {
      what: "a misspelt need",
      text: service("needs: [databse]"),
      problem: "adjutant.yaml:8:13: no capability 'databse'; did you mean 'database'?",
    },
    {
      what: "a capability that it provides and nobody has named",
      text: service("provides: [sign-up]"),
      problem: /^adjutant\.yaml:8:16: no capability 'sign-up'; those of capabilities\.yaml are database, /,
    },
    {
      what: "a container of another component's",
      text: service("containers: {kolla-ansible: [glance_api]}"),
      problem:
        /:\d+:\d+: under kolla-ansible 'glance_api' is also in 'containers' of (glance-api|adjutant): a container is one thing of one component$/m,
    },
    {
      what: "a container that is two things",
      text: service("containers: {edpm: [a_b]}\n    one-shots: {edpm: [a_b]}"),
      problem:
        "adjutant.yaml:9:24: under edpm 'a_b' is also in 'containers': a container is one thing of one component",
    },
    {
      what: "a name with stars that stands for another's",
      text: service("containers: {edpm: ['nova_*']}"),
      problem:
        /^adjutant\.yaml:8:26: 'nova_\*' also stands for 'nova_compute' of nova-compute: write what tells them apart$/m,
    },
    {
      what: "a name with hardly more than stars",
      text: service("containers: {edpm: ['x_*']}"),
      problem: "adjutant.yaml:8:26: 'x_*' stands for nearly every name: write more of it",
    },
    {
      what: "an unknown deployment tool",
      text: service("containers: {kolla_ansible: [a_b]}").replace("kolla_ansible", "kola-ansible"),
      problem: "adjutant.yaml:8:32: no deployment tool 'kola-ansible'; did you mean 'kolla-ansible'?",
    },
    {
      what: "a component of another service's name",
      text: service("units: [a]").replace("  adjutant:", "  keystone:"),
      problem: /'keystone' is also a component of (keystone|adjutant): each has an id of its own$/m,
    },
    {
      what: "a component that it displaces and nobody has",
      text: service("displaces: [nova-computer]"),
      problem: "adjutant.yaml:8:17: no component 'nova-computer'; did you mean 'nova-compute'?",
    },
  ])("is told of $what, by file, line and column", async ({ text, problem }) => {
    const { problems } = await loadedWith({ "adjutant.yaml": text });
    if (typeof problem === "string") expect(problems).toEqual([problem]);
    else expect(problems.join("\n")).toMatch(problem);
  });

  it.each([
    {
      what: "a capability that nobody provides",
      files: {
        "adjutant.yaml": service("needs: [sign-up]"),
        "capabilities.yaml": "capabilities: {sign-up: {title: new users, scope: cloud}}\n",
      },
      problem:
        /^adjutant\.yaml:8:13: nobody provides 'sign-up': add it to 'provides' of a component, or 'outside: true'/,
    },
    {
      what: "a capability that is reached through nothing known",
      files: { "capabilities.yaml": "capabilities: {a: {title: a, scope: cloud, through: api-adress}}\n" },
      problem: "capabilities.yaml:1:53: no capability 'api-adress'; did you mean 'api-address'?",
    },
    {
      what: "a pattern that could take for ever",
      files: { "capabilities.yaml": "capabilities: {a: {title: a, scope: cloud, unreached: ['(a)\\1']}}\n" },
      problem: /^capabilities\.yaml:1:57: no regular expression of RE2: /,
    },
    {
      what: "an exception of two capabilities",
      files: { "capabilities.yaml": "capabilities: {a: {title: a, scope: cloud, exceptions: [pymysql]}}\n" },
      problem: "capabilities.yaml:1:57: 'pymysql' is also an exception of database: name its module further",
    },
    {
      what: "a scope that there is not",
      files: { "capabilities.yaml": "capabilities: {a: {title: a, scope: host}}\n" },
      problem: "capabilities.yaml:1:37: 'scope' is to be one of: node, cloud",
    },
    {
      what: "a role by a component that nobody has",
      files: { "tools.yaml": "tools: {own: {title: Own, roles: [{role: Compute, runs: [nova-computer]}]}}\n" },
      problem: "tools.yaml:1:58: no component 'nova-computer'; did you mean 'nova-compute'?",
    },
  ])("comes with $what, which is told", async ({ files, problem }) => {
    const { problems } = await loadedWith(files);
    const [first] = problems;
    if (typeof problem === "string") expect(problems).toEqual([problem]);
    else expect(first).toMatch(problem);
  });
});
