import type { Catalogue } from "../../catalogue/catalogue.ts";
import { present } from "../../parse/present.ts";
import { type Captured, factsOf } from "../bundle/captured.ts";
import type { KnownOfNode } from "../bundle/coverage.ts";
import type { ApiPort, Container, Coverage } from "../types.ts";

/** Who balances load listens at the same ports on other addresses: it is not the service. */
export function apiPortsOf(
  captured: Captured,
  containers: readonly Container[],
  { ports, catalogue, product }: { readonly ports: Coverage } & KnownOfNode,
): ApiPort[] {
  const between = new Set(catalogue.capabilities.flatMap(({ through }) => through ?? []));
  const listening = factsOf(captured, "port").filter(({ process = "" }) => !provides(process, between, catalogue));
  return containers.flatMap(({ name, running, secondsRunning, manager, evidence }): ApiPort[] => {
    const port = portOf(catalogue, name, product);
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

/** Whether a program is one of those that stand between services and who asks them. */
function provides(process: string, between: ReadonlySet<string>, catalogue: Catalogue): boolean {
  return catalogue.ofUnit(process).some((component) => component.provides.some((one) => between.has(one)));
}

/** The port at which a container's component always listens first, under the tool that deployed it. */
function portOf(catalogue: Catalogue, name: string, product: string | undefined): number | undefined {
  const meaning = catalogue.ofContainer(name, product);
  const [main] = (meaning?.component.ports ?? []).filter(
    ({ tools }) => tools === undefined || tools.includes(product ?? meaning?.tools[0] ?? ""),
  );
  return meaning?.kind !== "service" || meaning.bundle !== undefined || main?.optional ? undefined : main?.port;
}

/** Deployments run services on the network of the host; of what others have started, nothing is known. */
function isOnHostNetwork(manager: string | undefined): boolean {
  return manager === "paunch" || manager === "tripleo_ansible" || manager === "kolla-ansible";
}
