import { findingsOf, treesOf } from "../../../rules/causes/trees.ts";
import type { Finding } from "../../../rules/outcome.ts";
import type { NodeEvent, NodeSurvey } from "../../../survey/types.ts";
import { deployedText } from "../../digest.ts";
import { isOn, messageOn } from "../../nodes.ts";
import type { NodeSummary } from "../../result.ts";
import { visible, visibleLine } from "../../visible.ts";
import { pageWords } from "../../words/pages.ts";
import { containerAnchor } from "../anchors.ts";
import { isLarge, type Page } from "../page.ts";
import { type Bounds, containerPage, findingLink, tailView } from "./container-page.ts";
import { bytesText, timeText, utc } from "./time.ts";

const FULL: Bounds = { values: 60, logLines: 40 };
/** Of a large report. */
const SHORT: Bounds = { values: 8, logLines: 3 };
const MOST_EVENTS = 200;
/** What was found on a node beyond these is folded, so that its containers are not far below. */
const MOST_FINDINGS = 10;

interface Numbered {
  readonly finding: Finding;
  readonly number: number;
}

/** A page for each node, and in it one for each of its containers; `undefined` where there is no survey. */
export function pagesView(page: Page) {
  const { survey, result, language } = page;
  if (survey === undefined) return undefined;
  const bounds = isLarge(page) ? SHORT : FULL;
  const findings = treesOf(result.findings)
    .flatMap(findingsOf)
    .map((finding, index) => ({ finding, number: index + 1 }));
  return {
    words: pageWords[language],
    nodes: survey.nodes.map((node, index) => {
      const own = findings
        .filter(({ finding }) => isOn(finding, node.name))
        .map((one) => ({ ...one, finding: { ...one.finding, message: messageOn(one.finding, node.name) } }));
      return nodePage(node, result.nodes[index], { index, findings: own, bounds, language });
    }),
  };
}

interface NodePlace {
  readonly index: number;
  readonly findings: readonly Numbered[];
  readonly bounds: Bounds;
  readonly language: Page["language"];
}

function nodePage(node: NodeSurvey, summary: NodeSummary | undefined, place: NodePlace) {
  const { index, findings, bounds, language } = place;
  const words = pageWords[language];
  const volumes = new Map(node.volumes.map(({ name }, number) => [name, `volume-${index}-${number}`]));
  const onContainers = byContainer(findings);
  const events = node.events.slice(-MOST_EVENTS);
  const links = findings
    .filter(({ finding }) => finding.subject.kind !== "container")
    .map(({ finding, number }) => findingLink(finding, number, language));
  const left = node.events.length - events.length + node.moreEvents;
  return {
    anchor: `node-${index}`,
    name: visibleLine(node.name),
    count: words.containersOf(node.containers.length),
    facts: nodeFacts(node, summary, language).map(([name, value]) => ({ name, value: visibleLine(value) })),
    findings: links.slice(0, MOST_FINDINGS),
    moreFindings: links.slice(MOST_FINDINGS),
    moreFindingsText: words.moreFindings(links.length - MOST_FINDINGS),
    missing: node.missing.map(({ name, source }) => ({ name: visibleLine(name), source: visibleLine(source) })),
    containers: node.containers.map((container, number) =>
      containerPage(
        container,
        {
          anchor: containerAnchor(index, number),
          capturedAt: node.capturedAt,
          findings: onContainers.get(container.name) ?? [],
          ...{ volumes, bounds },
        },
        language,
      ),
    ),
    volumes: node.volumes.map(({ name, containers, files }) => ({
      anchor: volumes.get(name) ?? "",
      title: visibleLine(words.volume(name, files.length, containers.join(", "))),
      files: files.map(({ file, lines, moreLines }) => ({
        file: visibleLine(file),
        text: lines.map(({ line, text }) => `${String(line).padStart(5)}  ${visible(text)}`).join("\n"),
        more: moreLines > 0 ? words.more(moreLines) : "",
      })),
    })),
    logs: node.logs.map((log) => tailView(log, bounds, words)),
    events: events.map((event) => eventView(event, language)),
    eventsText: words.events(events.length),
    moreEvents: left > 0 ? words.more(left) : "",
    problem: visibleLine(node.problem ?? ""),
  };
}

function byContainer(findings: readonly Numbered[]): Map<string, Numbered[]> {
  const groups = new Map<string, Numbered[]>();
  for (const one of findings) {
    const { kind, name } = one.finding.subject;
    if (kind !== "container") continue;
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [one]);
    else group.push(one);
  }
  return groups;
}

function nodeFacts(node: NodeSurvey, summary: NodeSummary | undefined, language: Page["language"]) {
  const words = pageWords[language];
  const { facts } = words;
  const { memory } = node;
  const told: readonly (readonly [string, string])[] = [
    [facts.deployed, summary === undefined ? "" : deployedText(summary)],
    [facts.engine, summary?.engine ?? ""],
    [facts.captured, node.capturedAt === undefined ? "" : utc(node.capturedAt)],
    [facts.booted, timeText(node.bootedAt, node.capturedAt, words)],
    [
      facts.memory,
      memory === undefined
        ? ""
        : words.memoryOfNode(
            bytesText(memory.totalBytes),
            memory.availableBytes === undefined ? undefined : bytesText(memory.availableBytes),
          ),
    ],
    [
      facts.disks,
      node.disks
        .map(({ mount, usedPercent, sizeBytes }) =>
          words.disk(mount, usedPercent, sizeBytes === undefined ? undefined : bytesText(sizeBytes)),
        )
        .join("; "),
    ],
    [facts.bundle, summary === undefined ? "" : `${summary.source} (${summary.kind})`],
  ];
  return told.filter(([, value]) => value !== "");
}

function eventView({ at, kind, subject, text, uncertain, file, line }: NodeEvent, language: Page["language"]) {
  const words = pageWords[language];
  return {
    time: utc(at) + (uncertain === true ? ` (${words.uncertain})` : ""),
    kind: words.event[kind],
    subject: visibleLine(subject),
    text: visibleLine(text),
    place: file === undefined ? "" : visibleLine(`${file}${line === undefined ? "" : `:${line}`}`),
  };
}
