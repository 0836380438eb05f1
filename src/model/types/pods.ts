import type { Static } from "typebox";
import { flag, lines, maybe, number, record, text } from "./sourced.ts";

/** A pod of the control plane that is to run all the time. */
export const Pod = record("Pod", "cluster", {
  name: text("rabbitmq-server-0"),
  namespace: text("Where it is: openstack"),
  component: maybe(text("What it runs, by the catalogue of services: rabbitmq")),
  address: text("The host that others reach it at, without its domain: rabbitmq"),
  leaving: flag("It is being taken away, or of a job"),
  ready: maybe(flag("All of its containers are ready")),
  unserved: maybe(flag("No pod at its address is ready; absent where not all of them are told of")),
  lost: maybe(flag("No pod of its component is ready; absent where not all of them are told of")),
  waiting: maybe(text("Why a container of it waits: CrashLoopBackOff, ImagePullBackOff; empty where none does")),
  where: text("Which container that is, as the end of a sentence; empty where it is not told"),
  said: text("What is said of it, behind a colon; empty where nothing is"),
  image: text("The image of that container, empty where it is not told"),
  ended: text("How it ended the last time, behind a comma; empty where that is not told"),
  restarts: maybe(number("How often its containers were started anew")),
  look: lines("What shows more of it"),
  killed: flag("One of its containers ended the last time as it had taken more memory than it may"),
});
export type Pod = Static<typeof Pod>;

/** What a resource of the control plane, or of the deployment of its nodes, says of itself. */
export const ClusterCondition = record("ClusterCondition", "cluster", {
  name: text("The resource: OpenStackControlPlane controlplane"),
  namespace: text("Where it is: openstack"),
  type: text("OpenStackControlPlaneRabbitMQReady"),
  status: text("True, False or Unknown"),
  total: flag("It says of the whole resource what another condition, which is False as well, says more closely"),
  message: text("What is said of it"),
  look: lines("What shows more of it"),
});
export type ClusterCondition = Static<typeof ClusterCondition>;
