import { beforeAll, describe, expect, it } from "vitest";
import { OWN_RULES } from "../../src/analyze.ts";
import { deploymentOf } from "../../src/model/deployment.ts";
import { atLeast, resultOf } from "../../src/report/summary.ts";
import { loadRules } from "../../src/rules/load.ts";
import { type Outcome, type Severity, severities } from "../../src/rules/outcome.ts";
import type { Rule } from "../../src/rules/rule.ts";
import { captured } from "../support/captured.ts";
import { KNOWN } from "../support/known.ts";
import { broken } from "./samples.ts";

const deployment = deploymentOf([captured({})], KNOWN);
let rules: readonly Rule[] = [];
beforeAll(async () => {
  ({ rules } = await loadRules([OWN_RULES]));
});

const findingOf = (severity: Severity) =>
  broken.findings.filter((finding) => finding.severity === severity).slice(0, 1);
/** One rule whose finding makes the verdict by default, and one whose does not. */
const outcomeOf = (outcome: Outcome["outcome"], grave = true): Outcome => ({
  rule: rules.find(({ severity }) => atLeast(severity, "error") === grave)?.id ?? "",
  node: "compute0",
  outcome,
});
const verdictOf = (severity: Severity | undefined, outcomes: readonly Outcome[], failOn: Severity = "error") =>
  resultOf(deployment, { findings: severity === undefined ? [] : findingOf(severity), outcomes }, rules, failOn)
    .verdict;

describe("the verdict", () => {
  it("is fault from the asked severity on, whatever else is open", () => {
    for (const failOn of severities) {
      for (const severity of severities) {
        const verdict = verdictOf(severity, [outcomeOf("ok"), outcomeOf("unknown", false)], failOn);
        expect(verdict === "fault", `${severity}, from ${failOn} on`).toBe(atLeast(severity, failOn));
      }
    }
  });

  it("is ok where something was decided and nothing of weight is open", () => {
    expect(verdictOf(undefined, [outcomeOf("ok")])).toBe("ok");
    expect(verdictOf("warning", [outcomeOf("ok"), outcomeOf("unknown", false)])).toBe("ok");
  });

  it.each(["unknown", "error"] as const)("is unknown where a rule of weight ended as %s", (outcome) => {
    expect(verdictOf(undefined, [outcomeOf("ok"), outcomeOf(outcome)])).toBe("unknown");
  });

  it("is unknown where a lesser rule is open that was asked for", () => {
    expect(verdictOf(undefined, [outcomeOf("ok"), outcomeOf("unknown", false)], "info")).toBe("unknown");
  });

  it("is unknown where nothing was decided at all", () => {
    expect(verdictOf(undefined, [])).toBe("unknown");
    expect(verdictOf(undefined, [outcomeOf("not-applicable")])).toBe("unknown");
  });
});
