import { describe, expect, it } from "vitest";
import { psTable } from "../../support/captured.ts";
import { deployment, galera, IMAGE, node, PCS, pcs } from "./support.ts";

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
