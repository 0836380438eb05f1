import { readFile } from "node:fs/promises";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { OWN_RULES } from "../src/analyze.ts";
import { baselineOf, type Side } from "../src/baseline.ts";
import { maskJudgement } from "../src/mask/mask-judgement.ts";
import { createMasker } from "../src/mask/masker.ts";
import { deploymentOf } from "../src/model/deployment.ts";
import { resultOf } from "../src/report/summary.ts";
import { judge } from "../src/rules/evaluate.ts";
import { loadRules } from "../src/rules/load.ts";
import { captured, type Inspected, inspect, psTable } from "./support/captured.ts";
import { KNOWN } from "./support/known.ts";

const library = await loadRules([OWN_RULES]);
/** Of the library the rules on what the containers below have. */
const rules = library.rules.filter(({ id }) =>
  /^(container-(oom-killed|unhealthy)|service-exited|messaging-.*)$/.test(id),
);
const masker = createMasker();
const NOVA = "var/lib/config-data/puppet-generated/nova/etc/nova/nova.conf";
const RABBIT = "There is no x process with opened RabbitMQ ports (5671,5672) running in the container";

interface NodeFiles {
  readonly name?: string;
  readonly containers: readonly Inspected[];
  readonly date?: string;
  readonly conf?: string;
}

function side(...nodes: readonly NodeFiles[]): Side {
  const bundles = nodes.map(({ name = "n0", containers, date = "Mon Nov 23 12:00:00 UTC 2026", conf }) => {
    const rows = containers.map(({ name: one, status, exitCode, health }) => {
      const word = (health as { Status?: string } | undefined)?.Status;
      const state =
        status === "exited" ? `Exited (${exitCode ?? 0}) 1 hour ago` : `Up 1 day${word ? ` (${word})` : ""}`;
      return [one, "r/x:1", state] as const;
    });
    return captured({
      hostname: `${name}\n`,
      date: `${date}\n`,
      "sos_commands/docker/docker_ps_-a": psTable(...rows),
      "sos_commands/docker/docker_inspect_all": inspect(...containers.map((one) => ({ image: "r/x:1", ...one }))),
      ...(conf === undefined ? {} : { [NOVA]: conf }),
    });
  });
  const deployment = deploymentOf(bundles, KNOWN);
  return { bundles, deployment, judgement: maskJudgement(judge(rules, deployment, "en", KNOWN.catalogue), masker) };
}

const well = (name: string): Inspected => ({
  name,
  restart: "always",
  health: { Status: "healthy", FailingStreak: 0, Log: [] },
});
const sick = (name: string, output = "no"): Inspected => ({
  ...{ name, restart: "always" },
  health: { Status: "unhealthy", FailingStreak: 3, Log: [{ ExitCode: 1, Output: output }] },
});

describe("a baseline", () => {
  it("tells new, unchanged and gone findings apart, with what changed beside", () => {
    const before = side({ containers: [sick("old"), sick("both"), well("young")], conf: "[DEFAULT]\ndebug=true\n" });
    const after = side({
      containers: [well("old"), sick("both", "other"), sick("young")],
      conf: "[DEFAULT]\ndebug=false\n",
    });
    const { findings, baseline } = baselineOf(before, after, { rules, masker });
    expect(findings.map(({ subject, change }) => `${subject.name} ${change}`)).toEqual(["both unchanged", "young new"]);
    expect(baseline.gone.map(({ subject }) => subject.name)).toEqual(["old"]);
    expect(baseline.changes.map(({ kind }) => kind)).toEqual(["setting-changed"]);
    expect(baseline.nodes).toEqual([{ name: "n0", source: "node0.tgz", capturedAt: "2026-11-23T12:00:00.000Z" }]);
  });

  it("shows no secret of a changed setting", () => {
    const conf = (secret: string) =>
      `[DEFAULT]\nadmin_password=${secret}\ntransport_url=rabbit://u:${secret}@h:5672/\n`;
    const [before, after] = [
      side({ containers: [], conf: conf("first-Secret1") }),
      side({ containers: [], conf: conf("other-Secret2") }),
    ];
    const { baseline } = baselineOf(before, after, { rules, masker });
    expect(baseline.changes.map(({ subject }) => subject.name.split(" ").at(-1))).toEqual([
      "admin_password",
      "transport_url",
    ]);
    expect(JSON.stringify(baseline)).not.toMatch(/Secret[12]/);
  });

  it("lists a hundred changed settings of a node, and counts the others", () => {
    const conf = (value: number) =>
      `[DEFAULT]\n${Array.from({ length: 130 }, (_, index) => `k${index}=${value}\n`).join("")}`;
    const { baseline } = baselineOf(side({ containers: [], conf: conf(1) }), side({ containers: [], conf: conf(2) }), {
      rules,
      masker,
    });
    expect([baseline.changes.length, baseline.moreChanges]).toEqual([100, 30]);
  });

  it("says which nodes it could not compare, and where the earlier bundle is the later one", () => {
    const late = { containers: [], date: "Tue Nov 24 12:00:00 UTC 2026" };
    const { baseline } = baselineOf(
      side(late, { name: "n1", containers: [] }),
      side({ containers: [] }, { name: "n2", containers: [] }),
      { rules, masker },
    );
    expect(baseline.notes).toEqual([
      "n2: no earlier bundle of it was given, so that nothing of it is compared",
      "n1: no later bundle of it was given, so that nothing of it is compared",
      "n0: the bundle given as the earlier one was captured later",
    ]);
  });
});

describe("a broken deployment", () => {
  const broken = side(
    {
      containers: [
        { name: "rabbitmq-bundle-docker-0", status: "exited", exitCode: 137, oomKilled: true },
        ...["nova_conductor", "heat_engine"].map((name) => sick(name, RABBIT)),
        sick("horizon"),
      ],
    },
    { name: "n1", containers: [sick("nova_compute", RABBIT)] },
  );

  it("shows the one thing to mend first, and under it all that follows", () => {
    const told = broken.judgement.findings.map(
      ({ rule, node, subject, causes = [] }) => `${rule} ${node} ${subject.name} < ${causes[0]?.rule ?? ""}`,
    );
    expect(told).toEqual([
      "container-oom-killed n0 rabbitmq-bundle-docker-0 < ",
      "service-exited n0 rabbitmq-bundle-docker-0 < container-oom-killed",
      "messaging-unreachable deployment messages < service-exited",
      "container-unhealthy n0 heat_engine < messaging-unreachable",
      "container-unhealthy n0 nova_conductor < messaging-unreachable",
      "container-unhealthy n1 nova_compute < messaging-unreachable",
      "container-unhealthy n0 horizon < ",
    ]);
  });

  it("accuses no RabbitMQ that runs: then health checks and broker disagree", () => {
    const running = side({
      containers: [
        well("rabbitmq-bundle-docker-0"),
        ...["nova_conductor", "heat_engine", "nova_scheduler"].map((name) => sick(name, RABBIT)),
      ],
    });
    const [root, ...effects] = running.judgement.findings;
    expect([root?.rule, root?.severity]).toEqual(["messaging-probes-disagree", "warning"]);
    expect(effects.map(({ rule }) => rule)).toEqual(Array(3).fill("container-unhealthy"));
  });

  it("is told in JSON of its schema, with a baseline", async () => {
    const before = side({ containers: [well("horizon")] });
    const { findings, baseline } = baselineOf(before, broken, { rules, masker });
    const result = { ...resultOf(broken.deployment, { ...broken.judgement, findings }, rules, "error"), baseline };
    const schema = JSON.parse(await readFile(new URL("../schemas/result.schema.json", import.meta.url), "utf8"));
    const check = new Ajv2020().compile(schema);
    expect(check(JSON.parse(JSON.stringify(result))), JSON.stringify(check.errors)).toBe(true);
  });
});
