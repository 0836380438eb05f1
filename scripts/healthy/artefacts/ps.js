import { tableOf } from "../table.js";

/** `ps -a --no-trunc`. */
export default function ps(plan) {
  const { engine, containers } = plan;
  const header = ["CONTAINER ID", "IMAGE", "COMMAND", "CREATED", "STATUS", "PORTS", "NAMES"];
  const command = engine === "docker" ? '"kolla_start"' : "kolla_start";
  const rows = containers.map((one) => [one.id, one.image, command, "3 days ago", statusOf(one, plan), "", one.name]);
  return {
    [`sos_commands/${engine}/${engine}_ps_-a_--no-trunc`]: {
      text: tableOf(header, rows, engine === "docker" ? 3 : 2),
      command: `${engine} ps -a --no-trunc`,
    },
  };
}

/** podman says `ago`, and knows nothing of checks that timers of systemd make. */
function statusOf({ running, health }, { engine, table }) {
  if (!running) return "Exited (0) 3 days ago";
  const up = engine === "docker" ? "Up 3 days" : "Up 3 days ago";
  return health && table.health !== "timer" ? `${up} (healthy)` : up;
}
