import type { Parser } from "../facts.ts";
import { present } from "../present.ts";
import { quoting, type Source, type SourceText, wholeLines } from "../syntax/text.ts";
import type { PacemakerDaemon, PacemakerFact } from "./cluster-facts.ts";
import { clusterListing, failedListing } from "./cluster-listing.ts";
import { readFailures } from "./pcs-failures.ts";
import { membersOf } from "./pcs-members.ts";
import { type PcsLine, type Resources, readResources } from "./pcs-resources.ts";

const NOT_RUNNING =
  /cluster is not (currently )?running on this node|cluster is not available on this node|connection to (the )?cluster failed|could not connect to the (CIB|launcher)|is pacemaker running\?/i;

/** `pcs status`, with or without --full, and what it is made from: `crm_mon -1`, of pacemaker 1.1 to 2.1. */
const pcsStatus: Parser = {
  artefact: "status of the cluster",
  paths: [
    "sos_commands/{pacemaker,cluster}/{pcs_status,pcs_status_--full,crm_mon_*,crm_status}",
    "insights_commands/pcs_status",
  ],
  parse(source) {
    const lines = linesOf(source);
    const dc = lines.find(({ text }) => /^Current DC:/.test(text));
    if (dc === undefined) return withoutCluster(source, lines);
    const sections = sectionsOf(lines);
    const section = (name: RegExp) => sections.flatMap((one) => (name.test(one.title) ? one.lines : []));
    const listed =
      sections.some(({ title }) => RESOURCES.test(title)) || lines.some(({ text }) => NO_RESOURCES.test(text));
    const resources: Resources = listed ? readResources(section(RESOURCES)) : { bundles: [], resources: [] };
    const updated = /Last updated:\s*(.*)/.exec(lines.find(({ text }) => /^Last updated:/.test(text))?.text ?? "")?.[1];
    const fact: PacemakerFact = {
      ...headOf(lines, dc),
      file: source.file,
      members: membersOf(lines, resources),
      listed,
      bundles: resources.bundles,
      resources: resources.resources,
      failures: readFailures(section(/^Failed (Resource |Fencing )?Actions$/i), updated),
      daemons: daemonsOf(section(/^Daemon Status$/)),
    };
    return [
      clusterListing(source, "pacemaker", source.loss ?? problemIn(source, sections, listed, resources.odd)),
      fact,
    ];
  },
};
export default pcsStatus;

/** Without -r only what is active is listed, with -n it stands below its node: neither tells what there is. */
const RESOURCES = /^Full list of resources$/i;

/** Stands in the list's place where the cluster has none; `No active resources` tells of those alone. */
const NO_RESOURCES = /^No resources$/i;

function linesOf(source: SourceText): PcsLine[] {
  const quoted = quoting(source);
  return wholeLines(source)
    .split("\n")
    .map((line, index) => ({ text: line.trim().replace(/^\* /, ""), source: quoted(index + 1) }));
}

function withoutCluster(source: SourceText, lines: readonly PcsLine[]): ReturnType<Parser["parse"]> {
  const refusal = lines.find(({ text }) => NOT_RUNNING.test(text));
  if (refusal === undefined) return [failedListing(source, "pacemaker")];
  const empty = { members: [], bundles: [], resources: [], failures: [], daemons: [], listed: false };
  const fact: PacemakerFact = {
    ...{ kind: "pacemaker", file: source.file, running: false, maintenance: false, noFenceDevices: false, ...empty },
    sources: { running: refusal.source },
  };
  return [clusterListing(source, "pacemaker"), fact];
}

type Head = Omit<PacemakerFact, "file" | "members" | "listed" | "bundles" | "resources" | "failures" | "daemons">;

function headOf(lines: readonly PcsLine[], dc: PcsLine): Head {
  const find = (shape: RegExp) => lines.find(({ text }) => shape.test(text));
  const cluster = find(/^Cluster name: *\S/);
  const maintenance = find(/Resource management is DISABLED/);
  const noFence = find(/No stonith devices and stonith-enabled is not false/i);
  const quorate = /partition WITHOUT quorum/.test(dc.text) ? false : / with quorum/.test(dc.text) ? true : undefined;
  const name = /^Current DC: ([\w.@-]+)/.exec(dc.text)?.[1];
  return {
    kind: "pacemaker",
    running: true,
    maintenance: maintenance !== undefined,
    noFenceDevices: noFence !== undefined,
    ...present({
      cluster: cluster?.text.replace(/^Cluster name: */, ""),
      dc: name === "NONE" ? undefined : name,
      quorate: name === "NONE" ? undefined : quorate,
    }),
    sources: present({
      ...{ running: dc.source, dc: dc.source, quorate: dc.source },
      ...{ cluster: cluster?.source, maintenance: maintenance?.source, noFenceDevices: noFence?.source },
    }),
  };
}

interface Section {
  readonly title: string;
  readonly lines: PcsLine[];
}

const TITLE =
  /^((?:Full|Active|Inactive) list of resources|(?:Active|Inactive) resources|(?:Failed |Pending )?(?:Resource |Fencing )?Actions|Fencing History|Node List|Node Attributes|Migration Summary|Operations|Tickets|PCSD Status|Daemon Status|Cluster Summary|WARNINGS):\s*$/i;

function sectionsOf(lines: readonly PcsLine[]): Section[] {
  const sections: Section[] = [{ title: "", lines: [] }];
  for (const line of lines) {
    const title = TITLE.exec(line.text)?.[1];
    if (title !== undefined) sections.push({ title, lines: [] });
    else sections.at(-1)?.lines.push(line);
  }
  return sections;
}

/** pcs ends with the state of its daemons, crm_mon with nothing of its own. */
function problemIn(
  { file }: SourceText,
  sections: readonly Section[],
  listed: boolean,
  odd: Source | undefined,
): string | undefined {
  if (!listed) return "it does not list the resources of the cluster one by one";
  if (odd !== undefined) return `line ${odd.line} shows no resource that can be read: ${odd.text}`;
  const ended = /crm_(mon|status)/.test(file) || sections.some(({ title }) => title === "Daemon Status");
  return ended ? undefined : "it breaks off before the state of the daemons";
}

function daemonsOf(lines: readonly PcsLine[]): PacemakerDaemon[] {
  return lines.flatMap(({ text, source }) => {
    const [, name, active, enabled] =
      /^([\w.@-]+): (active|inactive|failed|unknown|activating)\/(enabled|disabled|static|unknown)/.exec(text) ?? [];
    if (name === undefined || active === "unknown" || enabled === "unknown") return [];
    return [{ name, active: active !== "inactive" && active !== "failed", enabled: enabled !== "disabled", source }];
  });
}
