import { describe, expect, it } from "vitest";
import { nodeOf } from "../../../src/model/node.ts";
import { captured, type Inspected, inspect, psTable } from "../../support/captured.ts";
import { KNOWN } from "../../support/known.ts";

const PS = "sos_commands/docker/docker_ps_-a_--no-trunc";
const INSPECT = "sos_commands/docker/containers/docker_inspect_all";
const EVENTS = "sos_commands/docker/docker_events_--since_24h";
const MANIFEST = JSON.stringify({
  ...{ tool: { name: "sospect-collect", version: "0.1.0" }, host: "n", captures: [] },
  ...{ started: "2026-11-24T04:00:00Z", finished: "2026-11-24T04:00:09Z" },
});

const started = { startedAt: "2026-11-20T08:30:00.0Z", createdAt: "2026-11-20T08:29:50.0Z" };
const probe = (ExitCode: number, End: string) => ({ Start: End, End, ExitCode, Output: "" });
const health = (Status: string, FailingStreak: number, ...Log: readonly object[]) => ({ Status, FailingStreak, Log });

function node(status: string, inspected: Omit<Inspected, "name">, more: Readonly<Record<string, string>> = {}) {
  return nodeOf(
    captured({
      "manifest.json": MANIFEST,
      [PS]: psTable(["nova_api", "i", status]),
      [INSPECT]: inspect({ name: "nova_api", ...inspected }),
      ...more,
    }),
    KNOWN,
  );
}

describe("a container of which a bundle says what cannot both be true", () => {
  it.each<[string, string, Omit<Inspected, "name">, string[], string]>([
    [
      "healthy and unhealthy",
      "Up 3 days (unhealthy)",
      { ...started, health: health("healthy", 0, probe(0, "2026-11-24T03:59:00.0Z")) },
      ["health"],
      "ps says 'Up 3 days (unhealthy)'",
    ],
    [
      "unhealthy without a check that failed",
      "Up 3 days (unhealthy)",
      { ...started, health: health("unhealthy", 0, probe(0, "2026-11-24T03:59:00.0Z")) },
      ["health"],
      "no check has failed",
    ],
    [
      "unhealthy with checks that all passed",
      "Up 3 days (unhealthy)",
      {
        ...started,
        health: health("healthy", 0, probe(0, "2026-11-24T03:59:00.0Z"), probe(0, "2026-11-24T04:00:03.0Z")),
      },
      ["health"],
      "no check during the capture that could have turned it",
    ],
    ["restarted and never ended", "Up 3 days", { ...started, restartCount: 7 }, ["restartCount"], "has never ended"],
    ["exited and running", "Exited (1) 2 days ago", started, ["state"], "and inspect 'running'"],
    ["up for seconds and for days", "Up 9 seconds", started, ["startedAt"], "Up 9 seconds"],
    [
      "ended with two codes",
      "Exited (1) 3 days ago",
      { ...started, status: "exited", exitCode: 0, finishedAt: "2026-11-21T04:00:00.0Z" },
      ["exitCode"],
      "that it ended with 0",
    ],
    [
      "started after the capture",
      "Up 3 days",
      { ...started, startedAt: "2027-11-24T03:52:50.0Z" },
      ["startedAt"],
      "after the capture, which ended 2026-11-24T04:00:09.000Z (manifest.json:1)",
    ],
    [
      "started before it was made",
      "Up 3 days",
      { ...started, createdAt: "2026-11-22T08:30:00.0Z" },
      ["startedAt"],
      "it was made 2026-11-22",
    ],
    [
      "running, and ended since it was started",
      "Up 3 days",
      { ...started, finishedAt: "2026-11-22T08:30:00.0Z" },
      ["state"],
      "it ended 2026-11-22",
    ],
  ])("is told of with both sayings, and not decided: %s", (_, status, inspected, about, saying) => {
    const { contradictions, containers } = node(status, inspected);
    expect(contradictions).toMatchObject([{ container: "nova_api", about }]);
    expect(contradictions[0]?.sayings.join("\n")).toContain(saying);
    expect(Object.keys(contradictions[0]?.evidence ?? {}).length).toBeGreaterThanOrEqual(2);
    const [container] = containers;
    const property = { startedAt: "secondsRunning" }[about[0] ?? ""] ?? about[0] ?? "";
    expect(container).not.toHaveProperty(property);
    expect(container?.lacks[property]).toContain("contradicts itself");
  });

  it("is told of where events of the engine tell of another start", () => {
    const id = "aaaaaaaaaaa1".padEnd(64, "0");
    const event = `2026-11-23T09:00:00.000000000Z container start ${id} (image=i, name=nova_api)\n`;
    expect(node("Up 3 days", started, { [EVENTS]: event }).contradictions).toMatchObject([{ about: ["startedAt"] }]);
  });

  it("is told of where two inspections differ in what left no time behind", () => {
    const other = {
      "sos_commands/docker/docker_inspect_aaaaaaaaaaa1": inspect({ name: "nova_api", ...started, restartCount: 4 }),
    };
    expect(node("Up 3 days", started, other).contradictions).toMatchObject([{ about: ["restartCount"] }]);
  });
});

describe("a container that may have changed while its node was captured", () => {
  it.each<[string, string, Omit<Inspected, "name">]>([
    ["started again since", "Exited (1) 2 seconds ago", { ...started, startedAt: "2026-11-24T04:00:05.0Z" }],
    ["ended since", "Up 3 days", { ...started, status: "exited", exitCode: 1, finishedAt: "2026-11-24T04:00:05.0Z" }],
    [
      "checked since",
      "Up 3 days (unhealthy)",
      {
        ...started,
        health: health("healthy", 0, probe(1, "2026-11-24T03:59:00.0Z"), probe(0, "2026-11-24T04:00:03.0Z")),
      },
    ],
    ["in a loop", "Up 2 seconds", { ...started, status: "restarting", finishedAt: "2026-11-24T04:00:05.0Z" }],
    ["paused since", "Up 3 days", { ...started, status: "paused" }],
    ["starting, then healthy", "Up 3 days (health: starting)", { ...started, health: health("healthy", 0) }],
    ["seen a few seconds later", "Up 3 days", started],
  ])("contradicts nothing: %s", (_, status, inspected) => {
    expect(node(status, inspected).contradictions).toEqual([]);
  });
});
