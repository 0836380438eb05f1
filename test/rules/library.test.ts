import { describe, expect, it } from "vitest";
import { OWN_RULES } from "../../src/analyze.ts";
import { loadCatalogue } from "../../src/catalogue/load.ts";
import { ReleaseTable } from "../../src/model/releases/releases.ts";
import { lintRule } from "../../src/rules/lint.ts";
import { loadKnowledge, loadRules } from "../../src/rules/load.ts";
import { writtenTests } from "../../src/rules/test-cases.ts";
import { testRule } from "../../src/rules/test-rule.ts";
import { checker } from "../../src/yaml/yaml-file.ts";

const { rules, problems } = await loadRules([OWN_RULES]);
const { catalogue } = await loadCatalogue([OWN_RULES]);
const ids = rules.map(({ id }) => id);

describe("our rules", () => {
  it("load without a mistake", () => {
    expect(problems).toEqual([]);
    expect(rules.length).toBeGreaterThanOrEqual(20);
  });

  it.each(rules.map((rule) => [rule.id, rule] as const))(
    "%s passes its own tests and has one of each kind",
    (_, rule) => {
      expect(testRule(rule).filter(({ failure }) => failure !== undefined)).toEqual([]);
      expect(lintRule(rule, ids, catalogue)).toEqual([]);
    },
  );

  it("say what their findings mean for others, or that they mean nothing", () => {
    expect(rules.filter(({ source }) => source.data.tells === undefined).map(({ id }) => id)).toEqual([]);
  });

  it("explain others by causes", () => {
    expect(rules.filter(({ explains }) => explains.length > 0).length).toBeGreaterThanOrEqual(9);
  });

  it("come with the tables of OSP 12 to 17 and kolla-ansible, in which no container stands twice", async () => {
    const { releases: tables } = (await loadKnowledge([OWN_RULES])).known;
    const check = checker(ReleaseTable);
    for (const table of tables) expect(check(table)).toEqual([]);
    expect(tables.map(({ release }) => release)).toEqual(["kolla-ansible", "12", "13", "14", "15", "16", "17"]);
    for (const { containers } of tables) {
      const names = containers.map(({ name }) => name);
      expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    }
  });
});

describe("a test inside a rule", () => {
  const [rule] = rules.filter(({ id }) => id === "service-exited");

  it.each([
    [
      "expects another outcome",
      { given: { container: { state: "exited", lifecycle: "service" } }, expect: "ok" },
      /expected ok, came fault/,
    ],
    [
      "misspells a property",
      { given: { container: { stat: "exited" } }, expect: "fault" },
      /not of the model: it has no 'stat'; did you mean 'state'\?/,
    ],
    [
      "names another subject",
      { given: { box: {} }, expect: "fault" },
      /given 'box' is none of: node, deployment, container/,
    ],
    [
      "expects another message",
      { given: { container: { state: "exited", lifecycle: "service" } }, expect: "fault", message: "zzz" },
      /expected a message with 'zzz'/,
    ],
  ] as const)("fails when it %s", (_, test, failure) => {
    const results = rule === undefined ? [] : testRule({ ...rule, tests: writtenTests([{ name: "t", ...test }], "") });
    expect(results[0]?.failure).toMatch(failure);
  });
});
