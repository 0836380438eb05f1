import type { Ago, ContainerState, HealthStatus } from "../facts.ts";
import { present } from "../present.ts";
import { exitCodeOf, numberOf } from "../syntax/number.ts";

/** What the STATUS column of `ps` tells. */
export interface Status {
  readonly state?: ContainerState;
  readonly exitCode?: number;
  readonly health?: HealthStatus;
  readonly ago?: Ago;
}

const LONE_WORDS = [
  ...["created", "configured", "initialized", "running", "paused", "stopping", "stopped", "exited"],
  ...["removing", "dead", "ghost", "unknown", "storage"],
].join("|");

/** What a cell of the STATUS column looks like: docker 1.0 to 29, podman 1 to 5 and its single words in either case. */
export const STATUS_SHAPE = new RegExp(
  `^(Up\\b.*|Exited \\(-?\\d+\\).*|Exit -?\\d+|Restarting \\(.*|Removal In Progress|(${LONE_WORDS})( \\(\\w+\\))?)$`,
  "i",
);

/** Reads `Up 2 hours (unhealthy)`, `Exited (137) 3 days ago`, `Restarting (1) 5 seconds ago`, `Created`, … */
export function readStatus(text: string): Status {
  const trimmed = text.trim();
  const code = /^(?:Exited|Restarting|Exit) \(?(-?\d+)\b/.exec(trimmed)?.[1];
  const exitCode = present({ exitCode: exitCodeOf(numberOf(code)) });
  const ago = agoIn(trimmed);
  if (/^(Exited|Exit) /.test(trimmed)) return { state: "exited", ...exitCode, ...ago };
  if (/^Restarting\b/.test(trimmed)) return { state: "restarting", ...exitCode };
  if (/^Up\b.*\(Paused\)/.test(trimmed)) return { state: "paused" };
  if (/^Up\b/.test(trimmed)) return { state: "running", ...probedHealth(trimmed), ...ago };
  const state = readState(trimmed.split(/\s/)[0] ?? "");
  return state === undefined ? {} : { state };
}

function probedHealth(text: string): { health?: HealthStatus } {
  const word = /\((?:health: )?(healthy|unhealthy|starting)\)/.exec(text)?.[1];
  return word === "healthy" || word === "unhealthy" || word === "starting" ? { health: word } : {};
}

const SECONDS = { second: 1, minute: 60, hour: 3600, day: 86_400, week: 604_800, month: 2_592_000, year: 31_536_000 };
const AGO =
  /^(?:Up|Exited \(-?\d+\)) (Less than a second|About an? (?:minute|hour)|\d{1,6} (?:second|minute|hour|day|week|month|year)s?)\b/;

/** How long ago, in the words of docker and podman, which round up or down. */
function agoIn(text: string): { ago?: Ago } {
  return present({ ago: spanOf(AGO.exec(text)?.[1] ?? "") });
}

/** The CREATED column of `ps`: `3 hours ago`. */
export function readAgo(text: string): Ago | undefined {
  return spanOf(/^(.{1,40}) ago$/.exec(text.trim())?.[1] ?? "");
}

/** "About an hour" is said from 46 minutes on, "About a minute" from one. */
function spanOf(words: string): Ago | undefined {
  const [count = "", unit = ""] = words
    .replace("Less than a second", "0 second")
    .replace(/About an?/, "1")
    .split(" ");
  const seconds = Object.entries(SECONDS).find(([word]) => unit.startsWith(word))?.[1];
  if (seconds === undefined || !/^\d{1,6}$/.test(count)) return undefined;
  const least = words.startsWith("About") ? 0.75 * seconds : Math.max(Number(count) - 1, 0) * seconds;
  return { least, most: (Number(count) + 1) * seconds };
}

const STATES: ReadonlyMap<string, ContainerState> = new Map([
  ["created", "created"],
  ["configured", "created"],
  ["initialized", "created"],
  ["running", "running"],
  ["stopping", "running"],
  ["paused", "paused"],
  ["restarting", "restarting"],
  ["removing", "removing"],
  ["removal", "removing"],
  ["exited", "exited"],
  ["stopped", "exited"],
  ["dead", "dead"],
] as const);

/** The one word for a state that `inspect` and JSON listings hold. */
export function readState(word: string): ContainerState | undefined {
  return STATES.get(word.toLowerCase());
}
