import { describe, expect, it } from "vitest";
import { compare, type Judged, type JudgedNode } from "../../src/rules/compare.ts";
import { parseRule } from "../../src/rules/load.ts";
import type { Finding, Outcome, Subject } from "../../src/rules/outcome.ts";
import type { Rule } from "../../src/rules/rule.ts";

function ruleOf(id: string, looksAt: object): Rule {
  const text = JSON.stringify({
    ...{
      id,
      title: "t",
      severity: "error",
      needs: [],
      ...looksAt,
      as: "one",
      when: "true",
      message: "m",
      why: "w",
      remedy: "r",
    },
    tests: [{ name: "n", given: {}, expect: "ok" }],
  });
  const loaded = parseRule(`${id}.yaml`, text);
  if (!("rule" in loaded)) throw new Error(JSON.stringify(loaded));
  return loaded.rule;
}

const RULES = [
  ruleOf("sick", { each: "node.containers" }),
  ruleOf("absent", { each: "deployment.registryImages" }),
  ruleOf("noisy", { log: { in: ["nova/**"], contains: ["boom"] } }),
];

const container = (name: string): Subject => ({ kind: "container", name });
const setting: Subject = { kind: "config", name: "/etc/a [b] c" };

interface Given {
  readonly nodes?: readonly string[];
  readonly containers?: readonly string[];
  readonly files?: readonly string[];
  readonly outcomes: readonly (readonly [rule: string, subject: Subject | undefined, outcome: Outcome["outcome"]])[];
}

/** A side of one node n0 unless told otherwise; every fault is a finding with a line of `a.conf`. */
function side({ nodes = ["n0"], containers, files = [], outcomes }: Given): Judged {
  const place = (rule: string) => (rule === "absent" && nodes.length > 1 ? "deployment" : "n0");
  const told = outcomes.map(([rule, subject, outcome]) => ({
    ...{ rule, node: place(rule), outcome },
    ...(subject === undefined ? {} : { subject }),
  }));
  const findings = told.flatMap(({ rule, node, subject, outcome }): Finding[] =>
    outcome !== "fault" || subject === undefined
      ? []
      : [
          {
            ...{
              ...{ id: `${rule} ${node} ${subject.name}`, title: "t" },
              rule,
              severity: "error",
              node,
              subject,
              message: `m${Math.random()}`,
              why: "w",
              remedy: "r",
              count: 1,
            },
            evidence: [{ file: "a.conf", line: 1, text: "c = 1" }],
          },
        ],
  );
  const judged = nodes.map(
    (name): JudgedNode => ({
      name,
      files: new Set(files),
      ...(containers === undefined ? {} : { containers: new Set(containers) }),
    }),
  );
  return { judgement: { findings, outcomes: told }, nodes: judged };
}

const FAULT = side({ outcomes: [["sick", container("a"), "fault"]] });

/** The change of the later finding, or what became of the earlier one. */
function told(before: Judged, after: Judged): string {
  const { findings, gone, undecided } = compare(before, after, RULES);
  return [
    ...findings.map(({ change }) => change ?? "not compared"),
    ...gone.map(() => "gone"),
    ...undecided.map(() => "undecided"),
  ].join(" ");
}

describe("comparing with a baseline", () => {
  it("finds the same again by rule, node and subject, whatever the message", () => {
    expect(told(FAULT, side({ outcomes: [["sick", container("a"), "fault"]] }))).toBe("unchanged");
  });

  const absences: readonly (readonly [string, Given, boolean])[] = [
    ["was judged and is in order", { outcomes: [["sick", container("a"), "ok"]] }, true],
    ["is none of the rule's concern any more", { outcomes: [["sick", container("a"), "not-applicable"]] }, true],
    ["was not decided", { outcomes: [["sick", container("a"), "unknown"]] }, false],
    ["broke the rule", { outcomes: [["sick", container("a"), "error"]] }, false],
    [
      "is in one of two answers not decided",
      {
        outcomes: [
          ["sick", container("a"), "ok"],
          ["sick", container("a"), "unknown"],
        ],
      },
      false,
    ],
    [
      "is in order in a list that is not whole",
      {
        outcomes: [
          ["sick", container("a"), "ok"],
          ["sick", undefined, "unknown"],
        ],
      },
      true,
    ],
    [
      "may be in a list that is not whole",
      {
        containers: ["b"],
        outcomes: [
          ["sick", container("b"), "ok"],
          ["sick", undefined, "unknown"],
        ],
      },
      false,
    ],
    ["is no more, by a whole list", { containers: ["b"], outcomes: [["sick", container("b"), "ok"]] }, true],
    ["is there, and was not looked at", { containers: ["a", "b"], outcomes: [["sick", container("b"), "ok"]] }, false],
    ["was not seen, and the list may not be whole", { outcomes: [["sick", container("b"), "ok"]] }, false],
    ["could not be asked about", { containers: [], outcomes: [["sick", undefined, "unknown"]] }, false],
    ["was not asked about", { containers: [], outcomes: [] }, false],
  ];

  it.each(absences)("calls a finding gone only where it is proven: what %s", (_, given, decided) => {
    expect(told(FAULT, side(given))).toBe(decided ? "gone" : "undecided");
  });

  it.each(absences)("calls a finding new only where that is proven: what before %s", (_, given, decided) => {
    expect(told(side(given), FAULT)).toBe(decided ? "new" : "not-decided-before");
  });

  const logged: Subject = { kind: "log", name: "nova-compute.log" };
  const seen = side({ outcomes: [["noisy", logged, "fault"]] });

  it.each<[string, Given["outcomes"], string]>([
    ["in no log", [["noisy", undefined, "not-seen"]], "undecided"],
    ["in another log alone", [["noisy", { ...logged, name: "nova-api.log" }, "fault"]], "new undecided"],
    ["nowhere, since there is no such log", [["noisy", undefined, "not-applicable"]], "undecided"],
  ])("calls words new that were not seen before, and nothing gone whose words are seen %s", (_, outcomes, after) => {
    const unseen = side({ files: ["a.conf"], outcomes });
    expect(told(unseen, seen).split(" ")[0]).toBe("new");
    expect(told({ ...seen, nodes: unseen.nodes }, unseen)).toBe(after);
  });

  it.each([
    ["a file that was captured both times", ["a.conf"], "gone"],
    ["a file that was captured only once", ["b.conf"], "undecided"],
  ])("takes a setting for gone only from %s", (_, files, expected) => {
    const before = side({ outcomes: [["sick", setting, "fault"]] });
    expect(told(before, side({ files, outcomes: [["sick", container("b"), "ok"]] }))).toBe(expected);
  });

  it("compares nothing of a node that has no bundle on the other side", () => {
    const { findings, gone, undecided } = compare(
      side({ nodes: ["n1"], outcomes: [["sick", container("a"), "fault"]] }),
      side({ nodes: ["n0"], outcomes: [["sick", container("a"), "fault"]] }),
      RULES,
    );
    expect([findings.map(({ change }) => change), gone, undecided]).toEqual([[undefined], [], []]);
  });

  const image: Subject = { kind: "image", name: "r/i:1" };
  it.each([
    ["the same nodes", ["n0", "n1"], ["n0", "n1"], "gone"],
    ["a node less", ["n0", "n1"], ["n0"], "undecided"],
    ["a node more", ["n0"], ["n0", "n1"], "gone"],
  ])("decides on the whole deployment by %s", (_, before, after, expected) => {
    const earlier = side({ nodes: before, outcomes: [["absent", image, "fault"]] });
    expect(told(earlier, side({ nodes: after, outcomes: [["absent", image, "ok"]] }))).toBe(expected);
    expect(told(earlier, side({ nodes: after, outcomes: [["absent", image, "fault"]] }))).toBe("unchanged");
  });
});
