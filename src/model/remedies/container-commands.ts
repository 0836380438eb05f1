import type { EngineName } from "../../parse/engine-name.ts";
import { shellWord, wordPart } from "../../shell.ts";
import { PACEMAKER_REPLICA } from "../containers/lifecycle.ts";
import type { Manager } from "../containers/manager.ts";
import type { Container } from "../types.ts";
import { KEEPERS, type Mended, NOBODY, type Traits } from "./keepers.ts";

/** What to type to look at a container and to mend it, by who manages it. Pacemaker's are never touched by the engine. */
export function commandsFor(
  name: string,
  engine: EngineName,
  manager: Manager | undefined,
  traits: Traits = { labels: {}, oneShot: false, ofTripleo: false },
): Container["commands"] {
  const mended = { name, engine, manager, ...traits };
  const word = shellWord(name);
  const asked = askedAs(mended, engine);
  return {
    logs: `${asked} logs --tail 50 ${word}`,
    inspect: `${asked} inspect ${word}`,
    unpause: `${asked} unpause ${word}`,
    checkHealth: checkHealth(mended),
    remove: `${asked} rm -f ${word}`,
    alike: `${asked} ps -a --filter label=container_name=${wordPart(traits.labels["container_name"] ?? name)}`,
    ...lifeCommands(mended),
  };
}

/** Of podman each user has an own, which only that user sees; root's sudo does not. */
function askedAs({ owner = "root" }: Mended, program: string): string {
  if (owner === "root") return `sudo ${program}`;
  const user = shellWord(owner);
  return `sudo -u ${user} XDG_RUNTIME_DIR=/run/user/$(id -u ${user}) ${program}`;
}

function checkHealth(mended: Mended): string {
  const { name, engine, ofTripleo } = mended;
  const word = shellWord(name);
  if (ofTripleo) return `sudo ${engine} exec ${word} /openstack/healthcheck`;
  return engine === "podman"
    ? `${askedAs(mended, "podman")} healthcheck run ${word}`
    : `sudo docker inspect --format '{{json .State.Health}}' ${word}`;
}

type Life = Pick<Container["commands"], "start" | "stop" | "restart" | "status" | "recreate" | "config">;

function lifeCommands(mended: Mended): Life {
  const bundle = PACEMAKER_REPLICA.exec(mended.name)?.[1];
  if (mended.manager === "pacemaker" && bundle !== undefined)
    return { ...byPacemaker(shellWord(bundle)), config: mountsOf(mended) };
  const keeper = KEEPERS.find(({ keeps }) => keeps(mended)) ?? NOBODY;
  const unit = keeper.unit(mended);
  const life = unit === undefined ? byEngine(mended) : byUnit(mended, unit);
  const place = keeper.config?.(mended);
  const config = place === undefined ? mountsOf(mended) : `sudo ls -lR ${shellWord(place)}`;
  return { ...life, recreate: keeper.recreate(mended, life.restart), config };
}

/** What it mounts of the host, its configuration among it. */
function mountsOf(mended: Mended): string {
  return `${askedAs(mended, mended.engine)} inspect --format '{{json .Mounts}}' ${shellWord(mended.name)}`;
}

function byPacemaker(bundle: string): Omit<Life, "config"> {
  const restart = `sudo pcs resource restart ${bundle}`;
  return {
    ...{ start: `sudo pcs resource cleanup ${bundle}`, stop: `sudo pcs resource disable ${bundle}` },
    ...{ restart, status: "sudo pcs status --full", recreate: restart },
  };
}

function byEngine(mended: Mended): Omit<Life, "recreate" | "config"> {
  const asked = askedAs(mended, mended.engine);
  const word = shellWord(mended.name);
  return {
    ...{ start: `${asked} start ${word}`, stop: `${asked} stop ${word}`, restart: `${asked} restart ${word}` },
    status: `${asked} ps -a --filter name=${wordPart(mended.name)}`,
  };
}

function byUnit(mended: Mended, unit: string): Omit<Life, "recreate" | "config"> {
  const own = mended.owner === undefined || mended.owner === "root" ? "systemctl" : "systemctl --user";
  const asked = askedAs(mended, own);
  const word = shellWord(unit);
  return {
    ...{ start: `${asked} start ${word}`, stop: `${asked} stop ${word}`, restart: `${asked} restart ${word}` },
    status: `${asked} status ${word}`,
  };
}
