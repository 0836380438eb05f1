import { describe, expect, it } from "vitest";
import { withLastWords } from "../../src/rules/last-words.ts";
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

  it("is left as it is where the rule tells something else", () => {
    expect(withLastWords(FINDING, telling("symptom"), SUBJECT, ": ")).toBe(FINDING);
  });

  it("is left as it is where the log says nothing", () => {
    const silent = { ...SUBJECT, lastWords: undefined, evidence: {} } as unknown as typeof SUBJECT;
    expect(withLastWords(FINDING, telling("down"), silent, ": ")).toBe(FINDING);
  });
});
