import { type Static, Type } from "typebox";
import { flag, lines, text } from "./sourced.ts";

/** What a remedy may say of the deployment tool at hand. What nothing tells is said in general. */
export const Tool = Type.Object(
  {
    tripleo: flag("TripleO made the containers: OSP 12 to 17"),
    kolla: flag("kolla-ansible made them"),
    edpm: flag("edpm-ansible made them: a node of OSP 18, whose control plane is on OpenShift"),
    pacemaker: flag("Pacemaker runs the database, the message bus and more of the cloud"),
    logs: text("The folder that containers write their logs to: /var/log/kolla"),
    config: text("The folder that their configuration is generated into: /etc/kolla"),
    definitions: text("The folder of what they are started from"),
    deploy: lines("How to run the deployment again"),
    change: lines("Where a setting is set to stay, beside the node"),
    images: lines("How to have the registry serve the deployment's images"),
    status: lines("Where the control plane is looked at, and what shows its state where one command does"),
  },
  { title: "Tool" },
);
export type Tool = Static<typeof Tool>;
