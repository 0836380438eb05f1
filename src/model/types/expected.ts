import type { Static } from "../type.ts";
import { Commands } from "./container.ts";
import { flag, maybe, record, text } from "./sourced.ts";

export const ExpectedContainer = record("ExpectedContainer", "container", {
  name: text("Its bare name: nova_compute"),
  family: text("The service that it is part of, and that is deployed together with it: nova"),
  lifecycle: text("service: is to run all the time; one-shot: is to do its work and end"),
  source: text("What says that it is to be there, for people"),
  ownConfiguration: flag("The node's own start-up configuration says so, not only what its release runs by default"),
  sibling: maybe(text("A container of its family that the node has")),
  present: maybe(flag("The node has it, whether it runs or not")),
  commands: Commands,
});
export type ExpectedContainer = Static<typeof ExpectedContainer>;
