import type { LabRecordFact } from "../../parse/lab/lab-facts.ts";
import { present } from "../../parse/present.ts";
import { isoTime } from "../../parse/syntax/time.ts";
import { shellWord } from "../../shell.ts";
import { type Captured, factsOf } from "../bundle/captured.ts";
import type { Container, Lab, LabAnswer } from "../types.ts";

/** How far the times of a record may lie apart that nobody has touched: it is written in one go. */
const COHERENT_SECONDS = 60;
/** How much later than the beginning of a capture something may be that was there when it came to it. */
const CAPTURE_SECONDS = 3600;

/** Why a node has no record of an exercise, where the collector has looked for one. */
export const NO_LAB =
  "there is no record of a setup in /var/lib/sospect-lab of the node; collect: run lab EXERCISE setup first, do the exercise, and grade then";

/** What setup left on the node, of each exercise. */
export function labsOf(captured: Captured, containers: readonly Container[], capturedAt: number | undefined): Lab[] {
  return factsOf(captured, "lab-record").map((fact) => {
    const { exercise, setupAt, source } = fact;
    const why = whyUntold(fact, capturedAt);
    const since =
      why !== undefined || setupAt === undefined || capturedAt === undefined ? undefined : capturedAt / 1000 - setupAt;
    return {
      subject: { kind: "host", name: exercise },
      exercise,
      ...present({
        secondsSinceSetup: since === undefined ? undefined : Math.max(0, Math.round(since)),
        allStartedSince: since === undefined ? undefined : allStartedWithin(since, containers),
        eventsKept: why === undefined && eventsReach(captured, setupAt) ? true : undefined,
      }),
      evidence: { exercise: source, secondsSinceSetup: source },
      lacks: {
        ...present({ secondsSinceSetup: why, allStartedSince: why ?? UNSEEN }),
        eventsKept: why ?? FORGOTTEN,
      },
    };
  });
}

/** The file system knows when a record was really written: what it says itself counts only where that agrees. */
function whyUntold({ exercise, setupAt, mtime, ctime }: LabRecordFact, capturedAt: number | undefined) {
  const again = `collect: run lab ${shellWord(exercise)} finish and setup, and do the exercise again`;
  if (setupAt === undefined) return `the record of the setup of ${exercise} does not say when it was; ${again}`;
  if (Math.abs(mtime - setupAt) > COHERENT_SECONDS || Math.abs(ctime - setupAt) > COHERENT_SECONDS)
    return `the record of the setup of ${exercise} was changed afterwards: it says ${time(setupAt)}, its file is of ${time(mtime)} and was touched at ${time(ctime)}; ${again}`;
  if (capturedAt === undefined)
    return "the bundle does not tell when it was captured; collect: run collect on the node, or let lab grade collect";
  if (setupAt - capturedAt / 1000 > CAPTURE_SECONDS)
    return `the setup of ${exercise} is of ${time(setupAt)}, after the capture; ${again}`;
  return undefined;
}

/** Whether no service that runs is older: a reboot, or the engine, has started them all, and nobody this one or that. */
function allStartedWithin(seconds: number, containers: readonly Container[]): boolean | undefined {
  const ages = containers.flatMap(({ lifecycle, running, secondsRunning }) =>
    lifecycle === "service" && running === true ? [secondsRunning] : [],
  );
  if (ages.some((age) => age !== undefined && age > seconds)) return false;
  return ages.length === 0 || ages.includes(undefined) ? undefined : true;
}

/** Docker remembers no more than some last events; setup leaves one, so that there is a first to reach back to. */
function eventsReach(captured: Captured, setupAt: number | undefined): boolean {
  if (setupAt === undefined) return false;
  return factsOf(captured, "event-span").some(
    ({ engine, from }) => engine === "docker" && from / 1000 <= setupAt + COHERENT_SECONDS,
  );
}

const UNSEEN =
  "the bundle does not tell since when the services of the node run; collect: inspect of all containers as root, or run collect on the node";

const FORGOTTEN =
  "docker's events do not reach back to the setup: it remembers only the last of them; collect: do this task once more, and grade at once";

function time(seconds: number): string {
  return isoTime(seconds * 1000).replace(".000Z", "Z");
}

/** What the student answered, line by line. */
export function labAnswersOf(captured: Captured): LabAnswer[] {
  return factsOf(captured, "lab-answer").map(({ exercise, name, value, source }) => ({
    subject: { kind: "host", name },
    ...{ exercise, name, value, values: value.split(/[\s,]+/).filter((word) => word !== "") },
    evidence: { name: source, value: source, values: source },
    lacks: {},
  }));
}
