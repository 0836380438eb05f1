import type { Law } from "./law.ts";
import { address } from "./laws/address.ts";
import { cutOff } from "./laws/cut-off.ts";
import { exhausted } from "./laws/exhausted.ts";
import { lostNode } from "./laws/lost-node.ts";
import { ownTrouble } from "./laws/own-trouble.ts";
import { replicas } from "./laws/replicas.ts";
import { sameEvent } from "./laws/same-event.ts";
import { sameLine } from "./laws/same-line.ts";
import { symptom } from "./laws/symptom.ts";

/** All laws by which one finding follows from another. */
export const laws: readonly Law[] = [
  cutOff,
  address,
  ownTrouble,
  lostNode,
  exhausted,
  replicas,
  sameEvent,
  sameLine,
  symptom,
];
