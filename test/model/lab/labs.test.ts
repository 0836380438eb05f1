import { describe, expect, it } from "vitest";
import { nodeOf } from "../../../src/model/node.ts";
import { captured, idOf, inspect } from "../../support/captured.ts";
import { KNOWN } from "../../support/known.ts";

const NOW = Date.UTC(2026, 10, 23, 12, 0, 0) / 1000;
const SETUP = NOW - 3600;

/** A node on which an exercise was set up an hour before the capture. */
function lab(started: readonly string[], firstEvent?: string) {
  const containers = started.map((clock, index) => ({
    ...{ name: `nova_${index}`, index, restart: "always", startedAt: `2026-11-23T${clock}.0Z` },
  }));
  const events = `2026-11-23T${firstEvent}.0Z container exec_create: true ${idOf(0).padEnd(64, "0")} (name=nova_0)\n`;
  const node = nodeOf(
    captured({
      "sos_commands/lab/records": `record x mtime ${SETUP} ctime ${SETUP}\n| setup-at ${SETUP}\nend\n`,
      "sos_commands/docker/containers/docker_inspect_all": inspect(...containers),
      ...(firstEvent === undefined ? {} : { "sos_commands/docker/docker_events_--since_24h": events }),
      "sos_commands/date/date": "Mon Nov 23 12:00:00 UTC 2026",
    }),
    KNOWN,
  );
  return node.labs[0];
}

describe("what setup left on a node", () => {
  it("tells whether all services were started since, as by a reboot", () => {
    expect(lab(["11:30:00", "11:31:00"])?.allStartedSince).toBe(true);
    expect(lab(["10:30:00", "11:31:00"])?.allStartedSince).toBe(false);
    expect(lab([])?.allStartedSince).toBeUndefined();
  });

  it("tells that docker remembers all since then only where its events reach back to it", () => {
    expect(lab(["10:30:00"], "10:59:00")?.eventsKept).toBe(true);
    const short = lab(["10:30:00"], "11:10:00");
    expect(short?.eventsKept).toBeUndefined();
    expect(short?.lacks["eventsKept"]).toContain("do not reach back");
    expect(lab(["10:30:00"])?.eventsKept).toBeUndefined();
  });
});
