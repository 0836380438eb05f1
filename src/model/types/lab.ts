import type { Static } from "typebox";
import { flag, maybe, number, record, text, texts } from "./sourced.ts";

export const Lab = record("Lab", "host", {
  exercise: text("The exercise that was set up on the node"),
  secondsSinceSetup: maybe(number("Since its setup was done, at the time of the capture")),
  allStartedSince: maybe(
    flag("Every service that runs was started since, as by a reboot or a restart of the engine: that proves nothing"),
  ),
  eventsKept: maybe(
    flag("Docker still remembers all that happened since setup; absent where it does not, or nobody can tell"),
  ),
});
export type Lab = Static<typeof Lab>;

export const LabAnswer = record("LabAnswer", "host", {
  exercise: text("The exercise that was answered to"),
  name: text("What was asked: running"),
  value: text("What was answered, as it stands there"),
  values: texts("The same, split at commas and blanks"),
});
export type LabAnswer = Static<typeof LabAnswer>;
