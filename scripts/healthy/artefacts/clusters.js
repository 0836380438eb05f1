import { isoTime, TIMES } from "../plan.js";

/** What RabbitMQ, Galera, redis and Ceph say of themselves, each asked inside its container. */
export default function clusters(plan) {
  return Object.assign({}, ...plan.containers.map((one) => (one.running ? asked(one, plan) : {})));
}

function asked({ name, row }, plan) {
  const at = (folder, what, text, command) => ({
    [`sos_commands/${folder}/${plan.engine}_exec_${name}_${what}`]: {
      text,
      command: `${plan.engine} exec ${name} ${command}`,
    },
  });
  if (/^rabbitmq(-bundle)?$/.test(row.name))
    return at("rabbitmq", "rabbitmqctl_cluster_status", broker(plan), "timeout rabbitmqctl cluster_status");
  if (/^(galera-bundle|mysql|mariadb)$/.test(row.name))
    return at("galera", "wsrep_status", row.name === "mysql" ? alone : database(plan), "timeout mysql -B -N");
  if (row.name === "redis-bundle") return at("redis", "info_replication", redis(plan), "timeout sh -c redis-cli");
  return row.name.startsWith("ceph-mon-") ? at("ceph", "ceph_-s", ceph(plan), "timeout ceph -s") : {};
}

const domainOf = ({ role }) => (role === "Undercloud" ? "localdomain" : "internalapi.localdomain");

/** Terms of Erlang up to 3.7, which OSP 15 has; lists under headings from 3.8 on. */
function broker(plan) {
  const members = plan.role === "Undercloud" ? ["undercloud"] : plan.members;
  const nodes = members.map((name) => `rabbit@${name}`);
  const self = `rabbit@${plan.host}`;
  const cluster = `${nodes[0]}.${domainOf(plan)}`;
  if (Number(plan.release) < 16) {
    const atoms = nodes.map((name) => `'${name}'`);
    return `Cluster status of node '${self}' ...
[{nodes,[{disc,[${atoms.join(",\n                ")}]}]},
 {running_nodes,[${atoms.join(",\n                 ")}]},
 {cluster_name,<<"${cluster}">>},
 {partitions,[]},
 {alarms,[${atoms.map((name) => `{${name},[]}`).join(",\n          ")}]}]
`;
  }
  const version = plan.release === "16" ? "3.8.16 on Erlang 23.3.4.4" : "3.9.10 on Erlang 24.3.4.2";
  return `Cluster status of node ${self} ...
Basics

Cluster name: ${cluster}

Disk Nodes

${nodes.join("\n")}

Running Nodes

${nodes.join("\n")}

Versions

${nodes.map((name) => `${name}: RabbitMQ ${version}`).join("\n")}

Maintenance status

${nodes.map((name) => `Node: ${name}, status: not under maintenance`).join("\n")}

Alarms

(none)

Network Partitions

(none)

Listeners

${nodes.map((name) => `Node: ${name}, interface: [::], port: 25672, protocol: clustering, purpose: inter-node and CLI tool communication`).join("\n")}

Feature flags

Flag: quorum_queue, state: enabled
`;
}

const tabbed = (values) =>
  Object.entries(values)
    .map(([name, value]) => `wsrep_${name}\t${value}\n`)
    .join("");

function database({ members, index, network }) {
  return tabbed({
    local_state: 4,
    local_state_comment: "Synced",
    local_recv_queue: 0,
    flow_control_paused: "0.000012",
    incoming_addresses: network.servers.map((address) => `${address}:3306`).join(","),
    evs_state: "OPERATIONAL",
    cluster_conf_id: 3,
    cluster_size: members.length,
    cluster_state_uuid: "8f4b0b4c-e6a5-11f0-9a5c-a2d8e3b1c001",
    cluster_status: "Primary",
    connected: "ON",
    local_index: index,
    provider_name: "Galera",
    provider_vendor: "Codership Oy <info@codership.com>",
    ready: "ON",
  });
}

/** The director's database is built with Galera, and does not use it. */
const alone = tabbed({
  cluster_conf_id: "18446744073709551615",
  cluster_size: 0,
  cluster_state_uuid: "",
  cluster_status: "Disconnected",
  connected: "OFF",
  local_bf_aborts: 0,
  local_index: "18446744073709551615",
  provider_name: "",
  provider_vendor: "",
  provider_version: "",
  ready: "OFF",
  thread_count: 0,
});

/** The first controller has the master. */
function redis({ index, network: { servers } }) {
  const replication = "master_repl_offset:1048576\nrepl_backlog_active:1\n";
  if (index > 0)
    return `# Replication\nrole:slave\nmaster_host:overcloud-controller-0\nmaster_port:6379\nmaster_link_status:up\nmaster_last_io_seconds_ago:1\nmaster_sync_in_progress:0\nslave_repl_offset:1048576\n${replication}`;
  const slaves = servers.slice(1).map((address, at) => `slave${at}:ip=${address},port=6379,state=online,lag=0\n`);
  return `# Replication\nrole:master\nconnected_slaves:${slaves.length}\n${slaves.join("")}${replication}`;
}

function ceph({ members }) {
  return `  cluster:
    id:     4b5c8c0a-ff60-454b-a1b4-9747aa737d19
    health: HEALTH_OK

  services:
    mon: ${members.length} daemons, quorum ${members.join(",")} (age 3d)
    mgr: ${members[0]}(active, since 3d)
    osd: 6 osds: 6 up (since 3d), 6 in (since ${isoTime(TIMES.started).slice(0, 10)})

  data:
    pools:   5 pools, 288 pgs
    objects: 1.21k objects, 3.1 GiB
    usage:   15 GiB used, 585 GiB / 600 GiB avail
    pgs:     288 active+clean
`;
}
