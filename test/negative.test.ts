import { describe, expect, it, vi } from "vitest";
import { deployments, type HealthyFile, healthyBundle, healthyDeployment, nodes } from "../scripts/healthy/index.js";
import { OWN_RULES } from "../src/analyze.ts";
import type { Result } from "../src/report/result.ts";
import { loadRules } from "../src/rules/load.ts";
import { analyzeHealthy, analyzeTogether } from "./support/healthy.ts";

/** Loading the rules takes longer than judging a node by them: for all nodes here it is done once. */
vi.mock(import("../src/rules/load.ts"), async (original) => {
  const load = await original();
  const loaded = new Map<string, ReturnType<typeof load.loadRules>>();
  const loadRules: typeof load.loadRules = (directories) => {
    const key = directories.join("\0");
    const rules = loaded.get(key) ?? load.loadRules(directories);
    loaded.set(key, rules);
    return rules;
  };
  return { ...load, loadRules };
});

const told = ({ findings }: Result) => findings.map(({ rule, message }) => `${rule}: ${message}`);
const broken = ({ outcomes }: Result) => outcomes.filter(({ outcome }) => outcome === "error");

/** The subjects on which a rule came out as `ok`. */
const fine = ({ outcomes }: Result, rule: string) =>
  outcomes.flatMap((one) => (one.rule === rule && one.outcome === "ok" ? [one.subject?.name ?? ""] : []));

/** The rules that looked at something and found it well. */
const satisfied = ({ outcomes }: Result) =>
  new Set(outcomes.flatMap(({ rule, outcome }) => (outcome === "ok" ? [rule] : [])));

/** The rules that look for words in logs and say that all is well since there are none. */
async function trusting({ outcomes }: Result): Promise<string[]> {
  const { rules } = await loadRules([OWN_RULES]);
  const overLogs = new Set(rules.flatMap(({ id, log }) => (log === undefined ? [] : [id])));
  return outcomes.flatMap(({ rule, outcome }) => (overLogs.has(rule) && outcome === "ok" ? [rule] : []));
}

/** How many rules at least are to be satisfied with a node: what they need is in the bundle. */
const SATISFIED: Readonly<Record<string, number>> = { Controller: 110, Undercloud: 85, Compute: 75 };
const LEAST_SATISFIED = 60;

describe.each(nodes.map((node) => [`${node.release} ${node.role}`, node] as const))("a healthy node: %s", (_, node) => {
  let once: ReturnType<typeof analyzeHealthy> | undefined;
  const analyzed = () => {
    once ??= analyzeHealthy(node);
    return once;
  };

  it("is found no fault with, and was looked at all the same", async () => {
    const { plan, result } = await analyzed();
    expect(told(result)).toEqual([]);
    expect(broken(result)).toEqual([]);
    expect(await trusting(result)).toEqual([]);
    expect(satisfied(result).size).toBeGreaterThanOrEqual(SATISFIED[node.role] ?? LEAST_SATISFIED);

    const services = plan.containers.filter(({ service }) => service).map(({ name }) => name);
    expect(services.length).toBeGreaterThan(0);
    expect(fine(result, "service-exited")).toEqual(expect.arrayContaining(services));
    const checked = plan.containers.filter(({ health }) => health).map(({ name }) => name);
    expect(fine(result, "container-unhealthy")).toEqual(expect.arrayContaining(checked));
  });

  it("is recognized for what it is", async () => {
    const { plan, result } = await analyzed();
    const release = plan.product === "kolla-ansible" ? "2024.1" : node.release;
    expect(result.nodes).toMatchObject([{ product: plan.product, release, role: node.role }]);
  });
});

describe("a healthy deployment", () => {
  it.each(deployments)("of %s is found no fault with, whose nodes were compared", async (release) => {
    const result = await analyzeTogether(healthyDeployment(release));
    expect(told(result)).toEqual([]);
    expect(broken(result)).toEqual([]);
    expect(await trusting(result)).toEqual([]);
    const compared = ["image-skew", "transport-hosts-differ", "release-skew"];
    expect([...satisfied(result)]).toEqual(expect.arrayContaining(compared));
    // A data plane is no cluster, and its nodes set their addresses in files of their own names.
    if (release === "18") return;
    expect([...satisfied(result)]).toEqual(expect.arrayContaining(["captures-apart", "host-address-shared"]));
    if (release === "kolla-ansible") return;
    const clustered = [
      "cluster-views-differ",
      "galera-views-differ",
      "rabbitmq-views-differ",
      "vip-absent",
      "vip-twice",
    ];
    expect([...satisfied(result)]).toEqual(expect.arrayContaining(clustered));
  });

  it.each(["13", "16", "17"])(
    "of %s is found no fault with by the bundle of one controller of three",
    async (release) => {
      const result = await analyzeTogether([healthyBundle(release, "Controller", { index: 1, controllers: 3 })]);
      expect(told(result)).toEqual([]);
      expect(broken(result)).toEqual([]);
    },
  );
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
    expect(told(result)).toEqual([
      expect.stringMatching(/^service-missing-by-release: There is no container nova_conductor/),
    ]);
  });

  it.each(["12", "14", "15", "16", "17"])("is not said to lack it by what OSP %s can run", async (release) => {
    const { result } = await analyzeHealthy({ release, role: "Controller" }, (files) =>
      withoutStartup(without(files, "nova_conductor")),
    );
    expect(result.findings.filter(({ rule }) => /^service-missing/.test(rule))).toEqual([]);
  });

  it("is not said to lack what it need not have: the whole of a service, what pacemaker runs elsewhere", async () => {
    const gone = ["aodh_api", "aodh_evaluator", "aodh_listener", "aodh_notifier", "openstack-cinder-volume-docker-0"];
    const { result } = await analyzeHealthy({ release: "13", role: "Controller" }, (files) =>
      withoutStartup(gone.reduce<Record<string, HealthyFile>>(without, { ...files })),
    );
    expect(result.findings.filter(({ rule }) => /^service-missing/.test(rule))).toEqual([]);
  });
});
