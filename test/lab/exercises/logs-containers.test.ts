import { controller, keystoneLog, plays } from "../stage.ts";
import { answered, rewritten } from "../student.ts";

const LOGS = "logs-containers";
const novaLog = "nova-log: /var/log/containers/nova/nova.log";

plays({
  exercise: LOGS,
  nodes: { ...controller, compute0: { role: "Compute" } },
  cases: [
    { name: "nothing done", marks: "fail fail fail fail: fail", deeds: {} },
    {
      name: "half done",
      marks: "pass fail fail fail: fail",
      deeds: { controller0: [answered(LOGS, keystoneLog, "nova-log: ", "keystone-driver: ")] },
    },
    {
      name: "right",
      marks: "pass pass pass pass: pass",
      deeds: {
        controller0: [answered(LOGS, keystoneLog, novaLog, "keystone-driver: journald")],
        compute0: [answered(LOGS, novaLog)],
      },
    },
    {
      name: "right in an unusual way: the log of keystone's web server",
      marks: "pass pass pass pass: pass",
      deeds: {
        controller0: [
          rewritten("var/log/containers/httpd/keystone/keystone_wsgi_main_error.log", () => "x\n", 2),
          answered(LOGS, "keystone-log=/var/log/containers/httpd/keystone/keystone_wsgi_main_error.log"),
          answered(LOGS, novaLog, "keystone-driver:   journald"),
        ],
        compute0: [answered(LOGS, novaLog)],
      },
    },
    {
      name: "cheated: a file of that name where the service logged before, and paths that are none",
      marks: "fail fail fail fail: fail",
      deeds: {
        controller0: [
          rewritten("var/log/keystone/keystone.log", () => "x\n", 2),
          answered(LOGS, "keystone-log: /var/log/keystone/keystone.log", "nova-log: /var/log/containers/nova/"),
          answered(LOGS, "keystone-driver: json-file"),
        ],
        compute0: [answered(LOGS, "nova-log: /var/log/containers/nova/nova-compute-2.log")],
      },
    },
  ],
});
