import type { Finding } from "../../../rules/outcome.ts";
import type { ContainerSurvey, LogTail, NamedValue, Probe } from "../../../survey/types.ts";
import { visible, visibleLine } from "../../visible.ts";
import { digestWords } from "../../words/digest.ts";
import { type PageWords, pageWords } from "../../words/pages.ts";
import { findingAnchor } from "../anchors.ts";
import type { Page } from "../page.ts";
import { SHAPES } from "../shapes.ts";
import { timeText, utc } from "./time.ts";

/** How much of each list a page shows: less of each where there are many pages. */
export interface Bounds {
  readonly values: number;
  readonly logLines: number;
}

export interface ContainerPlace {
  readonly anchor: string;
  readonly capturedAt: number | undefined;
  readonly findings: readonly { readonly finding: Finding; readonly number: number }[];
  /** The anchors of the configuration volumes of the node, by name. */
  readonly volumes: ReadonlyMap<string, string>;
  readonly bounds: Bounds;
}

/** All that a report has of one container. */
export function containerPage(container: ContainerSurvey, place: ContainerPlace, language: Page["language"]) {
  const words = pageWords[language];
  const { health, labels = [], environment = [], mounts = [] } = container;
  const { bounds, findings, volumes } = place;
  return {
    anchor: place.anchor,
    name: visibleLine(container.name),
    condition: container.condition,
    conditionWord: digestWords[language].condition[container.condition],
    shape: SHAPES[container.condition],
    facts: factsOf(container, place.capturedAt, words).map(([name, value]) => ({ name, value: visibleLine(value) })),
    findings: findings.map(({ finding, number }) => findingLink(finding, number, language)),
    ...probesView(health?.probes ?? [], words),
    lists: [
      listOf(words.environment(environment.length), environment.map(assigned), bounds, words),
      listOf(words.labels(labels.length), labels.map(assigned), bounds, words),
      listOf(
        words.mounts(mounts.length),
        mounts.map(({ source, destination }) => `${source}:${destination}`),
        bounds,
        words,
      ),
    ].filter(({ text }) => text !== ""),
    volumes: container.volumes.map((name) => ({ name: visibleLine(name), anchor: volumes.get(name) ?? "" })),
    logs: container.logs.map((log) => tailView(log, bounds, words)),
    uninspected: visibleLine(container.uninspected ?? ""),
    recovered: container.recovered,
    commands: commandsOf(container).map(visible).join("\n"),
  };
}

/** A one-shot is not offered to be started again: it may change a database, as db_sync does; nor is what was left behind. */
function commandsOf({ commands, lifecycle }: ContainerSurvey): string[] {
  const { inspect, logs, restart } = commands;
  return lifecycle === "one-shot" || lifecycle === "leftover" ? [inspect, logs] : [inspect, logs, restart];
}

/** What is known of a container, each with its name. */
function factsOf(container: ContainerSurvey, capturedAt: number | undefined, words: PageWords) {
  const { state, exitCode, exitMeaning = "", health, lifecycle, lifecycleSource, image, imageId, usage } = container;
  const { facts } = words;
  const told: readonly (readonly [string, string | undefined])[] = [
    [facts.state, together(state, exitCode === undefined ? undefined : words.exit(exitCode, exitMeaning))],
    [facts.health, healthText(health, words)],
    [facts.lifecycle, lifecycle === undefined ? undefined : bracketed(lifecycle, lifecycleSource)],
    [facts.manager, container.manager],
    [facts.image, image === undefined ? imageId : bracketed(image, imageId)],
    [facts.created, timeText(container.createdAt, capturedAt, words)],
    [facts.started, timeText(container.startedAt, capturedAt, words)],
    [facts.ended, timeText(container.finishedAt, capturedAt, words)],
    [facts.restarts, container.restartCount?.toString()],
    [
      facts.policy,
      container.restartPolicy === undefined
        ? undefined
        : words.policy(container.restartPolicy, container.privileged === true),
    ],
    [facts.output, container.logDriver],
    [
      facts.use,
      usage === undefined
        ? undefined
        : together(
            usage.cpuPercent === undefined ? undefined : words.cpu(usage.cpuPercent),
            usage.memoryPercent === undefined && usage.memory === undefined
              ? undefined
              : words.memory(usage.memoryPercent, usage.memory),
          ),
    ],
  ];
  return told.filter((one): one is readonly [string, string] => one[1] !== undefined && one[1] !== "");
}

function healthText(health: ContainerSurvey["health"], words: PageWords): string | undefined {
  if (health === undefined) return undefined;
  const { status, by, failingStreak = 0 } = health;
  return together(
    status,
    by === undefined ? undefined : words.checkedBy(by),
    failingStreak > 0 ? words.failing(failingStreak) : undefined,
  );
}

function together(...texts: readonly (string | undefined)[]): string {
  return texts.filter((text) => text !== undefined && text !== "").join(", ");
}

function bracketed(text: string, more: string | undefined): string {
  return more === undefined || more === "" ? text : `${text} (${more})`;
}

/** The checks that the engine remembers; where all passed and said nothing, one sentence tells as much. */
function probesView(probes: readonly Probe[], words: PageWords) {
  const well = probes.every(({ exitCode, output }) => exitCode === 0 && output.trim() === "");
  const last = probes.at(-1)?.at;
  return {
    passed: probes.length > 0 && well ? words.passed(probes.length, last === undefined ? "" : utc(last)) : "",
    probes: well
      ? []
      : probes.map(({ at, exitCode, output }) => ({
          time: at === undefined ? "" : utc(at),
          exit: exitCode === undefined ? "" : String(exitCode),
          output: visible(output),
        })),
  };
}

function assigned({ name, value }: NamedValue): string {
  return `${name}=${value}`;
}

/** A line for each value: lists of elements make a report of many containers slow to open. */
function listOf(title: string, values: readonly string[], { values: most }: Bounds, words: PageWords) {
  const left = values.length - most;
  return {
    title,
    text: values.slice(0, most).map(visibleLine).join("\n"),
    more: left > 0 ? words.more(left) : "",
  };
}

/** The end of a log; where pages are short, the end of that. */
export function tailView({ log, file, first, lines }: LogTail, { logLines }: Bounds, words: PageWords) {
  const shown = lines.slice(-logLines);
  return {
    title: visibleLine(words.log(log, file, first + lines.length - shown.length)),
    text: shown.map(visible).join("\n"),
  };
}

export function findingLink({ severity, message }: Finding, number: number, language: Page["language"]) {
  return {
    anchor: findingAnchor(number),
    severity,
    severityWord: digestWords[language].severity(1, severity),
    message: visibleLine(message),
  };
}
