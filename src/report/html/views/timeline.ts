import { type EventKind, eventKinds, type NodeEvent, type NodeSurvey } from "../../../survey/types.ts";
import { shortName } from "../../digest.ts";
import { visibleLine } from "../../visible.ts";
import { pictureWords } from "../../words/pictures.ts";
import type { Page } from "../page.ts";
import { type EventGroup, endOf, groupsOf } from "./marks.ts";
import { ticksOf, type Window, windowOf } from "./scale.ts";
import { utc } from "./time.ts";

/** The picture's measures, in its own units; the browser's script has the same. */
const WIDTH = 1000;
/** On both sides, for what is written at the ends of the axis. */
const MARGIN = 24;
const LANE = 74;
const AXIS = 22;
/** How far below the name of its node each kind stands: what comes up, what goes down, what logs say. */
const ROWS: Readonly<Record<EventKind, number>> = {
  booted: 26,
  created: 26,
  started: 26,
  healthy: 26,
  exited: 44,
  killed: 44,
  unhealthy: 44,
  log: 62,
  burst: 62,
  captured: 26,
};
/** Each kind has a shape of its own, around its point. */
const EVENT_SHAPES: Readonly<Record<EventKind, string>> = {
  booted: "M-2-8h2v16h-2zM0-8l8 4l-8 4z",
  created: "M0-4l4 4l-4 4l-4-4z",
  started: "M-4-6l9 6l-9 6z",
  healthy: "M-5 0l4 4l7-8l-1-2l-6 7l-3-3z",
  exited: "M-5-5h10v10h-10z",
  killed: "M-6-4l2-2l4 4l4-4l2 2l-4 4l4 4l-2 2l-4-4l-4 4l-2-2l4-4z",
  unhealthy: "M0-6l6 11h-12z",
  log: "M-4-5h8v2h-8zM-4-1h8v2h-8zM-4 3h8v2h-8z",
  burst: "M-1-7h2v14h-2z",
  captured: "M-1-8h2v50h-2z",
};
const MOST_OF_NODE = 300;
const MOST_OF_ALL = 4000;
const MOST_LISTED = 100;
const MOST_NAMED = 12;
/** How many marks stand beside each other without covering each other. */
const PLACES = 100;

/** What happened on all nodes; `undefined` where there is no survey. */
export function timelineView({ survey, language }: Page) {
  if (survey === undefined) return undefined;
  const words = pictureWords[language].timeline;
  const most = Math.min(MOST_OF_NODE, Math.floor(MOST_OF_ALL / Math.max(1, survey.nodes.length)));
  const lanes = survey.nodes.map((node) => ({ node, events: mostOf(node, most) }));
  const all = lanes.flatMap(({ node, events }) => events.map((event) => ({ node, event })));
  if (all.length === 0) return { words, any: false as const };
  const end = endOf(
    survey.nodes.flatMap(({ capturedAt }) => (isTime(capturedAt) ? capturedAt : [])),
    all.map(({ event }) => event.at),
  );
  const shown = windowOf(
    all.filter(({ event }) => event.kind !== "created").map(({ event }) => event.at),
    end,
  );
  const left = survey.nodes.reduce((sum, node) => sum + node.moreEvents + node.events.length, 0) - all.length;
  const earlier = all.filter(({ event }) => event.at < shown.from).length;
  const later = all.filter(({ event }) => event.at > shown.to).length;
  const apart = (shown.to - shown.from) / PLACES;
  const uncertain = all.some(({ event }) => event.uncertain === true);
  return {
    words,
    any: true as const,
    ...{
      from: shown.from,
      to: shown.to,
      width: WIDTH,
      margin: MARGIN,
      outer: WIDTH + 2 * MARGIN,
      height: lanes.length * LANE + AXIS,
    },
    label: words.picture(utc(shown.from), utc(shown.to)),
    notes: [
      words.window(utc(shown.from).replace(" UTC", ""), utc(shown.to).replace(" UTC", "")),
      ...(earlier > 0 ? [words.earlier(earlier)] : []),
      ...(later > 0 ? [words.later(later)] : []),
      ...(left > 0 ? [words.left(left)] : []),
      ...(uncertain ? [words.uncertain] : []),
    ],
    first: Math.min(...all.map(({ event }) => event.at)),
    lanes: lanes.map(({ node, events }, index) => ({
      y: index * LANE,
      label: visibleLine(shortName(node.name)),
      marks: groupsOf(events, apart).map((group) => markView(group, shown, index * LANE, words)),
    })),
    ticks: ticksOf(shown).map(({ at, text }) => ({ x: xOf(at, shown), text, y: lanes.length * LANE })),
    kinds: kindsOf(all.map(({ event }) => event)).map((kind) => ({
      kind,
      text: words.kinds[kind],
      shape: EVENT_SHAPES[kind],
    })),
    list: all
      .sort((one, other) => other.event.at - one.event.at)
      .slice(0, MOST_LISTED)
      .map(({ node, event }) => ({
        time: utc(event.at),
        node: visibleLine(node.name),
        kind: words.kinds[event.kind],
        subject: visibleLine(event.subject),
        text: visibleLine(event.text),
      })),
    listText: words.list(Math.min(MOST_LISTED, all.length)),
  };
}

/** False for what is no date, as a bundle may claim. */
function isTime(at: number | undefined): at is number {
  return at !== undefined && utc(at) !== "";
}

/** An event without an end that is none. */
function endedRightly(event: NodeEvent): NodeEvent {
  const { until, ...rest } = event;
  return until === undefined || (isTime(until) && until >= event.at) ? event : rest;
}

/** The newest events of a node, and of those that are older the gravest. */
function mostOf({ events: told }: NodeSurvey, most: number): readonly NodeEvent[] {
  const events = told.filter(({ at }) => isTime(at)).map(endedRightly);
  if (events.length <= most) return events;
  const grave = events.filter(({ kind }) => kind !== "created" && kind !== "healthy");
  return grave.slice(-most);
}

function kindsOf(events: readonly NodeEvent[]): EventKind[] {
  return eventKinds.filter((kind) => events.some((event) => event.kind === kind));
}

type TimelineWords = (typeof pictureWords)["en"]["timeline"];

function markView({ first, events, until }: EventGroup, shown: Window, y: number, words: TimelineWords) {
  const { at, kind, severity, uncertain } = first;
  const x = xOf(at, shown);
  const title = `${utc(at)} ${words.kinds[kind]}: ${events.length === 1 ? textOf(first) : severalText(events, words)}`;
  return {
    ...{ at, until, kind, x, y: y + ROWS[kind], shape: EVENT_SHAPES[kind] },
    width: Math.max(0, round(xOf(until, shown) - x)),
    look: `e-${kind}${severity === undefined ? "" : ` s-${severity}`}${uncertain === true ? " uncertain" : ""}`,
    count: events.length > 1 ? String(events.length) : "",
    outside: until < shown.from || at > shown.to,
    title: visibleLine(title),
  };
}

function textOf({ subject, text }: NodeEvent): string {
  return text === "" ? subject : `${subject}, ${text}`;
}

function severalText(events: readonly NodeEvent[], words: TimelineWords): string {
  const names = events.slice(0, MOST_NAMED).map(({ subject }) => subject);
  return words.several(events.length, `${names.join(", ")}${events.length > MOST_NAMED ? ", …" : ""}`);
}

function xOf(at: number, { from, to }: Window): number {
  return round(((at - from) / (to - from)) * WIDTH);
}

function round(number: number): number {
  return Math.round(number * 10) / 10;
}
