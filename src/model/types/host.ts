import type { Static } from "typebox";
import { maybe, record, text, texts, word } from "./sourced.ts";

export const Engine = record("Engine", "host", {
  name: word("Which engine it is", ["docker", "podman"]),
  version: maybe(text("Its own version: 1.13.1")),
  storageDriver: maybe(text("overlay2, devicemapper, …")),
  insecureRegistries: maybe(texts("Registries that it asks without TLS")),
});
export type Engine = Static<typeof Engine>;
