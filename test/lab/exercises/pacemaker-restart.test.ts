import { controller, plays } from "../stage.ts";
import { madeAnew, restarted, rewritten, stopped } from "../student.ts";

const PCS = "sos_commands/pacemaker/pcs_status";

const BUNDLE = "haproxy-bundle-docker-0";
const cluster = (change: (text: string) => string) => rewritten(PCS, change);
const failedOnce = (text: string) =>
  text.replace(
    "Daemon Status:",
    `Failed Resource Actions:\n* ${BUNDLE}_monitor_60000 on overcloud-controller-0 'not running' (7): call=90, status=complete, exitreason='',\n    last-rc-change='Tue Nov 24 03:50:00 2026', queued=0ms, exec=0ms\n\nDaemon Status:`,
  );
plays({
  exercise: "pacemaker-restart",
  nodes: controller,
  cases: [
    { name: "nothing done", marks: "fail pass: fail", deeds: {} },
    {
      name: "half done: stopped and not started",
      marks: "fail fail: fail",
      deeds: {
        controller0: [
          stopped(BUNDLE),
          cluster((text) => text.replace(/(haproxy-bundle-docker-0.*):\tStarted .*/, "$1:\tStopped (disabled)")),
        ],
      },
    },
    { name: "right", marks: "pass pass: pass", deeds: { controller0: [madeAnew(BUNDLE)] } },
    {
      name: "right in an unusual way: disabled and enabled again, twice",
      marks: "pass pass: pass",
      deeds: { controller0: [madeAnew(BUNDLE, 20), madeAnew(BUNDLE, 2)] },
    },
    {
      name: "cheated: restarted by docker, which pacemaker saw as a failure",
      marks: "fail fail: fail",
      deeds: { controller0: [restarted(BUNDLE), cluster(failedOnce)] },
    },
    {
      name: "cheated: pacemaker was told to look away",
      marks: "fail fail: fail",
      deeds: {
        controller0: [
          restarted(BUNDLE),
          cluster((text) => text.replace(/(haproxy-bundle-docker-0.*Started \S+)/, "$1 (unmanaged)")),
        ],
      },
    },
  ],
});
