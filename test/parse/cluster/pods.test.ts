import { describe, expect, it } from "vitest";
import conditions from "../../../src/parse/cluster/conditions.ts";
import podList from "../../../src/parse/cluster/pod-list.ts";
import podTable from "../../../src/parse/cluster/pod-table.ts";
import { parserFor } from "../../../src/parse/parsers.ts";

const LIST = "namespaces/openstack/core/pods.yaml";
const TABLE = "namespaces/openstack/all_resources.log";

const pods = `apiVersion: v1
items:
- metadata:
    name: nova-api-0
    ownerReferences:
    - kind: StatefulSet
      name: nova-api
  status:
    conditions:
    - type: Ready
      status: "False"
    containerStatuses:
    - name: nova-api-api
      ready: false
      restartCount: 3
      image: quay.io/nova-api:1
      lastState: {terminated: {reason: OOMKilled, exitCode: 137}}
      state: {waiting: {reason: CrashLoopBackOff, message: back-off}}
    initContainerStatuses:
    - name: wait
      ready: true
    phase: Running
- metadata:
    name: nova-api-1
    deletionTimestamp: "2026-11-24T03:00:00Z"
  status:
    phase: Pending
`;

describe("the parsers of a control plane", () => {
  it.each([
    [LIST, podList],
    [TABLE, podTable],
    ["namespaces/openstack/crs/openstackcontrolplanes.core.openstack.org/a.yaml", conditions],
    ["namespaces/openstack/dataplane.openstack.org/openstackdataplanenodesets/a.yaml", conditions],
    ["namespaces/openstack/dataplane.openstack.org/openstackdataplanedeployments.yaml", conditions],
    ["namespaces/openstack/core/secrets.yaml", undefined],
  ])("take %s", (path, parser) => {
    expect(parserFor(path)).toBe(parser);
  });

  it("read each pod with its containers", () => {
    expect(podList.parse({ file: LIST, text: pods })).toMatchObject([
      { kind: "pod-list", namespace: "openstack", whole: true },
      {
        ...{ name: "nova-api-0", owner: { kind: "StatefulSet", name: "nova-api" }, ready: false, leaving: false },
        containers: [
          { name: "wait", init: true, ready: true },
          {
            ...{ name: "nova-api-api", init: false, ready: false, restarts: 3, waiting: "CrashLoopBackOff" },
            ...{ message: "back-off", lastReason: "OOMKilled", lastExitCode: 137, source: { line: 18 } },
          },
        ],
      },
      { name: "nova-api-1", phase: "Pending", ready: false, leaving: true, containers: [] },
    ]);
  });

  it.each([
    ["that is cut short", { text: pods, loss: "cut" }],
    ["that is no YAML", { text: "items: [" }],
    ["of which a pod tells no phase", { text: pods.replace("    phase: Pending\n", "") }],
  ])("tell that pods may be missing of a list %s", (_, source) => {
    expect(podList.parse({ file: LIST, ...source })[0]).toMatchObject({ kind: "pod-list", whole: false });
  });

  it.each([
    ["keystone-6b8-x 1/1 Running 0 4d", { ready: true, leaving: false, restarts: 0 }],
    ["nova-api-0     1/2 Running 2 (5m ago) 4d", { ready: false, restarts: 2, shown: "Running" }],
    ["nova-api-0     0/1 Init:CrashLoopBackOff 7 (2m3s ago) 4d", { ready: false, shown: "Init:CrashLoopBackOff" }],
    ["nova-api-0     1/1 Terminating 0 4d", { ready: false, leaving: true }],
  ])("read a row of the table: %s", (row, expected) => {
    const text = `NAME READY STATUS RESTARTS AGE\npod/${row}\n\nNAME TYPE\nservice/x ClusterIP\n`;
    const [listing, pod, ...others] = podTable.parse({ file: TABLE, text });
    expect(listing).toMatchObject({ whole: true });
    expect(pod).toMatchObject(expected);
    expect(others).toEqual([]);
  });

  it("tell that pods may be missing of a table with a row that is none", () => {
    const text = "pod/a 1/1 Running 0 4d\npod/b 1/1 Run";
    expect(podTable.parse({ file: TABLE, text })[0]).toMatchObject({ whole: false });
    expect(podTable.parse({ file: TABLE, text: "No resources found" })[0]).toMatchObject({ whole: false });
  });

  it("read the conditions of one resource and of a list", () => {
    const file = "namespaces/openstack/crs/openstackcontrolplanes.core.openstack.org/a.yaml";
    const one = "kind: OpenStackControlPlane\nmetadata:\n  name: a\nstatus:\n  conditions:\n";
    const text = `${one}  - type: Ready\n    status: "False"\n    message: in progress\n  - type: Odd\n`;
    const fact = { kind: "condition", resource: "OpenStackControlPlane", name: "a", namespace: "openstack" };
    const expected = [{ ...fact, type: "Ready", status: "False", message: "in progress" }];
    expect(conditions.parse({ file, text })).toMatchObject(expected);
    const list = `items:\n- ${text.replaceAll("\n", "\n  ")}\nkind: List\n`;
    expect(conditions.parse({ file, text: list })).toMatchObject(expected);
    expect(conditions.parse({ file, text, loss: "cut" })).toEqual([]);
  });
});
