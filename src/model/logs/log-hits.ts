import type { Catalogue } from "../../catalogue/catalogue.ts";
import { withoutWebServer } from "../../catalogue/web-servers.ts";
import type { EngineName } from "../../parse/engine-name.ts";
import type { LogFact, LogHitFact, LogTime } from "../../parse/logs/log-facts.ts";
import { logsOfContainer } from "../../parse/logs/log-names.ts";
import { timeText } from "../../parse/logs/log-time.ts";
import { UNIT_RESTARTS } from "../../parse/logs/unit-restarts.ts";
import { present } from "../../parse/present.ts";
import { isoTime } from "../../parse/syntax/time.ts";
import { shellWord } from "../../shell.ts";
import { type Captured, factsOf } from "../bundle/captured.ts";
import { groupBy } from "../group-by.ts";
import type { Container, LogHit, SearchedLog } from "../types.ts";
import { age, between, endOf, type LogClock } from "./log-ages.ts";
import { onlyComponent, type Writers } from "./log-containers.ts";

const HOUR = 3600;
const DAY = 24 * HOUR;
/** How long a container that was just started may be out of step with the others. */
const STARTING = 300;
/** How long before its end a container may have said why it ended. */
const BEFORE_END = 600;

export interface LogSurroundings {
  readonly writers: Writers;
  readonly catalogue: Catalogue;
  /** Containers that no list shows, but units. */
  readonly unlisted?: ReadonlySet<string>;
  /** The only one that there can be on the node, where that is known. */
  readonly engine?: EngineName;
  /** Epoch milliseconds. */
  readonly capturedAt?: number;
}

/** The logs that were searched, whole or not; an empty one is no evidence. A manifest may know more of one than its bytes. */
export function searchedLogsOf(
  captured: Captured,
  { containers, catalogue }: Pick<LogSurroundings, "catalogue"> & { readonly containers: readonly Container[] },
): SearchedLog[] {
  const torn = new Map(
    factsOf(captured, "capture").flatMap(({ path, command, timedOut, exitCode }) =>
      timedOut || (exitCode ?? 0) !== 0
        ? [[path, `'${command}' ${timedOut ? "was timed out" : `ended with ${exitCode}`}`]]
        : [],
    ),
  );
  const logs = factsOf(captured, "log")
    .filter(({ lines, problem }) => lines > 0 || problem !== undefined)
    .map(({ log, file, first, problem }) => ({ log, file, ...present({ first, problem: problem ?? torn.get(file) }) }));
  // What containers write to the journal was looked for there as in logs of their own.
  const writers = containers.filter(({ logDriver }) => logDriver === "journald").map(({ name }) => name);
  const journals = logs.filter(({ log }) => log === "journal");
  const names = writers.flatMap((name) => logsOfContainer(name, catalogue));
  return [...logs, ...journals.flatMap((journal) => names.map((log) => ({ ...journal, log })))];
}

/** What rules found in the logs of a node: one record for each rule, log and group of lines. */
export function logHitsOf(captured: Captured, around: LogSurroundings): LogHit[] {
  const logs = factsOf(captured, "log");
  const known = around.writers;
  // Of a container whose output was captured by itself the journal holds the same lines again.
  const heard = new Set(
    logs.flatMap(({ log, lines }) =>
      log.startsWith("stdout:") && lines > 0 ? (known.of(log, undefined)?.id ?? []) : [],
    ),
  );
  const counting = factsOf(captured, "log-hit").filter(({ query, ofContainer, log, tag }) => {
    if (query === UNIT_RESTARTS.id) return false;
    if (ofContainer !== true) return true;
    const writer = known.of(log, tag);
    if (writer === undefined) return known.isEmpty && tag !== undefined && around.unlisted?.has(tag) === true;
    return !heard.has(writer.id);
  });
  const parts = groupBy(logs, familyOf);
  const folders = groupBy(logs, folderOf);
  const found = groupBy(counting, (hit) => JSON.stringify([hit.query, familyOf(hit), hit.key]));
  const hits = [...found.values()].map((same) => {
    const [one] = same as [LogHitFact];
    const family = parts.get(familyOf(one)) ?? [];
    const beside = folders.get(folderOf(one)) ?? family;
    return hitOf(same, { ...around, family, beside, known });
  });
  return withoutCopies(hits).map(({ hit }) => hit);
}

interface Hit {
  readonly hit: LogHit;
  readonly key: string;
}

interface Around {
  /** The log with its rotated parts. */
  readonly family: readonly LogFact[];
  /** All logs of the same service, whose clocks are one. */
  readonly beside: readonly LogFact[];
  readonly known: Writers;
  readonly catalogue: Catalogue;
  readonly engine?: EngineName;
  readonly capturedAt?: number;
}

/** A log and what was rotated out of it; each capture of the journal is one of its own. */
function familyOf({ file, log }: { readonly file: string; readonly log: string }): string {
  if (log === "journal" || log === "dmesg") return file;
  if (log === "syslog") return /[^/]*$/.exec(file)?.[0].split(/[.-]/)[0] ?? log;
  return `${file.slice(0, file.lastIndexOf("/"))}:${log}`;
}

/** Logs of one service, which its containers write by one clock; what commands printed stands for itself. */
export function folderOf(log: { readonly file: string; readonly log: string }): string {
  const { file } = log;
  return log.log.includes("/") && !file.startsWith("sos_commands/")
    ? file.slice(0, file.lastIndexOf("/"))
    : familyOf(log);
}

/** The same lines in several copies (journal and syslog, a log on the host and out of a container) count once. */
function withoutCopies(hits: readonly Hit[]): Hit[] {
  const best = new Map<string, Hit>();
  for (const hit of hits) {
    const known = best.get(hit.key);
    if (known === undefined || hit.hit.count > known.hit.count) best.set(hit.key, hit);
  }
  return [...best.values()];
}

function copyKey({ query, file, log, key }: LogHitFact): string {
  const system = log === "journal" || log === "syslog" || log === "dmesg";
  const place = system ? "system" : /^(var\/log\/containers|sos_containers\/[^/]+\/var\/log)\//.test(file) ? log : file;
  return JSON.stringify([query, place, key.replace(/^kernel(?=\0|$)/, "")]);
}

/** One record of what was found in a log and its rotated parts. */
function hitOf(same: readonly LogHitFact[], around: Around): Hit {
  const parts = [...same].sort((one, other) => (one.last.time?.at ?? 0) - (other.last.time?.at ?? 0));
  const oldest = parts[0] as LogHitFact;
  const newest = parts.at(-1) as LogHitFact;
  const writer = around.known.of(newest.log, newest.tag);
  const end = endOf(around.family);
  const count = parts.reduce((sum, part) => sum + part.count, 0);
  const [first, last] = [oldest.first.time, newest.last.time];
  const span = between(first, last);
  const busiest = parts.flatMap(({ busiest }) => busiest ?? []).sort((one, other) => other.count - one.count)[0];
  const recent = parts.flatMap((part) => part.recent);
  const beforeEnd = between(last, end);
  const moment = { end: endOf(around.beside), writer: writer?.container, ...around };
  const ago = age(last, moment);
  const where = placeOf(newest, writer?.container);
  return {
    key: copyKey(newest),
    hit: {
      subject: { kind: "log", name: where },
      rule: newest.query,
      file: where,
      log: newest.log,
      service: serviceOf(newest, writer?.container),
      count,
      line: newest.last.text,
      groups: { ...newest.groups },
      seen: seenText(count, first, last),
      cleared: isCleared(newest, around.family),
      show: showCommand(newest, writer?.container),
      ...engineOf(writer?.container.engine ?? around.engine, around.known),
      ...momentOf(ago, moment),
      ...present({
        component: writer?.container.component ?? componentOf(newest, around.catalogue),
        container: writer?.container.name,
        containerRuns: writer?.container.running,
        commands: writer?.container.commands,
        firstSeen: first && timeText(first),
        lastSeen: last && timeText(last),
        times: first && last && { first, last },
        secondsBeforeEnd: beforeEnd,
        secondsAgo: ago === undefined ? undefined : Math.round(ago),
        lastHour: end === undefined || beforeEnd === undefined ? undefined : since(recent, end.at - HOUR * 1000),
        perHour: span === undefined ? undefined : Math.round((count / Math.max(1, span / HOUR)) * 10) / 10,
        spanSeconds: span,
        usualGap: usualGap(recent),
        busiestHour: busiest?.count,
        busiestHourAt: busiest === undefined || last?.zone === "boot" ? undefined : hourText(busiest.at),
        sinceStart: sinceStart(recent, last, ago, moment),
      }),
      evidence: {
        line: { file: newest.file, line: newest.last.line, text: newest.last.text },
        firstSeen: { file: oldest.file, line: oldest.first.line, text: oldest.first.text },
      },
      lacks: {
        "*": `the lines in ${where} that this rests on, or the last of the log, bear no time that can be compared; collect: run collect on the node`,
      },
    },
  };
}

/** A node that has both has been upgraded from docker. */
function engineOf(own: string | undefined, writers: Writers): Pick<LogHit, "engine" | "podman"> {
  const engine = own ?? (writers.engines.has("podman") ? "podman" : "docker");
  return { engine, podman: engine === "podman" };
}

function since(times: readonly number[], start: number): number {
  return Math.min(100, times.filter((time) => time >= start).length);
}

/** The median of the seconds between them. */
function usualGap(times: readonly number[]): number | undefined {
  const sorted = [...times].sort((one, other) => one - other);
  const gaps = sorted.slice(1).map((time, index) => time - (sorted[index] ?? time));
  const middle = gaps.sort((one, other) => one - other)[Math.floor(gaps.length / 2)];
  return middle === undefined ? undefined : Math.round(middle / 1000);
}

interface Moment extends LogClock {
  readonly writer: Container | undefined;
}

/** What the bundle shows of when the last line came, `ago` seconds before the capture; false where it shows nothing. */
function momentOf(ago: number | undefined, moment: Moment): Pick<LogHit, "beforeStart" | "outdated" | "starting"> {
  const { restless = false, startedAlone } = moment.writer ?? {};
  const running = runningFor(moment);
  const sinceStart = ago === undefined || running === undefined ? undefined : running - ago;
  // What a container said before it was started again is why it ended, as long as it does not run well.
  const beforeStart = sinceStart !== undefined && sinceStart < (restless ? -BEFORE_END : -1);
  return {
    beforeStart,
    outdated: beforeStart || (ago !== undefined && ago > DAY),
    // What others need time to start for too is there where they have run for long.
    starting:
      sinceStart !== undefined && sinceStart >= 0 && sinceStart <= STARTING && !restless && startedAlone !== true,
  };
}

/** How long the container that writes the log has been running, where it runs. */
function runningFor({ writer }: Moment): number | undefined {
  return writer?.running === true ? writer.upAtMost : undefined;
}

function sinceStart(
  recent: readonly number[],
  last: LogTime | undefined,
  ago: number | undefined,
  moment: Moment,
): number | undefined {
  // As ps rounds it, too many would count.
  const running = moment.writer?.running === true ? moment.writer.secondsRunning : undefined;
  if (ago === undefined || running === undefined || last === undefined) return undefined;
  return since(recent, last.at - (running - ago) * 1000);
}

/** A clearing line below the last hit, in the same part of the log or in a later one. */
function isCleared({ query, file, groups, tag, last }: LogHitFact, family: readonly LogFact[]): boolean {
  const own = family.find((part) => part.file === file);
  return family.some((part) =>
    part.cleared.some((clear) => {
      const same = Object.entries(clear.groups).every(([name, value]) => groups[name] === value);
      if (clear.query !== query || !same || (clear.tag !== undefined && clear.tag !== tag)) return false;
      return part.file === file ? clear.line > last.line : isLater(part, own);
    }),
  );
}

function isLater(part: LogFact, other: LogFact | undefined): boolean {
  return part.first !== undefined && other?.last !== undefined && part.first.at >= other.last.at;
}

/** By the log; by who wrote, be it a container that no list shows, or the unit of one. */
function componentOf({ log, tag, ofContainer }: LogHitFact, catalogue: Catalogue): string | undefined {
  const unit = tag === undefined || log !== "journal" ? undefined : catalogue.ofContainerUnit(`${tag}.service`);
  const name = unit?.container ?? (ofContainer === true ? tag : undefined);
  const container = name === undefined ? undefined : catalogue.ofContainer(name);
  return container?.component.id ?? onlyComponent(catalogue, log);
}

function serviceOf({ log, tag }: LogHitFact, writer: Container | undefined): string {
  if (writer !== undefined && (log.startsWith("stdout:") || tag !== undefined)) return writer.name;
  if (log.startsWith("stdout:")) return `container ${log.slice("stdout:".length)}`;
  if (log === "dmesg") return "kernel";
  const folder = withoutWebServer(log).split("/");
  return tag ?? (folder.length > 1 ? folder[0] : undefined) ?? log.replace(/\.log$/, "");
}

/** Where a person reads it on the host, with its names as `name` writes them. */
function placeOf({ file, log, tag }: LogHitFact, writer: Container | undefined, name = (text: string) => text): string {
  if (log === "journal")
    return tag === "kernel" ? "journalctl -k" : tag === undefined ? "journalctl" : `journalctl -t ${name(tag)}`;
  if (log === "dmesg") return "dmesg";
  if (log === "audit") return "/var/log/audit/audit.log";
  if (!file.startsWith("sos_commands/")) return name(`/${file.replace(/^sos_containers\/[^/]+\//, "")}`);
  const engine = /(docker|podman)_logs/.exec(file)?.[1] ?? "docker";
  return `${engine} logs ${name(writer?.name ?? log.slice("stdout:".length))}`;
}

const UNPACK: ReadonlyMap<string, string> = new Map([
  ["gz", "zcat"],
  ["xz", "xzcat"],
  ["bz2", "bzcat"],
  ["zst", "zstdcat"],
  ["lz4", "lz4cat"],
]);

function showCommand(fact: LogHitFact, writer: Container | undefined): string {
  const place = placeOf(fact, writer, shellWord);
  if (fact.log === "dmesg") return "sudo dmesg -T | tail -n 100";
  if (fact.log === "journal") return `sudo ${place} -n 100 --no-pager`;
  const [, engine, name] = /^(docker|podman) logs (.*)$/.exec(place) ?? [];
  if (engine !== undefined) return `sudo ${engine} logs --tail 100 ${name}`;
  const unpack = UNPACK.get(/\.(\w+)$/.exec(fact.file)?.[1] ?? "");
  return unpack === undefined ? `sudo tail -n 100 ${place}` : `sudo ${unpack} ${place} | tail -n 100`;
}

function seenText(count: number, first: LogTime | undefined, last: LogTime | undefined): string {
  const times = count === 1 ? "once" : `${count} times`;
  if (last === undefined) return times;
  return count === 1 || first === undefined || first.at === last.at
    ? `${times}, at ${timeText(last)}`
    : `${times} from ${timeText(first)} to ${timeText(last)}`;
}

function hourText(at: number): string {
  return isoTime(at).slice(0, 16).replace("T", " ");
}
