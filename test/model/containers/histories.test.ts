import { describe, expect, it } from "vitest";
import { exitMeaning } from "../../../src/model/containers/exit-meaning.ts";
import { nodeOf } from "../../../src/model/node.ts";
import { captured, idOf, inspect } from "../../support/captured.ts";
import { KNOWN } from "../../support/known.ts";

const INSPECT = "sos_commands/docker/containers/docker_inspect_all";
const EVENTS = "sos_commands/docker/docker_events_--since_24h";
const ID = idOf(0).padEnd(64, "0");
const FIRST = "2026-11-23T09:00:00.0Z image tag sha256:1f8a88f2000b (name=x)";

const event = (clock: string, what: string, attributes = "name=nova_api") =>
  `2026-11-23T${clock}.0Z container ${what} ${ID} (${attributes})`;

function history(lines: readonly string[], more: { name?: string; restart?: string; now?: string } = {}) {
  const files = {
    [INSPECT]: inspect({ name: more.name ?? "nova_api", restart: more.restart ?? "always" }),
    [EVENTS]: lines.join("\n"),
    "sos_commands/date/date": more.now ?? "Mon Nov 23 12:00:00 UTC 2026",
  };
  return nodeOf(captured(files), KNOWN).histories[0];
}

describe("what a service went through", () => {
  it("is nothing in a quiet time that is long enough", () => {
    expect(history([FIRST])).toMatchObject({ hours: 3, crashes: 0, crashesInOneHour: 0, healthFailures: 0 });
    expect(history([FIRST])?.secondsSinceCrash).toBeUndefined();
  });

  it("is not known from events of less than an hour", () => {
    const short = history([FIRST], { now: "Mon Nov 23 09:59:59 UTC 2026" });
    expect(short?.crashes).toBeUndefined();
    expect(short?.lacks["*"]).toContain("less than an hour");
    expect(history([FIRST], { now: "Mon Nov 23 10:00:00 UTC 2026" })?.crashes).toBe(0);
  });

  it("counts ends that nobody brought about, and the worst hour of them", () => {
    const lines = ["09:10:00", "10:20:00", "10:40:00", "11:19:59"].map((clock) => event(clock, "die", "exitCode=139"));
    expect(history([FIRST, ...lines])).toMatchObject({
      crashes: 4,
      crashesInOneHour: 3,
      secondsSinceCrash: 2401,
      lastExit: "exit code 139, ended by SIGSEGV: it crashed",
    });
  });

  it.each([
    ["a stop", [event("11:00:00", "kill"), event("11:00:10", "die"), event("11:00:10", "stop")], 0],
    ["a stop that took a minute", [event("11:00:00", "kill"), event("11:01:00", "die")], 0],
    ["an end long after a signal", [event("11:00:00", "kill"), event("11:01:01", "die")], 1],
    ["podman's stop, told after the end", [event("11:00:00", "die"), event("11:00:15", "stop")], 0],
    ["a stop of what had come back", [event("11:00:00", "die"), event("11:00:16", "stop")], 1],
  ])("of %s are %3$d crashes", (_, lines, crashes) => {
    expect(history([FIRST, ...lines])?.crashes).toBe(crashes);
  });

  it("counts where a check begins to fail, however often it is told", () => {
    const told = ["unhealthy", "unhealthy", "healthy", "unhealthy"].map((word, minute) =>
      event(`11:0${minute}:00`, `health_status: ${word}`),
    );
    expect(history([FIRST, ...told])?.healthFailures).toBe(2);
  });

  it("is asked of services alone", () => {
    expect(history([FIRST, event("11:00:00", "die")], { name: "somebodys", restart: "no" })).toBeUndefined();
  });
});

describe("an exit code", () => {
  it.each([
    [0, ""],
    [1, ""],
    [125, "the engine could not run it"],
    [126, "its command cannot be executed"],
    [127, "its command is not in the image"],
    [128, ""],
    [134, "ended by SIGABRT: it gave up by itself"],
    [137, "ended by SIGKILL: want of memory, a stop that took too long, or somebody's kill"],
    [143, "ended by SIGTERM: somebody or something stopped it"],
    [163, "ended by signal 35"],
    [192, "ended by signal 64"],
    [193, ""],
    [255, ""],
  ])("%d means '%s'", (code, meaning) => {
    expect(exitMeaning(code)).toBe(meaning);
  });
});
