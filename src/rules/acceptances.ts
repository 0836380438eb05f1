import type { AcceptedOccurrence } from "./acceptance-file.ts";
import { inOrder } from "./causes/trees.ts";
import type { Judgement } from "./evaluate.ts";
import { type Finding, idOf, type Outcome, type Severity } from "./outcome.ts";

/** What is found of acceptances themselves; these rules are in code, since they judge the findings and not the model. */
export const acceptanceRules = [
  {
    id: "acceptance-expired",
    severity: "warning",
    title: "The day is past until which a finding was accepted",
    why: "It was accepted for a while only: from the day after on it counts like any other.",
  },
  {
    id: "acceptance-unmatched",
    severity: "warning",
    title: "What is accepted was not found",
    why: "It is mended, or the acceptance names it wrongly; left as it is, it would hide the same fault when it comes back.",
  },
  {
    id: "acceptance-undecided",
    severity: "info",
    title: "Whether what is accepted is still there cannot be told",
    why: "The bundles do not decide what the acceptance is about, so that it is neither used nor out of use.",
  },
] as const satisfies readonly { id: string; severity: Severity; title: string; why: string }[];

type AcceptanceRule = (typeof acceptanceRules)[number]["id"];

/** What acceptances are held against. */
interface Around {
  readonly judgement: Judgement;
  readonly rules: readonly string[];
  readonly nodes: readonly string[];
  /** The day of the analysis, YYYY-MM-DD. */
  readonly today: string;
}

/**
 * Marks the findings that are accepted, and adds one for each acceptance that has expired or fits nothing. Findings stay
 * where they are, also as causes of others.
 */
export function accept(accepted: readonly AcceptedOccurrence[], around: Around): Judgement {
  const { findings, outcomes } = around.judgement;
  const valid = new Map(accepted.filter(({ until }) => until >= around.today).map((one) => [keyOf(one), one]));
  const marked = findings.map((finding): Finding => {
    const { reason, until, by } = valid.get(keyOf({ ...finding, subject: finding.subject.name })) ?? {};
    if (reason === undefined || until === undefined) return finding;
    return { ...finding, accepted: { reason, until, ...(by === undefined ? {} : { by }) } };
  });
  const told = accepted.flatMap((one) => judgeOne(one, around));
  return {
    findings: inOrder([...marked, ...told]),
    outcomes: [
      ...outcomes,
      ...told.map(({ rule, node, subject }): Outcome => ({ rule, node, subject, outcome: "fault" })),
    ],
  };
}

function keyOf({ rule, node, subject }: { rule: string; node: string; subject: string }): string {
  return JSON.stringify([rule, node, subject]);
}

function judgeOne(one: AcceptedOccurrence, around: Around): Finding[] {
  const { rule, node, subject, until } = one;
  const what = `${rule} of ${subject} on ${node}`;
  const found = around.judgement.findings.some(
    (finding) => keyOf({ ...finding, subject: finding.subject.name }) === keyOf(one),
  );
  const [absence, why] = found ? [undefined, ""] : whyUnmatched(one, around);
  if (until < around.today) {
    const since = found ? "and it counts again" : `and ${why}`;
    return [findingOf("acceptance-expired", one, `${what} was accepted until ${until}, ${since}`)];
  }
  return absence === undefined ? [] : [findingOf(absence, one, `${what} is accepted, but ${why}`)];
}

/** Why nothing fits an acceptance: an open question is no sign that it is out of use. */
function whyUnmatched(
  { rule, node, subject }: AcceptedOccurrence,
  { judgement, rules, nodes }: Around,
): [AcceptanceRule, string] {
  if (!rules.includes(rule)) return ["acceptance-unmatched", `there is no rule '${rule}'`];
  const there = judgement.outcomes.filter((outcome) => outcome.rule === rule && outcome.node === node);
  if (there.length === 0) {
    const known = nodes.includes(node) || node === "deployment";
    return [
      "acceptance-undecided",
      known ? `the rule was not judged on ${node}` : `no bundle of '${node}' was analyzed`,
    ];
  }
  const own = there.filter((outcome) => outcome.subject?.name === subject);
  const open = (outcomes: readonly Outcome[]) =>
    outcomes.find(({ outcome }) => outcome === "unknown" || outcome === "error");
  const undecided =
    open(own) ?? (own.length > 0 ? undefined : open(there.filter((outcome) => outcome.subject === undefined)));
  if (undecided !== undefined)
    return ["acceptance-undecided", `the rule ended ${undecided.outcome} there: ${undecided.reason ?? ""}`];
  const [ended] = own;
  return [
    "acceptance-unmatched",
    ended ? `the rule ended ${ended.outcome} there` : `nothing of that name was judged there`,
  ];
}

function findingOf(id: AcceptanceRule, { node, place, rule, subject }: AcceptedOccurrence, message: string): Finding {
  const { severity, title, why } = acceptanceRules.find((one) => one.id === id) ?? acceptanceRules[0];
  const name = `${rule} of ${subject}`;
  const at = `${place.file}:${place.line}`;
  const remedy = {
    "acceptance-expired": `# mend it, or accept it for longer in ${at}`,
    "acceptance-unmatched": `# take it out of ${at}, or correct rule, node and subject there`,
    "acceptance-undecided": `# leave ${at} as it is, and collect what the question needs`,
  }[id];
  return {
    ...{ id: idOf(id, node, "bundle", name), rule: id, title, severity, node, subject: { kind: "bundle", name } },
    ...{ message, why, remedy, count: 1, evidence: [place] },
  };
}
