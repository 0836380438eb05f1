import { controller, plays } from "../stage.ts";
import { answered, madeAnew, restarted, stopped } from "../student.ts";

plays({
  exercise: "containers-exited",
  nodes: controller,
  broken: { controller0: [stopped(["heat_engine", "nova_scheduler"], 61)] },
  cases: [
    { name: "nothing done", marks: "fail fail fail pass: fail", deeds: {} },
    {
      name: "half done: one of the two",
      marks: "fail pass fail pass: fail",
      deeds: { controller0: [answered("containers-exited", "exited-services: heat_engine"), restarted("heat_engine")] },
    },
    {
      name: "right",
      marks: "pass pass pass pass: pass",
      deeds: {
        controller0: [
          answered("containers-exited", "exited-services: heat_engine nova_scheduler"),
          restarted(["heat_engine", "nova_scheduler"]),
        ],
      },
    },
    {
      name: "right in an unusual way: restarted several times, others too",
      marks: "pass pass pass pass: pass",
      deeds: {
        controller0: [
          answered("containers-exited", "exited-services = nova_scheduler,heat_engine"),
          restarted(["heat_engine", "nova_scheduler", "horizon"]),
        ],
      },
    },
    {
      name: "cheated: all that had ended was started, and one was made anew",
      marks: "fail fail pass fail: fail",
      deeds: {
        controller0: [
          answered("containers-exited", "exited-services: heat_engine nova_scheduler nova_db_sync"),
          madeAnew("heat_engine"),
          restarted("nova_scheduler"),
          stopped(["nova_db_sync", "keystone_db_sync"], 4),
        ],
      },
    },
  ],
});
