import { factsOf } from "../model/bundle/captured.ts";
import type { LogHit } from "../model/types.ts";
import { present } from "../parse/present.ts";
import { shortened } from "../parse/syntax/text.ts";
import { type Severity, severities } from "../rules/outcome.ts";
import type { NodeClock } from "./node-clock.ts";
import type { Place } from "./place.ts";
import type { NodeEvent } from "./types.ts";

const LONGEST_LINE = 240;

/** What rules look for in logs and have found, from the first line to the last; with the rule's severity where it is a fault. */
export function logEvents(place: Place, clock: NodeClock): NodeEvent[] {
  const found = severitiesOf(place);
  const local = containersOnHostTime(place);
  return place.node.logHits.flatMap((hit): NodeEvent[] => {
    if (hit.times === undefined) return [];
    const ofHost = hit.log.includes("/") || hit.log.startsWith("stdout:") ? local.has(hit.container ?? "") : true;
    const [first, last] = [clock.moment(hit.times.first, ofHost), clock.moment(hit.times.last, ofHost)];
    if (first === undefined || last === undefined) return [];
    const evidence = hit.evidence["line"];
    return [
      {
        ...first,
        ...(last.at > first.at ? { until: last.at } : {}),
        ...{ kind: "log", subject: hit.container ?? hit.service, text: textOf(hit, place) },
        ...present({ severity: found.get(`${hit.rule} ${hit.file}`), file: evidence?.file, line: evidence?.line }),
      },
    ];
  });
}

function textOf({ count, line }: LogHit, { masker }: Place): string {
  return `${count > 1 ? `${count} times: ` : ""}${shortened(masker.text(line), LONGEST_LINE)}`;
}

/** By rule and log. */
function severitiesOf({ findings }: Place): Map<string, Severity> {
  const worst = new Map<string, Severity>();
  for (const { rule, subject, severity, accepted } of findings) {
    if (subject.kind !== "log" || accepted !== undefined) continue;
    const key = `${rule} ${subject.name}`;
    const known = worst.get(key);
    if (known === undefined || severities.indexOf(severity) < severities.indexOf(known)) worst.set(key, severity);
  }
  return worst;
}

/** Containers that have the host's time zone. */
function containersOnHostTime({ node, captured }: Place): ReadonlySet<string> {
  const mounting = new Set(
    factsOf(captured, "container-details").flatMap(({ id, mounts }) =>
      mounts?.some(({ destination }) => destination === "/etc/localtime") ? [id.slice(0, 12)] : [],
    ),
  );
  return new Set(node.containers.flatMap(({ id, name }) => (mounting.has(id) ? [name] : [])));
}
