import type { Catalogue } from "../../catalogue/catalogue.ts";
import { placesOf } from "../../catalogue/places.ts";
import type { ConfigFileFact, ConfigTextFact } from "../../parse/facts.ts";
import { type Captured, factsOf, isDamaged } from "../bundle/captured.ts";
import { capturedAt } from "../bundle/identity.ts";
import type { ConfigCopy, Evidence } from "../types.ts";
import { copiedFiles, type KollaContainer } from "./config-places.ts";
import { isAfter, timesAreKept } from "./generated-config.ts";
import { findSetting, groupOf, isMasked, lineOf, sameValues, shownValues } from "./setting-values.ts";

/** Copies of kolla_start bear the time of what was copied, or that of the start, which may take a while. */
const STARTING_MS = 120_000;
const SLACK_MS = 2000;
const MOST_SHOWN = 5;
const MOST_KEPT = 100;

type Text = ConfigFileFact | ConfigTextFact;

/** Each file that a running container copied when it started, beside the copy inside it. */
export function configCopiesOf(
  captured: Captured,
  containers: readonly KollaContainer[],
  catalogue: Catalogue,
): ConfigCopy[] {
  const places = placesOf(catalogue);
  const texts = new Map<string, Text>();
  for (const text of [...factsOf(captured, "config-text"), ...factsOf(captured, "config-file")])
    texts.set(text.file, text);
  const sources = [...texts.keys()].filter((file) => !file.startsWith("sos_containers/"));
  return containers.flatMap((place) =>
    place.container.running === true
      ? copiedFiles(place, sources, places).flatMap(({ file, inside }) => {
          const source = texts.get(file);
          const name = [place.container.name, place.details.id].find((id) =>
            texts.has(`sos_containers/${id}${inside}`),
          );
          const copy = texts.get(`sos_containers/${name}${inside}`);
          return source === undefined ? [] : copyOf(captured, place, { source, inside, copy });
        })
      : [],
  );
}

interface Pair {
  readonly source: Text;
  readonly inside: string;
  readonly copy: Text | undefined;
}

function copyOf(
  captured: Captured,
  { container, details }: KollaContainer,
  { source, inside, copy }: Pair,
): ConfigCopy {
  const compared = copy === undefined ? undefined : compare(source, copy);
  const edited = copy === undefined ? undefined : editedSince(captured, source, copy, details.startedAt);
  // A service may rewrite what is no ini by itself when it starts; only times tell that from an edit.
  const certain = source.kind === "config-file" || edited !== "undecided" || compared?.differences.length === 0;
  const known = compared !== undefined && compared.problem === undefined && certain && !isDamaged(captured);
  const { name } = container;
  return {
    subject: { kind: "config", name: `${name}: ${inside}` },
    container: name,
    file: inside,
    copiedFrom: `/${source.file}`,
    commands: container.commands,
    ...(known
      ? {
          differs: compared.differences.length > 0,
          differences: compared.differences.slice(0, MOST_SHOWN).map((one) => one.text),
          differenceCount: compared.differences.length,
          differing: compared.differences.slice(0, MOST_KEPT).flatMap(({ setting }) => setting ?? []),
        }
      : {}),
    ...(copy === undefined ? {} : { copy: copy.file }),
    ...(edited === undefined ? {} : { edited }),
    evidence: evidenceOf(compared?.differences[0], source, copy),
    lacks: {
      "*": compared?.problem ?? (copy === undefined ? NO_COPY : UNDECIDED),
    },
  };
}

const NO_COPY =
  "the file inside the container is not in the bundle; collect: run collect on the node, or 'docker cp NAME:/etc/SERVICE' as root";

const UNDECIDED =
  "the two differ, and the times do not tell whether the service itself rewrote it when it started; collect: run collect on the node";

interface Difference {
  readonly text: string;
  readonly setting?: { readonly section: string; readonly key: string };
  readonly inside?: Evidence;
  readonly outside?: Evidence;
}

interface Comparison {
  readonly differences: readonly Difference[];
  /** Why nothing follows from it. */
  readonly problem?: string;
}

function evidenceOf(first: Difference | undefined, source: Text, copy: Text | undefined): Record<string, Evidence> {
  if (first === undefined || copy === undefined) return {};
  const whole = ({ file }: Text): Evidence => ({ file, line: 1, text: "does not have it" });
  return { differs: first.inside ?? whole(copy), differences: first.outside ?? whole(source) };
}

function compare(source: Text, copy: Text): Comparison {
  const torn = [source, copy].find(({ problem }) => problem !== undefined);
  if (torn !== undefined) return { differences: [], problem: `${torn.file} is not whole: ${torn.problem}` };
  if (source.kind === "config-file" && copy.kind === "config-file") return compareSettings(source, copy);
  if (source.kind === "config-text" && copy.kind === "config-text") return compareLines(source, copy);
  return { differences: [], problem: `${source.file} and ${copy.file} were read differently` };
}

/** A masked value neither agrees nor differs; what is certain beside it counts. */
function compareSettings(source: ConfigFileFact, copy: ConfigFileFact): Comparison {
  const differences: Difference[] = [];
  let masked = false;
  for (const outside of source.settings) {
    const inside = findSetting(copy, outside);
    if (isMasked(outside) || (inside !== undefined && isMasked(inside))) masked = true;
    else if (inside === undefined || !sameValues(outside, inside)) {
      const text = `[${outside.section}] ${outside.key} is ${inside === undefined ? "not set" : shownValues(inside)} inside, ${shownValues(outside)} on the host`;
      differences.push({
        text,
        setting: { section: outside.section, key: outside.key },
        outside: lineOf(source, outside),
        ...(inside === undefined ? {} : { inside: lineOf(copy, inside) }),
      });
    }
  }
  for (const inside of copy.settings) {
    if (findSetting(source, inside) !== undefined) continue;
    if (isMasked(inside)) masked = true;
    else
      differences.push({
        text: `[${groupOf(inside.section) === "DEFAULT" ? "DEFAULT" : inside.section}] ${inside.key} is ${shownValues(inside)} inside, not set on the host`,
        setting: { section: inside.section, key: inside.key },
        inside: lineOf(copy, inside),
      });
  }
  return differences.length === 0 && masked ? { differences, problem: MASKED } : { differences };
}

const MASKED = "values are masked in the bundle; collect: run collect on the node, or compare them there";

function compareLines(source: ConfigTextFact, copy: ConfigTextFact): Comparison {
  if ([...source.lines, ...copy.lines].some(({ text }) => /\*{6,}/.test(text) && !/^\s*\*+/.test(text)))
    return { differences: [], problem: MASKED };
  const count = Math.max(source.lines.length, copy.lines.length);
  const at = Array.from({ length: count }, (_, index) => index).find(
    (index) => source.lines[index]?.text !== copy.lines[index]?.text,
  );
  if (at === undefined) return { differences: [] };
  const outside = source.lines[at];
  const inside = copy.lines[at];
  const said = (line: typeof outside) => (line === undefined ? "nothing" : `'${line.text.trim().slice(0, 120)}'`);
  const quoted = (file: string, line: NonNullable<typeof outside>) => ({
    file,
    line: line.line,
    text: line.text.trim(),
  });
  return {
    differences: [
      {
        text: `from line ${outside?.line ?? inside?.line} on: ${said(inside)} inside, ${said(outside)} on the host`,
        ...(outside === undefined ? {} : { outside: quoted(source.file, outside) }),
        ...(inside === undefined ? {} : { inside: quoted(copy.file, inside) }),
      },
    ],
  };
}

/**
 * Which of the two was changed since the start. What was copied bears the time of its source, or of the start; so a copy
 * that is newer by far was edited inside, provided that its source is older than the start.
 */
function editedSince(
  captured: Captured,
  source: Text,
  copy: Text,
  started: number | undefined,
): "host" | "container" | "undecided" {
  const time = capturedAt(captured);
  const scrubbed = [source, copy].some((text) => text.kind === "config-file" && text.scrubbed);
  const { mtime: outside } = source;
  const { mtime: inside } = copy;
  if (started === undefined || outside === undefined || scrubbed || !timesAreKept(captured)) return "undecided";
  if (isAfter(outside, time) || isAfter(inside, time)) return "undecided";
  if (outside > started + SLACK_MS) return "host";
  return inside !== undefined && inside > started + STARTING_MS ? "container" : "undecided";
}
