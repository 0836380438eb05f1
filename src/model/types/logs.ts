import { type Static, Type } from "typebox";
import type { LogTime } from "../../parse/logs/log-facts.ts";
import { Commands } from "./container.ts";
import { command, engine, flag, maybe, number, record, text } from "./sourced.ts";

export const Log = record("Log", "log", {
  file: text("The log on the host: /var/log/containers/nova/nova-compute.log"),
  service: text("The folder that it lies in: nova; httpd/nova-api"),
  component: maybe(text("What writes it, by the catalogue of services: nova-compute")),
  ofContainer: flag("It lies below /var/log/containers, where containers write"),
  containerized: flag("A running container of the node does the work of this service"),
  bytes: number("Its size in the bundle, which may hold its end only"),
  secondsSinceWritten: maybe(number("Since it was last written, at the time of the capture")),
});
export type Log = Static<typeof Log>;

export const LogHit = record("LogHit", "log", {
  rule: text("The rule whose lines these are"),
  file: text("Where to read them on the host: a log's path, 'docker logs NAME', 'journalctl -t TAG'"),
  log: text(
    "What the log is called wherever it lies: nova/nova-compute.log, stdout:NAME, journal, syslog, audit, dmesg",
  ),
  service: text("Whose they are: the log's folder, the container, who wrote to the journal"),
  component: maybe(text("What wrote them, by the catalogue of services: nova-compute")),
  container: maybe(text("The container that wrote them")),
  count: number("How many lines"),
  line: text("The last of them"),
  groups: Type.Record(Type.String(), Type.String(), {
    description: "What the pattern's named groups hold in the last line; in conditions and messages it is 'found'",
  }),
  seen: text("How often and when, for messages: 12 times from 2026-11-24 03:12:00 to 2026-11-24 03:52:53"),
  firstSeen: maybe(text("The time of the first, as the log has it")),
  lastSeen: maybe(text("The time of the last, as the log has it")),
  secondsBeforeEnd: maybe(number("From the last of them to the last line of the log")),
  secondsAgo: maybe(
    number(
      "From the last of them to the capture, at least: to the last line of the service's logs, and from when that was written",
    ),
  ),
  lastHour: maybe(number("How many in the last hour before the last line of the log; no more than 100 are counted")),
  perHour: maybe(number("How many in an hour on average, from the first to the last")),
  busiestHour: maybe(number("How many in the hour that has most")),
  busiestHourAt: maybe(text("When that hour began")),
  spanSeconds: maybe(number("From the first to the last")),
  usualGap: maybe(number("Half of the last ones came no more than so many seconds after the one before")),
  sinceStart: maybe(
    number("How many since the container was last started; no more than 100 are counted; absent where it does not run"),
  ),
  cleared: flag("A later line of the same log says that it is over"),
  beforeStart: flag(
    "The bundle shows that the container was started again after the last of them, and does not show that it still fails",
  ),
  outdated: flag("The same, or the bundle shows that the last of them was more than a day before the capture"),
  starting: flag(
    "The bundle shows that the last of them came in the first five minutes of the container, as others were started too",
  ),
  containerRuns: maybe(flag("That container is running; absent where it is not known which it is")),
  show: command("Shows the end of the log"),
  engine: engine("What commands are to be written for: whichever runs the node's containers"),
  podman: flag("That is podman"),
  commands: maybe(Commands),
});
export type LogHit = Static<typeof LogHit> & {
  /** The times of the first and the last of them, by the clock of the log. */
  readonly times?: { readonly first: LogTime; readonly last: LogTime };
};

/** A log that was searched. */
export interface SearchedLog {
  readonly log: string;
  readonly file: string;
  /** The time of its first line, as far as it is in the bundle. */
  readonly first?: LogTime;
  /** Why its end is not in the bundle, or could not be read. */
  readonly problem?: string;
}
