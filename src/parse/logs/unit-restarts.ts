import type { LogQuery } from "./log-query.ts";

/** What systemd says when it starts a unit again that has ended by itself, in newer words and in older ones. */
export const UNIT_RESTARTS: LogQuery = {
  id: "restarts of units",
  in: ["journal", "syslog"],
  contains: ["Scheduled restart job, restart counter is at ", " holdoff time over, scheduling restart"],
  pattern:
    "systemd\\[1\\]: (?P<unit>[A-Za-z0-9@_.:\\\\-]{1,200})\\.service(?:: Scheduled restart job, restart counter is at \\d+| holdoff time over, scheduling restart)",
  except: [],
  by: ["unit"],
  traceback: false,
};
