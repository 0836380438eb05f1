import { hashedEntry, isoTime, TIMES } from "../plan.js";

/** Nothing but health checks: docker remembers the last minutes, and names all labels of a container; podman the day. */
export default function events(plan) {
  const { engine, containers } = plan;
  const from = TIMES.captured - 86_400;
  const checked = containers.filter(({ running, health }) => running && health);
  const times = [...(engine === "docker" ? [] : [from + 60]), TIMES.captured - 600];
  const rows = times.flatMap((time) => checked.flatMap((one, at) => linesOf(one, time + at, plan)));
  return {
    [`sos_commands/${engine}/${engine}_events_--since_24h`]: {
      text: rows.map((line) => `${line}\n`).join(""),
      command: `${engine} events --since ${from} --until ${TIMES.captured - 1}`,
    },
  };
}

const spaced = (seconds) => `${isoTime(seconds).replace("T", " ").replace("Z", "")}.123456789 +0000 UTC`;

function linesOf(one, time, plan) {
  if (plan.engine === "docker") {
    const label = one.entry === undefined ? "" : `config_data=${JSON.stringify(hashedEntry(one, plan))}, `;
    const about = `${one.id} (${label}container_name=${one.name}, image=${one.image}, name=${one.name})`;
    const at = `${isoTime(time).replace("Z", "")}.123456789Z`;
    return ["exec_create", "exec_start"].map(
      (word) => `${at} container ${word}: /bin/sh -c /openstack/healthcheck ${about}`,
    );
  }
  const checks = plan.table.health === "timer" ? ["exec"] : ["health_status", "exec_died"];
  const status = plan.table.health === "timer" ? "" : "health_status=healthy, ";
  const about = `${one.id} (image=${one.image}, name=${one.name}, ${status}container_name=${one.name})`;
  return checks.map((word) => `${spaced(time)} container ${word} ${about}`);
}
