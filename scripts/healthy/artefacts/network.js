import { vipsOn } from "../network.js";
import { balancedPorts, listenersOf } from "../services.js";

/** Addresses, listening ports, and names of the other nodes. */
export default function network(plan) {
  const text = {
    "sos_commands/networking/ip_-o_addr": [addresses(plan), "ip -o addr"],
    "sos_commands/networking/ss_-lntup": [ports(plan), "ss -lntup"],
    ...ovn(plan),
  };
  return Object.fromEntries(Object.entries(text).map(([path, [lines, command]]) => [path, { text: lines, command }]));
}

function addresses(plan) {
  const all = [...plan.network.interfaces];
  const rows = all.map(([device, address], at) => row(at + 2, device, `${address}/24`));
  const vips = vipsOn(plan).map((address) => {
    const at = all.findIndex(([, own]) => own.startsWith(address.replace(/\d+$/, "")));
    return row(at + 2, all[at]?.[0] ?? "eth0", `${address}/32`);
  });
  return `${[row(1, "lo", "127.0.0.1/8", "host"), ...rows, ...vips].join("\n")}\n`;
}

const row = (number, device, address, scope = "global") =>
  `${number}: ${device}    inet ${address} scope ${scope} ${device}\\       valid_lft forever preferred_lft forever`;

function ports(plan) {
  const { own } = plan.network;
  const tcp = (address, port, process) =>
    `tcp    LISTEN     0      128    ${address}:${port}       *:*      users:(("${process}",pid=${2000 + port},fd=4))`;
  const services = listenersOf(plan).map(({ process, port }) => tcp(own, port, process));
  const balanced = balancedPorts(plan).map(({ address, port }) => tcp(address, port, "haproxy"));
  const registry = plan.role === "Undercloud" ? [tcp(own, 8787, Number(plan.release) < 15 ? "registry" : "httpd")] : [];
  return `Netid  State      Recv-Q Send-Q Local Address:Port               Peer Address:Port
udp    UNCONN     0      0      127.0.0.1:323        *:*      users:(("chronyd",pid=871,fd=1))
${[tcp(own, 22, "sshd"), ...services, ...balanced, ...registry].join("\n")}
`;
}

/** Which database OVN's controller asks: the same on all nodes. */
function ovn({ containers, network: { ovn: address, tenant }, host }) {
  if (!containers.some(({ row: { name } }) => name === "ovn_controller")) return {};
  return {
    "sos_commands/openvswitch/ovs-vsctl_get_Open_vSwitch_._external_ids": [
      `{hostname=${host}.localdomain, ovn-bridge=br-int, ovn-encap-ip="${tenant}", ovn-encap-type=geneve, ovn-remote="tcp:${address}:6642", rundir="/var/run/openvswitch", system-id="${host}"}\n`,
      "ovs-vsctl --timeout=5 get Open_vSwitch . external_ids",
    ],
  };
}
