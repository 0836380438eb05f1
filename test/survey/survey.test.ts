import { existsSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { analyze } from "../../src/analyze.ts";
import { createMasker } from "../../src/mask/masker.ts";
import { deploymentOf } from "../../src/model/deployment.ts";
import { surveyOf } from "../../src/survey/survey.ts";
import type { NodeSurvey, Survey } from "../../src/survey/types.ts";
import { hidden } from "../mask/cases.ts";
import { captured, idOf, inspect } from "../support/captured.ts";
import { KNOWN } from "../support/known.ts";
import { REAL_DATA } from "../support/real-data.ts";

const INSPECT = "sos_commands/docker/containers/docker_inspect_all";

/** The survey of one node whose bundle holds these files. */
function surveyed(files: Parameters<typeof captured>[0]): NodeSurvey {
  const bundles = [captured(files)];
  const { nodes } = surveyOf({ deployment: deploymentOf(bundles, KNOWN), bundles, findings: [] }, createMasker());
  const [node] = nodes;
  if (node === undefined) throw new Error("no node");
  return node;
}

async function ofBundles(...paths: readonly string[]): Promise<Survey> {
  const analysis = await analyze(paths, { survey: true });
  if (!analysis.ok || analysis.survey === undefined) throw new Error("no survey");
  return analysis.survey;
}

describe("a container in the survey", () => {
  it("has the checks that the engine remembers, its times, labels and environment", () => {
    const health = {
      Status: "unhealthy",
      FailingStreak: 2,
      Log: [
        { Start: "2026-01-01T10:00:00Z", End: "2026-01-01T10:00:01Z", ExitCode: 0, Output: "fine" },
        { Start: "2026-01-01T10:01:00Z", End: "2026-01-01T10:01:01Z", ExitCode: 1, Output: "no ports opened\n" },
      ],
    };
    const node = surveyed({ [INSPECT]: inspect({ name: "/nova_compute", health, labels: { managed_by: "paunch" } }) });
    expect(node.containers).toMatchObject([
      {
        ...{
          name: "nova_compute",
          condition: "unhealthy",
          id: idOf(0),
          labels: [{ name: "managed_by", value: "paunch" }],
        },
        health: { status: "unhealthy", probes: [{ exitCode: 0 }, { exitCode: 1, output: "no ports opened" }] },
      },
    ]);
    expect(node.events.filter(({ kind }) => kind === "unhealthy")).toMatchObject([
      { at: Date.UTC(2026, 0, 1, 10, 1, 1), subject: "nova_compute" },
    ]);
  });

  it("says what to collect where it was not inspected", () => {
    const node = surveyed({
      "sos_commands/docker/docker_ps_-a":
        "CONTAINER ID        IMAGE               COMMAND             CREATED             STATUS              PORTS               NAMES\n" +
        'aaaaaaaaaaa1        nova:1              "kolla_start"       2 weeks ago         Up 2 weeks                              nova_api\n',
    });
    expect(node.containers[0]?.labels).toBeUndefined();
    expect(node.containers[0]?.uninspected).toMatch(/inspect/);
  });

  it.each(hidden.filter(([, text]) => /^[A-Za-z_]+=\S+$/.test(text)))(
    "shows no secret of its environment: %s",
    (_, text) => {
      const [name = "", secret = ""] = text.split(/=(.*)/s);
      const json = JSON.stringify(surveyed({ [INSPECT]: inspect({ name: "/a", environment: [`${name}=${secret}`] }) }));
      expect(json).toContain(name);
      expect(json).not.toMatch(/hunter@?2/);
    },
  );
});

describe("the survey of the sample deployment", () => {
  let survey: Survey;
  beforeAll(async () => {
    survey = await ofBundles("bundles/compute0.tgz", "bundles/controller0.tgz", "bundles/director.tgz");
  });
  const node = (name: string) => survey.nodes.find((one) => one.name === name) as NodeSurvey;

  it("calls what rules find unhealthy, ended and missing the same", () => {
    const conditions = new Map(node("controller0").containers.map(({ name, condition }) => [name, condition]));
    expect(conditions.get("heat_engine")).toBe("unhealthy");
    expect(node("compute0").containers.find(({ name }) => name === "iscsid")?.condition).toBe("failed");
    expect([...conditions.values()]).toContain("done");
  });

  it("tells starts and exits in the order of time, up to the capture", () => {
    const { events, capturedAt } = node("compute0");
    expect(events.map(({ at }) => at)).toEqual(events.map(({ at }) => at).sort((one, other) => one - other));
    expect(events.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(["created", "started", "exited", "unhealthy", "log", "captured"]),
    );
    expect(capturedAt).toBeGreaterThan(Date.UTC(2026, 0, 1));
  });

  it("has the settings of /etc that have no effect beside what is in force", () => {
    const drift = survey.nodes.flatMap((one) => one.drift);
    expect(drift.length).toBeGreaterThan(0);
    for (const { etc, generated, kind } of drift.filter((row) => row.kind === "no-effect")) {
      expect(kind).toBe("no-effect");
      expect(etc?.file).toMatch(/^etc\//);
      expect(generated?.file).toMatch(/^var\/lib\/config-data\/puppet-generated\//);
      expect(etc?.value).not.toBe(generated?.value);
    }
  });

  it("has each image with what nodes and registry have of it", () => {
    expect(survey.images.length).toBeGreaterThan(5);
    for (const { nodes } of survey.images) expect(nodes).toHaveLength(3);
    const nova = survey.images.find(({ name }) => name === "rhosp13/openstack-nova-compute");
    expect(nova?.nodes[0]?.state).toBe("used");
  });

  it("tells what was captured and how long that took", () => {
    const { capture } = node("controller0");
    expect(capture.captures).toBeGreaterThan(20);
    expect(capture.collectedMilliseconds).toBeGreaterThan(0);
    expect(capture.entries).toBeGreaterThan(50);
  });

  it("stays small", () => {
    expect(JSON.stringify(survey).length).toBeLessThan(400_000);
  });
});

const archives = `${REAL_DATA}/archives`;
describe.skipIf(!existsSync(archives))(
  `real archives${existsSync(archives) ? "" : ` (skipped: no ${archives})`}`,
  () => {
    it("show no password of a service in their survey", async () => {
      const { readdirSync } = await import("node:fs");
      const sosreports = readdirSync(archives)
        .filter((name) => /^sosreport.*\.(tar\.xz|tar\.gz|tgz)$/.test(name))
        .slice(0, 2);
      for (const name of sosreports) {
        const json = JSON.stringify(await ofBundles(`${archives}/${name}`));
        expect(json).not.toMatch(/(?:password|passwd)\s*=\s*(?!masked-|\*{4,}|<|%|\$|None|")[A-Za-z0-9]{6,}/i);
      }
    });
  },
);
