import { isAlone } from "../plan.js";

/** `pcs status` where pacemaker runs bundles: of its 1.1 up to OSP 14, of its 2 from 15 on; all nodes say the same. */
export default function pacemaker(plan) {
  if (plan.role !== "Controller") return {};
  const bundles = bundlesOf(plan);
  const text = Number(plan.release) < 15 ? first(bundles, plan) : second(bundles, plan);
  return {
    "sos_commands/pacemaker/pcs_status": { text, command: "pcs status" },
    "sos_commands/pacemaker/pcs_property": { text: properties, command: "pcs property" },
    "sos_commands/corosync/corosync-quorumtool_-s": { text: quorum(plan), command: "corosync-quorumtool -s" },
    "etc/corosync/corosync.conf": { text: corosync(plan) },
    "etc/hosts": { text: hosts(plan) },
  };
}

const AGENTS = {
  "galera-bundle": "heartbeat:galera",
  "rabbitmq-bundle": "heartbeat:rabbitmq-cluster",
  "redis-bundle": "heartbeat:redis",
  "ovn-dbs-bundle": "ovn:ovndb-servers",
};

/** As the table of the release has them; a controller beside the first has no container of the one that runs alone. */
function bundlesOf(plan) {
  const own = plan.containers.filter(({ manager }) => manager === "pacemaker");
  const missing = plan.table.containers.filter(({ name, roles }) => isAlone(name) && roles.includes("Controller"));
  const image = own[0].image.replace(/openstack-[^:]*/, "openstack-cinder-volume");
  const rest = missing
    .filter(({ name, bundle }) => bundle !== undefined && !own.some(({ row }) => row.name === name))
    .map((row) => ({ row, image }));
  return [...own, ...rest];
}

/** Those with a service inside run it by an agent of its own. Of galera all lead, of redis and OVN one. */
function replicasOf({ row }, { engine, members, release }) {
  const agent = AGENTS[row.name];
  const colons = release === "17" ? ":" : "::";
  const [master, slave] = release === "17" ? ["Promoted", "Unpromoted"] : ["Master", "Slave"];
  const on = isAlone(row.name) ? members.slice(0, 1) : members;
  return on.map((host, at) => {
    if (agent === undefined) return `${row.name}-${engine}-${at}\t(ocf${colons}heartbeat:${engine}):\tStarted ${host}`;
    const state =
      row.name === "rabbitmq-bundle" ? "Started" : row.name === "galera-bundle" || at === 0 ? master : slave;
    return `${row.name}-${at}\t(ocf${colons}${agent}):\t${state} ${host}`;
  });
}

const guests = (bundles, { members }) =>
  bundles
    .filter(({ row }) => AGENTS[row.name] !== undefined)
    .flatMap(({ row }) => members.map((host, at) => `${row.name}-${at}@${host}`));

function others({ members, network: { vips }, release }) {
  const colons = release === "17" ? ":" : "::";
  return [
    ...vips.map(({ address, holder }) => `ip-${address}\t(ocf${colons}heartbeat:IPaddr2):\tStarted ${members[holder]}`),
    ...members.map(
      (host, at) =>
        `stonith-fence_ipmilan-52540${at}a1b2c3\t(stonith:fence_ipmilan):\tStarted ${members[(at + 1) % members.length] ?? host}`,
    ),
  ];
}

const setOf = ({ row }, { members }) => (isAlone(row.name) || members.length === 1 ? "" : " set");

const DAEMONS = `Daemon Status:
  corosync: active/enabled
  pacemaker: active/enabled
  pcsd: active/enabled
`;

function first(bundles, plan) {
  const { members } = plan;
  const rows = bundles.flatMap((one) => [
    ` Docker container${setOf(one, plan)}: ${one.row.name} [${one.image}]`,
    ...replicasOf(one, plan).map((row) => `   ${row}`),
  ]);
  return `Cluster name: tripleo_cluster
Stack: corosync
Current DC: ${members[0]} (version 1.1.19-8.el7_6.4-c3c624ea3d) - partition with quorum
Last updated: Tue Nov 24 04:00:00 2026
Last change: Fri Nov 20 08:40:00 2026 by root via cibadmin on ${members[0]}

${members.length + guests(bundles, plan).length} nodes configured
${rows.length * 3} resources configured

Online: [ ${members.join(" ")} ]
GuestOnline: [ ${guests(bundles, plan).join(" ")} ]

Full list of resources:

${rows.join("\n")}
${others(plan)
  .map((row) => ` ${row}`)
  .join("\n")}

${DAEMONS}`;
}

function second(bundles, plan) {
  const { members } = plan;
  const rows = bundles.flatMap((one) => [
    `  * Container bundle${setOf(one, plan)}: ${one.row.name} [${one.image}]:`,
    ...replicasOf(one, plan).map((row) => `    * ${row}`),
  ]);
  return `Cluster name: tripleo_cluster
Cluster Summary:
  * Stack: corosync
  * Current DC: ${members[0]} (version 2.0.5-9.el8_4.1-ba59be7122) - partition with quorum
  * Last updated: Tue Nov 24 04:00:00 2026
  * Last change:  Fri Nov 20 08:40:00 2026 by root via cibadmin on ${members[0]}
  * ${members.length + guests(bundles, plan).length} nodes configured
  * ${rows.length * 3} resource instances configured

Node List:
  * Online: [ ${members.join(" ")} ]
  * GuestOnline: [ ${guests(bundles, plan).join(" ")} ]

Full List of Resources:
${rows.join("\n")}
${others(plan)
  .map((row) => `  * ${row}`)
  .join("\n")}

${DAEMONS}`;
}

const properties = `Cluster Properties:
 cluster-infrastructure: corosync
 cluster-name: tripleo_cluster
 dc-version: 1.1.19-8.el7_6.4-c3c624ea3d
 have-watchdog: false
 redis_REPL_INFO: overcloud-controller-0
 stonith-enabled: true
`;

const quorum = ({ members, index }) => `Quorum information
------------------
Date:             Tue Nov 24 04:00:00 2026
Quorum provider:  corosync_votequorum
Nodes:            ${members.length}
Node ID:          ${index + 1}
Ring ID:          1/24
Quorate:          Yes
`;

const corosync = ({ members }) => `totem {
    version: 2
    cluster_name: tripleo_cluster
    transport: udpu
    token: 10000
}

nodelist {
${members.map((name, at) => `    node {\n        ring0_addr: ${name}\n        name: ${name}\n        nodeid: ${at + 1}\n    }\n`).join("\n")}}

quorum {
    provider: corosync_votequorum
}
`;

const hosts = ({ members, network: { servers } }) => `127.0.0.1   localhost localhost.localdomain
# HEAT_HOSTS_START - Do not edit manually within this section!
${members.map((name, at) => `${servers[at]} ${name}.localdomain ${name}`).join("\n")}
# HEAT_HOSTS_END
`;
