import { type Captured, factsOf } from "../model/bundle/captured.ts";
import { capturedAt } from "../model/bundle/identity.ts";
import type { CaptureFact } from "../parse/facts.ts";
import { present } from "../parse/present.ts";
import { shortened } from "../parse/syntax/text.ts";
import { readTime } from "../parse/syntax/time.ts";
import type { Place } from "./place.ts";
import type { CaptureSurvey, FaultyCapture } from "./types.ts";

const MOST_FAULTY = 100;
const MOST_SLOW = 5;
const MOST_RECOVERED = 200;
const LONGEST_COMMAND = 240;

/** What was captured on the node, what of it failed, and how long it took there and here. */
export function captureOf({ captured, masker }: Place): CaptureSurvey {
  const captures = factsOf(captured, "capture");
  const faulty = captures.filter(isFaulty).sort((one, other) => gravity(other) - gravity(one));
  const recovered = factsOf(captured, "container-details").flatMap((fact) => (fact.recovered ? [fact.file] : []));
  const { entries, bytes } = captured.summary;
  return {
    ...{ entries, bytes, milliseconds: Math.round(captured.milliseconds ?? 0) },
    ...present({ collectedMilliseconds: collectedIn(captured) }),
    faulty: faulty.slice(0, MOST_FAULTY).map((capture) => faultOf(capture, masker.text(capture.command))),
    ...(faulty.length > MOST_FAULTY ? { moreFaulty: faulty.length - MOST_FAULTY } : {}),
    captures: captures.length,
    slowest: slowestOf(captures).map(({ command, milliseconds }) => ({
      command: shortened(masker.text(command), LONGEST_COMMAND),
      milliseconds,
    })),
    recovered: [...new Set(recovered)].slice(0, MOST_RECOVERED),
  };
}

function isFaulty({ exitCode, timedOut, cutShort }: CaptureFact): boolean {
  return timedOut || cutShort || (exitCode !== undefined && exitCode !== 0);
}

function gravity({ timedOut, cutShort }: CaptureFact): number {
  return Number(timedOut) * 2 + Number(cutShort);
}

function faultOf({ path, exitCode, timedOut, cutShort }: CaptureFact, command: string): FaultyCapture {
  return { command: shortened(command, LONGEST_COMMAND), path, timedOut, cutShort, ...present({ exitCode }) };
}

function slowestOf(captures: readonly CaptureFact[]): (CaptureFact & { readonly milliseconds: number })[] {
  return captures
    .flatMap((capture) =>
      capture.milliseconds === undefined ? [] : [{ ...capture, milliseconds: capture.milliseconds }],
    )
    .sort((one, other) => other.milliseconds - one.milliseconds)
    .slice(0, MOST_SLOW);
}

function collectedIn(captured: Captured): number | undefined {
  const ended = factsOf(captured, "identity").find(({ what }) => what === "capture-ended");
  const [from, to] = [capturedAt(captured), readTime(ended?.value)];
  return from === undefined || to === undefined || to < from ? undefined : to - from;
}
