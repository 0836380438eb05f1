import { describe, expect, it } from "vitest";
import type { Captured } from "../../../src/model/bundle/captured.ts";
import { nodeOf } from "../../../src/model/node.ts";
import type { LogHit, Node } from "../../../src/model/types.ts";
import type { Fact } from "../../../src/parse/facts.ts";
import { logName } from "../../../src/parse/logs/log-names.ts";
import type { LogQuery } from "../../../src/parse/logs/log-query.ts";
import { scanLog } from "../../../src/parse/logs/log-scan.ts";
import { compileQueries } from "../../../src/parse/logs/log-search.ts";
import { UNIT_RESTARTS } from "../../../src/parse/logs/unit-restarts.ts";
import { captured, idOf, inspect, psTable } from "../../support/captured.ts";
import { KNOWN } from "../../support/known.ts";

const BOOM: LogQuery = {
  ...{ id: "boom", in: ["**"], contains: ["boom"], except: [], by: [], traceback: false },
  cleared: { contains: ["fine again"] },
};

interface LogOf {
  readonly text: string;
  readonly mtime?: string;
}

/** The node of a bundle with these logs, captured at noon; `started` is when nova_compute was. */
function node(
  logs: Readonly<Record<string, string | LogOf>>,
  started = "2026-11-24T10:00:00Z",
  query: LogQuery | readonly LogQuery[] = BOOM,
  more: { readonly name?: string; readonly logDriver?: string; readonly health?: object } = {},
): Node {
  const base = captured({
    "sos_commands/docker/docker_ps_-a": psTable([
      "nova_compute",
      "rhosp13/openstack-nova-compute:13.0-73",
      `Up ${Math.round((Date.UTC(2026, 10, 24, 12) - Date.parse(started)) / 3_600_000)} hours`,
    ]),
    "sos_commands/docker/containers/docker_inspect_all": inspect({ name: "nova_compute", startedAt: started, ...more }),
    "sos_commands/date/date": "Tue Nov 24 12:00:00 UTC 2026\n",
  });
  const facts: Fact[] = [...base.facts];
  for (const [file, given] of Object.entries(logs)) {
    const { text, mtime } = typeof given === "string" ? ({ text: given } as LogOf) : given;
    const log = logName(file) ?? "";
    const time = mtime === undefined ? {} : { mtime: Date.parse(mtime) };
    const sink = scanLog(
      { file, log, search: compileQueries([query].flat(), KNOWN.catalogue)(log), budget: { kinds: 100 }, ...time },
      (found) => {
        facts.push(...found);
      },
    );
    sink.write(Buffer.from(text));
    sink.end();
  }
  return nodeOf({ ...base, facts } satisfies Captured, KNOWN);
}

const hits = (logs: Readonly<Record<string, string | LogOf>>, started?: string): readonly LogHit[] =>
  node(logs, started).logHits;
const COMPUTE = "var/log/containers/nova/nova-compute.log";
const STDOUT = `sos_commands/docker/containers/docker_logs_-t_${idOf(0)}`;

describe("what was found in logs", () => {
  it("belongs to the service of the log and to the container that writes it", () => {
    expect(hits({ [COMPUTE]: "2026-11-24 11:59:00 boom\n2026-11-24 12:00:00 end\n" })).toMatchObject([
      {
        ...{ rule: "boom", file: `/${COMPUTE}`, service: "nova", container: "nova_compute", count: 1 },
        ...{ secondsBeforeEnd: 60, secondsAgo: 60, lastHour: 1, cleared: false, outdated: false },
        show: `sudo tail -n 100 /${COMPUTE}`,
        evidence: { line: { file: COMPUTE, line: 1, text: "2026-11-24 11:59:00 boom" } },
      },
    ]);
  });

  it("in the output of a container is that of the container whose id the file bears", () => {
    const [hit] = hits({ [STDOUT]: "2026-11-24T11:59:00Z boom\n" });
    expect(hit).toMatchObject({ service: "nova_compute", file: "docker logs nova_compute", secondsAgo: 60 });
    expect(hit?.show).toBe("sudo docker logs --tail 100 nova_compute");
  });

  it("is of the past where the container was started again since", () => {
    const log = { [STDOUT]: "2026-11-24T09:00:00Z boom\n2026-11-24T11:00:00Z fine\n" };
    expect(hits(log)).toMatchObject([{ beforeStart: true, outdated: true, sinceStart: 0 }]);
    expect(hits(log, "2026-11-24T08:00:00Z")).toMatchObject([{ beforeStart: false, outdated: false, sinceStart: 1 }]);
  });

  it("is why a container ended that does not run well since, as far as it said it shortly before", () => {
    const said = { text: "2026-11-24 11:58:00 boom\n2026-11-24 11:59:50 x\n", mtime: "2026-11-24T12:00:00Z" };
    const unhealthy = { health: { Status: "unhealthy", FailingStreak: 3 } };
    const [hit] = node({ [COMPUTE]: said }, "2026-11-24T11:59:00Z", BOOM, unhealthy).logHits;
    expect(hit).toMatchObject({ beforeStart: false, outdated: false });
    const [old] = node({ [COMPUTE]: said }, "2026-11-24T11:59:00Z").logHits;
    expect(old).toMatchObject({ beforeStart: true, outdated: true });
  });

  it("is why a container ends that systemd starts again and again", () => {
    const restart = (time: string) =>
      `Nov 24 ${time} host systemd[1]: tripleo_nova_compute.service: Scheduled restart job, restart counter is at 1.\n`;
    const journal = ["11:40:00", "11:50:00", "11:59:00"].map(restart).join("");
    const log = { [STDOUT]: "2026-11-24T11:55:00Z boom\n2026-11-24T12:00:00Z fine\n" };
    const looping = { ...log, "sos_commands/logs/journalctl_--no-pager": journal };
    const found = (logs: typeof log) => node(logs, "2026-11-24T11:59:02Z", [BOOM, UNIT_RESTARTS]);
    expect(found(log).logHits).toMatchObject([{ beforeStart: true, outdated: true }]);
    expect(found(looping).logHits).toMatchObject([
      { rule: "boom", beforeStart: false, outdated: false, starting: false },
    ]);
    expect(found(looping).containers).toMatchObject([{ restless: true }]);
  });

  it("is of a container that only its unit shows, where no container is listed", () => {
    const units = "edpm_nova_compute.service loaded failed failed x\n";
    const base = captured({ "sos_commands/systemd/systemctl_list-units_--all": units });
    const facts: Fact[] = [...base.facts];
    const file = "sos_commands/logs/journalctl_--no-pager";
    const search = compileQueries([{ ...BOOM, in: ["nova/**"] }])("journal");
    const sink = scanLog({ file, log: "journal", search, budget: { kinds: 10 } }, (found) => facts.push(...found));
    for (const tag of ["nova_compute", "mine"]) sink.write(Buffer.from(`Nov 24 11:59:00 host ${tag}[1]: boom\n`));
    sink.end();
    const { logHits } = nodeOf({ ...base, facts }, KNOWN);
    expect(logHits).toMatchObject([{ service: "nova_compute", component: "nova-compute", count: 1 }]);
    expect(logHits[0]?.engine).toBe("podman");
  });

  it("tells how far apart they usually are", () => {
    const at = (...minutes: number[]) => minutes.map((minute) => `2026-11-24T11:${minute}:00Z boom\n`).join("");
    expect(hits({ [STDOUT]: at(10, 11, 12, 50) })).toMatchObject([{ usualGap: 60 }]);
    expect(hits({ [STDOUT]: at(10) })[0]?.usualGap).toBeUndefined();
  });

  it("is of the past where a day has gone since the log was written", () => {
    const text = "2026-11-22 11:00:00 boom\n";
    expect(hits({ [COMPUTE]: { text, mtime: "2026-11-22T11:00:00Z" } }, "2026-11-20T00:00:00Z")).toMatchObject([
      { outdated: true, secondsBeforeEnd: 0 },
    ]);
    expect(hits({ [COMPUTE]: { text, mtime: "2026-11-24T11:00:00Z" } }, "2026-11-20T00:00:00Z")).toMatchObject([
      { outdated: false },
    ]);
  });

  it("is as old as other logs of the service show, where no file tells", () => {
    const [hit] = hits({
      [COMPUTE]: "2026-11-24 08:00:00 boom\n",
      "var/log/containers/nova/nova-api.log": "2026-11-24 11:00:00 end\n",
    });
    expect(hit).toMatchObject({ secondsBeforeEnd: 0, secondsAgo: 3 * 3600 });
  });

  it("comes with the first minutes of a container", () => {
    const log = { [STDOUT]: "2026-11-24T10:02:00Z boom\n2026-11-24T11:00:00Z fine\n" };
    expect(hits(log)).toMatchObject([{ starting: true, beforeStart: false }]);
    expect(hits(log, "2026-11-24T09:50:00Z")).toMatchObject([{ starting: false }]);
  });

  it("counts a log and what was rotated out of it as one", () => {
    const [hit, ...others] = hits({
      [`${COMPUTE}.1`]: "2026-11-23 11:00:00 boom\n",
      [COMPUTE]: "2026-11-24 11:00:00 boom\n2026-11-24 11:01:00 end\n",
    });
    expect(others).toEqual([]);
    expect(hit).toMatchObject({
      count: 2,
      firstSeen: "2026-11-23 11:00:00",
      secondsBeforeEnd: 60,
      file: `/${COMPUTE}`,
    });
  });

  it("is over where a later line says so, here or in the part that came after", () => {
    const boom = "2026-11-23 11:00:00 boom\n";
    const fine = "2026-11-23 11:00:01 fine again\n";
    expect(hits({ [COMPUTE]: boom + fine })).toMatchObject([{ cleared: true }]);
    expect(hits({ [COMPUTE]: fine + boom })).toMatchObject([{ cleared: false }]);
    expect(hits({ [`${COMPUTE}.1`]: boom, [COMPUTE]: fine })).toMatchObject([{ cleared: true }]);
    expect(hits({ [`${COMPUTE}.1`]: "2026-11-23 10:00:00 fine again\n", [COMPUTE]: boom })).toMatchObject([
      { cleared: false },
    ]);
  });

  it("counts once what stands in several captures of the journal and in syslog", () => {
    const line = "Nov 24 11:00:00 compute0 dockerd[1]: boom\n";
    const found = hits({
      "sos_commands/logs/journalctl_--no-pager": line + line,
      "sos_commands/logs/journalctl_--no-pager_--catalog_--boot": line,
      "var/log/messages": line,
    });
    expect(found).toMatchObject([{ count: 2, service: "dockerd", file: "journalctl -t dockerd" }]);
    expect(found[0]?.show).toBe("sudo journalctl -t dockerd -n 100 --no-pager");
  });

  it("says nothing of a time where lines bear none, and what to collect", () => {
    const [hit] = hits({ [COMPUTE]: "boom\n" });
    expect(hit?.secondsBeforeEnd).toBeUndefined();
    expect(hit?.secondsAgo).toBeUndefined();
    expect(hit?.lacks["*"]).toMatch(/; collect: /);
  });

  it("rests on logs that were searched, of which an empty one is no evidence", () => {
    expect(node({ [COMPUTE]: "" }).searchedLogs).toEqual([]);
    expect(node({ [COMPUTE]: "x\n" }).searchedLogs).toEqual([{ log: "nova/nova-compute.log", file: COMPUTE }]);
  });
});

describe("where no file tells when a log was written last, its lines do", () => {
  it.each([
    ["2026-11-24 11:59:00", 0],
    ["2026-11-23 23:00:00", 0],
    ["2026-11-20 12:00:00", 4 * 24 * 3600 - 14 * 3600],
    ["2026-11-25 01:00:00", 0],
  ])("%s", (time, seconds) => {
    const [hit] = hits({ [COMPUTE]: `${time}.000 boom\n` });
    expect(hit).toMatchObject({ secondsAgo: seconds, outdated: seconds > 24 * 3600 });
  });

  it.each([
    ["Nov 24 11:59:00", false],
    ["Nov 20 11:59:00", true],
    ["Dec 30 11:59:00", true],
  ])("without a year: %s", (time, outdated) => {
    expect(hits({ "var/log/messages": `${time} host x: boom\n` })).toMatchObject([{ outdated }]);
  });
});

describe("what a container writes to the journal alone", () => {
  const JOURNAL = "sos_commands/logs/journalctl_--no-pager";
  const line = (tag: string, text: string) =>
    `Nov 24 11:59:00 host ${tag}[7]: 2026-11-24 11:59:00.100 7 ERROR ${text}\n`;
  const journal = (...lines: string[]) => ({ [JOURNAL]: `${lines.join("")}Nov 24 12:00:00 host systemd[1]: end\n` });
  const found = (files: Readonly<Record<string, string>>, ...globs: string[]) =>
    node(files, undefined, { ...BOOM, in: globs }).logHits.map(({ container, count, cleared }) => [
      ...[container, count, cleared],
    ]);

  it.each([["stdout:*"], ["nova/**"], ["*/**"]])("is found as in its own log, by rules over %s", (glob) => {
    expect(found(journal(line("nova_compute", "boom")), glob)).toEqual([["nova_compute", 1, false]]);
    expect(found(journal(line(idOf(0), "boom")), "stdout:*")).toEqual([["nova_compute", 1, false]]);
    expect(found({ "var/log/messages": line("nova_compute", "boom") }, glob)).toEqual([["nova_compute", 1, false]]);
  });

  it("is found by rules over the logs that the catalogue has of it, whatever the container is called", () => {
    const files = (tag: string) => journal(line(tag, "boom"));
    const told = (tag: string, glob: string) =>
      node(files(tag), undefined, { ...BOOM, in: [glob] }, { name: tag }).logHits.map(({ container }) => container);
    expect(told("galera-bundle-podman-0", "mysql/**")).toEqual(["galera-bundle-podman-0"]);
    expect(told("ovn_metadata_agent", "neutron/**")).toEqual(["ovn_metadata_agent"]);
    expect(told("ovn_metadata_agent", "nova/**")).toEqual([]);
  });

  it("is not found for rules over other services, nor in what others than containers write", () => {
    expect(found(journal(line("nova_compute", "boom")), "neutron/**")).toEqual([]);
    expect(found(journal(line("novalike", "boom"), line("systemd", "boom")), "stdout:*", "*/**")).toEqual([]);
  });

  it("is cleared by the same container alone", () => {
    const boom = line("nova_compute", "boom");
    expect(found(journal(boom, line("nova_compute", "fine again")), "stdout:*")).toEqual([["nova_compute", 1, true]]);
    expect(found(journal(boom, line("sshd", "fine again")), "stdout:*")).toEqual([["nova_compute", 1, false]]);
  });

  it("counts once where its output was captured besides", () => {
    const files = { ...journal(line("nova_compute", "boom")), [STDOUT]: "2026-11-24T11:59:00Z boom\n" };
    expect(found(files, "stdout:*")).toEqual([["nova_compute", 1, false]]);
  });

  it("was searched, where its output goes there", () => {
    const logs = node(journal(line("x", "y"))).searchedLogs;
    expect(logs.map(({ log }) => log)).toEqual(["journal"]);
    const journald = node(journal(line("x", "y")), undefined, BOOM, { logDriver: "journald" }).searchedLogs;
    expect(journald.map(({ log }) => log)).toEqual(["journal", "stdout:nova_compute", "nova/nova-compute.log"]);
  });
});
