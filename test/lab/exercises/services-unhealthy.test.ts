import { controller, noPort, plays } from "../stage.ts";
import { inspected, madeAnew, restarted, rewritten, unhealthy } from "../student.ts";

const NOVA = "var/lib/config-data/puppet-generated/nova/etc/nova/nova.conf";
const CONDUCTOR_INSIDE = "sos_containers/nova_conductor/etc/nova/nova.conf";

const wrongPort = (text: string) => text.replace(":5672/", ":5673/");
const rightPort = (text: string) => text.replace(":5673/", ":5672/");
const healthyAgain = inspected("nova_conductor", ({ State }) => ({
  State: {
    ...State,
    Health: { Status: "healthy", FailingStreak: 0, Log: [{ End: "2026-11-24T03:59:30Z", ExitCode: 0, Output: "" }] },
  },
}));

plays({
  exercise: "services-unhealthy",
  nodes: controller,
  broken: {
    controller0: [
      rewritten(NOVA, wrongPort, 61),
      rewritten(CONDUCTOR_INSIDE, wrongPort, 61),
      restarted("nova_conductor", 61),
      unhealthy("nova_conductor", noPort),
    ],
  },
  cases: [
    { name: "nothing done", marks: "fail fail fail: fail", deeds: {} },
    {
      name: "half done: repaired and not restarted",
      marks: "pass fail fail: fail",
      deeds: { controller0: [rewritten(NOVA, rightPort, 10)] },
    },
    {
      name: "right",
      marks: "pass pass pass: pass",
      deeds: {
        controller0: [
          rewritten(NOVA, rightPort, 10),
          rewritten(CONDUCTOR_INSIDE, rightPort, 10),
          restarted("nova_conductor"),
          healthyAgain,
        ],
      },
    },
    {
      name: "right in an unusual way: the container was made anew, with its check",
      marks: "pass pass pass: pass",
      deeds: {
        controller0: [
          rewritten(NOVA, rightPort, 10),
          rewritten(CONDUCTOR_INSIDE, rightPort, 10),
          madeAnew("nova_conductor"),
          healthyAgain,
        ],
      },
    },
    {
      name: "cheated: the check inside the container says that all is well, and the cause is still there",
      marks: "fail fail pass: fail",
      deeds: { controller0: [restarted("nova_conductor"), healthyAgain] },
    },
    {
      name: "cheated: repaired inside the container alone",
      marks: "fail fail pass: fail",
      deeds: { controller0: [rewritten(CONDUCTOR_INSIDE, rightPort, 3), restarted("nova_conductor"), healthyAgain] },
    },
    {
      name: "cheated: the container was made anew without its check, and the file's time was set back",
      marks: "pass fail fail: fail",
      deeds: {
        controller0: [
          rewritten(NOVA, rightPort, 5000),
          madeAnew("nova_conductor", 5, ({ State: { Health: _, ...State } }) => ({
            State: { ...State, Status: "running", StartedAt: "2026-11-24T03:55:00Z" },
          })),
        ],
      },
    },
  ],
});
