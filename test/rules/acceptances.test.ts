import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type AcceptedOccurrence, parseAcceptances } from "../../src/rules/acceptance-file.ts";
import { accept } from "../../src/rules/acceptances.ts";
import type { Judgement } from "../../src/rules/evaluate.ts";
import { loadAcceptances } from "../../src/rules/load.ts";
import type { Finding, Outcome } from "../../src/rules/outcome.ts";
import { showProblem } from "../../src/yaml/problem.ts";

const ENTRY = "{rule: sick, node: n0, subject: iscsid, reason: not used, until: 2027-01-31}";
const GOOD = `accepted:\n  - ${ENTRY}\n`;
const problemsOf = (text: string) => parseAcceptances("ok.yaml", text).problems.map(showProblem);

describe("a file of acceptances", () => {
  it("yields each occurrence with its place", () => {
    const { accepted, problems } = parseAcceptances("ok.yaml", `# ours\n${GOOD}`);
    expect(problems).toEqual([]);
    expect(accepted).toEqual([
      {
        ...{ rule: "sick", node: "n0", subject: "iscsid", reason: "not used", until: "2027-01-31" },
        place: { file: "ok.yaml", line: 3, text: `- ${ENTRY}` },
      },
    ]);
  });

  it.each([
    ["a missing day", GOOD.replace(", until: 2027-01-31", ""), /^ok.yaml:2:5: 'until' is missing/],
    [
      "a day that there is not",
      GOOD.replace("01-31", "02-30"),
      /^ok.yaml:2:\d+: '2027-02-30' is no day of the calendar/,
    ],
    ["a day written otherwise", GOOD.replace("2027-01-31", "31.1.2027"), /^ok.yaml:2:\d+: 'until' must match pattern/],
    ["an empty reason", GOOD.replace("not used", '""'), /^ok.yaml:2:\d+: 'reason' must NOT have fewer than 1/],
    [
      "an unknown key",
      GOOD.replace("reason", "why"),
      /ok.yaml:2:\d+: unknown key 'why'; known here: rule, node, subject/,
    ],
    ["no list", "accept: []\n", /^ok.yaml:1:\d+: 'accepted' is missing/],
    ["YAML that is none", "accepted: [", /^ok.yaml:\d+:\d+: /],
    ["nothing", "", /^ok.yaml:1:1: /],
  ])("tells %s with file, line and column", (_, text, expected) => {
    expect(problemsOf(text).join("\n")).toMatch(expected);
  });

  it("is read from disk; what is accepted twice or cannot be read is a mistake", async () => {
    const base = await mkdtemp(join(tmpdir(), "accept-"));
    const [one, two] = [join(base, "one.yaml"), join(base, "two.yaml")];
    for (const file of [one, two]) await writeFile(file, GOOD);
    const { accepted, problems } = await loadAcceptances([one, two, join(base, "none.yaml")]);
    await rm(base, { recursive: true });
    expect(accepted).toHaveLength(2);
    expect(problems.map(showProblem)).toEqual([
      expect.stringMatching(/none\.yaml:1:1: it cannot be read: ENOENT/),
      `${two}:2:1: ${one}:2 accepts the same`,
    ]);
  });
});

const finding = (rule: string, name: string, more: Partial<Finding> = {}): Finding => ({
  ...{ id: rule, rule, title: "t", severity: "error", node: "n0", subject: { kind: "container", name } },
  ...{ message: "m", why: "w", remedy: "r", count: 1, evidence: [] },
  ...more,
});
const outcome = (rule: string, name: string | undefined, word: Outcome["outcome"], reason?: string): Outcome => ({
  ...{ rule, node: "n0", outcome: word },
  ...(name === undefined ? {} : { subject: { kind: "container", name } }),
  ...(reason === undefined ? {} : { reason }),
});

const JUDGED: Judgement = {
  findings: [finding("sick", "iscsid"), finding("sick", "nova_api")],
  outcomes: [
    outcome("sick", "iscsid", "fault"),
    outcome("sick", "nova_api", "fault"),
    outcome("sick", "keystone", "ok"),
    outcome("sick", "heat", "unknown", "no health; collect: it"),
    outcome("tired", undefined, "unknown", "no list"),
    outcome("tired", "keystone", "ok"),
  ],
};

function accepting(more: Partial<AcceptedOccurrence>, today = "2026-11-25"): Judgement {
  const { accepted } = parseAcceptances("ok.yaml", GOOD);
  const entries = accepted.map((one) => ({ ...one, ...more }));
  return accept(entries, { judgement: JUDGED, rules: ["sick", "tired"], nodes: ["n0"], today });
}

const about = ({ findings }: Judgement) =>
  findings
    .filter(({ rule }) => rule.startsWith("acceptance-"))
    .map(({ rule, severity, message }) => [rule, severity, message]);

describe("accepting", () => {
  it("marks the one occurrence, and leaves the finding where all can read it", () => {
    const judged = accepting({});
    expect(judged.findings.map(({ subject, accepted }) => [subject.name, accepted?.reason])).toEqual([
      ["nova_api", undefined],
      ["iscsid", "not used"],
    ]);
    expect(judged.outcomes).toEqual(JUDGED.outcomes);
  });

  it("holds on its last day, and no day longer", () => {
    expect(about(accepting({}, "2027-01-31"))).toEqual([]);
    const late = accepting({}, "2027-02-01");
    expect(late.findings.filter(({ accepted }) => accepted !== undefined)).toEqual([]);
    expect(about(late)).toEqual([
      ["acceptance-expired", "warning", "sick of iscsid on n0 was accepted until 2027-01-31, and it counts again"],
    ]);
    expect(late.findings.find(({ rule }) => rule === "acceptance-expired")?.evidence).toEqual([
      { file: "ok.yaml", line: 2, text: `- ${ENTRY}` },
    ]);
  });

  it.each([
    ["was judged and is in order", { subject: "keystone" }, "acceptance-unmatched", /the rule ended ok there/],
    ["is not there", { subject: "nothing" }, "acceptance-unmatched", /nothing of that name was judged there/],
    ["is of a rule that there is not", { rule: "sik" }, "acceptance-unmatched", /there is no rule 'sik'/],
    [
      "could not be decided",
      { subject: "heat" },
      "acceptance-undecided",
      /ended unknown there: no health; collect: it/,
    ],
    ["may be in a list that is not whole", { rule: "tired" }, "acceptance-undecided", /ended unknown there: no list/],
    [
      "was decided in a list that is not whole",
      { rule: "tired", subject: "keystone" },
      "acceptance-unmatched",
      /ended ok/,
    ],
    ["is on a node without a bundle", { node: "n9" }, "acceptance-undecided", /no bundle of 'n9' was analyzed/],
  ] as const)("says so where what is accepted %s", (_, more, rule, message) => {
    const told = about(accepting(more));
    expect(told).toEqual([
      [rule, rule === "acceptance-undecided" ? "info" : "warning", expect.stringMatching(message)],
    ]);
  });

  it("says of an expired one as well that there is nothing left to accept", () => {
    expect(about(accepting({ subject: "keystone" }, "2028-01-01"))).toEqual([
      ["acceptance-expired", "warning", expect.stringMatching(/until 2027-01-31, and the rule ended ok there/)],
    ]);
  });
});
