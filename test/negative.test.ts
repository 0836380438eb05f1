import { describe, expect, it } from "vitest";
import { type HealthyFile, nodes } from "../scripts/healthy/index.js";
import type { Result } from "../src/report/result.ts";
import { analyzeHealthy } from "./support/healthy.ts";

const GRAVE = new Set(["critical", "error"]);

const told = ({ findings }: Result, grave: boolean) =>
  findings.filter(({ severity }) => GRAVE.has(severity) === grave).map(({ rule, message }) => `${rule}: ${message}`);

/** The subjects on which a rule came out as `ok`. */
const fine = ({ outcomes }: Result, rule: string) =>
  outcomes.flatMap((one) => (one.rule === rule && one.outcome === "ok" ? [one.subject?.name ?? ""] : []));

describe.each(nodes.map((node) => [`${node.release} ${node.role}`, node] as const))("a healthy node: %s", (_, node) => {
  let once: ReturnType<typeof analyzeHealthy> | undefined;
  const analyzed = () => {
    once ??= analyzeHealthy(node);
    return once;
  };

  it("is found no fault with, and was looked at all the same", async () => {
    const { plan, result } = await analyzed();
    expect(told(result, true)).toEqual([]);
    expect(told(result, false)).toEqual([]);
    expect(result.outcomes.filter(({ outcome }) => outcome === "error")).toEqual([]);

    const services = plan.containers.filter(({ service }) => service).map(({ name }) => name);
    expect(services.length).toBeGreaterThan(0);
    expect(fine(result, "service-exited")).toEqual(expect.arrayContaining(services));
    if (plan.table.health === "timer") return;
    const checked = plan.containers.filter(({ health }) => health).map(({ name }) => name);
    expect(fine(result, "container-unhealthy")).toEqual(expect.arrayContaining(checked));
  });

  it("is recognized for what it is", async () => {
    const { plan, result } = await analyzed();
    const release = plan.product === "kolla-ansible" ? "2024.1" : node.release;
    expect(result.nodes).toMatchObject([{ product: plan.product, release, role: node.role }]);
  });
});

/** The line of a container out of `ps`, its part out of `inspect`: as after `docker rm`. */
function without(files: Readonly<Record<string, HealthyFile>>, name: string): Record<string, HealthyFile> {
  const changed = Object.entries(files).map(([path, file]): [string, HealthyFile] => {
    if (/_ps_-a/.test(path)) {
      const lines = file.text.split("\n").filter((line) => !line.endsWith(` ${name}`));
      return [path, { ...file, text: lines.join("\n") }];
    }
    if (!path.endsWith("_inspect_all")) return [path, file];
    const left = (JSON.parse(file.text) as { Name: string }[]).filter((one) => one.Name.replace("/", "") !== name);
    return [path, { ...file, text: JSON.stringify(left, null, 4) }];
  });
  return Object.fromEntries(changed);
}

const withoutStartup = (files: Readonly<Record<string, HealthyFile>>) =>
  Object.fromEntries(Object.entries(files).filter(([path]) => !/startup-config/.test(path)));

const LOST: Readonly<Record<string, string>> = {
  Controller: "nova_conductor",
  Compute: "nova_compute",
  CephStorage: "logrotate_crond",
  Undercloud: "mysql",
};
const CASES = nodes.flatMap((node) => {
  const lost = node.release === "kolla-ansible" ? undefined : LOST[node.role];
  return lost === undefined ? [] : [{ ...node, lost }];
});

describe("a node that one service was removed from", () => {
  it.each(CASES)("is found to lack it: $release $role", async ({ lost, ...node }) => {
    const { result } = await analyzeHealthy(node, (files) => without(files, lost));
    expect(result.findings.map(({ rule, subject }) => `${rule} ${subject.name}`)).toContain(`service-missing ${lost}`);
  });

  it("is found to lack it by what OSP 13 runs where its start-up configuration is not in the bundle", async () => {
    const { result } = await analyzeHealthy({ release: "13", role: "Controller" }, (files) =>
      withoutStartup(without(files, "nova_conductor")),
    );
    expect(told(result, false)).toEqual([
      expect.stringMatching(/^service-missing-by-release: There is no container nova_conductor/),
    ]);
  });

  it.each(["12", "14", "15", "16", "17"])("is not said to lack it by what OSP %s can run", async (release) => {
    const { result } = await analyzeHealthy({ release, role: "Controller" }, (files) =>
      withoutStartup(without(files, "nova_conductor")),
    );
    expect(result.findings.filter(({ rule }) => /missing/.test(rule))).toEqual([]);
  });

  it("is not said to lack what it need not have: the whole of a service, what pacemaker runs elsewhere", async () => {
    const gone = ["aodh_api", "aodh_evaluator", "aodh_listener", "aodh_notifier", "openstack-cinder-volume-docker-0"];
    const { result } = await analyzeHealthy({ release: "13", role: "Controller" }, (files) =>
      withoutStartup(gone.reduce<Record<string, HealthyFile>>(without, { ...files })),
    );
    expect(result.findings.filter(({ rule }) => /missing/.test(rule))).toEqual([]);
  });
});
