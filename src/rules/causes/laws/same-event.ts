import type { Law } from "../law.ts";
import { nameOf } from "../names.ts";
import { isNotWorking, isStopped, type Told } from "../told.ts";

/** One event that several rules tell is one thing: whoever sees it from nearest tells it. */
export const sameEvent: Law = {
  says: {
    en: "several findings about one event follow from the one that saw it from nearest",
    zh: "多项发现说的是同一事件时，以最接近该事件者为因",
  },
  effects: ["down", "restarting", "unhealthy", "degraded", "cut-off", "exhausted", "symptom"],
  causes: ["down", "restarting", "unhealthy", "degraded", "cut-off", "misconfigured", "refused", "exhausted"],
  find(effect, { index }) {
    const nearest = index
      .besides(effect)
      .reduce<Told | undefined>(
        (best, told) => (isSame(effect, told) && isNearer(told, best ?? effect) ? told : best),
        undefined,
      );
    if (nearest === undefined) return [];
    const name = nameOf(effect);
    return [
      {
        told: nearest,
        because: { en: `both tell of the same that happened to ${name}`, zh: `两者说的是 ${name} 的同一件事` },
      },
    ];
  },
};

function isSame(effect: Told, told: Told): boolean {
  if (told.fault === effect.fault || told.fault.finding.rule === effect.fault.finding.rule) return false;
  if (told.oneShot !== effect.oneShot) return false;
  if (told.container !== undefined && effect.container !== undefined && told.container !== effect.container)
    return false;
  if (isQuoted(effect, told)) return true;
  if (isNotWorking(effect)) return isNotWorking(told) && (isStopped(told) || !isStopped(effect));
  if (effect.state === "symptom")
    return effect.from === undefined ? false : told.state === "cut-off" && told.from === effect.from;
  // Two that are refused or misconfigured may be so for two reasons.
  if (told.state !== effect.state || (effect.state !== "cut-off" && effect.state !== "exhausted")) return false;
  return told.from === effect.from && told.resource === effect.resource;
}

/** A line that a rule knows the meaning of says more than that it is an error. */
function isQuoted({ state, says }: Told, told: Told): boolean {
  if (state !== "symptom" || told.state === "symptom" || says === undefined || told.says === undefined) return false;
  return told.says.includes(says);
}

/** What ends again and again does not just stand still, and what does not run cannot answer. */
const STATES = ["restarting", "down", "unhealthy", "degraded", "cut-off", "misconfigured", "refused", "symptom"];
const SEVERITIES = ["critical", "error", "warning", "info"];

function isNearer(one: Told, other: Told): boolean {
  const [first, second] = [rankOf(one), rankOf(other)];
  for (const [place, value] of first.entries()) {
    const against = second[place] as number | string;
    if (value !== against) return value < against;
  }
  return false;
}

/** An address says more than none. The last word is the rule's id, so that two rules never both come first. */
function rankOf({ state, distance, host, fault: { finding } }: Told): readonly (number | string)[] {
  const { severity, rule, subject } = finding;
  return [
    STATES.indexOf(state),
    distance,
    host === undefined ? 1 : 0,
    SEVERITIES.indexOf(severity),
    rule,
    subject.name,
  ];
}
