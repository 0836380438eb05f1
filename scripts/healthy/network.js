// The networks of a deployment: addresses of nodes, virtual addresses, and the names that nodes know each other by.

/** The last part of an address tells the role, and which of its nodes it is. */
const FIRST = { Controller: 10, Compute: 20, CephStorage: 30, control: 10, compute: 20 };

/** Virtual addresses, as puppet has pacemaker make them. */
const VIRTUAL = {
  ctlplane: "192.168.24.50",
  external: "10.0.0.50",
  internal: "172.16.2.50",
  redis: "172.16.2.51",
  ovn: "172.16.2.52",
  storage: "172.16.1.50",
  storageMgmt: "172.16.3.50",
};

/** Where services of the node listen, and where all services of the cloud are reached. */
export function networkOf({ role, product, release, index, controllers }) {
  if (role === "Undercloud") {
    const own = "192.168.24.1";
    return { own, tenant: own, api: own, servers: [own], interfaces: [["br-ctlplane", own]], vips: [], ovn: own };
  }
  const last = FIRST[role] + index;
  const servers = Array.from({ length: controllers }, (_, at) => at + 10);
  if (product === "kolla-ansible") return ofKolla(last, servers, role);
  const vips = [
    ...[VIRTUAL.ctlplane, VIRTUAL.external, VIRTUAL.internal, VIRTUAL.redis, VIRTUAL.storage, VIRTUAL.storageMgmt],
    ...(Number(release) >= 15 ? [VIRTUAL.ovn] : []),
  ];
  return {
    own: `172.16.2.${last}`,
    tenant: `172.16.0.${last}`,
    api: VIRTUAL.internal,
    servers: servers.map((at) => `172.16.2.${at}`),
    interfaces: [
      ["eth0", `192.168.24.${last}`],
      ["vlan20", `172.16.2.${last}`],
      ["vlan30", `172.16.1.${last}`],
      ["vlan50", `172.16.0.${last}`],
      ...(role === "Controller"
        ? [
            ["vlan40", `172.16.3.${last}`],
            ["br-ex", `10.0.0.${last}`],
          ]
        : []),
    ],
    vips: vips.map((address, at) => ({ address, holder: at % controllers })),
    ovn: VIRTUAL.ovn,
  };
}

/** keepalived holds the one virtual address, of which no list of resources tells. */
function ofKolla(last, servers, role) {
  const own = `10.10.0.${last}`;
  const held = role === "control" && last === 10 ? [["eth0", "10.10.0.250"]] : [];
  return {
    own,
    tenant: own,
    api: "10.10.0.250",
    servers: servers.map((at) => `10.10.0.${at}`),
    interfaces: [["eth0", own], ...held],
    vips: [],
    ovn: servers.map((at) => `10.10.0.${at}`).join(":6642,tcp:"),
  };
}

/** The virtual addresses that the node holds itself. */
export const vipsOn = ({ network: { vips }, index, role }) =>
  role === "Controller" ? vips.filter(({ holder }) => holder === index).map(({ address }) => address) : [];
