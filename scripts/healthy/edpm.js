// Nodes of OSP 18's data plane: what they run, and how edpm_container_manage and quadlet start it.
import { hex, TIMES } from "./plan.js";

const REGISTRY = "registry.redhat.io/rhoso";
const kolla = (name) => `/var/lib/kolla/config_files/${name}.json:/var/lib/kolla/config_files/config.json:ro`;
const check = (name) => `/var/lib/openstack/healthchecks/${name}:/openstack:ro,z`;

/** name: [image, the folder of its configuration, whether it has a health check, the roles that run it]. */
const SERVICES = {
  ovn_controller: ["openstack-ovn-controller-rhel9", undefined, true, ["compute", "networker"]],
  ovn_metadata_agent: [
    "openstack-neutron-metadata-agent-ovn-rhel9",
    "neutron-ovn-metadata-agent",
    true,
    ["compute", "networker"],
  ],
  neutron_dhcp_agent: ["openstack-neutron-dhcp-agent-rhel9", "neutron-dhcp-agent", false, ["networker"]],
  frr: ["openstack-frr-rhel9", "frr", false, ["networker"]],
  ovn_bgp_agent: ["openstack-ovn-bgp-agent-rhel9", "ovn-bgp-agent", false, ["networker"]],
  iscsid: ["openstack-iscsid-rhel9", undefined, true, ["compute"]],
  multipathd: ["openstack-multipathd-rhel9", undefined, true, ["compute"]],
  nova_compute: ["openstack-nova-compute-rhel9", "nova", false, ["compute"]],
  ceilometer_agent_compute: ["openstack-ceilometer-compute-rhel9", "telemetry", true, ["compute"]],
  node_exporter: ["openstack-prometheus-node-exporter-rhel9", undefined, true, ["compute", "networker"]],
  podman_exporter: ["openstack-prometheus-podman-exporter-rhel9", undefined, true, ["compute", "networker"]],
};
/** From then on these are services of the host. */
const TO_HOST = new Set(["iscsid", "multipathd"]);

const ONE_SHOT = "nova_compute_init";

/** How the deployment starts containers: by a definition and a lasting container, or by units of podman's generator. */
export const layouts = ["manage", "quadlet"];

export function edpmPlan(role, { index = 0, layout = "manage" } = {}) {
  const host = `edpm-${role}-${index}`;
  const quadlet = layout === "quadlet";
  const table = { release: "18", product: "rhoso", engine: "podman", health: "engine", containers: [] };
  const plan = {
    ...{ release: "18", product: "rhoso", role, index, controllers: 0, host, engine: "podman", layout, table },
    ...{ style: { version: "4.9.4-rhel", os: "9.4", layout }, members: [], registry: REGISTRY },
    ...{ volumes: new Map(), execs: [], network: networkOf(role, index) },
  };
  const services = Object.entries(SERVICES).filter(
    ([name, [, , , roles]]) => roles.includes(role) && !(quadlet && TO_HOST.has(name)),
  );
  const containers = services.map(([name, [image, folder, health]]) =>
    containerOf({ name, image, folder, health, kind: "service" }, plan),
  );
  const once = role === "compute" && !quadlet ? [oneShot(plan)] : [];
  return { ...plan, containers: [...containers, ...once, ...helpersOf(containers, plan)] };
}

const oneShot = (plan) =>
  containerOf({ name: ONE_SHOT, image: SERVICES.nova_compute[0], health: false, kind: "one-shot" }, plan);

/** The metadata agent starts one for each network of the node. */
function helpersOf(containers, plan) {
  const agent = containers.find(({ name }) => name === "ovn_metadata_agent");
  if (agent === undefined) return [];
  const network = hex(`network of ${plan.host}`, 32).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  const name = `neutron-haproxy-ovnmeta-${network}`;
  const one = containerOf({ name, image: SERVICES.ovn_metadata_agent[0], health: false, kind: "service" }, plan);
  return [{ ...one, row: { ...one.row, volumes: [] }, manager: "neutron", entry: undefined }];
}

function containerOf(row, plan) {
  const { name, image, folder, health, kind } = row;
  const service = kind === "service";
  const digest = hex(`image ${image}`);
  const volumes = [
    ...(service ? [kolla(name)] : []),
    ...(folder === undefined ? [] : [`/var/lib/openstack/${folder}:/var/lib/kolla/config_files/src:ro`]),
    ...(health ? [check(name)] : []),
    ...(name.startsWith("nova_") ? ["/var/lib/nova:/var/lib/nova:shared"] : []),
  ];
  const reference = `${REGISTRY}/${image}@sha256:${digest}`;
  return {
    ...{ name, id: hex(`${plan.host} ${name}`), image: reference, imageId: hex(`id of ${image}`), digest },
    ...{ service, health, running: service, manager: "edpm_ansible" },
    row: { ...row, family: name.split("_")[0], volumes, image },
    entry: {
      ...{ image: reference, net: "host", privileged: service, user: "root", restart: service ? "always" : "never" },
      ...(health && { healthcheck: { test: "/openstack/healthcheck" } }),
      ...(service ? {} : { detach: false }),
      volumes,
      environment: { KOLLA_CONFIG_STRATEGY: "COPY_ALWAYS", EDPM_CONFIG_HASH: hex(`${plan.host} ${name} hash`) },
    },
  };
}

/** One network of the control plane, and the network of tunnels. */
function networkOf(role, index) {
  const last = (role === "compute" ? 100 : 200) + index;
  const own = `172.17.0.${last}`;
  const interfaces = [
    ["br-ex", `192.168.122.${last}`],
    ["vlan20", own],
    ["vlan22", `172.19.0.${last}`],
  ];
  return {
    own,
    tenant: `172.19.0.${last}`,
    api: own,
    servers: [],
    interfaces,
    vips: [],
    ovn: "ovsdbserver-sb.openstack.svc",
  };
}

/** What starts containers: a definition for each with its unit, or a unit of podman's generator. */
export function edpmStartup(plan) {
  const { containers, layout, role } = plan;
  const quadlet = layout === "quadlet";
  const defined = containers.filter(({ entry }) => entry !== undefined);
  const all = quadlet && role === "compute" ? [...defined, oneShot(plan)] : defined;
  return Object.fromEntries(
    all.map((one) =>
      quadlet
        ? [`etc/containers/systemd/edpm_${one.name}.container`, { text: quadletOf(one), mtime: TIMES.generated }]
        : [
            `var/lib/edpm-config/container-startup-config/${one.name}/${one.name}.json`,
            { text: `${JSON.stringify(one.entry, null, 4)}\n`, mtime: TIMES.generated },
          ],
    ),
  );
}

function quadletOf({ name, entry }) {
  const service = entry.restart === "always";
  return [
    ...[`# config_hash=${entry.environment.EDPM_CONFIG_HASH}`, "[Unit]", `Description=${name} container (EDPM)`, ""],
    ...[
      "[Container]",
      `ContainerName=${name}`,
      `Image=${entry.image}`,
      "Network=host",
      "Label=managed_by=edpm_ansible",
    ],
    ...entry.volumes.map((volume) => `Volume=${volume}`),
    ...(entry.healthcheck === undefined ? [] : [`HealthCmd=${entry.healthcheck.test}`]),
    ...["PodmanArgs=--privileged", "", "[Service]", service ? "Restart=always" : "Type=oneshot"],
    ...(service ? ["TimeoutStartSec=900"] : ["RemainAfterExit=yes"]),
    ...["", "[Install]", "WantedBy=multi-user.target", ""],
  ].join("\n");
}

/** What was handed to containers, and kolla's instructions to copy it. */
export function edpmConfig({ containers, host, network }) {
  const files = containers.flatMap(({ name, row: { folder }, running, entry }, at) => {
    if (!running || entry === undefined) return [];
    const copy = { source: "/var/lib/kolla/config_files/src/*", dest: "/", merge: true, preserve_properties: true };
    const config = { command: `/usr/bin/${name.replaceAll("_", "-")}`, ...(folder && { config_files: [copy] }) };
    const text = folder === "nova" ? nova(host, network) : `[DEFAULT]\nhost=${host}\ndebug=False\n`;
    return [
      [
        `var/lib/kolla/config_files/${name}.json`,
        { text: `${JSON.stringify(config, null, 4)}\n`, mtime: TIMES.generated },
      ],
      ...(folder === undefined
        ? []
        : [[`var/lib/openstack/${folder}/01-${folder}.conf`, { text, mtime: TIMES.generated + at }]]),
    ];
  });
  return Object.fromEntries(files);
}

const nova = (host, { own }) => `[DEFAULT]
host=${host}
my_ip=${own}
transport_url=rabbit://default_user:masked-8c1b2d-1@rabbitmq-cell1.openstack.svc:5671/?ssl=1
[keystone_authtoken]
auth_url=https://keystone-internal.openstack.svc:5000
username=nova
password=masked-8c1b2d-2
region_name=regionOne
[oslo_messaging_rabbit]
heartbeat_in_pthread=False
[vnc]
server_proxyclient_address=${own}
[libvirt]
virt_type=kvm
`;

const active = (name, sub = "running") => `${name}.service loaded active ${sub} ${name}`;

/** Units of containers, and of what works on the host: libvirt's daemons, and from the quadlets on those of storage. */
export function edpmUnits({ containers, layout, role }) {
  const started = containers.filter(({ running, entry }) => running && entry !== undefined);
  const compute = role === "compute";
  const quadlet = layout === "quadlet";
  return {
    containers: [
      ...started.map(({ name }) => active(`edpm_${name}`)),
      ...(quadlet && compute ? [active(`edpm_${ONE_SHOT}`, "exited")] : []),
    ],
    host: [
      active("edpm-container-shutdown", "exited"),
      ...["openvswitch"].map((name) => active(name, "exited")),
      ...["ovs-vswitchd", "ovsdb-server"].map((name) => active(name)),
      ...(compute ? ["virtqemud", "virtlogd", "virtnodedevd"].map((name) => active(name)) : []),
      // Their sockets listen: they start when they are asked.
      ...(compute ? ["virtproxyd", "virtsecretd"].map((name) => `${name}.service loaded inactive dead ${name}`) : []),
      ...(compute ? ["libvirtd.service masked inactive dead libvirtd.service"] : []),
      ...(quadlet && compute ? ["multipathd"].map((name) => active(name)) : []),
    ],
  };
}
