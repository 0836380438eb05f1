// What the main configuration file of each service says, in the words of its release.

const ACCOUNTS = "aodh ceilometer cinder glance gnocchi heat ironic keystone neutron nova panko placement".split(" ");

/** Below /etc/SERVICE; of services that are not OpenStack's, some file of their own. */
export function mainFileOf(service) {
  if (service === "glance") return "glance-api.conf";
  if (service === "haproxy") return "haproxy.cfg";
  return `${service}.conf`;
}

/** [file below /etc/SERVICE, text] each. */
export function settingsOf(service, plan) {
  if (service === "haproxy") return [["haproxy.cfg", haproxy(plan)]];
  const files = [[mainFileOf(service), ACCOUNTS.includes(service) ? openstack(service, plan) : PLAIN]];
  if (service !== "neutron") return files;
  return [...files, ["plugins/ml2/openvswitch_agent.ini", agent(plan)]];
}

const PLAIN = "# Managed by puppet\n";

/** The collector masks each secret by a token of its own. */
const masked = (number) => `masked-8c1b2d-${number}`;

function openstack(service, plan) {
  const { network, host, product } = plan;
  const kolla = product === "kolla-ansible";
  const user = kolla ? "openstack" : "guest";
  const url = network.servers.map((_, at) => `${user}:${masked(1)}@${brokerOf(at, plan)}:5672`).join(",");
  const database = kolla
    ? `mysql+pymysql://${service}:${masked(2)}@${network.api}:3306/${service}`
    : `mysql+pymysql://${service}:${masked(2)}@${network.api}/${service}?read_default_file=/etc/my.cnf.d/tripleo.cnf&read_default_group=tripleo`;
  const own = OWN[service]?.({ network, host: kolla ? host : `${host}.localdomain` }) ?? "";
  return `[DEFAULT]
debug=False
log_dir=/var/log/${service}
transport_url=rabbit://${url}/${kolla ? "" : "?ssl=0"}
${own}
[database]
connection=${database}
max_retries=-1

[keystone_authtoken]
www_authenticate_uri=http://${network.api}:5000
auth_url=http://${network.api}:5000
memcached_servers=${network.servers.map((address) => `${address}:11211`).join(",")}
username=${service}
password=${masked(3)}
region_name=${kolla ? "RegionOne" : "regionOne"}

[oslo_messaging_rabbit]
heartbeat_in_pthread=True
`;
}

function brokerOf(at, { network, members, product, role }) {
  if (product === "kolla-ansible") return network.servers[at];
  return role === "Undercloud" ? "undercloud.ctlplane.localdomain" : `${members[at]}.internalapi.localdomain`;
}

const OWN = {
  nova: ({ network, host }) =>
    `my_ip=${network.own}\nhost=${host}\nosapi_compute_workers=4\nmetadata_workers=4\n\n[vnc]\nserver_proxyclient_address=${network.own}\nnovncproxy_host=${network.own}\n`,
  cinder: ({ network }) => `my_ip=${network.own}\nosapi_volume_workers=4\n`,
  glance: ({ network }) => `bind_host=${network.own}\nbind_port=9292\n`,
  neutron: ({ network, host }) => `host=${host}\nbind_host=${network.own}\n`,
  ironic: ({ network }) => `my_ip=${network.own}\n`,
};

const agent = ({ network }) =>
  `[ovs]\nbridge_mappings=datacentre:br-ex\nlocal_ip=${network.tenant}\n\n[agent]\ntunnel_types=vxlan\n`;

function haproxy({ network, balanced = [], members }) {
  const services = balanced.map(
    ({ address, port }) =>
      `listen port_${port}\n  bind ${address}:${port} transparent\n${network.servers
        .map((server, at) => `  server ${members[at]} ${server}:${port} check fall 5 inter 2000 rise 2\n`)
        .join("")}`,
  );
  return `global\n  daemon\n  maxconn 20480\n\ndefaults\n  mode tcp\n  retries 3\n\n${services.join("\n")}`;
}
