import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { archiveOf } from "../scripts/healthy/archive.js";
import { type HealthyFile, healthyBundle } from "../scripts/healthy/index.js";
import { analyze } from "../src/analyze.ts";
import type { Result } from "../src/report/result.ts";
import type { Finding } from "../src/rules/outcome.ts";

type Files = Readonly<Record<string, HealthyFile>>;

const scratch = mkdtempSync(join(tmpdir(), "must-gather-"));
afterAll(() => rmSync(scratch, { recursive: true }));

const TOP = "must-gather.local.5/quay-io-openstack-k8s-operators-openstack-must-gather-sha256-5f";
const NODE = "sos-reports/_all_nodes/sosreport-edpm-compute-0";

/** A pod as `oc adm inspect` writes it. */
const pod = (name: string, owner: string, status: string) => `- apiVersion: v1
  kind: Pod
  metadata:
    name: ${name}
    namespace: openstack
    ownerReferences:
    - apiVersion: apps/v1
      kind: ${owner.split("/")[0]}
      name: ${owner.split("/")[1]}
  status:
${status.replace(/^/gm, "    ")}`;

const running = `conditions:
- status: "True"
  type: Ready
containerStatuses:
- name: main
  ready: true
  restartCount: 0
  state:
    running:
      startedAt: "2026-11-20T00:00:00Z"
phase: Running`;

const waiting = (reason: string) => `conditions:
- status: "False"
  type: Ready
containerStatuses:
- image: quay.io/podified/openstack-main:1
  lastState:
    terminated:
      exitCode: 1
      reason: Error
  name: main
  ready: false
  restartCount: 12
  state:
    waiting:
      message: back-off
      reason: ${reason}
phase: Running`;

const ended = `containerStatuses:
- name: main
  ready: false
  state:
    terminated:
      exitCode: 1
      reason: Error
phase: Failed`;

const CELL = (status: string) => pod("rabbitmq-cell1-server-0", "StatefulSet/rabbitmq-cell1-server", status);
const OTHERS = [
  pod("rabbitmq-server-0", "StatefulSet/rabbitmq-server", running),
  pod("openstack-galera-0", "StatefulSet/openstack-galera", running),
  pod("keystone-7d4b9c6f8-x2x5z", "ReplicaSet/keystone-7d4b9c6f8", running),
  pod("keystone-db-sync-2bq4z", "Job/keystone-db-sync", ended),
];

const podsOf = (...pods: readonly string[]): Files => ({
  "namespaces/openstack/core/pods.yaml": {
    text: `---\napiVersion: v1\nitems:\n${pods.join("\n")}\nkind: PodList\n`,
  },
});

/** The same as `oc get all` shows it. */
const tableOf = (...rows: readonly string[]): Files => ({
  "namespaces/openstack/all_resources.log": {
    text: [
      "NAME                                 READY   STATUS             RESTARTS         AGE",
      ...rows.map((row) => `pod/${row}`),
      "",
      "NAME                        TYPE        CLUSTER-IP       EXTERNAL-IP   PORT(S)    AGE",
      "service/rabbitmq-cell1      ClusterIP   172.30.13.7      <none>        5671/TCP   4d",
      "",
    ].join("\n"),
  },
});

const condition = (type: string, status: string, message: string): Files => ({
  "namespaces/openstack/crs/openstackcontrolplanes.core.openstack.org/controlplane.yaml": {
    text: `apiVersion: core.openstack.org/v1beta1
kind: OpenStackControlPlane
metadata:
  name: controlplane
  namespace: openstack
status:
  conditions:
  - lastTransitionTime: "2026-11-24T03:00:00Z"
    message: ${message}
    status: "False"
    type: Ready
  - lastTransitionTime: "2026-11-24T03:00:00Z"
    message: ${message}
    status: "${status}"
    type: ${type}
`,
  },
});

/** What nova-compute writes while nobody listens at an address of the broker. */
const cutOff = (host: string): Files => {
  const lines = Array.from({ length: 5 }, (_, at) => {
    const minute = 54 + at;
    return `Nov 24 03:${minute}:20 edpm-compute-0 nova_compute[2345]: 2026-11-24 03:${minute}:20.123 2 ERROR oslo.messaging._drivers.impl_rabbit [None req-0b6f3a52-7f2d-4f6e-a5a4-0f0f1f9f4c37 - - - - - -] [7e0c8d5c-91f4-4f39-8d8e-9b4f9a4c6d21] AMQP server on ${host}:5671 is unreachable: [Errno 111] ECONNREFUSED. Trying again in 1 seconds.: ConnectionRefusedError: [Errno 111] ECONNREFUSED`;
  });
  const last = "Nov 24 03:59:59 edpm-compute-0 systemd[1]: Started x.";
  return { "sos_commands/logs/journalctl_--no-pager": { text: [...lines, last, ""].join("\n") } };
};

function mustGather(cluster: Files, node: Files = {}, place = NODE): Files {
  const { files } = healthyBundle("18", "compute", { layout: "manage" });
  const kept = Object.entries({ ...files, ...node }).filter(
    ([path]) => Object.keys(node).length === 0 || !path.includes("podman_logs"),
  );
  return { ...cluster, ...Object.fromEntries(kept.map(([path, file]) => [`${place}/${path}`, file])) };
}

async function analyzed(path: string): Promise<Result> {
  const analysis = await analyze([path]);
  if (!analysis.ok) throw new Error(JSON.stringify(analysis.problems));
  return analysis.result;
}

let count = 0;
async function packed(files: Files): Promise<Result> {
  count += 1;
  const path = join(scratch, `case-${count}.tgz`);
  writeFileSync(path, archiveOf(TOP, files));
  return analyzed(path);
}

async function unpacked(files: Files): Promise<Result> {
  count += 1;
  const top = join(scratch, `case-${count}`);
  for (const [path, { text }] of Object.entries(files)) {
    mkdirSync(dirname(join(top, TOP, path)), { recursive: true });
    writeFileSync(join(top, TOP, path), text);
  }
  return analyzed(top);
}

const isTold = ({ severity }: Finding) => severity !== "info";
const roots = ({ findings }: Result) =>
  findings
    .filter((one) => isTold(one) && (one.causes ?? []).length === 0)
    .map(({ severity, rule, subject }) => `${severity} ${rule} ${subject.name}`)
    .sort();
const causesOf = ({ findings }: Result, rule: string) =>
  findings.filter((one) => one.rule === rule).map(({ causes = [] }) => causes.map(({ subject }) => subject.name));

const LOOPING = "error pod-crash-looping rabbitmq-cell1-server-0";
const MESSAGES = "rabbitmq-cell1.openstack.svc";

describe("a must-gather with the report of a compute", () => {
  it.each([
    ["packed", packed],
    ["unpacked", unpacked],
  ])("has what the compute is cut off from below the pod that ends again and again: %s", async (_, read) => {
    const result = await read(mustGather(podsOf(CELL(waiting("CrashLoopBackOff")), ...OTHERS), cutOff(MESSAGES)));
    expect(result.nodes.map(({ name }) => name)).toEqual(["edpm-compute-0"]);
    expect(roots(result)).toEqual([LOOPING]);
    expect(causesOf(result, "amqp-unreachable")).toEqual([["rabbitmq-cell1-server-0"]]);
    const [found] = result.findings.filter(({ rule }) => rule === "pod-crash-looping");
    expect(found?.message).toBe(
      "rabbitmq-cell1-server-0 in namespace openstack is in CrashLoopBackOff (container main), started anew 12 times, it last ended with exit code 1 (Error): back-off",
    );
    expect(found?.evidence.map(({ file, text }) => `${file}: ${text}`)).toEqual([
      "namespaces/openstack/core/pods.yaml: reason: CrashLoopBackOff",
    ]);
    expect(found?.node).toBe("deployment");
    expect(result.inputs.map(({ controlPlane }) => controlPlane)).toEqual([true]);
  });

  it.each([
    ["packed", packed],
    ["unpacked", unpacked],
  ])("finds the report wherever it lies, and counts each other file once: %s", async (_, read) => {
    const files = mustGather(podsOf(CELL(running)), {}, "namespaces/openstack/sosreport-edpm-compute-0");
    const { nodes, inputs } = await read({ ...files, "namespaces/openstack/events.log": { text: "x\n" } });
    expect(nodes.map(({ name }) => name)).toEqual(["edpm-compute-0"]);
    const passed = inputs[0]?.passedBy.reduce((sum, one) => sum + (one.files ?? 1), 0);
    expect([inputs[0]?.bundles.length, passed]).toEqual([1, 1]);
  });

  it("reads pods from the table of all resources as well", async () => {
    const table = tableOf(
      "keystone-7d4b9c6f8-x2x5z   1/1     Running            0                4d",
      "keystone-db-sync-2bq4z     0/1     Completed          0                4d",
      "openstack-galera-0         1/1     Running            1 (2d ago)       4d",
      "rabbitmq-cell1-server-0    0/1     CrashLoopBackOff   12 (3m ago)      4d",
      "rabbitmq-server-0          1/1     Running            0                4d",
    );
    const result = await packed(mustGather(table, cutOff(MESSAGES)));
    expect(roots(result)).toEqual([LOOPING]);
    expect(causesOf(result, "amqp-unreachable")).toEqual([["rabbitmq-cell1-server-0"]]);
  });

  it("does not hold a pod against a compute that asked for another", async () => {
    const result = await packed(
      mustGather(podsOf(CELL(waiting("CrashLoopBackOff")), ...OTHERS), cutOff("rabbitmq.openstack.svc")),
    );
    expect(causesOf(result, "amqp-unreachable")).toEqual([[]]);
    expect(roots(result)).toContain(LOOPING);
  });

  it("explains what was asked at a number where no broker is ready, and only there", async () => {
    const down = pod("rabbitmq-server-0", "StatefulSet/rabbitmq-server", waiting("CrashLoopBackOff"));
    const all = podsOf(CELL(waiting("CrashLoopBackOff")), down, ...OTHERS.slice(1));
    expect(causesOf(await packed(mustGather(all, cutOff("172.17.0.86"))), "amqp-unreachable")[0]).toContain(
      "rabbitmq-cell1-server-0",
    );
    const one = podsOf(CELL(waiting("CrashLoopBackOff")), ...OTHERS);
    expect(causesOf(await packed(mustGather(one, cutOff("172.17.0.86"))), "amqp-unreachable")).toEqual([[]]);
  });

  it.each<[string, Files, readonly string[]]>([
    ["all of whose pods run, beside jobs that ended", podsOf(CELL(running), ...OTHERS), []],
    [
      "one of whose images cannot be pulled",
      podsOf(CELL(waiting("ImagePullBackOff")), ...OTHERS),
      ["error pod-image-not-pulled rabbitmq-cell1-server-0"],
    ],
    [
      "one of whose pods runs and is not ready",
      podsOf(CELL(running.replace("True", "False")), ...OTHERS),
      ["warning pod-not-ready rabbitmq-cell1-server-0"],
    ],
    [
      "one part of which its operator does not find ready",
      { ...podsOf(CELL(running), ...OTHERS), ...condition("OpenStackControlPlaneNovaReady", "False", "in progress") },
      ["warning control-plane-not-ready OpenStackControlPlane controlplane OpenStackControlPlaneNovaReady"],
    ],
    [
      "beside which a namespace of something else has trouble",
      {
        "namespaces/shop/core/pods.yaml": {
          text: `apiVersion: v1\nitems:\n${pod("memcached-0", "StatefulSet/memcached", waiting("CrashLoopBackOff"))}\n`,
        },
      },
      [],
    ],
    [
      "whose listing was cut short",
      { "namespaces/openstack/core/pods.yaml": { text: "items:\n- metadata:\n    name: [" } },
      [],
    ],
  ])("finds what is wrong with a control plane %s", async (_, cluster, expected) => {
    expect(roots(await packed(mustGather(cluster)))).toEqual(expected);
  });

  it("holds a pod against nobody whose address another serves", async () => {
    const keystone = pod("keystone-5f6d7c8b9-x2x5z", "ReplicaSet/keystone-5f6d7c8b9", waiting("ImagePullBackOff"));
    const { findings } = await packed(mustGather(podsOf(CELL(running), ...OTHERS, keystone)));
    const [found] = findings.filter(({ rule }) => rule === "pod-image-not-pulled");
    expect(found?.tells?.state).toBe("degraded");
  });

  it("leaves open what a listing may have left out", async () => {
    const cut = { "namespaces/openstack/core/pods.yaml": { text: "items:\n- metadata:\n    name: [" } };
    const { outcomes } = await packed(mustGather({ ...cut, ...condition("NovaReady", "True", "done") }));
    expect(outcomes.filter(({ rule }) => rule === "pod-crash-looping").map(({ outcome }) => outcome)).toEqual([
      "unknown",
    ]);
  });

  it("is told not to hold a node where it has a control plane alone", async () => {
    const result = await packed(podsOf(CELL(running), ...OTHERS));
    expect(result.nodes).toEqual([]);
    expect(result.inputs[0]?.unreadable).toContain("none of them from a report");
  });
});
