import { describe, expect, it } from "vitest";
import type { Container, Deployment, Node } from "../../src/model/types.ts";
import type { Fault } from "../../src/rules/causes/fault.ts";
import { isSaidAbove, LastSaid } from "../../src/rules/causes/last-said.ts";
import type { Place } from "../../src/rules/causes/place.ts";
import type { Told } from "../../src/rules/causes/told.ts";
import { withLastWords } from "../../src/rules/last-words.ts";
import type { Finding } from "../../src/rules/outcome.ts";

const LINE = {
  file: "var/log/kolla/nova/nova-compute.log",
  line: 7,
  text: "2026-11-24 03:52:53.123 7 ERROR nova [-] no luck at all today",
};
const CONTAINER = {
  name: "nova_compute",
  lastWords: [LINE.text],
  evidence: { "lastWords.0": LINE },
} as unknown as Container;
const SILENT = { name: "nova_api", evidence: {} } as unknown as Container;
const FINDING = {
  message: "nova_compute has exited",
  evidence: [{ file: "ps", line: 1, text: "row" }],
} as unknown as Finding;
const NODE = { name: "compute-0", containers: [CONTAINER, SILENT] } as unknown as Node;
const said = new LastSaid({ nodes: [NODE] } as Pick<Deployment, "nodes">);

const ofState = (rule: object) => ({ rule, finding: FINDING }) as unknown as Fault;
const told = (state: string, container = "nova_compute") => [{ state, container, node: "compute-0" }] as Told[];

describe("a finding on a container that is not well", () => {
  it.each(["down", "restarting", "unhealthy", "refused"])("asks the container's own log where it is %s", (state) => {
    expect(said.of(ofState({ tells: [{ state }] }), told(state))).toBe(CONTAINER);
  });

  it("shows the last error in that log first", () => {
    const { message, evidence } = withLastWords(FINDING, CONTAINER, "en");
    expect(message).toBe("nova_compute has exited; the last error in its log: ERROR nova [-] no luck at all today");
    expect(evidence.map(({ line }) => line)).toEqual([7, 1]);
  });

  it("does not repeat what the journal writes before a line", () => {
    const text = "Nov 24 03:59:50 compute-0 nova_compute[3059]: ERROR nova [-] no luck";
    const { message } = withLastWords(FINDING, { ...CONTAINER, lastWords: [text] }, "en");
    expect(message).toBe("nova_compute has exited; the last error in its log: ERROR nova [-] no luck");
  });

  it.each<[string, object, Told[]]>([
    ["the finding tells something else", { tells: [{ state: "symptom" }] }, told("symptom")],
    ["the log says nothing", { tells: [{ state: "down" }] }, told("down", "nova_api")],
    ["the finding is itself a line of a log", { log: {}, tells: [{ state: "refused" }] }, told("refused")],
  ])("asks nothing where %s", (_, rule, all) => {
    expect(said.of(ofState(rule), all)).toBeUndefined();
  });

  it("asks as well where a line of the journal tells of the container's unit", () => {
    expect(said.of(ofState({ log: {}, tells: [{ state: "restarting", of: {} }] }), told("restarting"))).toBe(CONTAINER);
  });

  it("does not say again what stands in the finding that it follows from", () => {
    const above = (evidence: unknown[]) =>
      ({ above: new Set([{ faults: [{ finding: { evidence } }] }]) }) as unknown as Place;
    expect(isSaidAbove(CONTAINER, above([LINE]), () => undefined)).toBe(true);
    expect(isSaidAbove(CONTAINER, above([{ ...LINE, line: 6 }]), () => undefined)).toBe(false);
    expect(isSaidAbove(CONTAINER, above([]), () => CONTAINER)).toBe(true);
  });
});

describe("a name that a finding tells of", () => {
  it("is a container where the node has one of it", () => {
    expect(said.has("nova_compute", "compute-0")).toBe(true);
    expect(said.has("nova-compute", "compute-0")).toBe(false);
    expect(said.has("nova_compute", undefined)).toBe(false);
  });
});

describe("what a line of a log quotes", () => {
  it.each([
    ["is what its container said last", "ERROR nova [-] no luck at all", true],
    ["is something else", "ERROR nova [-] no money at all", false],
    ["is too short to tell", "no luck", false],
  ])("%s", (_, text, expected) => {
    expect(said.holds(text, "nova_compute", "compute-0")).toBe(expected);
  });
});
