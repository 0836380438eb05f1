import { describe, expect, it } from "vitest";
import type { Catalogue } from "../../src/catalogue/catalogue.ts";
import type { Node } from "../../src/model/types.ts";
import { speakerOf, withLastWords } from "../../src/rules/last-words.ts";
import type { Finding } from "../../src/rules/outcome.ts";
import type { Rule } from "../../src/rules/rule.ts";

const LINE = {
  file: "var/log/kolla/nova/nova-compute.log",
  line: 7,
  text: "2026-11-24 03:52:53.123 7 ERROR nova [-] no luck",
};
const SUBJECT = {
  subject: { kind: "container", name: "nova_compute" },
  lastWords: [LINE.text],
  evidence: { "lastWords.0": LINE },
  lacks: {},
} as const;
const FINDING = {
  message: "nova_compute has exited",
  evidence: [{ file: "ps", line: 1, text: "row" }],
} as unknown as Finding;
const telling = (state: string) => ({ tells: [{ state }] }) as unknown as Rule;

describe("a finding on a container that is not well", () => {
  it.each(["down", "restarting", "unhealthy", "refused"])(
    "shows the last error in its own log where it is %s",
    (state) => {
      const { message, evidence } = withLastWords(FINDING, telling(state), SUBJECT, ": ");
      expect(message).toBe("nova_compute has exited: ERROR nova [-] no luck");
      expect(evidence.map(({ line }) => line)).toEqual([7, 1]);
    },
  );

  it("does not repeat what the journal writes before a line", () => {
    const text = "Nov 24 03:59:50 compute-0 nova_compute[3059]: ERROR nova [-] no luck";
    const subject = { ...SUBJECT, lastWords: [text] };
    const { message } = withLastWords(FINDING, telling("down"), subject, ": ");
    expect(message).toBe("nova_compute has exited: ERROR nova [-] no luck");
  });

  it("is left as it is where the rule tells something else", () => {
    expect(withLastWords(FINDING, telling("symptom"), SUBJECT, ": ")).toBe(FINDING);
  });

  it("is left as it is where the log says nothing", () => {
    const silent = { ...SUBJECT, lastWords: undefined, evidence: {} } as unknown as typeof SUBJECT;
    expect(withLastWords(FINDING, telling("down"), silent, ": ")).toBe(FINDING);
  });
});

describe("whose log is asked why", () => {
  const catalogue = { ofContainerUnit: () => ({ container: "nova_compute" }) } as unknown as Catalogue;
  const unit = { subject: { kind: "host", name: "tripleo_nova_compute.service" }, evidence: {}, lacks: {} } as const;
  const root = { containers: [{ ...SUBJECT, name: "nova_compute" }] } as unknown as Node;
  const of = (state: string) =>
    ({ tells: [{ state, of: { render: () => "tripleo_nova_compute.service" } }] }) as unknown as Rule;

  it("is the container that a unit runs", () => {
    expect(speakerOf(of("restarting"), unit, { root, catalogue }, {})).toBe(root.containers[0]);
  });

  it("is the subject itself where the rule tells of nothing that does not run, or nobody knows the container", () => {
    expect(speakerOf(of("symptom"), unit, { root, catalogue }, {})).toBe(unit);
    expect(speakerOf(of("restarting"), unit, { root: { ...root, containers: [] }, catalogue }, {})).toBe(unit);
  });
});
