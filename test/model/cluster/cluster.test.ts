import { describe, expect, it } from "vitest";
import { deploymentOf } from "../../../src/model/deployment.ts";
import { captured, psTable } from "../../support/captured.ts";
import { KNOWN } from "../../support/known.ts";

const PCS = "sos_commands/pacemaker/pcs_status";
const IMAGE = "192.168.24.1:8787/rhosp13/openstack-x:pcmklatest";

interface Seen {
  readonly quorum?: string;
  readonly dc?: string;
  readonly online?: readonly string[];
  readonly offline?: readonly string[];
  readonly resources?: string;
  readonly failures?: string;
}

const pcs = ({
  quorum = "with",
  dc = "ctl-0",
  online = ["ctl-0", "ctl-1"],
  offline = [],
  resources = "",
  failures = "",
}: Seen = {}) => `Cluster name: tripleo_cluster
Stack: corosync
Current DC: ${dc} (version 1.1.19) - partition ${quorum} quorum
Last updated: Tue Nov 24 12:00:00 2026

Online: [ ${online.join(" ")} ]
OFFLINE: [ ${offline.join(" ")} ]

Full list of resources:

${resources}
${failures}
Daemon Status:
  corosync: active/enabled
  pacemaker: active/enabled
  pcsd: active/enabled
`;

const galera = (...states: readonly string[]) =>
  ` Docker container set: galera-bundle [${IMAGE}]\n${states.map((state, index) => `   galera-bundle-${index}\t(ocf::heartbeat:galera):\t${state}`).join("\n")}\n`;
const vip = (state: string) => ` ip-172.17.1.50\t(ocf::heartbeat:IPaddr2):\t${state}\n`;
const addresses = (...list: readonly string[]) =>
  list.map((address, index) => `${index + 1}: eth${index}    inet ${address}/24 scope global eth${index}`).join("\n");

type Files = Parameters<typeof captured>[0];

/** A node of this name, captured at this minute of an hour, with these files. */
const node = (name: string, files: Files, minute = 0) =>
  captured(
    {
      hostname: name,
      "sos_commands/date/date": `2026-11-24T12:${String(minute).padStart(2, "0")}:00Z`,
      "sos_commands/docker/docker_ps_-a": psTable(["nova_api", "x:1", "Up 2 hours"]),
      ...files,
    },
    { source: `${name}.tgz` },
  );
const deployment = (...bundles: ReturnType<typeof node>[]) => deploymentOf(bundles, KNOWN);

describe("a cluster as its nodes see it", () => {
  const listing = galera("Master ctl-0", "FAILED ctl-1 (blocked)", "Stopped") + vip("Started ctl-0");

  it("is told once where all nodes say the same, with the lines of each", () => {
    const status = pcs({ resources: listing, offline: ["ctl-2"] });
    const model = deployment(node("ctl-0", { [PCS]: status }), node("ctl-1", { [PCS]: status }));
    expect(
      model.clusterReplicas.map(({ name, state, place, blocked, seenFrom }) => [name, state, place, blocked, seenFrom]),
    ).toEqual([
      ["galera-bundle-0", "master", " on ctl-0", false, ["ctl-0", "ctl-1"]],
      ["galera-bundle-1", "failed", " on ctl-1", true, ["ctl-0", "ctl-1"]],
      ["galera-bundle-2", "stopped", "", false, ["ctl-0", "ctl-1"]],
    ]);
    expect(Object.values(model.clusterReplicas[0]?.evidence ?? {}).map(({ file }) => file)).toEqual([
      `ctl-0:${PCS}`,
      `ctl-1:${PCS}`,
    ]);
    expect(model.clusterBundles).toMatchObject([
      {
        name: "galera-bundle",
        kind: "galera",
        replicas: 3,
        running: 1,
        masters: 1,
        tag: "pcmklatest",
        hostDiffers: false,
        disabled: false,
      },
    ]);
    expect(model.clusterMembers.map(({ name, online }) => [name, online])).toEqual([
      ["ctl-0", true],
      ["ctl-1", true],
      ["ctl-2", false],
    ]);
    expect(model.comparisons.every(({ agree }) => agree)).toBe(true);
    expect(model.coverage.pacemaker.state).toBe("whole");
  });

  it("is told as each sees it where they differ, and that they do", () => {
    const model = deployment(
      node("ctl-0", { [PCS]: pcs({ quorum: "WITHOUT", online: ["ctl-0"], offline: ["ctl-1"] }) }),
      node("ctl-1", { [PCS]: pcs({ dc: "ctl-1", online: ["ctl-1"], offline: ["ctl-0"] }) }),
    );
    expect(model.nodes.map(({ clusterViews }) => clusterViews[0]?.quorate)).toEqual([false, true]);
    expect(model.clusterMembers.filter(({ online }) => !online).map(({ name, seenFrom }) => [name, seenFrom])).toEqual([
      ["ctl-1", ["ctl-0"]],
      ["ctl-0", ["ctl-1"]],
    ]);
    expect(model.comparisons.map(({ name, agree, sayings }) => [name, agree, sayings])).toEqual([
      ["the coordinator", false, ["ctl-0: ctl-0", "ctl-1: ctl-1"]],
      ["the nodes that are online", false, ["ctl-0: ctl-0", "ctl-1: ctl-1"]],
    ]);
  });

  it("is not said to differ where the bundles are of different times", () => {
    const model = deployment(node("ctl-0", { [PCS]: pcs() }), node("ctl-1", { [PCS]: pcs({ dc: "ctl-1" }) }, 11));
    expect(model.comparisons.map(({ agree }) => agree)).toEqual([undefined, true]);
    expect(model.comparisons[0]?.lacks["*"]).toContain("ctl-0, ctl-1 were captured 11 minutes apart");
  });

  it("is not compared with another cluster's", () => {
    const model = deployment(
      node("ctl-0", { [PCS]: pcs({ online: ["ctl-0"] }) }),
      node("cell-0", { [PCS]: pcs({ online: ["cell-0"], dc: "cell-0" }) }),
    );
    expect(model.comparisons).toEqual([]);
  });

  it("knows which failures still hold", () => {
    const failure = (resource: string, on: string) =>
      `* ${resource}_start_0 on ${on} 'unknown error' (1): call=1, status=complete, exitreason='x',\n    last-rc-change='Tue Nov 24 11:00:00 2026', queued=0ms, exec=0ms\n`;
    const failures = `Failed Actions:\n${failure("galera", "galera-bundle-2")}${failure("galera", "galera-bundle-0")}${failure("galera-bundle-docker-2", "ctl-0")}${failure("unknown", "ctl-0")}`;
    const model = deployment(node("ctl-0", { [PCS]: pcs({ resources: listing, failures }) }));
    expect(
      model.failedActions.map(({ name, node: on, downNow, secondsAgo }) => [name, on, downNow, secondsAgo]),
    ).toEqual([
      ["galera", "galera-bundle-2", true, 3600],
      ["galera", "galera-bundle-0", false, 3600],
      ["galera-bundle-docker-2", "ctl-0", true, 3600],
      ["unknown", "ctl-0", false, 3600],
    ]);
  });

  it("has bundles that are to be stopped, and that nobody looks after", () => {
    const resources = ` Docker container: openstack-manila-share [other/manila:13.0-1] (unmanaged)\n   openstack-manila-share-docker-0\t(ocf::heartbeat:docker):\tStopped (disabled)\n${galera("Master ctl-0")}${galera("Master ctl-0").replaceAll("galera", "mysql")}`;
    expect(deployment(node("ctl-0", { [PCS]: pcs({ resources }) })).clusterBundles).toMatchObject([
      {
        name: "openstack-manila-share",
        kind: "manila-share",
        disabled: true,
        unmanaged: true,
        tag: "13.0-1",
        hostDiffers: true,
      },
      { name: "galera-bundle", disabled: false, unmanaged: false, hostDiffers: false },
      { name: "mysql-bundle" },
    ]);
  });
});

describe("whether a node is of a cluster", () => {
  const REFUSAL = "Error: cluster is not currently running on this node\n";
  const views = (files: Files) =>
    deployment(node("n", files)).nodes[0]?.clusterViews.map(({ member, running }) => [member, running]);

  it("is told by what a cluster leaves on it, not by its packages", () => {
    expect(views({ [PCS]: REFUSAL })).toEqual([]);
    expect(views({ [PCS]: REFUSAL, "etc/corosync/corosync.conf": "totem {\n}\n" })).toEqual([[true, false]]);
    const table = psTable(["mysql_restart_bundle", "x:1", "Exited (0) 2 days ago"]);
    expect(views({ [PCS]: REFUSAL, "sos_commands/docker/docker_ps_-a": table })).toEqual([[true, false]]);
    expect(
      views({ "sos_commands/docker/docker_ps_-a": psTable(["galera-bundle-docker-0", "x:1", "Up 2 hours"]) }),
    ).toEqual([[true, undefined]]);
  });

  it("is not known without a whole list of containers", () => {
    expect(views({ "sos_commands/docker/docker_ps_-a": "", [PCS]: REFUSAL })).toEqual([[undefined, false]]);
    expect(deployment(node("n", { "sos_commands/docker/docker_ps_-a": "" })).coverage.pacemaker.state).toBe("absent");
  });

  it("decides whether a status of the cluster is missing", () => {
    expect(deployment(node("n", {})).coverage.pacemaker.state).toBe("whole");
    const stopped = deployment(node("n", { [PCS]: REFUSAL, "etc/corosync/corosync.conf": "totem {\n}\n" }));
    expect(stopped.coverage.pacemaker).toMatchObject({
      state: "absent",
      reason: expect.stringContaining("pacemaker does not run on this node"),
    });
    const other = deployment(
      node("ctl-0", { [PCS]: pcs() }),
      node("ctl-1", {
        [PCS]: REFUSAL,
        "etc/corosync/corosync.conf":
          "totem {\n}\nnodelist {\n node {\n name: ctl-0\n }\n node {\n name: ctl-1\n }\n}\n",
      }),
    );
    expect(other.coverage.pacemaker.state).toBe("whole");
  });
});

describe("the containers of bundles", () => {
  const resources = galera("Master ctl-0", "Slave ctl-1", "Stopped");
  const placed = (...rows: (readonly [string, string, string])[]) =>
    deployment(
      node("ctl-0", { [PCS]: pcs({ resources }), "sos_commands/docker/docker_ps_-a": psTable(...rows) }),
    ).nodes[0]?.placedReplicas.map(({ name, here, state, containerRunning }) => [name, here, state, containerRunning]);

  it("are held against where pacemaker has them", () => {
    expect(placed(["galera-bundle-docker-0", "x:1", "Up 2 hours"])).toEqual([
      ["galera-bundle-docker-0", true, "master", true],
    ]);
    expect(placed(["galera-bundle-docker-0", "x:1", "Exited (137) 2 hours ago"])).toEqual([
      ["galera-bundle-docker-0", true, "master", false],
    ]);
    expect(placed(["nova_api", "x:1", "Up 2 hours"])).toEqual([["galera-bundle-docker-0", true, "master", false]]);
    expect(
      placed(["galera-bundle-docker-0", "x:1", "Up 2 hours"], ["galera-bundle-docker-2", "x:1", "Up 2 hours"]),
    ).toEqual([
      ["galera-bundle-docker-0", true, "master", true],
      ["galera-bundle-docker-2", false, "stopped", true],
    ]);
  });

  it("are not known where their list is not whole", () => {
    const files = {
      [PCS]: pcs({ resources }),
      "sos_commands/docker/docker_ps": psTable(["nova_api", "x:1", "Up 2 hours"]),
      "sos_commands/docker/docker_ps_-a": "",
    };
    expect(deployment(node("ctl-0", files)).nodes[0]?.placedReplicas).toMatchObject([
      { here: true, name: "galera-bundle-docker-0" },
    ]);
    expect(deployment(node("ctl-0", files)).nodes[0]?.placedReplicas[0]).not.toHaveProperty("containerRunning");
  });
});

describe("a virtual address", () => {
  const IP = "sos_commands/networking/ip_-o_addr";
  const seen = (state: string, ...own: readonly (readonly string[] | undefined)[]) => {
    const status = pcs({ resources: vip(state) });
    const bundles = own.map((list, index) =>
      node(`ctl-${index}`, { [PCS]: status, ...(list === undefined ? {} : { [IP]: addresses(...list) }) }),
    );
    const [one] = deployment(...bundles).vips;
    return one === undefined ? undefined : [one.ownerHolds, one.compared, one.holders, one.heldTwice, one.heldNowhere];
  };

  it("is where pacemaker has it", () => {
    expect(seen("Started ctl-0", ["172.17.1.10", "172.17.1.50"], ["172.17.1.11"])).toEqual([
      true,
      true,
      ["ctl-0"],
      false,
      false,
    ]);
  });

  it("is elsewhere, twice or nowhere", () => {
    expect(seen("Started ctl-0", ["172.17.1.10"], ["172.17.1.50"])).toEqual([false, true, ["ctl-1"], false, false]);
    expect(seen("Started ctl-0", ["172.17.1.50"], ["172.17.1.50"])).toEqual([
      true,
      true,
      ["ctl-0", "ctl-1"],
      true,
      false,
    ]);
    expect(seen("Started ctl-0", ["172.17.1.10"], ["172.17.1.11"])).toEqual([false, true, [], false, true]);
  });

  it("may be on a node whose addresses are not known", () => {
    expect(seen("Started ctl-0", ["172.17.1.50"])).toEqual([true, false, ["ctl-0"], undefined, false]);
    expect(seen("Started ctl-1", ["172.17.1.10"])).toEqual([undefined, false, [], undefined, undefined]);
    expect(seen("Started ctl-0", undefined, ["172.17.1.11"])).toEqual([undefined, false, [], undefined, undefined]);
  });

  it("is not looked for while it is stopped", () => {
    expect(seen("Stopped", ["172.17.1.10"], ["172.17.1.11"])).toEqual([undefined, true, [], false, false]);
  });

  it("is not said to be twice by bundles of different times", () => {
    const status = pcs({ resources: vip("Started ctl-0") });
    const files = { [PCS]: status, [IP]: addresses("172.17.1.50") };
    const [one] = deployment(node("ctl-0", files), node("ctl-1", files, 30)).vips;
    expect(one).not.toHaveProperty("heldTwice");
    expect(one?.lacks["heldTwice"]).toContain("30 minutes apart");
  });

  it("may be one of IPv6", () => {
    const status = pcs({
      resources:
        " ip-fd00.fd00.fd00.2000..5\t(ocf::heartbeat:IPaddr2):\tStarted ctl-0\n vip-db\t(ocf::heartbeat:IPaddr2):\tStarted ctl-0\n",
    });
    expect(deployment(node("ctl-0", { [PCS]: status })).vips.map(({ name }) => name)).toEqual([
      "fd00:fd00:fd00:2000::5",
    ]);
  });
});

describe("services that are of a cluster", () => {
  const rabbit = (asked: string, nodes: string, running: string, rest = "{partitions,[]},\n {alarms,[]}") =>
    `Cluster status of node rabbit@${asked} ...\n[{nodes,[{disc,[${nodes}]}]},\n {running_nodes,[${running}]},\n ${rest}]\n`;
  const RABBIT = "sos_commands/rabbitmq/docker_exec_rabbitmq-bundle-docker-0_rabbitmqctl_cluster_status";
  const GALERA = "sos_commands/galera/docker_exec_galera-bundle-docker-0_wsrep_status";
  const REDIS = "sos_commands/redis/docker_exec_redis-bundle-docker-0_info_replication";
  const both = (path: string, one: string, other: string) =>
    deployment(node("ctl-0", { [PCS]: pcs(), [path]: one }), node("ctl-1", { [PCS]: pcs(), [path]: other }));
  const differing = ({ comparisons }: ReturnType<typeof deployment>) =>
    comparisons.filter(({ agree }) => agree === false).map(({ service, name }) => `${service}: ${name}`);

  it("are RabbitMQ's nodes, as all see them", () => {
    const all = "rabbit@ctl-0,rabbit@ctl-1";
    const split = both(
      RABBIT,
      rabbit(
        "ctl-0",
        all,
        "rabbit@ctl-0",
        "{partitions,[{rabbit@ctl-0,[rabbit@ctl-1]}]},\n {alarms,[{rabbit@ctl-0,[memory]}]}",
      ),
      rabbit("ctl-1", all, all),
    );
    expect(split.brokers.map(({ name, downFor, partedFrom, alarms }) => [name, downFor, partedFrom, alarms])).toEqual([
      ["rabbit@ctl-0", [], ["rabbit@ctl-1"], ["memory"]],
      ["rabbit@ctl-1", ["rabbit@ctl-0"], [], []],
    ]);
    expect(split.brokers[1]?.evidence["downFor.rabbit@ctl-0"]).toMatchObject({ file: `ctl-0:${RABBIT}`, line: 3 });
    expect(differing(split)).toEqual(["rabbitmq: the nodes of RabbitMQ that run"]);
    expect(
      differing(both(RABBIT, rabbit("ctl-0", all, all), rabbit("ctl-1", all, "rabbit@ctl-1,rabbit@ctl-0"))),
    ).toEqual([]);
  });

  it("are compared with the number of replicas", () => {
    const resources = ` Docker container set: rabbitmq-bundle [${IMAGE}]\n   rabbitmq-bundle-0\t(ocf::heartbeat:rabbitmq-cluster):\tStarted ctl-0\n   rabbitmq-bundle-1\t(ocf::heartbeat:rabbitmq-cluster):\tStarted ctl-1\n${galera("Master ctl-0", "Master ctl-1", "Master ctl-2")}`;
    const [one] = deployment(
      node("ctl-0", {
        [PCS]: pcs({ resources }),
        [RABBIT]: rabbit("ctl-0", "rabbit@ctl-0", "rabbit@ctl-0"),
        [GALERA]: "wsrep_cluster_size\t2\nwsrep_cluster_status\tPrimary\n",
      }),
    ).nodes;
    expect(one?.brokerViews).toMatchObject([{ name: "rabbit@ctl-0", members: 1, running: 1, replicas: 2 }]);
    expect(one?.databaseViews).toMatchObject([{ name: "ctl-0", size: 2, replicas: 3, status: "Primary" }]);
    expect(one?.databaseViews[0]).not.toHaveProperty("state");
  });

  it("are none of Galera where the server was built with it and names no provider, as a director's", () => {
    const status = (provider: string) =>
      `wsrep_cluster_size\t0\nwsrep_cluster_status\tDisconnected\nwsrep_provider_name\t${provider}\nwsrep_ready\tOFF\n`;
    const views = (provider: string) =>
      deployment(node("undercloud", { [GALERA]: status(provider) })).nodes[0]?.databaseViews;
    expect(views("")).toEqual([]);
    expect(views("Galera")).toMatchObject([{ status: "Disconnected" }]);
  });

  it("are Galera's servers, which may write apart", () => {
    const status = (size: number, uuid: string) =>
      `wsrep_cluster_size\t${size}\nwsrep_cluster_status\tPrimary\nwsrep_cluster_state_uuid\t${uuid}\n`;
    expect(differing(both(GALERA, status(2, "a"), status(2, "a")))).toEqual([]);
    expect(differing(both(GALERA, status(1, "a"), status(2, "b")))).toEqual([
      "galera: the size of the cluster",
      "galera: the history of the cluster",
    ]);
  });

  it("are redises, of which one is master", () => {
    const slave = "role:slave\nmaster_host:ctl-0\nmaster_link_status:up\n";
    expect(differing(both(REDIS, "role:master\n", slave))).toEqual([]);
    expect(differing(both(REDIS, "role:master\n", "role:master\n"))).toEqual(["redis: the master of redis"]);
    expect(
      both(REDIS, "role:master\n", slave).nodes.map(({ redisServers }) =>
        redisServers.map(({ role, linked }) => [role, linked]),
      ),
    ).toEqual([[["master", undefined]], [["slave", true]]]);
  });

  it("are OVN's databases, and those that ask them", () => {
    const STATUS =
      "sos_commands/ovn_central/podman_exec_ovn_cluster_south_db_server_ovs-appctl_cluster.status_OVN_Southbound";
    const server = (role: string, cluster = "9a0b") =>
      `Name: OVN_Southbound\nCluster ID: ${cluster}\nStatus: cluster member\nRole: ${role}\nLeader: self\n`;
    expect(differing(both(STATUS, server("leader"), server("follower")))).toEqual([]);
    expect(differing(both(STATUS, server("leader"), server("leader")))).toEqual(["ovn: the leader of OVN_Southbound"]);
    expect(differing(both(STATUS, server("leader"), server("follower", "77")))).toEqual([
      "ovn: the leader of OVN_Southbound",
    ]);
    const OVS = "sos_commands/openvswitch/ovs-vsctl_get_Open_vSwitch_._external_ids";
    const asking = (address: string) => ({ [OVS]: `{ovn-remote="tcp:${address}:6642"}` });
    expect(
      deployment(node("a", asking("1.1.1.1")), node("b", asking("1.1.1.1")), node("c", asking("2.2.2.2"))).ovnRemotes,
    ).toMatchObject([
      { name: "tcp:1.1.1.1:6642", nodes: ["a", "b"], others: [] },
      { name: "tcp:2.2.2.2:6642", nodes: ["c"], others: ["tcp:1.1.1.1:6642 on a, b"] },
    ]);
  });

  it("are Ceph, told once for all that say the same", () => {
    const CEPH = "sos_commands/ceph/docker_exec_ceph-mon-ctl-0_ceph_-s";
    const text =
      "  cluster:\n    id:     7f7ab2ba-5e1c-4d57-9f2d-5d3a1c0e8c11\n    health: HEALTH_WARN\n            1 osds down\n\n  services:\n";
    expect(both(CEPH, text, text).cephClusters).toMatchObject([
      { health: "HEALTH_WARN", checks: ["1 osds down"], seenFrom: ["ctl-0", "ctl-1"] },
    ]);
  });

  it("are missing where their containers run and nobody was asked", () => {
    const [one] = deployment(
      node("ctl-0", { "sos_commands/docker/docker_ps_-a": psTable(["rabbitmq-bundle-docker-0", "x:1", "Up 2 hours"]) }),
    ).nodes;
    expect(one?.coverage.rabbitmq).toMatchObject({
      state: "absent",
      reason: expect.stringContaining("collect: 'rabbitmqctl cluster_status'"),
    });
    expect(one?.coverage.galera.state).toBe("whole");
  });
});

describe("the bundles of a deployment", () => {
  const HOSTS =
    "# HEAT_HOSTS_START\n10.0.0.1 ctl-0.example.com ctl-0\n10.0.0.9 cmp-0.example.com cmp-0\n# HEAT_HOSTS_END\n";

  it("may lack a node that the others name", () => {
    const model = deployment(
      node("ctl-0", { [PCS]: pcs({ online: ["ctl-0", "ctl-1"] }), "etc/hosts": HOSTS }),
      node("director", {}),
    );
    expect(model.rosters.map(({ name, known, missing }) => [name, known, missing])).toEqual([
      ["the cluster", 2, ["ctl-1"]],
      ["/etc/hosts", 2, ["cmp-0"]],
    ]);
    expect(model.rosters[0]?.evidence["missing.ctl-1"]).toMatchObject({ file: `ctl-0:${PCS}`, line: 6 });
    expect(deployment(node("ctl-0", { "etc/hosts": HOSTS })).rosters).toEqual([]);
  });

  it("may be two of one machine", () => {
    const ID = "etc/machine-id";
    const pair = (one: Files, other: Files, name = "n") =>
      deployment(node("n", one), node(name, other)).twins.map(({ same }) => same);
    const [a, b] = ["a".repeat(32), "b".repeat(32)];
    expect(pair({ [ID]: a }, { [ID]: a })).toEqual([true]);
    expect(pair({ [ID]: a }, { [ID]: b })).toEqual([false]);
    expect(pair({ [ID]: a }, {})).toEqual([undefined]);
    expect(pair({ [ID]: a }, { [ID]: a }, "other")).toEqual([]);
    const BOOT = "proc/sys/kernel/random/boot_id";
    expect(
      pair({ [BOOT]: "1b4e28ba-2fa1-11d2-883f-0016d3cca427" }, { [BOOT]: "1b4e28ba-2fa1-11d2-883f-0016d3cca427" }),
    ).toEqual([true]);
    expect(
      pair({ [BOOT]: "1b4e28ba-2fa1-11d2-883f-0016d3cca427" }, { [BOOT]: "2b4e28ba-2fa1-11d2-883f-0016d3cca427" }),
    ).toEqual([undefined]);
  });

  it("tell how far apart they were captured, and their clocks", () => {
    const clock = (seconds: string, leap = "Normal") => ({
      "sos_commands/chrony/chronyc_tracking": `System time     : ${seconds} of NTP time\nLeap status     : ${leap}\n`,
    });
    const times = (...bundles: ReturnType<typeof node>[]) => deployment(...bundles).captureTimes[0];
    expect(times(node("a", clock("0.5 seconds fast"), 20), node("b", clock("1.0 seconds slow")))).toMatchObject({
      first: "b",
      last: "a",
      secondsApart: 1200,
      clockSpread: 1.5,
      clocks: ["a: 0.500 s", "b: -1.000 s"],
    });
    expect(
      times(node("a", clock("0.5 seconds fast")), node("b", clock("0.0 seconds slow", "Not synchronised"))),
    ).not.toHaveProperty("clockSpread");
    const timeless = times(node("a", {}), node("b", { "sos_commands/date/date": "Tue Nov 24 12:00:00 CET 2026" }));
    expect(timeless).not.toHaveProperty("secondsApart");
    expect(times(node("a", {}))).toBeUndefined();
  });

  it("tell the releases of their nodes", () => {
    const release = (number: string) => ({
      "etc/rhosp-release": `Red Hat OpenStack Platform release ${number}.0 (X)\n`,
    });
    expect(
      deployment(node("a", release("13")), node("b", release("16")), node("c", release("13"))).captureTimes[0]
        ?.releases,
    ).toEqual(["13 on a, c", "16 on b"]);
  });
});
