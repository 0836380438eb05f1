import { describe, expect, it } from "vitest";
import { lintRule } from "../../src/rules/lint.ts";
import { parseRule } from "../../src/rules/load.ts";
import { showProblem } from "../../src/yaml/problem.ts";

const GOOD = {
  title: "A container is sick",
  severity: "error",
  needs: "[containers]",
  each: "node.containers",
  as: "container",
  where: "container.running",
  when: 'container.health.status == "unhealthy"',
  message: '"{{container.name}} is sick"',
  why: "It does not work.",
  remedy: '"{{container.commands.restart}}"',
  evidence: "[health.lastOutput]",
  references:
    "[https://docs.docker.com/x, openstack/paunch queens-eol paunch/runner.py, kolla/docker/base/set_configs.py:12]",
};

const FIRES = "{name: fires, given: {container: {name: a, running: true, health: {status: unhealthy}}}, expect: fault}";
const SILENT = "{name: silent, given: {container: {name: a, running: true, health: {status: healthy}}}, expect: ok}";
const LACKING = "{name: lacking, given: {}, absent: [containers], expect: unknown}";
const TESTS = [FIRES, SILENT, LACKING];

/** What lint says of a rule with these keys changed; `null` takes a key out. Tests are left out of it unless they are given. */
function lint(changes: Readonly<Record<string, string | null>>, tests?: readonly string[]): string {
  const keys = Object.entries({ id: "sick", ...GOOD, ...changes }).filter(([, value]) => value !== null);
  const text = keys.map(([key, value]) => `${key}: ${String(value)}\n`).join("");
  const loaded = parseRule("sick.yaml", `${text}tests: [${(tests ?? TESTS).join(", ")}]\n`);
  if (!("rule" in loaded)) throw new Error(JSON.stringify(loaded));
  const problems = lintRule(loaded.rule, ["sick", "well", "tired"]).map(showProblem);
  return problems.filter((problem) => tests !== undefined || !/: test '/.test(problem)).join("\n");
}

describe("lint", () => {
  it("has nothing to say of a good rule", () => {
    expect(lint({}, TESTS)).toBe("");
  });

  it("refuses a case below ok of a rule over logs, and one below not-seen of any other", () => {
    const log = { needs: "[logs]", each: null, as: null, where: null, evidence: null };
    const words = { ...log, log: '{in: ["nova/**"], contains: [boom]}', when: "hit.count > 1" };
    const over = { ...words, message: '"{{hit.seen}}"', remedy: '"{{hit.show}}"' };
    const fires = "{name: fires, lines: [boom, boom], expect: fault}";
    const silent = (expected: string) => `{name: silent, lines: [boom], expect: ${expected}}`;
    expect(lint(over, [fires, silent("not-seen")])).toBe("");
    expect(lint(over, [fires, silent("ok")])).toMatch(/a rule over logs never ends as ok.*say 'not-seen'/);
    expect(lint({}, [FIRES, SILENT.replace("expect: ok", "expect: not-seen"), LACKING])).toMatch(/say 'ok'/);
  });

  it.each([
    ["that is true whatever the bundle holds", { when: "1 < 2" }, /^sick.yaml:8:7: in 'when': 1 < 2 is the same/],
    [
      "that holds a property against itself",
      { when: "container.imageId != container.imageId" },
      /container.imageId != container.imageId is the same whatever/,
    ],
    ["with a clause that reads nothing", { when: "container.oomKilled && true" }, /8:30: in 'when': true is the same/],
    [
      "that asks for a word that never comes",
      { when: 'container.state == "exitted"' },
      /^sick.yaml:8:26: in 'when': container.state is never 'exitted'; did you mean 'exited'\?$/,
    ],
    [
      "that asks for a word of another engine",
      { when: 'container.health.status in ["unhealthy", "sick"]' },
      /container.health.status is never 'sick'; it is one of: none, starting, healthy, unhealthy$/,
    ],
    [
      "that wants two states at once",
      { when: 'container.state == "dead" && container.state == "exited"' },
      /container.state == "exited" is never true where container.state == "dead" is: nothing can be found/,
    ],
    [
      "that wants what 'where' rules out",
      { where: `'!(container.state == "dead")'`, when: 'container.state == "dead"' },
      /in 'when': container.state == "dead" is never true where !\(container.state == "dead"\) is/,
    ],
    ["that wants the contrary of 'where'", { when: '"!container.running"' }, /!container.running is never true where/],
    [
      "with limits that leave nothing between them",
      { when: "container.restartCount > 5 && container.restartCount < 3" },
      /container.restartCount < 3 is never true where container.restartCount > 5 is/,
    ],
    [
      "with limits that leave nothing between them, the other way round",
      { when: "3 > container.restartCount && container.restartCount >= 3" },
      /is never true where/,
    ],
    [
      "with an alternative that can never be",
      { when: 'container.oomKilled || (container.state == "dead" && container.state != "dead")' },
      /container.state != "dead" is never true where/,
    ],
    [
      "that is always true for one of two reasons",
      { when: 'container.state != "dead" || container.state != "exited"' },
      /container.state != "dead" \|\| container.state != "exited" is always true: is && meant\?/,
    ],
    ["that repeats 'where'", { when: "container.running && container.oomKilled" }, /container.running is asked twice/],
    [
      "that follows from another",
      { when: "container.restartCount > 5 && container.restartCount > 3" },
      /container.restartCount > 3 is always true where container.restartCount > 5 is: leave it out/,
    ],
    [
      "with the same alternative twice",
      { when: "container.oomKilled || container.oomKilled" },
      /container.oomKilled is asked twice/,
    ],
    [
      "with a pattern that matches anything at its end",
      { when: 'container.name.matches("nova_.*")' },
      /the pattern 'nova_.\*' is searched for anywhere in the text: leave out \.\*/,
    ],
  ])("finds a condition %s", (_, changes, expected) => {
    expect(lint(changes)).toMatch(expected);
  });

  it.each([
    ['container.state != "dead" && container.state != "exited"'],
    ["container.restartCount >= 3 && container.restartCount <= 3"],
    ['container.name == "a" || container.name == "b"'],
    ['container.restartPolicy == "anything"'],
    ['container.name.matches("a.*b")'],
    ["container.restartCount > 3 || container.secondsRunning > 3"],
  ])("has nothing to say of %s", (when) => {
    expect(lint({ when })).toBe("");
  });

  it.each([
    [
      "facts that are read and not needed",
      { when: "node.images.exists(i, i.id == container.imageId)" },
      /8:7: it reads node.images, which is empty where the bundle has no images: add 'images' to needs/,
    ],
    [
      "the square of a list",
      { when: "node.containers.exists(c, c.imageId == container.imageId && c.name != container.name)" },
      /for each subject all of node.containers is looked through again/,
    ],
    ["a text that is not written yet", { why: "TODO say what it means" }, /^sick.yaml:10:6: 'why' is not written yet/],
    [
      "a message that names no subject",
      { message: "a container is sick" },
      /the message says the same of every container/,
    ],
    [
      "evidence that there is none of",
      { evidence: "[health.lastOutput, exitcode]" },
      /12:31: a Container has no 'exitcode' to quote; did you mean 'exitCode'\?/,
    ],
    [
      "a reference that nobody can follow",
      { references: "[the manual]" },
      /'the manual' is neither a URL nor the path/,
    ],
    [
      "rules that it explains and nobody has",
      { explains: "[{rules: [tird]}]" },
      /there is no rule 'tird'; did you mean 'tired'\?/,
    ],
  ])("finds %s", (_, changes, expected) => {
    expect(lint(changes)).toMatch(expected);
  });

  it.each([
    [
      "no test that fires",
      [SILENT, LACKING],
      /^sick.yaml:14:8: no test in which it fires: say in 'given' what it fires on$/,
    ],
    ["no test that is silent", [FIRES, LACKING], /no test in which it stays silent/],
    [
      "a test that gives what another does",
      [...TESTS, SILENT.replace("silent", "x")],
      /test 'x' gives the same as 'silent'/,
    ],
    [
      "a test that fails",
      [...TESTS, SILENT.replace("silent", "x").replace("ok", "fault")],
      /test 'x': expected fault, came ok/,
    ],
    [
      "a test of what the model does not have",
      [...TESTS, SILENT.replace("silent", "x").replace("status: healthy", "statsu: healthy")],
      /test 'x': given container.health is not of the model: it has no 'statsu'; did you mean 'status'\?/,
    ],
    [
      "a test with a word that never comes",
      [...TESTS, SILENT.replace("silent", "x").replace("status: healthy", "status: fine")],
      /given container.health.status is not of the model: .*: none, starting, healthy, unhealthy/,
    ],
    ["two tests of one name", [...TESTS, SILENT], /another test has the name 'silent' too/],
    [
      "a message that is never looked at",
      [FIRES, LACKING, SILENT.replace("expect: ok", "expect: ok, message: x")],
      /only a fault has a message/,
    ],
  ])("finds %s", (_, tests, expected) => {
    expect(lint({}, tests)).toMatch(expected);
  });
});
