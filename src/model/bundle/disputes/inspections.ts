import type { ContainerDetailsFact } from "../../../parse/facts.ts";
import type { Span } from "../captured-for.ts";
import { type Dispute, type Field, hasChanged, quoted, shown, slackOf } from "./dispute.ts";

/** Two inspections of one container: what cannot change differs, or what did change left no time of it. */
export function againstOther(details: ContainerDetailsFact, other: ContainerDetailsFact, span: Span): Dispute[] {
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
