import { describe, expect, it } from "vitest";
import type { PacemakerResource } from "../../../src/parse/cluster/cluster-facts.ts";
import { factsOf, ofKind, only } from "../support.ts";

const FILE = "sos_commands/pacemaker/pcs_status";
const shown = ({ name, state, nodes, flags }: PacemakerResource): string =>
  [name, state, ...nodes, ...flags.map((flag) => `(${flag})`)].join(" ");

/** As pacemaker 1.1 lists a cluster of OSP 13. */
const OLD = `Cluster name: tripleo_cluster
Stack: corosync
Current DC: ctl-1 (version 1.1.19-8.el7_6.4-c3c624ea3d) - partition with quorum
Last updated: Tue Nov 24 12:00:00 2026
Last change: Mon Nov 23 09:10:00 2026 by root via cibadmin on ctl-0

12 nodes configured
37 resources configured

Online: [ ctl-0 ctl-1 ]
OFFLINE: [ ctl-2 ]
GuestOnline: [ galera-bundle-0@ctl-0 galera-bundle-1@ctl-1 ]

Full list of resources:

 Docker container set: galera-bundle [192.168.24.1:8787/rhosp13/openstack-mariadb:pcmklatest]
   galera-bundle-0\t(ocf::heartbeat:galera):\tMaster ctl-0
   galera-bundle-1\t(ocf::heartbeat:galera):\tFAILED Master ctl-1 (blocked)
   galera-bundle-2\t(ocf::heartbeat:galera):\tStopped
 ip-172.17.1.50\t(ocf::heartbeat:IPaddr2):\tStarted ctl-0
 Docker container set: haproxy-bundle [192.168.24.1:8787/rhosp13/openstack-haproxy:pcmklatest]
   haproxy-bundle-docker-0\t(ocf::heartbeat:docker):\tStarted ctl-0
   haproxy-bundle-docker-1\t(ocf::heartbeat:docker):\tStarting ctl-1
   haproxy-bundle-docker-2\t(ocf::heartbeat:docker):\tStopped
 ceph-nfs\t(systemd:ceph-nfs@pacemaker):\tStarted ctl-1
 Docker container: openstack-manila-share [192.168.24.1:8787/rhosp13/openstack-manila-share:pcmklatest] (unmanaged)
   openstack-manila-share-docker-0\t(ocf::heartbeat:docker):\tStopped (disabled)
 stonith-fence_ipmilan-525400a1\t(stonith:fence_ipmilan):\tStarted ctl-1

Failed Actions:
* galera_promote_0 on galera-bundle-1 'unknown error' (1): call=20, status=Timed Out, exitreason='Failed initial monitor action',
    last-rc-change='Tue Nov 24 11:30:00 2026', queued=0ms, exec=300005ms
* haproxy-bundle-docker-2_monitor_0 on ctl-1 'not running' (7): call=7, status=complete, exitreason='',
    last-rc-change='Sun Nov 22 12:00:00 2026', queued=0ms, exec=12ms

Daemon Status:
  corosync: active/enabled
  pacemaker: active/disabled
  pcsd: inactive/disabled
`;

/** As pacemaker 2.1 does with --full. */
const FULL = `Cluster name: tripleo_cluster
Cluster Summary:
  * Stack: corosync (Pacemaker is running)
  * Current DC: ctl-0 (1) (version 2.1.5-8.el9) - partition WITHOUT quorum
  * Last updated: Tue Nov 24 12:00:00 2026 on ctl-0
  * Last change:  Mon Nov 23 09:10:00 2026 by root via cibadmin on ctl-0
  * 9 nodes configured
  * 30 resource instances configured

              *** Resource management is DISABLED ***
  The cluster will not attempt to start, stop or recover services

Node List:
  * Node ctl-0 (1): online, feature set 3.16.2
  * Node ctl-1 (2): UNCLEAN (offline)
  * Node ctl-2 (3): standby (with active resources)
  * Node ctl-3 (4): OFFLINE (maintenance)
  * GuestNode redis-bundle-0@ctl-0: online

Full List of Resources:
  * Container bundle set: redis-bundle [cluster.common.tag/redis:pcmklatest] (maintenance):
    * Replica[0]
      * redis\t(ocf:heartbeat:redis):\t Promoted redis-bundle-0 (maintenance)
      * redis-bundle-podman-0\t(ocf:heartbeat:podman):\t Started ctl-0 (maintenance)
      * redis-bundle-0\t(ocf:pacemaker:remote):\t Started ctl-0 (maintenance)
    * Replica[1]
      * redis\t(ocf:heartbeat:redis):\t Stopped
      * redis-bundle-podman-1\t(ocf:heartbeat:podman):\t Stopped
      * redis-bundle-1\t(ocf:pacemaker:remote):\t Stopped
  * ip-172.17.1.50\t(ocf:heartbeat:IPaddr2):\t Started ctl-0
  * Container bundle: openstack-cinder-volume [cluster.common.tag/cinder-volume:pcmklatest]:
    * openstack-cinder-volume-podman-0\t(ocf:heartbeat:podman):\t Started ctl-0
  * Container bundle: ovn-dbs-bundle [cluster.common.tag/ovn-northd:pcmklatest]:
    * ovndb_servers\t(ocf:ovn:ovndb-servers):\t Unpromoted ovn-dbs-bundle-0
    * ovn-dbs-bundle-podman-0\t(ocf:heartbeat:podman):\t Started ctl-0
    * ovn-dbs-bundle-0\t(ocf:pacemaker:remote):\t Started ctl-0

Node Attributes:
  * Node: ctl-0 (1):
    * redis-role                        \t: true

Failed Resource Actions:
  * redis 60s-interval monitor on redis-bundle-1 returned 'error' (no answer) at Tue Nov 24 11:59:00 2026 after 1.3s
  * ip-172.17.1.50 start on ctl-2 could not be executed (Timed Out: no reply) at Tue Nov 24 11:58:00 2026

Failed Fencing Actions:
  * reboot of ctl-1 failed: delegate=, client=pacemaker-controld.99, origin=ctl-0, completed='Tue Nov 24 11:00:00 2026'

Daemon Status:
  corosync: active/enabled
  pacemaker: active/enabled
  pcsd: active/enabled
`;

describe("the status of a cluster", () => {
  it("is read as pacemaker 1.1 prints it", () => {
    const facts = factsOf(FILE, OLD);
    const status = only(facts, "pacemaker");
    expect(ofKind(facts, "listing")).toEqual([{ kind: "listing", of: "pacemaker", file: FILE, state: "whole" }]);
    expect(status).toMatchObject({
      running: true,
      cluster: "tripleo_cluster",
      dc: "ctl-1",
      quorate: true,
      maintenance: false,
    });
    expect(status.sources["quorate"]?.line).toBe(3);
    expect(status.members.map(({ name, online }) => [name, online])).toEqual([
      ["ctl-0", true],
      ["ctl-1", true],
      ["ctl-2", false],
    ]);
    expect(
      status.bundles.map(({ name, image, flags, replicas }) => [
        name,
        image.split("/").at(-1),
        flags,
        replicas.map(shown),
      ]),
    ).toEqual([
      [
        "galera-bundle",
        "openstack-mariadb:pcmklatest",
        [],
        ["galera-bundle-0 master ctl-0", "galera-bundle-1 failed ctl-1 (blocked)", "galera-bundle-2 stopped"],
      ],
      [
        "haproxy-bundle",
        "openstack-haproxy:pcmklatest",
        [],
        [
          "haproxy-bundle-docker-0 started ctl-0",
          "haproxy-bundle-docker-1 starting ctl-1",
          "haproxy-bundle-docker-2 stopped",
        ],
      ],
      [
        "openstack-manila-share",
        "openstack-manila-share:pcmklatest",
        ["unmanaged"],
        ["openstack-manila-share-docker-0 stopped (disabled)"],
      ],
    ]);
    expect(status.resources.map(shown)).toEqual([
      "ip-172.17.1.50 started ctl-0",
      "ceph-nfs started ctl-1",
      "stonith-fence_ipmilan-525400a1 started ctl-1",
    ]);
    expect(status.daemons.map(({ name, active, enabled }) => [name, active, enabled])).toEqual([
      ["corosync", true, true],
      ["pacemaker", true, false],
      ["pcsd", false, false],
    ]);
  });

  it("tells of failed actions how long ago they were, by its own clock", () => {
    expect(only(factsOf(FILE, OLD), "pacemaker").failures).toMatchObject([
      {
        resource: "galera",
        operation: "promote",
        node: "galera-bundle-1",
        result: "unknown error, timed out",
        reason: "Failed initial monitor action",
        secondsAgo: 1800,
        fencing: false,
      },
      {
        resource: "haproxy-bundle-docker-2",
        operation: "probe",
        node: "ctl-1",
        result: "not running",
        secondsAgo: 172800,
      },
    ]);
    expect(only(factsOf(FILE, FULL), "pacemaker").failures).toMatchObject([
      {
        resource: "redis",
        operation: "monitor",
        node: "redis-bundle-1",
        result: "error",
        reason: "no answer",
        secondsAgo: 60,
      },
      {
        resource: "ip-172.17.1.50",
        operation: "start",
        result: "could not be executed, Timed Out: no reply",
        secondsAgo: 120,
      },
      { resource: "ctl-1", operation: "reboot", node: "ctl-1", fencing: true, secondsAgo: 3600 },
    ]);
  });

  it("is read as pacemaker 2 prints it with details", () => {
    const status = only(factsOf("sos_commands/pacemaker/pcs_status_--full", FULL), "pacemaker");
    expect(status).toMatchObject({ quorate: false, maintenance: true, dc: "ctl-0" });
    expect(status.members.map(({ name, online, states }) => [name, online, states])).toEqual([
      ["ctl-0", true, []],
      ["ctl-1", false, ["unclean"]],
      ["ctl-2", true, ["standby"]],
      ["ctl-3", false, ["maintenance"]],
    ]);
    expect(status.bundles.map(({ name, flags, replicas }) => [name, flags, replicas.map(shown)])).toEqual([
      ["redis-bundle", ["maintenance"], ["redis-bundle-0 master ctl-0 (maintenance)", "redis-bundle-1 stopped"]],
      ["openstack-cinder-volume", [], ["openstack-cinder-volume-podman-0 started ctl-0"]],
      ["ovn-dbs-bundle", [], ["ovn-dbs-bundle-0 slave ctl-0"]],
    ]);
    expect(status.resources.map(shown)).toEqual(["ip-172.17.1.50 started ctl-0"]);
  });

  it.each([
    ["Error: cluster is not currently running on this node\n"],
    ["Connection to cluster failed: Transport endpoint is not connected\n"],
    ["crm_mon: Error: cluster is not available on this node\n"],
  ])("is that there is none on this node where the tool says so: %s", (text) => {
    const facts = factsOf(FILE, text);
    expect(only(facts, "pacemaker")).toMatchObject({
      running: false,
      listed: false,
      sources: { running: { line: 1 } },
    });
  });

  it("is not told by another error, or by nothing", () => {
    for (const text of ["bash: pcs: command not found\n", ""]) {
      const facts = factsOf(FILE, text);
      expect(ofKind(facts, "listing")).toMatchObject([{ state: "failed" }]);
      expect(ofKind(facts, "pacemaker")).toEqual([]);
    }
  });

  it("is not whole where it breaks off, or where a resource cannot be read", () => {
    const cut = OLD.slice(0, OLD.indexOf("Daemon Status"));
    expect(ofKind(factsOf(FILE, cut), "listing")).toMatchObject(
      [{ state: "cut", problem: /breaks off/ }].map(({ state }) => ({ state })),
    );
    const odd = OLD.replace("Master ctl-0", "Enthroned ctl-0");
    expect(ofKind(factsOf(FILE, odd), "listing")).toMatchObject([
      { state: "cut", problem: expect.stringContaining("Enthroned") },
    ]);
    expect(ofKind(factsOf(FILE, OLD, { loss: "cut short" }), "listing")).toMatchObject([
      { state: "cut", problem: "cut short" },
    ]);
  });

  it("has no list of resources where they stand below their nodes", () => {
    const grouped =
      "Stack: corosync\nCurrent DC: ctl-0 (version 1.1.19) - partition with quorum\n\nNode ctl-0: online\n\tip-10.0.0.5\t(ocf::heartbeat:IPaddr2):\tStarted\n\nInactive resources:\n\n";
    const facts = factsOf("sos_commands/pacemaker/crm_mon_-1_-A_-n_-r_-t", grouped);
    expect(only(facts, "pacemaker")).toMatchObject({
      listed: false,
      quorate: true,
      members: [{ name: "ctl-0", online: true }],
    });
    expect(ofKind(facts, "listing")).toMatchObject([{ state: "cut" }]);
  });

  it("has no quorum to tell where there is no coordinator", () => {
    expect(only(factsOf(FILE, "Current DC: NONE\n"), "pacemaker").quorate).toBeUndefined();
  });
});

describe("properties of the cluster", () => {
  it("are read in both spellings", () => {
    const read = (text: string) =>
      ofKind(factsOf("sos_commands/pacemaker/pcs_property_list_--all", text), "pacemaker-property").map(
        ({ name, value }) => `${name} ${value}`,
      );
    expect(read("Cluster Properties:\n maintenance-mode: false\n stonith-enabled: true\n cluster-name: x\n")).toEqual([
      "maintenance-mode false",
      "stonith-enabled true",
    ]);
    expect(
      read("Cluster Properties: cib-bootstrap-options\n  stonith-enabled=false\n  no-quorum-policy=stop (default)\n"),
    ).toEqual(["stonith-enabled false", "no-quorum-policy stop"]);
  });

  const head = "Stack: corosync\nCurrent DC: ctl-0 (version 1.1.18) - partition with quorum\n\n";
  const membersIn = (lines: string) =>
    only(factsOf(FILE, `${head}${lines}\nDaemon Status:\n  pcsd: active/enabled\n`), "pacemaker").members.map(
      ({ name, kind, online, states, disabled }) => ({ name, kind, online, states, disabled }),
    );

  it.each([
    ["RemoteNode compute-1: UNCLEAN (offline)", "compute-1", "remote", false, ["unclean"]],
    ["  * RemoteNode compute-1: OFFLINE", "compute-1", "remote", false, []],
    ["RemoteOFFLINE: [ compute-1 ]", "compute-1", "remote", false, []],
    ["  * RemoteOnline: [ compute-1 ]", "compute-1", "remote", true, []],
    ["GuestOnline: [ vm1@ctl-0 ]", "vm1", "guest", true, []],
    ["  * GuestNode vm1: maintenance", "vm1", "guest", true, ["maintenance"]],
  ])("knows the remote and guest nodes of %s", (line, name, kind, online, states) => {
    expect(membersIn(line)).toEqual([{ name, kind, online, states, disabled: undefined }]);
  });

  it("takes the connections into bundles' containers for no nodes, with the container behind a colon or not", () => {
    expect(
      membersIn("GuestOnline: [ galera-bundle-0 ovn-dbs-bundle-0:ovn-dbs-bundle-podman-0 redis-bundle-1@ctl-1 ]"),
    ).toEqual([]);
  });

  it("tells a remote node that the cluster is not to connect to", () => {
    const list = "Full list of resources:\n\n compute-1\t(ocf::pacemaker:remote):\tStopped (disabled)\n";
    expect(membersIn(`RemoteOFFLINE: [ compute-1 ]\n\n${list}`)).toMatchObject([{ name: "compute-1", disabled: true }]);
  });

  it("of a cluster without resources is whole", () => {
    const facts = factsOf(
      FILE,
      `${head}Online: [ ctl-0 ]\n\nNo resources\n\n\nDaemon Status:\n  pcsd: active/enabled\n`,
    );
    expect(only(facts, "listing")).toMatchObject({ state: "whole" });
    expect(only(facts, "pacemaker")).toMatchObject({ listed: true, bundles: [], resources: [] });
  });

  it("tells a fencing that failed with its device's words", () => {
    const text = `${head}Failed Fencing Actions:\n  * reboot of ctl-1 failed (Unable to connect/login to fencing device): delegate=ctl-2, client=pacemaker-controld.1, origin=ctl-0, completed='Tue Nov 24 11:00:00 2026'\n`;
    expect(only(factsOf(FILE, text), "pacemaker").failures).toMatchObject([
      { resource: "ctl-1", fencing: true, reason: "Unable to connect/login to fencing device" },
    ]);
  });
});
