import { describe, expect, it } from "vitest";
import { lintRule } from "../../src/rules/lint.ts";
import { parseRule } from "../../src/rules/load.ts";
import type { Rule } from "../../src/rules/rule.ts";
import { testRule, testsOf } from "../../src/rules/test-rule.ts";
import { showProblem } from "../../src/yaml/problem.ts";

const RULE = `id: sick
title: A container is sick
severity: error
needs: [containers]
each: node.containers
where: container.running
when: container.health.status == "unhealthy" && container.restartCount > 3
message: "{{container.name}} is sick"
why: It does not work.
remedy: "{{container.commands.restart}}"
tests:
`;

const TABLE = `  given: { container: { name: nova_api, running: true, health: { status: unhealthy } } }
  message: nova_api is sick
  turns:
    container.restartCount: { fault: [4, 100], ok: 3, unknown: ~ }
  ok:
    on a healthy one: { container.health.status: healthy }
  not-applicable:
    what does not run: { container.running: false }
  unknown:
    where its health is not told: { container.health: ~ }
`;

const LOG = `id: away
title: A broker is away
severity: error
needs: [logs]
log: { in: ["nova/**"], contains: [is unreachable], pattern: "AMQP server on (?P<host>[^ ]+) is unreachable", by: [host] }
when: hit.count >= 3
message: "{{found.host}} is away"
why: It does not work.
remedy: ls
tests:
`;

function parsed(text: string): Rule | string {
  const [, id = ""] = /^id: (.*)/.exec(text) ?? [];
  const loaded = parseRule(`${id}.yaml`, text);
  return "rule" in loaded ? loaded.rule : "problems" in loaded ? loaded.problems.map(showProblem).join("\n") : "";
}

function rule(text: string): Rule {
  const loaded = parsed(text);
  if (typeof loaded === "string") throw new Error(loaded);
  return loaded;
}

/** All that is wrong with a rule, be it when it is loaded or when it is looked at. */
function problems(text: string): string {
  const loaded = parsed(text);
  return typeof loaded === "string" ? loaded : lintRule(loaded, ["sick"]).map(showProblem).join("\n");
}

describe("a table of cases", () => {
  it("is one case for what is given, one for each other value of a turn, one for each line, one for each need", () => {
    expect(testsOf(rule(RULE + TABLE)).map(({ name }) => name)).toEqual([
      "fires on: A container is sick",
      "fires where container.restartCount is 100",
      "stays silent where container.restartCount is 3",
      "is undecided where container.restartCount is not told",
      "stays silent on a healthy one",
      "is not about what does not run",
      "is undecided where its health is not told",
      "is undecided without containers",
    ]);
  });

  it("changes nothing but what a case names", () => {
    const given = testsOf(rule(RULE + TABLE)).map((test) => test.given);
    const base = { name: "nova_api", running: true, health: { status: "unhealthy" }, restartCount: 4 };
    const { restartCount, ...untold } = base;
    const { health, ...unchecked } = base;
    expect(given).toEqual([
      { container: base },
      { container: { ...base, restartCount: 100 } },
      { container: { ...base, restartCount: 3 } },
      { container: untold },
      { container: { ...base, health: { status: "healthy" } } },
      { container: { ...base, running: false } },
      { container: unchecked },
      {},
    ]);
    expect([restartCount, health]).toEqual([4, { status: "unhealthy" }]);
  });

  it("passes where each ends as its heading says", () => {
    expect(testRule(rule(RULE + TABLE)).filter(({ failure }) => failure !== undefined)).toEqual([]);
    expect(problems(RULE + TABLE)).toBe("");
  });

  it("reads lines of a log, one that stands often, and several as they are", () => {
    const line = "2026-11-24 03:52:53.123 7 ERROR oslo [-] AMQP server on a is unreachable";
    const table = `  repeat: 3
  fault:
    on one that stays away: "${line}"
    on one in a file: { in: var/log/containers/nova/nova-api.log, lines: "${line}", message: a is away }
  not-seen:
    on less: { repeat: 2, lines: "${line}" }
    on others:
      - "${line}"
      - "${line.replace(" a ", " b ")}"
`;
    const tests = testsOf(rule(LOG + table));
    expect(tests.map(({ lines, file }) => [lines?.length, file])).toEqual([
      [3, undefined],
      [3, "var/log/containers/nova/nova-api.log"],
      [2, undefined],
      [2, undefined],
      [undefined, undefined],
    ]);
    expect(testRule(rule(LOG + table)).filter(({ failure }) => failure !== undefined)).toEqual([]);
  });

  it("may be a list of cases written out, among them one without what it needs", () => {
    const list = `  - { name: fires, given: { container: { name: a, running: true, health: { status: unhealthy }, restartCount: 4 } }, expect: fault }
  - { name: lacking, given: {}, absent: [containers], expect: unknown }
`;
    expect(testsOf(rule(RULE + list)).map(({ name }) => name)).toEqual(["fires", "lacking"]);
  });

  it.each([
    ["a heading that is none", "faults:\n    x: {}", /^sick.yaml:23:5: unknown key 'faults'; did you mean 'fault'\?$/],
    [
      "a case that is a number",
      "fault:\n    on four: 4",
      /^sick.yaml:23:14: 'on four' is to be one of: a line of a log, lines of a log, what it changes of 'given'$/,
    ],
    [
      "a misspelt property",
      "fault:\n    on x: { container.helth.status: sick }",
      /^sick.yaml:23:37: test 'fires on x': given container is not of the model: it has no 'helth'; did you mean 'health'\?$/,
    ],
    [
      "a misspelt property further in",
      "fault:\n    on x: { container.health: { statsu: sick } }",
      /^sick.yaml:23:41: .* it has no 'statsu'; did you mean 'status'\?$/,
    ],
    [
      "a word that never comes",
      "fault:\n    on x: { container.health.status: fine }",
      /^sick.yaml:23:38: .*: none, starting, healthy, unhealthy$/,
    ],
    [
      "another subject",
      "fault:\n    on x: { contaner.name: a }",
      /^sick.yaml:23:28: .* given 'contaner' is none of: node, deployment, container; did you mean 'container'\?$/,
    ],
    [
      "a case that ends otherwise",
      "fault:\n    on x: { container.restartCount: 2 }",
      /^sick.yaml:23:11: test 'fires on x': expected fault, came ok$/,
    ],
    [
      "a case that changes nothing",
      "fault:\n    on x: {}",
      /^sick.yaml:23:11: test 'fires on x' gives the same as 'fires on: A container is sick'$/,
    ],
    [
      "what the heading says already",
      "fault:\n    fires on x: { container.name: a }",
      /^sick.yaml:23:17: leave out 'fires' in 'fires on x': that it stands below 'fault' says so$/,
    ],
    [
      "an outcome of a case",
      "fault:\n    on x: { container.name: a, expect: fault }",
      /:23:40: test 'fires on x': given 'expect' is none of: node, deployment, container$/,
    ],
    [
      "a family that does not exist",
      "fault:\n    on x: { partial: [container] }",
      /:23:23: 'partial' is never 'container'; did you mean 'containers'\?$/,
    ],
    [
      "lines for a rule that searches none",
      "fault:\n    on x: oops",
      /:23:11: test 'fires on x': 'lines' are for rules over logs$/,
    ],
  ])("with %s is told where, and what to write", (_, more, expected) => {
    const text = problems(`${RULE}${TABLE}  ${more}\n`);
    expect(text).toMatch(expected);
  });

  it("tells a mistake in what is given once", () => {
    const text = problems((RULE + TABLE).replace("name: nova_api", "nam: nova_api"));
    expect(text).toMatch(
      /^sick.yaml:12:30: test 'fires on: A container is sick': .* it has no 'nam'; did you mean 'name'\?$/,
    );
  });

  it("tells where a turn ends otherwise", () => {
    const text = problems((RULE + TABLE).replace("ok: 3", "ok: 5"));
    expect(text).toMatch(
      /^sick.yaml:15:\d+: test 'stays silent where container.restartCount is 5': expected ok, came fault$/,
    );
  });

  it("wants one case that fires and one that stays silent", () => {
    const text = problems(
      `${RULE}  unknown: { where its health is not told: { container: { name: a, running: true } } }\n`,
    );
    expect(text).toMatch(
      /no test in which it fires: say in 'given' what it fires on\n.*no test in which it stays silent/,
    );
  });
});
