import { present } from "../../parse/present.ts";
import { type Captured, factsOf } from "../bundle/captured.ts";
import type { ApiPort, Container, Coverage } from "../types.ts";

/** What services listen at on the node's own addresses, by their containers. */
const PORTS: Readonly<Record<string, number>> = {
  keystone: 5000,
  glance_api: 9292,
  nova_api: 8774,
  nova_metadata: 8775,
  nova_placement: 8778,
  placement_api: 8778,
  nova_vnc_proxy: 6080,
  neutron_api: 9696,
  cinder_api: 8776,
  heat_api: 8004,
  heat_api_cfn: 8000,
  swift_proxy: 8080,
  aodh_api: 8042,
  gnocchi_api: 8041,
  panko_api: 8977,
  barbican_api: 9311,
  octavia_api: 9876,
  manila_api: 8786,
  ironic_api: 6385,
  mistral_api: 8989,
  memcached: 11211,
};

/** haproxy listens at the same ports on other addresses: it is not the service. */
export function apiPortsOf(captured: Captured, containers: readonly Container[], ports: Coverage): ApiPort[] {
  const listening = factsOf(captured, "port").filter(({ process }) => process !== "haproxy");
  return containers.flatMap(({ name, running, secondsRunning, manager, evidence }): ApiPort[] => {
    const port = PORTS[name];
    if (port === undefined || running !== true || !isOnHostNetwork(manager)) return [];
    const socket = listening.find((one) => one.port === port);
    const found = socket !== undefined || (ports.state === "whole" ? false : undefined);
    return [
      {
        subject: { kind: "container", name },
        name,
        port,
        ...present({ secondsRunning, listening: found }),
        evidence: {
          ...(evidence["secondsRunning"] && { secondsRunning: evidence["secondsRunning"] }),
          ...(socket && { listening: socket.source }),
        },
        lacks: {
          "*": "the bundle does not tell since when the container runs; collect: run collect on the node",
        },
      },
    ];
  });
}

/** Deployments run services on the network of the host; of what others have started, nothing is known. */
function isOnHostNetwork(manager: string | undefined): boolean {
  return manager === "paunch" || manager === "tripleo_ansible" || manager === "kolla-ansible";
}
