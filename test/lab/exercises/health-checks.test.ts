import { controller, noPort, plays, remembered } from "../stage.ts";
import { answered, executed, restarted, unhealthy } from "../student.ts";

const HEALTH = "health-checks";
plays({
  exercise: HEALTH,
  nodes: controller,
  broken: { controller0: [remembered, restarted("heat_engine", 61), unhealthy("heat_engine", noPort)] },
  cases: [
    { name: "nothing done", marks: "fail fail fail: fail", deeds: {} },
    {
      name: "half done",
      marks: "pass fail fail: fail",
      deeds: { controller0: [answered(HEALTH, "unhealthy: heat_engine", "unchecked:")] },
    },
    {
      name: "right",
      marks: "pass pass pass: pass",
      deeds: {
        controller0: [
          answered(HEALTH, "unhealthy: heat_engine", "unchecked: keystone_cron"),
          executed("heat_engine", "/openstack/healthcheck 5672"),
        ],
      },
    },
    {
      name: "right in an unusual way: as the engine runs it, seconds after the engine's own",
      marks: "pass pass pass: pass",
      deeds: {
        controller0: [
          answered(HEALTH, "unhealthy: heat_engine", "unchecked: horizon, swift_rsync"),
          executed("heat_engine", "/bin/sh -c /openstack/healthcheck", 2.2),
          executed("heat_engine", "/bin/sh -c /openstack/healthcheck", 2),
        ],
      },
    },
    {
      name: "a shell was opened: nobody can tell whether the check was run in it, and it passes without",
      marks: "pass pass ungraded: pass",
      deeds: {
        controller0: [
          answered(HEALTH, "unhealthy: heat_engine", "unchecked: keystone_cron"),
          executed("heat_engine", "bash"),
        ],
      },
    },
    {
      name: "cheated: all names, and a check in words only",
      marks: "fail fail fail: fail",
      deeds: {
        controller0: [
          answered(HEALTH, "unhealthy: heat_engine keystone nova_api", "unchecked: keystone_cron keystone"),
          executed("heat_engine", "cat /openstack/healthcheck"),
        ],
      },
    },
  ],
});
