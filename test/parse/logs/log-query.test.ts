import { describe, expect, it } from "vitest";
import { OWN_RULES } from "../../../src/analyze.ts";
import { groupsIn, linearPattern, matchLater } from "../../../src/parse/logs/log-query.ts";
import { loadRules } from "../../../src/rules/load.ts";

const groupsOf = (pattern: string) => {
  const compiled = linearPattern(pattern);
  return typeof compiled === "string" ? compiled : compiled.groups;
};

describe("the named groups of a pattern", () => {
  it.each([
    ["(?P<host>\\S+):(?<port>\\d+)", ["host", "port"]],
    ["no group (at all)", []],
    ["(?:(?P<inner>a)|(?i)b)", ["inner"]],
    ["\\(?P<shown>", []],
    ["[(?P<x>]+", []],
    ["\\\\(?P<behind>a)", ["behind"]],
  ])("of %s are %j", (pattern, groups) => {
    expect(groupsIn(pattern)).toEqual(groups);
    expect(groupsOf(pattern)).toEqual(groups);
  });

  it("are told without compiling it, for all that our rules look for", async () => {
    const { rules } = await loadRules([OWN_RULES]);
    const patterns = rules.flatMap(({ log }) => [log?.query.pattern, log?.query.cleared?.pattern]);
    const known = patterns.filter((pattern) => pattern !== undefined);
    expect(known.length).toBeGreaterThan(40);
    expect(known.map(groupsIn)).toEqual(known.map(groupsOf));
  });
});

describe("a pattern that is compiled later", () => {
  it("finds what one that was compiled before finds", () => {
    expect(matchLater("at (?P<where>\\w+) later")("it is at home later")).toEqual({ where: "home" });
    expect(matchLater("at (?P<where>\\w+) later")("nowhere")).toBeUndefined();
  });

  it("finds nothing where it is none", () => {
    expect(matchLater("(?<=look)behind")("lookbehind")).toBeUndefined();
  });
});
