import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { withCauses } from "../../src/rules/causes/causes.ts";
import type { Fault } from "../../src/rules/causes/fault.ts";
import { findingsOf, inOrder, treesOf } from "../../src/rules/causes/trees.ts";
import { parseRule } from "../../src/rules/load.ts";
import type { Finding, Severity } from "../../src/rules/outcome.ts";
import type { Rule } from "../../src/rules/rule.ts";

interface Explained {
  readonly rules: readonly string[];
  readonly on?: "node" | "deployment";
  readonly when?: string;
}

const SAYS_TWO = 'effect.tells.exists(told, told.at == "two")';

const known = new Map<string, Rule>();

/** A rule on containers that explains what is given. */
function ruleOf(id: string, explains: readonly Explained[], severity: Severity = "error"): Rule {
  const text = JSON.stringify({
    ...{ id, title: "t", severity, needs: [], each: "node.containers", as: "container" },
    ...{ when: "container.running", tells: { state: "symptom", at: "{{container.name}}" } },
    ...{ message: "m", why: "w", remedy: "r", explains },
    tests: [{ name: "n", given: {}, expect: "ok" }],
  });
  const rule = known.get(text);
  if (rule !== undefined) return rule;
  const loaded = parseRule(`${id}.yaml`, text);
  if (!("rule" in loaded)) throw new Error(JSON.stringify(loaded));
  known.set(text, loaded.rule);
  return loaded.rule;
}

function fault(rule: Rule, subject = "x", { node = "n0", message = "m", variables = {} } = {}): Fault {
  const { id, severity, why } = rule;
  const finding: Finding = {
    ...{ id, rule: id, title: "t", severity, node, subject: { kind: "container", name: subject }, message, why },
    ...{ remedy: "r", count: 1, evidence: [] },
  };
  // What it says stands where conditions may read it: the sentence itself is for people alone.
  return { finding, rule, variables: { container: { name: message === "m" ? subject : message }, ...variables } };
}

const shortly = ({ rule, node, subject }: Pick<Finding, "rule" | "node" | "subject">) =>
  `${rule}${subject.name === "x" ? "" : `:${subject.name}`}${node === "n0" ? "" : `@${node}`}`;

/** Each finding with its causes: `b < a`. */
function shown(...faults: readonly Fault[]): string[] {
  return withCauses(faults).map((finding) => [shortly(finding), ...(finding.causes ?? []).map(shortly)].join(" < "));
}

describe("causes", () => {
  it("put an effect under its cause, and its effects under it", () => {
    const [a, b, c] = [ruleOf("a", [{ rules: ["b"] }]), ruleOf("b", [{ rules: ["c"] }]), ruleOf("c", [])];
    expect(shown(fault(c), fault(b), fault(a))).toEqual(["a", "b < a", "c < b"]);
  });

  it("skip no step: the nearest cause bears the effect, and the farther one is named as well", () => {
    const [a, b, c] = [
      ruleOf("a", [{ rules: ["b", "c"] }], "critical"),
      ruleOf("b", [{ rules: ["c"] }], "warning"),
      ruleOf("c", []),
    ];
    expect(shown(fault(a), fault(b), fault(c))).toEqual(["a", "b < a", "c < b < a"]);
  });

  it("prefer the same node, and then the worse one", () => {
    const far = ruleOf("far", [{ rules: ["c"], on: "deployment" }], "critical");
    const [near, worse] = [ruleOf("near", [{ rules: ["c"] }], "warning"), ruleOf("worse", [{ rules: ["c"] }])];
    const effect = fault(ruleOf("c", [], "info"));
    expect(shown(fault(far, "x", { node: "n1" }), fault(near), fault(worse), effect)).toEqual([
      "far@n1",
      "worse",
      "c < worse < near < far@n1",
      "near",
    ]);
  });

  it("reach another node only where the rule says so", () => {
    const effect = () => fault(ruleOf("c", []), "x", { node: "n1" });
    expect(shown(fault(ruleOf("a", [{ rules: ["c"] }])), effect())).toEqual(["a", "c@n1"]);
    expect(shown(fault(ruleOf("a", [{ rules: ["c"], on: "deployment" }])), effect())).toEqual(["a", "c@n1 < a"]);
  });

  it("hold where the condition on both findings is true", () => {
    const same = ruleOf("a", [{ rules: ["c"], when: "effect.subject.name == container.name" }]);
    expect(shown(fault(same, "x"), fault(ruleOf("c", []), "x"), fault(ruleOf("c", []), "y"))).toEqual([
      "a",
      "c < a",
      "c:y",
    ]);
  });

  it.each([
    ["the bundle does not decide", "container.oomKilled"],
    ["breaks", 'effect.rule.split(" ")[7] == ""'],
    ["is false", 'effect.rule == "d"'],
  ])("do not hold where the condition %s", (_, when) => {
    expect(shown(fault(ruleOf("a", [{ rules: ["c"], when }])), fault(ruleOf("c", [])))).toEqual(["a", "c"]);
  });

  it("are named by the beginning of an id as well, and never by a rule itself", () => {
    const all = ruleOf("log-a", [{ rules: ["log-*"], on: "deployment" }]);
    expect(shown(fault(all, "x"), fault(all, "y"), fault(ruleOf("log-b", [])), fault(ruleOf("logs", [])))).toEqual([
      "log-a",
      "log-b < log-a < log-a:y",
      "logs",
      "log-a:y",
    ]);
  });

  it("are cut where they close a circle: its worst finding stands first", () => {
    const [a, b, c] = [
      ruleOf("a", [{ rules: ["b"] }], "warning"),
      ruleOf("b", [{ rules: ["c"] }], "error"),
      ruleOf("c", [{ rules: ["a"] }], "info"),
    ];
    expect(shown(fault(a), fault(b), fault(c))).toEqual(["b", "c < b", "a < c"]);
  });

  it("enter a circle where something outside explains it", () => {
    const [root, a, b] = [
      ruleOf("root", [{ rules: ["b"] }], "info"),
      ruleOf("a", [{ rules: ["b"] }], "critical"),
      ruleOf("b", [{ rules: ["a"] }], "warning"),
    ];
    expect(shown(fault(root), fault(a), fault(b))).toEqual(["root", "b < root", "a < b"]);
  });

  it("do not take for the start of a circle what only follows from it", () => {
    const [a, b, worst] = [
      ruleOf("a", [{ rules: ["b", "worst"] }], "warning"),
      ruleOf("b", [{ rules: ["a"] }], "warning"),
      ruleOf("worst", [], "critical"),
    ];
    expect(shown(fault(worst), fault(a), fault(b))).toEqual(["a", "worst < a", "b < a"]);
  });

  it("are those of all that one rule says of one subject", () => {
    const a = ruleOf("a", [{ rules: ["b"] }]);
    const b = ruleOf("b", [{ rules: ["a"], when: SAYS_TWO }], "warning");
    expect(shown(fault(a, "x", { message: "one" }), fault(a, "x", { message: "two" }), fault(b))).toEqual([
      "a",
      "b < a",
      "a",
    ]);
  });

  it("are those of what is said alone, where one rule says several things of one subject", () => {
    const a = ruleOf("a", [{ rules: ["b"], when: SAYS_TWO }], "warning");
    const b = ruleOf("b", []);
    expect(shown(fault(a), fault(b, "x", { message: "one" }), fault(b, "x", { message: "two" }))).toEqual([
      "a",
      "b < a",
      "b",
    ]);
  });

  it("wait for a circle that a cause of theirs is in, so as to skip no step", () => {
    const [root, a, b, c] = [
      ruleOf("root", [{ rules: ["a", "c"] }]),
      ruleOf("a", [{ rules: ["b"] }]),
      ruleOf("b", [{ rules: ["a", "c"] }]),
      ruleOf("c", []),
    ];
    expect(shown(fault(root), fault(a), fault(b), fault(c))).toEqual(["root", "a < root", "b < a", "c < b < root"]);
  });

  it("tell what is the director's from what it deploys", () => {
    const a = ruleOf("a", [{ rules: ["b"], on: "deployment", when: "effect.sameCloud" }]);
    const b = ruleOf("b", []);
    const on = (rule: Rule, node: string, role?: string) => fault(rule, "x", { node, variables: { node: { role } } });
    expect(shown(on(a, "n0", "Controller"), on(b, "n1"), on(b, "n2", "Undercloud"))).toEqual(["a", "b@n1 < a", "b@n2"]);
    expect(shown(on(a, "n0", "Undercloud"), on(b, "n1"), on(b, "n2", "Undercloud"))).toEqual(["a", "b@n2 < a", "b@n1"]);
  });

  it("settle hundreds of findings that all explain each other", () => {
    const rules = [
      ruleOf("a", [{ rules: ["b"], on: "deployment" }]),
      ruleOf("b", [{ rules: ["a"], on: "deployment" }]),
    ];
    const faults = rules.flatMap((rule) => Array.from({ length: 100 }, (_, index) => fault(rule, `s${index}`)));
    const start = performance.now();
    expect(withCauses(faults)).toHaveLength(200);
    expect(performance.now() - start).toBeLessThan(20_000);
  });
});

describe("the order of findings", () => {
  const ids = ["a", "b", "c", "d", "e", "f"];
  const severity = fc.constantFrom<Severity>("critical", "error", "warning", "info");
  /** Rules that explain each other at random, and findings of them on a few nodes. */
  const anyFaults = fc
    .tuple(
      fc.array(fc.tuple(severity, fc.subarray(ids), fc.constantFrom("node" as const, "deployment" as const)), {
        minLength: ids.length,
        maxLength: ids.length,
      }),
      fc.array(fc.tuple(fc.nat(ids.length - 1), fc.constantFrom("x", "y"), fc.constantFrom("n0", "n1")), {
        maxLength: 14,
      }),
    )
    .map(([shapes, places]) =>
      places.map(([index, subject, node], position) => {
        const id = ids[index] ?? "a";
        const [worst, rules, on] = shapes[index] ?? ["error", [], "node"];
        const others = rules.filter((other) => other !== id);
        const rule = ruleOf(id, others.length === 0 ? [] : [{ rules: others, on }], worst);
        return fault(rule, subject, { node, message: `m${position}` });
      }),
    );

  it("loses no finding and doubles none, whatever explains what", () => {
    fc.assert(
      fc.property(anyFaults, (faults) => {
        const messages = (findings: readonly Finding[]) => findings.map(({ message }) => message).sort();
        const found = withCauses(faults);
        expect(messages(found)).toEqual(messages(faults.map(({ finding }) => finding)));
        expect(messages(treesOf(found).flatMap(findingsOf))).toEqual(messages(found));
      }),
    );
  });

  it("has each finding after the first of its causes, and what follows from none at the root", () => {
    fc.assert(
      fc.property(anyFaults, (faults) => {
        const found = withCauses(faults);
        for (const [index, { causes = [] }] of found.entries()) {
          const [first] = causes;
          if (first !== undefined) expect(found.slice(0, index).map(shortly)).toContain(shortly(first));
        }
        expect(treesOf(found).every(({ finding }) => finding.causes === undefined)).toBe(true);
      }),
    );
  });

  it("does not depend on the order in which rules were judged", () => {
    fc.assert(
      fc.property(anyFaults, fc.infiniteStream(fc.nat()), (faults, random) => {
        const mixed = faults
          .map((one) => [random.next().value ?? 0, one] as const)
          .sort(([one], [other]) => one - other);
        const places = (all: readonly Fault[]) =>
          withCauses(all).map(({ causes = [], ...one }) => [one, ...causes].map(shortly));
        expect(places(mixed.map(([, one]) => one))).toEqual(places(faults));
      }),
    );
  });

  it("puts what explains most before what is as bad, and a mild cause of something bad among the bad", () => {
    const mild = ruleOf("mild", [{ rules: ["bad"], when: 'effect.subject.name != "x"' }], "warning");
    const bad = ruleOf("bad", []);
    expect(
      shown(fault(bad, "x"), fault(mild), fault(bad, "y"), fault(bad, "z"), fault(ruleOf("other", [], "warning"))),
    ).toEqual(["mild", "bad:y < mild", "bad:z < mild", "bad", "other"]);
  });

  it("puts what is accepted as a whole last, and keeps an accepted cause where its effects are", () => {
    const [a, b] = [ruleOf("a", [{ rules: ["b"] }], "critical"), ruleOf("b", [])];
    const found = withCauses([fault(a), fault(b), fault(ruleOf("c", [], "critical"))]);
    const accepted = found.map((one) =>
      one.severity === "critical" ? { ...one, accepted: { reason: "r", until: "2027-01-01" } } : one,
    );
    expect(inOrder(accepted).map(shortly)).toEqual(["a", "b", "c"]);
  });
});
