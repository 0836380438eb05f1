import { describe, expect, it } from "vitest";
import { nodeOf } from "../../../src/model/node.ts";
import { captured, type Inspected, inspect, psTable } from "../../support/captured.ts";
import { KNOWN } from "../../support/known.ts";

const INSPECT = "sos_commands/docker/containers/docker_inspect_all";
const DATE = { "sos_commands/date/date": "Tue Nov 24 12:00:00 UTC 2026\n" };
const YESTERDAY = "2026-11-23T12:00:00Z";
const OTHERS = ["nova_api", "keystone", "glance_api", "heat_engine"];

const service = (name: string, startedAt: string, more: Partial<Inspected> = {}): Inspected => ({
  ...{ name, startedAt, createdAt: YESTERDAY },
  ...more,
});

/** nova_compute beside four others, all captured at noon. */
function compute(started: string, others = YESTERDAY, more: Partial<Inspected> = {}) {
  const all = [service("nova_compute", started, more), ...OTHERS.map((name) => service(name, others))];
  return nodeOf(captured({ [INSPECT]: inspect(...all), ...DATE }), KNOWN).containers.find(
    ({ name }) => name === "nova_compute",
  );
}

describe("a service that was started moments ago", () => {
  it.each([
    ["is alone, and not tried yet, where the others run since yesterday", "2026-11-24T11:59:56Z", true, true],
    ["has run long enough after two minutes", "2026-11-24T11:57:00Z", true, false],
    ["is none after five minutes", "2026-11-24T11:54:00Z", false, false],
  ])("%s", (_, started, startedAlone, restless) => {
    expect(compute(started)).toMatchObject({ startedAlone, restless });
  });

  it("is not alone where the node was started with it", () => {
    expect(compute("2026-11-24T11:59:56Z", "2026-11-24T11:58:00Z")).toMatchObject({
      ...{ startedAlone: false, restless: false },
    });
  });

  it("is not tried where it was made anew: somebody has done something about it", () => {
    const made = { createdAt: "2026-11-24T11:59:50Z" };
    expect(compute("2026-11-24T11:59:56Z", YESTERDAY, made)).toMatchObject({ startedAlone: true, restless: false });
  });

  it("is known from ps as well, which rounds", () => {
    const row = (name: string, up: string): [string, string, string] => [name, `rhosp13/openstack-${name}:1`, up];
    const ps = psTable(row("nova_compute", "Up 3 seconds"), ...OTHERS.map((name) => row(name, "Up 3 hours")));
    const found = nodeOf(captured({ "sos_commands/docker/docker_ps_-a": ps, ...DATE }), KNOWN).containers;
    expect(found.map(({ upAtMost, startedAlone }) => [upAtMost, startedAlone])).toEqual([
      [4, true],
      ...OTHERS.map(() => [4 * 3600, false]),
    ]);
  });
});

describe("a service that runs for longer", () => {
  it.each([
    ["fails its health check", { health: { Status: "unhealthy", FailingStreak: 3 } }, true],
    [
      "was restarted by the engine often, the last time minutes ago",
      { restartCount: 3, restart: "always", finishedAt: "2026-11-24T11:52:59Z" },
      true,
    ],
    ["was restarted by the engine once", { restartCount: 1 }, false],
  ] as const)("is restless where it %s", (_, more, restless) => {
    expect(compute("2026-11-24T11:53:00Z", YESTERDAY, more as Partial<Inspected>)?.restless).toBe(restless);
  });
});
