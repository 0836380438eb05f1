import type { ContainerDetailsFact, ContainerRowFact } from "../../../parse/facts.ts";
import type { Span } from "../captured-for.ts";
import {
  type Dispute,
  type Field,
  hasChanged,
  type MakeDispute,
  place,
  quoted,
  shown,
  slackOf,
  WORDS,
} from "./dispute.ts";
import { healthDispute } from "./health.ts";

/** What rows of ps say otherwise than inspect, what several say alike told once. */
export function againstRows(details: ContainerDetailsFact, rows: readonly ContainerRowFact[], span: Span): Dispute[] {
  return firstOfEach([...rows].sort(tellingFirst).flatMap((row) => againstRow(details, row, span)));
}

/** What ps and its JSON say alike is told once. */
function firstOfEach(disputes: readonly Dispute[]): Dispute[] {
  return [...new Map([...disputes].reverse().map((dispute) => [dispute.about, dispute])).values()];
}

const tellingFirst = (one: ContainerRowFact, other: ContainerRowFact): number =>
  Number(STATUS.test(other.source.text)) - Number(STATUS.test(one.source.text));

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
