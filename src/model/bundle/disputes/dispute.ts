import type { ContainerDetailsFact } from "../../../parse/facts.ts";
import type { Evidence } from "../../types/sourced.ts";
import type { Moment, Span } from "../captured-for.ts";

/** What of a container two captures, or two lines of one, say differently. */
export interface Dispute {
  readonly about: Field;
  /** Both sayings, as they stand there. */
  readonly text: string;
  readonly lines: readonly (Evidence | undefined)[];
}

export type Field =
  | "state"
  | "health"
  | "exitCode"
  | "startedAt"
  | "finishedAt"
  | "createdAt"
  | "imageId"
  | "restartCount";

/** Our manifests tell whole seconds, and an engine takes a moment from one thing to the next. */
export const SLACK_MS = 5000;
/** Elsewhere the time of the capture is that of one of its commands. */
const LONG_SLACK_MS = 10 * 60 * 1000;

export const slackOf = ({ source }: Moment): number => (source?.file === "manifest.json" ? SLACK_MS : LONG_SLACK_MS);

export const shown = (time: number): string => new Date(time).toISOString();
export const quoted = (evidence: Evidence | undefined): string =>
  evidence === undefined ? "" : ` (${place(evidence)})`;
export const place = ({ file, line }: Evidence): string => `${file}:${line}`;

/** How the times of a container are told. */
export const WORDS = { createdAt: "it was made", startedAt: "it was started", finishedAt: "it ended" } as const;

/** Whether a container was started or ended while its node was captured, or may have been. */
export function hasChanged({ startedAt, finishedAt, state }: ContainerDetailsFact, { from }: Span): boolean {
  if (from === undefined || state === "restarting" || state === "removing") return true;
  const earliest = from.time - slackOf(from);
  return [startedAt, finishedAt].some((time) => time !== undefined && time >= earliest);
}

/** Makes the dispute of one field: what the other place says of it. */
export type MakeDispute = (about: Field, field: string, says: string) => Dispute[];
