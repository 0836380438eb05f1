import { plays } from "../stage.ts";
import { answered, type Deed, madeAnew, restarted, rewritten, stopped } from "../student.ts";

const UNITS = /^(tripleo_memcached\.service) .*$/m;

const PODMAN = "podman-systemd";
const timer = answered(PODMAN, "health-timer: tripleo_nova_scheduler_healthcheck.timer");
const unitIs =
  (state: string): Deed =>
  (files) =>
    ["systemctl_list-units_--all_tripleo", "systemctl_list-units_--all_--type_service_timer"].reduce(
      (all, list) =>
        rewritten(`sos_commands/systemd/${list}`, (text) =>
          text.replace(UNITS, `$1 loaded ${state} memcached container`),
        )(all),
      files,
    );
plays({
  exercise: PODMAN,
  nodes: { controller0: { release: "16", role: "Controller" } },
  broken: { controller0: [stopped("memcached", 61), unitIs("inactive dead")] },
  cases: [
    { name: "nothing done", marks: "fail fail fail: fail", deeds: {} },
    {
      name: "half done",
      marks: "pass fail fail: fail",
      deeds: { controller0: [restarted("memcached"), unitIs("active running")] },
    },
    {
      name: "right",
      marks: "pass pass pass: pass",
      deeds: {
        controller0: [restarted(["memcached", "nova_scheduler"]), unitIs("active running"), timer],
      },
    },
    {
      name: "right in an unusual way: the unit made the container anew",
      marks: "pass pass pass: pass",
      deeds: {
        controller0: [madeAnew("memcached"), madeAnew("nova_scheduler"), unitIs("active running"), timer],
      },
    },
    {
      name: "cheated: started past systemd, and the service named for the timer",
      marks: "fail pass fail: fail",
      deeds: {
        controller0: [
          restarted(["memcached", "nova_scheduler"]),
          answered(PODMAN, "health-timer: tripleo_nova_scheduler_healthcheck.service"),
        ],
      },
    },
  ],
});
