import type { CaptureSurvey, FaultyCapture } from "../../../survey/types.ts";
import { visibleLine } from "../../visible.ts";
import { coverageWords, pageWords } from "../../words/pages.ts";
import type { Page } from "../page.ts";
import { bytesText, durationText } from "./time.ts";

const MOST_LISTED = 50;

/** What was captured on each node, what of it is not whole, and how long it took; `undefined` without a survey. */
export function capturedView({ survey, result, language }: Page) {
  if (survey === undefined) return undefined;
  const words = coverageWords[language];
  return {
    rows: survey.nodes.map(({ name, capture }) => ({ name: visibleLine(name), ...figures(capture, language) })),
    lists: survey.nodes
      .flatMap(({ name, capture }, index) => [
        list(
          words.faulty(name),
          capture.faulty.map((one) => faultText(one, words)),
          capture.moreFaulty,
          words,
        ),
        list(words.recovered(name), capture.recovered, 0, words),
        list(words.notes(name), result.nodes[index]?.notes ?? [], 0, words),
        list(
          words.slowest(name),
          (capture.slowest ?? []).map(
            ({ command, milliseconds }) => `${command}: ${durationText(milliseconds, pageWords[language])}`,
          ),
          0,
          words,
        ),
      ])
      .filter(({ items }) => items.length > 0),
  };
}

function figures(
  { entries, bytes, captures, collectedMilliseconds, milliseconds }: CaptureSurvey,
  language: Page["language"],
) {
  const words = pageWords[language];
  return {
    entries,
    bytes: bytesText(bytes),
    captures: captures === 0 ? "" : captures,
    collecting: collectedMilliseconds === undefined ? "" : durationText(collectedMilliseconds, words),
    reading: milliseconds === 0 ? "" : durationText(milliseconds, words),
  };
}

function faultText(
  { command, path, exitCode, timedOut, cutShort }: FaultyCapture,
  words: (typeof coverageWords)["en"],
) {
  const how = [
    ...(timedOut ? [words.timedOut] : []),
    ...(cutShort ? [words.cutShort] : []),
    ...(exitCode !== undefined && exitCode !== 0 && !timedOut ? [words.exit(exitCode)] : []),
  ];
  return `${command}: ${how.join(", ")} (${path})`;
}

function list(title: string, texts: readonly string[], left: number | undefined, words: (typeof coverageWords)["en"]) {
  const more = texts.length - MOST_LISTED + (left ?? 0);
  return {
    title: visibleLine(title),
    items: texts.slice(0, MOST_LISTED).map(visibleLine),
    more: texts.length > MOST_LISTED || (left ?? 0) > 0 ? words.more(Math.max(more, left ?? 0)) : "",
  };
}
