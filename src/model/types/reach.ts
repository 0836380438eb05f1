import type { Static } from "typebox";
import { flag, maybe, record, text, texts } from "./sourced.ts";

/** What many services need and reach over the network, judged by the health checks of those services. */
export const Reach = record("Reach", "cluster", {
  name: text(
    "What is to be reached, a capability of the catalogue: messages; api-address, for what lies behind the HTTP services",
  ),
  failing: texts("Containers whose health check says that they do not reach it: controller0: nova_conductor"),
  complete: maybe(flag("Of every running container it is known that its check does not say so")),
  up: texts("Containers that serve it, run and are not unhealthy: controller0: rabbitmq-bundle-docker-0"),
  down: texts("Containers that serve it and do not run, or are unhealthy"),
});
export type Reach = Static<typeof Reach>;
