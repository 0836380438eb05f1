/** `pcs status` where pacemaker runs bundles: of its 1.1 up to OSP 14, of its 2 from 15 on. */
export default function pacemaker(plan) {
  const bundles = plan.containers.filter(({ manager }) => manager === "pacemaker");
  if (bundles.length === 0) return {};
  const text = Number(plan.release) < 15 ? first(bundles, plan) : second(bundles, plan);
  return { "sos_commands/pacemaker/pcs_status": { text, command: "pcs status" } };
}

const AGENTS = {
  "galera-bundle": "ocf::heartbeat:galera",
  "rabbitmq-bundle": "ocf::heartbeat:rabbitmq-cluster",
  "redis-bundle": "ocf::heartbeat:redis",
  "ovn-dbs-bundle": "ocf::ovn:ovndb-servers",
};

/** Those with a service inside run it by an agent of its own, and one of them leads. */
function replica({ row, name }, { engine, host }) {
  const agent = AGENTS[row.name];
  const leads = row.name === "rabbitmq-bundle" ? "Started" : "Master";
  return agent === undefined
    ? `${name}\t(ocf::heartbeat:${engine}):\tStarted ${host}`
    : `${row.name}-0\t(${agent}):\t${leads} ${host}`;
}

const guests = (bundles, host) =>
  bundles.filter(({ row }) => AGENTS[row.name] !== undefined).map(({ row }) => `${row.name}-0@${host}`);

function first(bundles, plan) {
  const { host } = plan;
  const rows = bundles.flatMap((one) => [
    ` Docker container: ${one.row.name} [${one.image}]`,
    `   ${replica(one, plan)}`,
  ]);
  return `Cluster name: tripleo_cluster
Stack: corosync
Current DC: ${host} (version 1.1.19-8.el7_6.4-c3c624ea3d) - partition with quorum
Last updated: Tue Nov 24 04:00:00 2026
Last change: Fri Nov 20 08:40:00 2026 by root via cibadmin on ${host}

${1 + guests(bundles, host).length} nodes configured
${bundles.length * 2 + 1} resources configured

Online: [ ${host} ]
GuestOnline: [ ${guests(bundles, host).join(" ")} ]

Full list of resources:

${rows.join("\n")}
 ip-192.168.24.50\t(ocf::heartbeat:IPaddr2):\tStarted ${host}

Daemon Status:
  corosync: active/enabled
  pacemaker: active/enabled
  pcsd: active/enabled
`;
}

function second(bundles, plan) {
  const { host } = plan;
  const rows = bundles.flatMap((one) => [
    `  * Container bundle: ${one.row.name} [${one.image}]:`,
    `    * ${replica(one, plan)}`,
  ]);
  return `Cluster name: tripleo_cluster
Cluster Summary:
  * Stack: corosync
  * Current DC: ${host} (version 2.0.5-9.el8_4.1-ba59be7122) - partition with quorum
  * Last updated: Tue Nov 24 04:00:00 2026
  * Last change:  Fri Nov 20 08:40:00 2026 by root via cibadmin on ${host}
  * ${1 + guests(bundles, host).length} nodes configured
  * ${bundles.length * 2 + 1} resource instances configured

Node List:
  * Online: [ ${host} ]
  * GuestOnline: [ ${guests(bundles, host).join(" ")} ]

Full List of Resources:
${rows.join("\n")}
  * ip-192.168.24.50\t(ocf::heartbeat:IPaddr2):\tStarted ${host}

Daemon Status:
  corosync: active/enabled
  pacemaker: active/enabled
  pcsd: active/enabled
`;
}
