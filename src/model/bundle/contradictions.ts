import type {
  ContainerDetailsFact,
  ContainerEventFact,
  ContainerRowFact,
  HealthProbe,
  HealthStatus,
} from "../../parse/facts.ts";
import { nameOf } from "../containers/container.ts";
import type { Sighting } from "../containers/sighting.ts";
import type { Contradiction, Evidence } from "../types.ts";
import { type Captured, factsOf } from "./captured.ts";
import { capturedFor, type Moment, type Span } from "./captured-for.ts";

/** What of a container two captures, or two lines of one, say differently. */
interface Dispute {
  readonly about: Field;
  /** Both sayings, as they stand there. */
  readonly text: string;
  readonly lines: readonly (Evidence | undefined)[];
}

type Field = "state" | "health" | "exitCode" | "startedAt" | "finishedAt" | "createdAt" | "imageId" | "restartCount";

/** What is not known where a field is disputed: of what inspect and ps tell, and of the container. */
const FACTS: Readonly<Record<Field, readonly string[]>> = {
  state: ["state", "exitCode", "health", "ago"],
  health: ["health", "failingStreak", "lastProbe", "lastProbeAt", "lastProbeExit", "probes"],
  exitCode: ["exitCode"],
  startedAt: ["startedAt"],
  finishedAt: ["finishedAt"],
  createdAt: ["createdAt"],
  imageId: ["imageId", "image"],
  restartCount: ["restartCount"],
};
const PROPERTIES: Readonly<Record<Field, readonly string[]>> = {
  state: ["state", "running", "exitCode", "exitMeaning", "expectedExit", "health", "secondsRunning", "secondsEnded"],
  health: ["health"],
  exitCode: ["exitCode", "exitMeaning", "expectedExit"],
  startedAt: ["secondsRunning"],
  finishedAt: ["secondsEnded", "secondsSinceEnd"],
  createdAt: ["secondsSinceCreated"],
  imageId: ["imageId", "image"],
  restartCount: ["restartCount"],
};

/** Our manifests tell whole seconds, and an engine takes a moment from one thing to the next. */
const SLACK_MS = 5000;
/** Elsewhere the time of the capture is that of one of its commands. */
const LONG_SLACK_MS = 10 * 60 * 1000;
/** Events and inspect date the same thing by two readings of the clock. */
const APART_MS = 60_000;

/** Containers less what is disputed of them, and the disputes. */
export interface Settled {
  readonly sightings: readonly Sighting[];
  readonly contradictions: Contradiction[];
}

/**
 * Holds what a bundle says of each container at several places against each other. A container may change while its node is
 * captured: then inspect, which is asked last, holds. What cannot both be true is not known, and is told.
 */
export function settled(captured: Captured, sightings: readonly Sighting[]): Settled {
  const span = capturedFor(captured);
  const events = eventsById(captured);
  const contradictions: Contradiction[] = [];
  const left = sightings.map((sighting) => {
    const disputes = disputesOn(sighting, span, events.get(sighting.id.slice(0, 12)) ?? []);
    if (disputes.length === 0) return sighting;
    contradictions.push(contradictionOf(sighting, disputes));
    return without(sighting, disputes);
  });
  return { sightings: left, contradictions };
}

function eventsById(captured: Captured): Map<string, ContainerEventFact[]> {
  const found = new Map<string, ContainerEventFact[]>();
  for (const event of factsOf(captured, "container-event")) {
    const id = event.id.slice(0, 12);
    const known = found.get(id);
    if (known === undefined) found.set(id, [event]);
    else known.push(event);
  }
  return found;
}

function contradictionOf(sighting: Sighting, disputes: readonly Dispute[]): Contradiction {
  const name = nameOf(sighting);
  const lines = disputes.flatMap(({ lines: both }) => both.filter((line) => line !== undefined));
  return {
    subject: { kind: "container", name },
    container: name,
    engine: sighting.engine,
    about: [...new Set(disputes.map(({ about }) => about))],
    sayings: disputes.map(({ text }) => text),
    evidence: Object.fromEntries(lines.map((line, at) => [`sayings.${at}`, line])),
    lacks: {},
  };
}

function without(sighting: Sighting, disputes: readonly Dispute[]): Sighting {
  const { row, details } = sighting;
  const gone = new Set(disputes.flatMap(({ about }) => FACTS[about]));
  const less = <T extends object>(fact: T): T =>
    Object.fromEntries(Object.entries(fact).filter(([field]) => !gone.has(field))) as T;
  const disputed = Object.fromEntries(
    [...disputes]
      .reverse()
      .flatMap(({ about, text }) => PROPERTIES[about].map((property) => [property, reasonOf(text)])),
  );
  return {
    ...sighting,
    ...(row === undefined ? {} : { row: less(row) }),
    ...(details === undefined ? {} : { details: less(details) }),
    disputed,
  };
}

const reasonOf = (text: string): string => `the bundle contradicts itself: ${text}; collect: capture the node again`;

function disputesOn(sighting: Sighting, span: Span, events: readonly ContainerEventFact[]): Dispute[] {
  const { details, rows = [], inspections = [] } = sighting;
  if (details === undefined) return [];
  const others = inspections.filter((other) => other !== details && !other.recovered && !details.recovered);
  return [
    ...timesOf(details, span),
    ...healthAlone(details),
    ...firstOfEach([...rows].sort(tellingFirst).flatMap((row) => againstRow(details, row, span))),
    ...others.flatMap((other) => againstOther(details, other, span)),
    ...againstEvents(details, events, span),
  ];
}

/** What ps and its JSON say alike is told once. */
function firstOfEach(disputes: readonly Dispute[]): Dispute[] {
  return [...new Map([...disputes].reverse().map((dispute) => [dispute.about, dispute])).values()];
}

const tellingFirst = (one: ContainerRowFact, other: ContainerRowFact): number =>
  Number(STATUS.test(other.source.text)) - Number(STATUS.test(one.source.text));

const shown = (time: number): string => new Date(time).toISOString();
const quoted = (evidence: Evidence | undefined): string => (evidence === undefined ? "" : ` (${place(evidence)})`);
const place = ({ file, line }: Evidence): string => `${file}:${line}`;

/** A time after the capture is no time; nor can a container have been started before it was made, or ended twice. */
function timesOf(details: ContainerDetailsFact, { to }: Span): Dispute[] {
  const { sources, state } = details;
  const found: Dispute[] = [];
  const known = { createdAt: details.createdAt, startedAt: details.startedAt, finishedAt: details.finishedAt };
  for (const about of ["createdAt", "startedAt", "finishedAt"] as const) {
    const time = known[about];
    if (time === undefined || to === undefined || time <= to.time + slackOf(to)) continue;
    known[about] = undefined;
    const text = `${WORDS[about]} ${shown(time)}${quoted(sources[about])}, after the capture, which ended ${shown(to.time)}${quoted(to.source)}: its clock was set back, or one of both is wrong`;
    found.push({ about, text, lines: [sources[about], to.source] });
  }
  const { createdAt, startedAt, finishedAt } = known;
  const never = /"0001-01-01/.test(sources["finishedAt"]?.text ?? "");
  if (details.engine === "docker" && never && (details.restartCount ?? 0) > 0) {
    const text = `it was restarted ${details.restartCount} times${quoted(sources["restartCount"])}, and has never ended${quoted(sources["finishedAt"])}`;
    found.push({ about: "restartCount", text, lines: [sources["restartCount"], sources["finishedAt"]] });
  }
  const both = (about: Field, one: keyof typeof WORDS, other: keyof typeof WORDS) => {
    const [first, second] = [known[one], known[other]];
    if (first === undefined || second === undefined) return;
    const text = `${WORDS[one]} ${shown(first)}${quoted(sources[one])}, and ${WORDS[other]} ${shown(second)}${quoted(sources[other])}${state === undefined ? "" : `, while it is ${state}`}`;
    found.push({ about, text, lines: [sources[one], sources[other]] });
  };
  if (startedAt !== undefined && createdAt !== undefined && startedAt < createdAt - SLACK_MS)
    both("startedAt", "startedAt", "createdAt");
  if (startedAt === undefined || finishedAt === undefined) return found;
  if (state === "running" && finishedAt > startedAt + SLACK_MS) both("state", "startedAt", "finishedAt");
  if (state === "exited" && finishedAt < startedAt - SLACK_MS) both("state", "startedAt", "finishedAt");
  return found;
}

const WORDS = { createdAt: "it was made", startedAt: "it was started", finishedAt: "it ended" } as const;

/** A check that fails is counted, and one that passes ends the count. */
function healthAlone(details: ContainerDetailsFact): Dispute[] {
  const { engine, state, health, failingStreak, lastProbeExit, recovered, sources } = details;
  if (engine !== "docker" || state !== "running" || recovered) return [];
  const dispute = (text: string, ...lines: readonly string[]): Dispute[] => [
    { about: "health", text, lines: lines.map((field) => sources[field]) },
  ];
  if (health === "unhealthy" && failingStreak === 0)
    return dispute(
      `inspect says unhealthy${quoted(sources["health"])}, and that no check has failed${quoted(sources["failingStreak"])}`,
      "health",
      "failingStreak",
    );
  if (health === "unhealthy" && lastProbeExit === 0)
    return dispute(
      `inspect says unhealthy${quoted(sources["health"])}, and that the last check passed${quoted(sources["lastProbe"])}`,
      "health",
      "lastProbe",
    );
  if (health === "healthy" && failingStreak === 0 && lastProbeExit !== undefined && lastProbeExit !== 0)
    return dispute(
      `inspect says healthy and that no check has failed${quoted(sources["health"])}, and that the last check ended with ${lastProbeExit}${quoted(sources["lastProbe"])}`,
      "health",
      "lastProbe",
    );
  return [];
}

/** Whether a container was started or ended while its node was captured, or may have been. */
function hasChanged({ startedAt, finishedAt, state }: ContainerDetailsFact, { from }: Span): boolean {
  if (from === undefined || state === "restarting" || state === "removing") return true;
  const earliest = from.time - slackOf(from);
  return [startedAt, finishedAt].some((time) => time !== undefined && time >= earliest);
}

const slackOf = ({ source }: Moment): number => (source?.file === "manifest.json" ? SLACK_MS : LONG_SLACK_MS);

/** States that leave no time behind. */
const TIMELESS = new Set(["paused", "restarting", "removing", "dead"]);

function againstRow(details: ContainerDetailsFact, row: ContainerRowFact, span: Span): Dispute[] {
  const { sources } = details;
  if (hasChanged(details, span)) return [];
  const dispute = (about: Field, field: string, says: string): Dispute[] => [
    {
      about,
      text: `ps says '${statusIn(row)}' (${place(row.source)}), and inspect ${says}${quoted(sources[field])}`,
      lines: [row.source, sources[field]],
    },
  ];
  if (details.state !== undefined && row.state !== undefined && details.state !== row.state) {
    if (TIMELESS.has(details.state) || TIMELESS.has(row.state)) return [];
    return dispute("state", "state", `'${details.state}', with no start or end during the capture`);
  }
  const { exitCode } = details;
  if (row.state === "exited" && row.exitCode !== undefined && exitCode !== undefined && row.exitCode !== exitCode)
    return dispute("exitCode", "exitCode", `that it ended with ${exitCode}`);
  return [...agoDispute(details, row, span, dispute), ...healthDispute(details, row, span, dispute)];
}

type MakeDispute = (about: Field, field: string, says: string) => Dispute[];

const STATUS = /\b(?:Up|Exited|Restarting|Created|Paused|Dead)\b.{0,60}?(?=\s{2}|"|$)/;

const statusIn = ({ source, state }: ContainerRowFact): string => STATUS.exec(source.text)?.[0] ?? state ?? "";

function agoDispute(
  { startedAt, finishedAt, state }: ContainerDetailsFact,
  row: ContainerRowFact,
  { from, to }: Span,
  dispute: MakeDispute,
): Dispute[] {
  const about = state === "running" ? "startedAt" : "finishedAt";
  const time = state === "running" ? startedAt : finishedAt;
  if (row.ago === undefined || time === undefined || from === undefined || to === undefined) return [];
  const earliest = from.time - row.ago.most * 1000 - slackOf(from);
  const latest = to.time - row.ago.least * 1000 + slackOf(to);
  if (time >= earliest && time <= latest) return [];
  return dispute(about, about, `that ${WORDS[about]} ${shown(time)}`);
}

/** Health turns by a check: one that passed makes it healthy, one that failed may make it unhealthy. */
function healthDispute(
  { health, probes = [], state }: ContainerDetailsFact,
  row: ContainerRowFact,
  { from }: Span,
  dispute: MakeDispute,
): Dispute[] {
  const told = row.health;
  if (state !== "running" || row.state !== "running" || health === undefined || told === undefined) return [];
  if (health === told || health === "starting" || told === "starting" || from === undefined) return [];
  const during = (at: number | undefined) => at === undefined || at >= from.time - slackOf(from);
  const turned = probes.some(
    ({ at, exitCode }, index) => during(at) && mayTurn(health, exitCode, before(probes, index)),
  );
  if (turned) return [];
  return dispute("health", "health", `'${health}', with no check during the capture that could have turned it`);
}

/** Docker remembers no more checks. */
const REMEMBERED = 5;

/** What the check before one came to; a failure where it is not remembered, and a pass where there was none. */
function before(probes: readonly HealthProbe[], index: number): number | undefined {
  if (index > 0) return probes[index - 1]?.exitCode;
  return probes.length < REMEMBERED ? 0 : undefined;
}

function mayTurn(health: HealthStatus, exitCode: number | undefined, earlier: number | undefined): boolean {
  if (exitCode === undefined) return true;
  if (health === "healthy") return exitCode === 0 && earlier !== 0;
  return health === "unhealthy" && exitCode !== 0;
}

/** Two inspections of one container: what cannot change differs, or what did change left no time of it. */
function againstOther(details: ContainerDetailsFact, other: ContainerDetailsFact, span: Span): Dispute[] {
  const differing = (about: Field): Dispute[] => {
    const [one, two] = [details[about], other[about]];
    if (one === undefined || two === undefined || one === two) return [];
    const lines = [details.sources[about], other.sources[about]];
    const said = (value: string | number) =>
      typeof value === "number" && /At$/.test(about) ? shown(value) : `'${value}'`;
    const text = `one inspect says of ${about} ${said(one)}${quoted(lines[0])}, and another ${said(two)}${quoted(lines[1])}`;
    return [{ about, text, lines }];
  };
  const fixed = [...differing("createdAt"), ...differing("imageId")];
  if (hasChanged(details, span) || hasChanged(other, span)) return fixed;
  const lasting = (["state", "exitCode", "startedAt", "finishedAt", "restartCount"] as const).flatMap(differing);
  const checked = [...(details.probes ?? []), ...(other.probes ?? [])].some(
    ({ at }) => at === undefined || span.from === undefined || at >= span.from.time - slackOf(span.from),
  );
  return [...fixed, ...lasting, ...(checked ? [] : differing("health"))];
}

/** What docker's events tell of the last start and end is what inspect tells as well. */
function againstEvents(details: ContainerDetailsFact, events: readonly ContainerEventFact[], span: Span): Dispute[] {
  const { engine, state, startedAt, finishedAt, exitCode, sources } = details;
  if (engine !== "docker" || hasChanged(details, span)) return [];
  const last = (action: ContainerEventFact["action"]) => events.filter((event) => event.action === action).at(-1);
  const dispute = (about: Field, event: ContainerEventFact, says: string): Dispute[] => [
    {
      about,
      text: `the engine's events tell of '${event.action}' at ${shown(event.at)} (${place(event.source)}), and inspect ${says}${quoted(sources[about])}`,
      lines: [event.source, sources[about]],
    },
  ];
  const [start, die] = [last("start"), last("die")];
  const found: Dispute[] = [];
  if (state === "running" && start !== undefined && startedAt !== undefined && isApart(start.at, startedAt))
    found.push(...dispute("startedAt", start, `that it was started ${shown(startedAt)}`));
  if (state === "exited" && die !== undefined && finishedAt !== undefined && isApart(die.at, finishedAt))
    found.push(...dispute("finishedAt", die, `that it ended ${shown(finishedAt)}`));
  const checked = last("health");
  if (isTurned(details, checked, span)) found.push(...dispute("health", checked, `'${details.health}'`));
  if (found.length > 0) return found;
  if (state === "exited" && die?.exitCode !== undefined && exitCode !== undefined && die.exitCode !== exitCode)
    found.push(...dispute("exitCode", die, `that it ended with ${exitCode}`));
  return found;
}

/** Whether the last event of its health, from before the capture, tells otherwise than inspect. */
function isTurned(
  { state, health }: ContainerDetailsFact,
  event: ContainerEventFact | undefined,
  { from }: Span,
): event is ContainerEventFact {
  if (state !== "running" || (health !== "healthy" && health !== "unhealthy")) return false;
  if (event?.health === undefined || from === undefined) return false;
  return event.health !== health && event.at < from.time - slackOf(from) - APART_MS;
}

const isApart = (one: number, other: number): boolean => Math.abs(one - other) > APART_MS;
