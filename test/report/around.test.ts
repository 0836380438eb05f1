import { describe, expect, it } from "vitest";
import { aroundText } from "../../src/report/around/around.ts";
import { isTime, spanAround } from "../../src/report/around/span.ts";
import type { Finding } from "../../src/rules/outcome.ts";
import type { NodeEvent, NodeSurvey } from "../../src/survey/types.ts";

const at = (time: string) => Date.parse(`2026-11-24T${time}Z`);
const node = (name: string, events: readonly NodeEvent[], more: Partial<NodeSurvey> = {}) =>
  ({ name, events, moreEvents: 0, capturedAt: at("12:00:00"), ...more }) as unknown as NodeSurvey;
const event = (time: string, kind: NodeEvent["kind"], subject: string, more: Partial<NodeEvent> = {}): NodeEvent => ({
  ...{ at: at(time), kind, subject, text: "" },
  ...more,
});

const middle = (text: string, nodes: readonly NodeSurvey[] = [node("a", [])]) => {
  const span = spanAround(text, 5, { nodes });
  return span && new Date((span.from + span.to) / 2).toISOString().slice(0, 19);
};

describe("a time to look around", () => {
  it.each([
    ["11:32", "2026-11-24T11:32:00"],
    ["9:05:07", "2026-11-24T09:05:07"],
    ["12:00", "2026-11-24T12:00:00"],
    ["15:32", "2026-11-23T15:32:00"],
    ["2026-11-20 15:32", "2026-11-20T15:32:00"],
    ["2026-11-20T15:32:10Z", "2026-11-20T15:32:10"],
    ["2026-11-20 15:32:10+02:00", "2026-11-20T13:32:10"],
  ])("%s is %s, where the capture was at 12:00", (text, time) => {
    expect(isTime(text)).toBe(true);
    expect(middle(text)).toBe(time);
  });

  it.each(["", "noon", "24:00", "3:99", "2026-13-40 10:00", "15", "2026-11-24"])("'%s' is none", (text) => {
    expect(isTime(text)).toBe(false);
  });

  it("has no day where no bundle tells when it was captured", () => {
    expect(middle("15:32", [{ ...node("a", []), capturedAt: undefined } as unknown as NodeSurvey])).toBeUndefined();
  });
});

describe("what happened around a time", () => {
  const around = (nodes: readonly NodeSurvey[], findings: readonly Finding[] = []) =>
    aroundText({ nodes }, findings, { from: at("11:30:00"), to: at("11:34:00") });

  it("stands in one list for all nodes, the earliest first, each with its line", () => {
    const text = around([
      node("compute0", [event("11:32:05", "unhealthy", "nova_compute")]),
      node("controller0", [
        event("11:29:59", "started", "too-early"),
        event("11:32:01", "exited", "rabbitmq", { text: "exit code 137", file: "docker_inspect_all", line: 7 }),
        event("11:34:01", "started", "too-late"),
      ]),
    ]);
    expect(text.split("\n").slice(2, 5)).toEqual([
      "11:32:01  controller0  rabbitmq exit: exit code 137",
      "                       docker_inspect_all:7",
      "11:32:05  compute0     nova_compute unhealthy",
    ]);
  });

  it("holds what lasted into it", () => {
    const burst = event("11:00:00", "burst", "nova", { until: at("11:31:00") });
    expect(around([node("a", [burst])])).toContain("nova burst of errors");
  });

  it("says that silence proves nothing, and who is silent", () => {
    expect(around([node("a", [])])).toContain("That proves nothing");
    expect(around([node("a", [event("11:32:00", "started", "x")]), node("b", [])])).toContain("that time by: b");
  });

  it("marks times whose zone is not known, and tells of clocks that are off", () => {
    const off = { node: "a", message: "the clock is 40 s ahead", tells: { state: "cut-off", from: "time" } };
    const text = around(
      [node("a", [event("11:32:00", "log", "nova", { uncertain: true })])],
      [off as unknown as Finding],
    );
    expect(text).toContain("11:32:00~ a  nova log");
    expect(text).toContain("~ the time is by the node's own clock");
    expect(text).toContain("a: the clock is 40 s ahead");
  });

  it("shows no control character of a bundle", () => {
    expect(around([node("a\u001b[2J", [event("11:32:00", "log", "x\u0007", { text: "y\u001b" })])])).not.toMatch(
      /[\u0007\u001b]/,
    );
  });
});
