import type { Parser } from "./facts.ts";
import { namedValues } from "./named-values.ts";
import { present } from "./present.ts";

/** `chronyc tracking`: whether the clock is synchronised, and by how much it is off. */
const clock: Parser = {
  artefact: "state of the node's clock",
  paths: ["sos_commands/{chrony,ntp}/chronyc_{,-n_}tracking"],
  parse(source) {
    const { values, sources } = namedValues(source, /^(System time|Leap status) +: (.*)$/);
    const leap = values["Leap status"];
    const at = sources["System time"] ?? sources["Leap status"];
    if (leap === undefined || at === undefined) return [];
    const [, seconds, word] = /^([\d.]+) seconds (fast|slow) of/.exec(values["System time"] ?? "") ?? [];
    const offset = seconds === undefined ? undefined : Number(seconds) * (word === "slow" ? -1 : 1);
    return [{ kind: "clock", synchronised: leap !== "Not synchronised", ...present({ offset }), source: at }];
  },
};
export default clock;
