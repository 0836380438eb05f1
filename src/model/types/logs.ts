import type { Static } from "typebox";
import { flag, maybe, number, record, text } from "./sourced.ts";

export const Log = record("Log", "log", {
  file: text("The log on the host: /var/log/containers/nova/nova-compute.log"),
  service: text("The folder that it lies in: nova; httpd/nova-api"),
  ofContainer: flag("It lies below /var/log/containers, where containers write"),
  bytes: number("Its size in the bundle, which may hold its end only"),
  secondsSinceWritten: maybe(number("Since it was last written, at the time of the capture")),
});
export type Log = Static<typeof Log>;
