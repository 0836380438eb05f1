import { describe, expect, it } from "vitest";
import { factsOf, ofKind, only } from "../support.ts";

const state = (file: string, text: string, known = {}) =>
  ofKind(factsOf(file, text, known), "listing").map((listing) => listing.state);

describe("RabbitMQ's status of its cluster", () => {
  const FILE = "sos_commands/rabbitmq/docker_exec_rabbitmq-bundle-docker-0_rabbitmqctl_cluster_status";
  const terms = (partitions: string, alarms: string) => `Cluster status of node rabbit@ctl-0 ...
[{nodes,[{disc,['rabbit@ctl-0','rabbit@ctl-1',
                'rabbit@ctl-2']}]},
 {running_nodes,['rabbit@ctl-1','rabbit@ctl-0']},
 {cluster_name,<<"rabbit@ctl-0.example.com">>},
 {partitions,${partitions}},
 {alarms,${alarms}}]
`;

  it("is read from Erlang terms", () => {
    const fact = only(factsOf(FILE, terms("[]", "[{'rabbit@ctl-1',[]},{'rabbit@ctl-0',[]}]")), "rabbitmq");
    expect(fact).toMatchObject({
      asked: "rabbit@ctl-0",
      members: ["rabbit@ctl-0", "rabbit@ctl-1", "rabbit@ctl-2"],
      running: ["rabbit@ctl-1", "rabbit@ctl-0"],
      partitions: [],
      alarms: [],
      sources: { asked: { line: 1 }, members: { line: 2 }, running: { line: 4 }, partitions: { line: 6 } },
    });
  });

  it("tells partitions and alarms", () => {
    const text = terms(
      "[{'rabbit@ctl-1',['rabbit@ctl-0']},\n {'rabbit@ctl-0',['rabbit@ctl-1']}]",
      "[{'rabbit@ctl-1',[{resource_limit,memory,'rabbit@ctl-1'}]},{'rabbit@ctl-0',[disk]}]",
    );
    expect(only(factsOf(FILE, text), "rabbitmq")).toMatchObject({
      partitions: [
        { node: "rabbit@ctl-1", from: ["rabbit@ctl-0"] },
        { node: "rabbit@ctl-0", from: ["rabbit@ctl-1"] },
      ],
      alarms: [
        { node: "rabbit@ctl-1", alarm: "memory" },
        { node: "rabbit@ctl-0", alarm: "disk" },
      ],
    });
  });

  it("does not tell what an old release does not print", () => {
    const fact = only(
      factsOf(
        FILE,
        "Cluster status of node rabbit@a ...\n[{nodes,[{disc,[rabbit@a]}]},\n {running_nodes,[rabbit@a]}]\n...done.\n",
      ),
      "rabbitmq",
    );
    expect(fact.partitions).toBeUndefined();
    expect(fact.alarms).toBeUndefined();
  });

  it("is read from the lists of newer releases, in a report as well", () => {
    const text = `Reporting server status of node rabbit@ctl-0 ...

Cluster status of node rabbit@ctl-0 ...
Basics

Cluster name: rabbit@ctl-0.example.com

Disk Nodes

rabbit@ctl-0
rabbit@ctl-1

Running Nodes

rabbit@ctl-0

Versions

rabbit@ctl-0: RabbitMQ 3.8.3 on Erlang 22.3

Alarms

Free disk space alarm on node rabbit@ctl-0
Memory alarm on node rabbit@ctl-0

Network Partitions

Node rabbit@ctl-0 cannot communicate with rabbit@ctl-1

Listeners

Node: rabbit@ctl-0, interface: 172.17.1.10, port: 5672, protocol: amqp
`;
    expect(only(factsOf("sos_commands/rabbitmq/rabbitmqctl_report", text), "rabbitmq")).toMatchObject({
      members: ["rabbit@ctl-0", "rabbit@ctl-1"],
      running: ["rabbit@ctl-0"],
      alarms: [
        { node: "rabbit@ctl-0", alarm: "disk" },
        { node: "rabbit@ctl-0", alarm: "memory" },
      ],
      partitions: [{ node: "rabbit@ctl-0", from: ["rabbit@ctl-1"] }],
      sources: { members: { line: 8 }, running: { line: 13 } },
    });
    const calm = text.replace(/Free.*\nMemory.*/, "(none)").replace(/Node rabbit.*communicate.*/, "(none)");
    expect(only(factsOf(FILE, calm), "rabbitmq")).toMatchObject({ alarms: [], partitions: [] });
  });

  it("is not told by an error", () => {
    const error = "Error: unable to perform an operation on node 'rabbit@ctl-0'. Please see diagnostics information\n";
    expect(state(FILE, error)).toEqual(["failed"]);
    expect(state(FILE, "Cluster status of node rabbit@ctl-0 ...\nError: timeout\n")).toEqual(["failed"]);
    expect(state(FILE, "")).toEqual(["failed"]);
  });
});

describe("the status of Galera", () => {
  const FILE = "sos_commands/galera/docker_exec_galera-bundle-docker-0_wsrep_status";

  it.each([
    ["with tabs", "wsrep_cluster_size\t3\nwsrep_cluster_status\tPrimary\nwsrep_local_state_comment\tSynced\n"],
    [
      "as a table",
      "+---+---+\n| Variable_name | Value |\n| wsrep_cluster_size        | 3       |\n| wsrep_cluster_status | Primary |\n| wsrep_local_state_comment | Synced |\n",
    ],
  ])("is read %s", (_, text) => {
    expect({ ...only(factsOf(FILE, text), "galera").values }).toEqual({
      wsrep_cluster_size: "3",
      wsrep_cluster_status: "Primary",
      wsrep_local_state_comment: "Synced",
    });
  });

  it("is not told by an error", () => {
    expect(state(FILE, "ERROR 2002 (HY000): Can't connect to local MySQL server through socket\n")).toEqual(["failed"]);
  });
});

describe("what redis says of its replication", () => {
  const FILE = "sos_commands/redis/docker_exec_redis-bundle-docker-0_info_replication";

  it("is its role and its master", () => {
    const fact = only(
      factsOf(FILE, "OK\n# Replication\nrole:slave\nmaster_host:ctl-0\nmaster_link_status:down\n"),
      "redis",
    );
    expect({ ...fact.values }).toEqual({ role: "slave", master_host: "ctl-0", master_link_status: "down" });
    expect(fact.sources["role"]?.line).toBe(3);
  });

  it("is nothing where it asks for a password", () => {
    expect(state(FILE, "NOAUTH Authentication required.\n")).toEqual(["failed"]);
  });
});

describe("the status of an OVN database", () => {
  it("is read where it is clustered", () => {
    const FILE =
      "sos_commands/ovn_central/podman_exec_ovn_cluster_south_db_server_ovs-appctl_cluster.status_OVN_Southbound";
    const text =
      "1f2e\nName: OVN_Southbound\nCluster ID: 9a0b (9a0b1c2d)\nServer ID: 1f2e (1f2e3d4c)\nStatus: cluster member\nRole: follower\nTerm: 4\nLeader: unknown\nVote: self\n";
    const fact = only(factsOf(FILE, text), "ovn");
    expect(fact.database).toBe("OVN_Southbound");
    expect({ ...fact.values }).toMatchObject({ Role: "follower", Leader: "unknown" });
    expect(
      state(FILE, '"cluster/status" is not a valid command\novs-appctl: /var/run: server returned an error\n'),
    ).toEqual(["failed"]);
  });

  it.each([
    [
      "sos_commands/openvswitch/ovs-vsctl_-t_5_list_Open_vSwitch",
      'external_ids        : {hostname=cmp-0, ovn-encap-type=geneve, ovn-remote="tcp:172.17.1.52:6642", rundir="/run"}',
      "tcp:172.17.1.52:6642",
    ],
    [
      "sos_commands/openvswitch/ovs-vsctl_get_Open_vSwitch_._external_ids",
      '{ovn-remote="ssl:10.0.0.1:6642,ssl:10.0.0.2:6642"}',
      "ssl:10.0.0.1:6642,ssl:10.0.0.2:6642",
    ],
  ])("is asked at the address that %s tells", (file, text, remote) => {
    expect(only(factsOf(file, text), "ovn-remote").value).toBe(remote);
  });

  it("is asked at no address where Open vSwitch is told none", () => {
    expect(
      factsOf("sos_commands/openvswitch/ovs-vsctl_list_Open_vSwitch", 'external_ids : {hostname=x, ovn-remote=""}'),
    ).toEqual([]);
  });
});

describe("the status of Ceph", () => {
  it("is read as newer releases print it", () => {
    const text = `  cluster:
    id:     7f7ab2ba-5e1c-4d57-9f2d-5d3a1c0e8c11
    health: HEALTH_WARN
            1 osds down
            Degraded data redundancy: 12/300 objects degraded

  services:
    mon: 3 daemons, quorum a,b,c
`;
    expect(only(factsOf("sos_commands/ceph/ceph_status", text), "ceph")).toMatchObject({
      fsid: "7f7ab2ba-5e1c-4d57-9f2d-5d3a1c0e8c11",
      health: "HEALTH_WARN",
      checks: ["1 osds down", "Degraded data redundancy: 12/300 objects degraded"],
      source: { line: 3 },
    });
  });

  it("is read as older releases print it", () => {
    const text =
      "    cluster 7f7ab2ba-5e1c-4d57-9f2d-5d3a1c0e8c11\n     health HEALTH_OK\n     monmap e1: 1 mons at {a=10.0.0.1:6789/0}\n";
    expect(only(factsOf("sos_commands/ceph/ceph_-s", text), "ceph")).toMatchObject({ health: "HEALTH_OK", checks: [] });
    expect(
      only(factsOf("sos_commands/ceph/ceph_health_detail", "HEALTH_ERR 1 full osd(s); 2 pgs down\n"), "ceph"),
    ).toMatchObject({
      health: "HEALTH_ERR",
      checks: ["1 full osd(s)", "2 pgs down"],
    });
  });

  it("is not told by an error", () => {
    expect(state("sos_commands/ceph/ceph_status", "[errno 110] error connecting to the cluster\n")).toEqual(["failed"]);
  });
});

describe("the addresses of a node", () => {
  const shown = (file: string, text: string) =>
    ofKind(factsOf(file, text), "address").map(({ device, address }) => `${device} ${address}`);

  it("are read a line to an address", () => {
    const text =
      "1: lo    inet 127.0.0.1/8 scope host lo\\       valid_lft forever\n7: vlan20    inet 172.17.1.50/32 brd 172.17.1.255 scope global vlan20\\       valid_lft forever\n7: vlan20    inet6 fd00::5/64 scope global \\    valid_lft forever\n";
    expect(shown("sos_commands/networking/ip_-o_addr", text)).toEqual([
      "lo 127.0.0.1",
      "vlan20 172.17.1.50",
      "vlan20 fd00::5",
    ]);
  });

  it("are read below their interfaces", () => {
    const text =
      "2: eth0: <BROADCAST,UP> mtu 1500 qdisc fq state UP\n    link/ether 52:54:00:00:00:01 brd ff:ff:ff:ff:ff:ff\n    inet 10.0.0.9/24 brd 10.0.0.255 scope global eth0\n       valid_lft forever\n";
    expect(shown("sos_commands/networking/ip_address", text)).toEqual(["eth0 10.0.0.9"]);
    expect(state("sos_commands/networking/ip_address", "ip: command not found")).toEqual(["failed"]);
  });
});

describe("what names the nodes of a deployment", () => {
  it("is the part of /etc/hosts that the deployment writes, less virtual addresses", () => {
    const text = `127.0.0.1 localhost localhost.localdomain
10.9.9.9 elsewhere.example.com elsewhere
# HEAT_HOSTS_START - Do not edit manually within this section!
192.168.24.50 overcloud.ctlplane.example.com
172.17.1.10 ctl-0.example.com ctl-0
192.168.24.10 ctl-0.ctlplane.example.com ctl-0.ctlplane
172.17.1.20 cmp-0.example.com cmp-0
# HEAT_HOSTS_END
10.9.9.8 other.example.com other
`;
    expect(
      ofKind(factsOf("etc/hosts", text), "host-entry").map(({ name, source }) => `${name} @${source.line}`),
    ).toEqual(["ctl-0 @5", "cmp-0 @7"]);
  });

  it("is the list in corosync.conf", () => {
    const text =
      "totem {\n    version: 2\n}\nnodelist {\n    node {\n        ring0_addr: ctl-0\n        nodeid: 1\n    }\n    node {\n        ring0_addr: 172.17.1.11\n        name: ctl-1\n    }\n    node {\n        ring0_addr: 172.17.1.12\n    }\n}\n";
    const fact = only(factsOf("etc/corosync/corosync.conf", text), "corosync");
    expect(fact.members.map(({ name, source }) => `${name} @${source.line}`)).toEqual(["ctl-0 @5", "ctl-1 @9"]);
    expect(factsOf("etc/corosync/corosync.conf", "# nothing\n")).toEqual([]);
  });
});

describe("the identity of a machine", () => {
  it("is its id and that of its boot", () => {
    const told = (file: string, value: string) => ofKind(factsOf(file, value), "identity").map(({ what }) => what);
    expect(told("etc/machine-id", `${"0a".repeat(16)}\n`)).toEqual(["machine-id"]);
    expect(told("proc/sys/kernel/random/boot_id", "1b4e28ba-2fa1-11d2-883f-0016d3cca427\n")).toEqual(["boot-id"]);
    expect(told("etc/machine-id", "uninitialized\n")).toEqual([]);
    expect(told("manifest.json", '{"tool":{"name":"sospect-collect"},"bootId":"1b4e28ba","captures":[]}')).toEqual([
      "boot-id",
    ]);
  });
});
