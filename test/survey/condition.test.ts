import { describe, expect, it } from "vitest";
import type { Container } from "../../src/model/types.ts";
import { conditionOf } from "../../src/survey/condition.ts";
import type { Condition } from "../../src/survey/types.ts";

const container = (known: Partial<Container>) => known as Container;
const health = (status: string, more: object = {}) => ({ health: { status, by: "engine", ...more } });

const cases: readonly (readonly [what: string, known: Partial<Container>, condition: Condition])[] = [
  ["runs and its check passes", { state: "running", ...health("healthy") }, "healthy"],
  ["runs and its check fails", { state: "running", ...health("unhealthy") }, "unhealthy"],
  ["runs and its check has not passed yet", { state: "running", ...health("starting") }, "starting"],
  ["runs without a check", { state: "running", ...health("none") }, "running"],
  ["runs, and of its health nothing is known", { state: "running" }, "running"],
  [
    "runs, and its check is not run any more",
    { state: "running", ...health("healthy", { interval: 30, secondsBehind: 7200 }) },
    "unknown",
  ],
  [
    "runs, and its check is late by less than it waits between two",
    { state: "running", ...health("healthy", { interval: 3600, secondsBehind: 700 }) },
    "healthy",
  ],
  ["is a one-shot at its work", { state: "running", lifecycle: "one-shot", secondsRunning: 60 }, "running"],
  ["is a one-shot that ended with a code that is not known", { state: "exited", lifecycle: "one-shot" }, "unknown"],
  ["ended by SIGTERM after a kill for want of memory", { state: "exited", oomKilled: true, exitCode: 143 }, "unknown"],
  ["is a service and has ended, even with 0", { state: "exited", lifecycle: "service", exitCode: 0 }, "failed"],
  ["is a one-shot that ended well", { state: "exited", lifecycle: "one-shot", expectedExit: true }, "done"],
  ["is a one-shot that failed", { state: "exited", lifecycle: "one-shot", expectedExit: false }, "failed"],
  ["is a one-shot that runs for an hour", { state: "running", lifecycle: "one-shot", secondsRunning: 3600 }, "held"],
  ["has ended, and what it is for is not known", { state: "exited" }, "unknown"],
  ["was killed for want of memory", { state: "exited", oomKilled: true, exitCode: 137 }, "failed"],
  ["is dead", { state: "dead", lifecycle: "leftover" }, "failed"],
  ["is paused", { state: "paused", lifecycle: "service" }, "held"],
  ["restarts over and over", { state: "restarting", lifecycle: "service" }, "held"],
  ["was never started", { state: "created", lifecycle: "service" }, "held"],
  ["is replaced by another", { state: "exited", lifecycle: "leftover" }, "leftover"],
  ["shows no state", {}, "unknown"],
];

describe("the condition of a container", () => {
  it.each(cases)("that %s", (_, known, condition) => {
    expect(conditionOf(container(known))).toBe(condition);
  });
});
