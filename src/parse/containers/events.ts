import type { EngineName } from "../engine-name.ts";
import type { ContainerEventFact, EventSpanFact, Parser } from "../facts.ts";
import { present } from "../present.ts";
import { exitCodeOf, numberOf } from "../syntax/number.ts";
import { quoting, type Source, wholeLines } from "../syntax/text.ts";
import { readTime } from "../syntax/time.ts";
import { engineOf, engineOutput, readListing, unreadableListing } from "./engine-files.ts";
import { execEventsIn } from "./exec-events.ts";

/** What containers went through, of all that an engine tells: the other events are many and say nothing of their lives. */
const KEPT: ReadonlyMap<string, ContainerEventFact["action"]> = new Map([
  ["start", "start"],
  ["die", "die"],
  ["died", "die"],
  ["kill", "kill"],
  ["stop", "stop"],
  ["restart", "restart"],
  ["oom", "oom"],
  ["health_status", "health"],
] as const);

/** docker: `TIME container health_status: healthy ID (…)`; podman: `DAY CLOCK ZONE container died ID (…)`. */
const EVENT =
  /^(\d{4}-\d\d-\d\d[T ][\d:.]+(?:Z| ?[+-]\d\d:?\d\d)(?: [A-Z]{2,5})?(?: m=\S+)?) (\w+) (\w+)(?:: ?([^()]{0,200}?))? (\S+) \((.*)\)?$/;

/** `docker events`, `podman events`, a line to each. docker tells no more than it has in memory, podman what its log holds. */
const events: Parser = {
  artefact: "events of containers",
  paths: engineOutput("events"),
  eachLine: true,
  parse(source) {
    const engine = engineOf(source);
    const quoted = quoting(source);
    const lines = wholeLines(source).split("\n");
    const read = lines.map((line, index) => ({ event: EVENT.exec(line), index }));
    const known = read.filter(({ event }) => event !== null);
    const odd = lines.find((line, index) => line.trim() !== "" && read[index]?.event === null);
    if (known.length === 0 && odd !== undefined) return [unreadableListing(source, "events")];
    const span = spanOf(known[0]?.event?.[1], engine, quoted((known[0]?.index ?? 0) + 1));
    const kept = known.flatMap(({ event, index }) => (event === null ? [] : eventOf(event, engine, quoted, index + 1)));
    return [readListing(source, "events"), ...span, ...kept, ...execEventsIn(source)];
  },
};
export default events;

function spanOf(time: string | undefined, engine: EngineName, source: Source): EventSpanFact[] {
  const from = readTime(time?.replace(/ m=\S+$/, ""));
  return from === undefined ? [] : [{ kind: "event-span", engine, from, source }];
}

function eventOf(
  [, time, type, word = "", detail = "", id = "", attributes = ""]: RegExpExecArray,
  engine: EngineName,
  quoted: (line: number) => Source,
  line: number,
): ContainerEventFact[] {
  const action = KEPT.get(word);
  const at = readTime(time?.replace(/ m=\S+$/, ""));
  if (type !== "container" || action === undefined || at === undefined || !/^[0-9a-f]{12,64}$/.test(id)) return [];
  const told = detail.trim() || attribute(attributes, "health_status");
  const exitCode = attribute(attributes, "exitCode") ?? attribute(attributes, "containerExitCode");
  const health = action === "health" ? healthIn(told) : undefined;
  const code = exitCodeOf(numberOf(exitCode));
  return [
    { kind: "container-event", engine, id, action, at, ...present({ health, exitCode: code }), source: quoted(line) },
  ];
}

function healthIn(word: string | undefined): ContainerEventFact["health"] {
  return word === "healthy" || word === "unhealthy" ? word : undefined;
}

/** One of the attributes in the brackets; labels of the container stand among them and may hold anything. */
function attribute(attributes: string, name: string): string | undefined {
  return new RegExp(`(?:^|, )${name}=([^,()]*)`).exec(attributes)?.[1];
}
