// Where services listen on a node's own address, and which process does.

/** Container → [process, ports…]. */
const LISTENERS = {
  keystone: ["httpd", 5000, 35357],
  glance_api: ["glance-api", 9292],
  nova_api: ["httpd", 8774],
  nova_metadata: ["httpd", 8775],
  nova_placement: ["httpd", 8778],
  // kolla-ansible has placement at a port of its own.
  placement_api: ["httpd", 8778, 8780],
  nova_ssh: ["sshd", 8022],
  nova_vnc_proxy: ["nova-novncproxy", 6080],
  nova_novncproxy: ["nova-novncproxy", 6080],
  neutron_api: ["neutron-server", 9696],
  neutron_server: ["neutron-server", 9696],
  cinder_api: ["httpd", 8776],
  heat_api: ["httpd", 8004],
  heat_api_cfn: ["httpd", 8000],
  horizon: ["httpd", 80],
  swift_proxy: ["swift-proxy-ser", 8080],
  aodh_api: ["httpd", 8042],
  gnocchi_api: ["httpd", 8041],
  panko_api: ["httpd", 8977],
  ironic_api: ["httpd", 6385],
  ironic_inspector: ["ironic-inspecto", 5050],
  memcached: ["memcached", 11211],
  mysql: ["mysqld", 3306],
  mariadb: ["mariadbd", 3306],
  rabbitmq: ["beam.smp", 5672],
  "galera-bundle": ["mysqld", 3306],
  "rabbitmq-bundle": ["beam.smp", 5672],
  "redis-bundle": ["redis-server", 6379],
  "ovn-dbs-bundle": ["ovsdb-server", 6641, 6642],
};

/** What haproxy passes on. */
const BALANCED = new Set(
  "keystone glance_api nova_api nova_metadata nova_placement placement_api nova_vnc_proxy nova_novncproxy neutron_api neutron_server cinder_api heat_api heat_api_cfn horizon swift_proxy aodh_api gnocchi_api panko_api mariadb galera-bundle".split(
    " ",
  ),
);

/** [process, port, behind haproxy] of each container that runs. */
export function listenersOf({ containers }) {
  return containers
    .filter(({ running, row }) => running && LISTENERS[row.name] !== undefined)
    .flatMap(({ row }) => {
      const [process, ...ports] = LISTENERS[row.name];
      return ports.map((port) => ({ process, port, balanced: BALANCED.has(row.name) }));
    });
}

/** The addresses and ports at which haproxy listens, where the node runs it. */
export function balancedPorts(plan) {
  const runs = plan.containers.some(({ row }) => /^haproxy(-bundle)?$/.test(row.name));
  if (!runs) return [];
  const ports = listenersOf(plan).filter(({ balanced }) => balanced);
  const redis = plan.network.vips.length > 0 ? [{ address: "172.16.2.51", port: 6379 }] : [];
  return [...ports.map(({ port }) => ({ address: plan.network.api, port })), ...redis];
}
