import type { Catalogue } from "../../catalogue/catalogue.ts";
import { shellWord } from "../../shell.ts";
import type { Manager } from "../containers/manager.ts";
import { namesOf } from "./components.ts";
import { commandsFor } from "./container-commands.ts";
import type { AtHand } from "./tools.ts";

/** Commands on a component of the cloud, wherever it runs. */
export interface Ways {
  /** Shows whether it runs, be it in a container, in a pod or on the host. */
  readonly look: (component: string) => string;
  /** Runs a command in its container: what stands behind it. */
  readonly exec: (component: string) => string;
  /** Restarts it on one node, or the whole of it where pacemaker runs it. */
  readonly restart: (component: string) => string;
  /** Shows the configuration that it is given, as it stands on the host. */
  readonly config: (component: string) => string;
  /** Has it started again where it is down; what runs is left alone where that is possible. */
  readonly cleanup: (component: string) => string;
}

/** The ways to components by the names that the catalogue has; without one a component is taken for its container. */
export function waysOf(at: AtHand, catalogue?: Catalogue): Ways {
  const named = (component: string): Named => {
    const names = namesOf(component, at.tool, catalogue);
    // Of names of several releases those that are there are meant.
    const there = names.containers.filter((name) => at.containers?.has(name) === true);
    return { component, ...names, ...(there.length > 0 && { containers: there }) };
  };
  return {
    look: (component) => look(at, named(component)),
    exec: (component) => exec(at, named(component)),
    restart: (component) => mend(at, named(component), "restart"),
    config: (component) => mend(at, named(component), "config"),
    cleanup: (component) => mend(at, named(component), "start"),
  };
}

interface Named extends ReturnType<typeof namesOf> {
  readonly component: string;
}

function look(at: AtHand, { component, containers, bundle, hostUnits }: Named): string {
  if (hostUnits.length > 0) return `systemctl status ${hostUnits.map(shellWord).join(" ")}`;
  if (containers.length === 0 && at.tool === "edpm") return podsOf(component);
  const replicas = bundle === undefined || at.tool === "kolla-ansible" ? [] : [`${bundle}-.*`];
  const names = [...replicas, ...(containers.length === 0 ? [component] : containers)];
  return `sudo ${at.engine} ps -a --filter ${shellWord(`name=^/?(${names.join("|")})$`)}`;
}

function podsOf(component: string): string {
  return `oc -n openstack get pods | grep -F -- ${shellWord(component)}`;
}

function exec(at: AtHand, { component, containers, bundle }: Named): string {
  if (containers.length === 0 && at.tool === "edpm") return `oc -n openstack rsh ${pod(component)}`;
  const replicas = bundle === undefined || at.tool === "kolla-ansible" ? [] : [`${bundle}-.*`];
  const names = [...replicas, ...containers];
  const [name = component] = names;
  if (names.length <= 1) return `sudo ${at.engine} exec ${shellWord(name)}`;
  // Old engines have a slash before a container's name.
  const filter = shellWord(`name=^/?(${names.join("|")})$`);
  return `sudo ${at.engine} exec $(sudo ${at.engine} ps -qf ${filter} | head -1)`;
}

/** The control plane of such a node runs in pods. */
function pod(component: string): string {
  const running = "oc -n openstack get pods --field-selector status.phase=Running -o name";
  return `$(${running} | grep -m 1 -F -- ${shellWord(component)})`;
}

const MANAGERS: Readonly<Record<string, Manager>> = { tripleo: "paunch", "kolla-ansible": "kolla-ansible" };

function mend(at: AtHand, { component, containers, bundle }: Named, how: "start" | "restart" | "config"): string {
  if (at.pacemaker && bundle !== undefined) return commandsFor(`${bundle}-${at.engine}-0`, at.engine, "pacemaker")[how];
  if (containers.length === 0 && at.tool === "edpm") return podsOf(component);
  const labels = at.tool === "edpm" ? { managed_by: "edpm_ansible" } : {};
  const [name = component] = containers;
  return commandsFor(name, at.engine, at.tool === undefined ? undefined : MANAGERS[at.tool], {
    ...{ labels, oneShot: false, ofTripleo: at.tool === "tripleo" },
    ...(at.release === undefined ? {} : { release: at.release }),
  })[how];
}
