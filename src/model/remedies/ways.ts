import { shellWord, wordPart } from "../../shell.ts";
import type { Manager } from "../containers/manager.ts";
import { namesOf } from "./components.ts";
import { commandsFor } from "./container-commands.ts";
import type { AtHand } from "./tools.ts";

/** Commands on a component of the cloud, wherever it runs. */
export interface Ways {
  /** Runs a command in its container: what stands behind it. */
  readonly exec: (component: string) => string;
  /** Restarts it on one node, or the whole of it where pacemaker runs it. */
  readonly restart: (component: string) => string;
  /** Has it started again where it is down; what runs is left alone where that is possible. */
  readonly cleanup: (component: string) => string;
}

export function waysOf(at: AtHand): Ways {
  return {
    exec: (component) => exec(at, component),
    restart: (component) => mend(at, component, "restart"),
    cleanup: (component) => mend(at, component, "start"),
  };
}

function exec(at: AtHand, component: string): string {
  const { containers, bundle } = namesOf(component, at.tool);
  if (containers.length === 0 && at.tool === "edpm") return `oc -n openstack rsh ${pod(component)}`;
  const names = [...(bundle === undefined || !at.pacemaker ? [] : [bundle]), ...containers];
  const [name = component] = names;
  if (names.length <= 1 && at.tool === "kolla-ansible") return `sudo ${at.engine} exec ${shellWord(name)}`;
  const filters = names.map((one) => ` -f name=${wordPart(one)}`).join("");
  return `sudo ${at.engine} exec $(sudo ${at.engine} ps -q${filters} | head -1)`;
}

/** The control plane of such a node runs in pods. */
function pod(component: string): string {
  const running = "oc -n openstack get pods --field-selector status.phase=Running -o name";
  return `$(${running} | grep -m 1 -F -- ${shellWord(component)})`;
}

const MANAGERS: Readonly<Record<string, Manager>> = { tripleo: "paunch", "kolla-ansible": "kolla-ansible" };

function mend(at: AtHand, component: string, how: "start" | "restart"): string {
  const { containers, bundle } = namesOf(component, at.tool);
  if (at.pacemaker && bundle !== undefined) return commandsFor(`${bundle}-${at.engine}-0`, at.engine, "pacemaker")[how];
  if (containers.length === 0 && at.tool === "edpm")
    return `oc -n openstack get pods | grep -F -- ${shellWord(component)}`;
  const labels = at.tool === "edpm" ? { managed_by: "edpm_ansible" } : {};
  const [name = component] = containers;
  return commandsFor(name, at.engine, at.tool === undefined ? undefined : MANAGERS[at.tool], {
    ...{ labels, oneShot: false, ofTripleo: at.tool === "tripleo" },
    ...(at.release === undefined ? {} : { release: at.release }),
  })[how];
}
