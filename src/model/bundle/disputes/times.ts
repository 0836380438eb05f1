import type { ContainerDetailsFact } from "../../../parse/facts.ts";
import type { Span } from "../captured-for.ts";
import { type Dispute, type Field, quoted, SLACK_MS, shown, slackOf, WORDS } from "./dispute.ts";

/** A time after the capture is no time; nor can a container have been started before it was made, or ended twice. */
export function timesOf(details: ContainerDetailsFact, { to }: Span): Dispute[] {
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
