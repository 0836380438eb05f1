import type { Parser } from "../facts.ts";
import { present } from "../present.ts";
import { quoting, type SourceText, wholeLines } from "../syntax/text.ts";
import type { RabbitmqFact } from "./cluster-facts.ts";
import { clusterListing, failedListing } from "./cluster-listing.ts";

const NODE = "[\\w.-]+@[\\w.-]+";
const ASKED = new RegExp(`^Cluster status of node '?(${NODE})'? *(\\.\\.\\.)?\\s*$`, "m");

/** `rabbitmqctl cluster_status`, alone or in `rabbitmqctl report`: Erlang terms up to 3.7, lists under headings from 3.8 on. */
const rabbitmqStatus: Parser = {
  artefact: "status of RabbitMQ's cluster",
  paths: ["sos_commands/rabbitmq/*rabbitmqctl_{cluster_status,report}*"],
  parse(source) {
    const text = wholeLines(source);
    const asked = ASKED.exec(text);
    if (asked === null) return [failedListing(source, "rabbitmq")];
    const part: Part = { text, from: asked.index, source };
    const fact = fromTerms(part, asked[1] ?? "") ?? fromHeadings(part, asked[1] ?? "");
    return fact === undefined ? [failedListing(source, "rabbitmq")] : [clusterListing(source, "rabbitmq"), fact];
  },
};
export default rabbitmqStatus;

interface Part {
  readonly text: string;
  /** Where the answer begins. */
  readonly from: number;
  readonly source: SourceText;
}

function lineAt({ text }: Part, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}

function namesIn(text: string): string[] {
  return [...new Set(text.match(new RegExp(NODE, "g")) ?? [])];
}

/** [{nodes,[{disc,[a@x,b@y]}]}, {running_nodes,[…]}, {partitions,[{a@x,[b@y]}]}, {alarms,[{a@x,[memory]}]}] */
function fromTerms(part: Part, asked: string): RabbitmqFact | undefined {
  const terms = part.text.slice(part.from);
  const nodes = term(terms, "nodes");
  const running = term(terms, "running_nodes");
  if (nodes === undefined) return undefined;
  const quoted = quoting(part.source);
  const source = (name: string) => {
    const at = terms.indexOf(`{${name},`);
    return at < 0 ? undefined : quoted(lineAt(part, part.from + at));
  };
  const partitions = term(terms, "partitions");
  const alarms = term(terms, "alarms");
  return {
    ...{ kind: "rabbitmq", asked, file: part.source.file, members: namesIn(nodes), running: namesIn(running ?? "") },
    ...present({
      partitions:
        partitions === undefined
          ? undefined
          : pairsIn(partitions).map(([node, from]) => ({ node, from: namesIn(from) })),
      alarms:
        alarms === undefined
          ? undefined
          : pairsIn(alarms).flatMap(([node, list]) =>
              (list.match(/\b(memory|disk|file_descriptor_limit)\b/g) ?? []).map((alarm) => ({ node, alarm })),
            ),
    }),
    sources: present({
      ...{ asked: quoted(lineAt(part, part.from)), members: source("nodes"), running: source("running_nodes") },
      ...{ partitions: source("partitions"), alarms: source("alarms") },
    }),
  };
}

/** What stands in `{name,[ … ]}`, with its brackets in balance; `undefined` where it is not there or is not whole. */
function term(text: string, name: string): string | undefined {
  const start = text.indexOf(`{${name},`);
  if (start < 0) return undefined;
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const sign = text[at];
    if (sign === "{" || sign === "[") depth++;
    if ((sign === "}" || sign === "]") && --depth === 0) return text.slice(start + name.length + 2, at);
  }
  return undefined;
}

/** {a@x,[ … ]} each; in it a list of names, or of alarms that are terms in turn. */
function pairsIn(text: string): [string, string][] {
  const pairs: [string, string][] = [];
  for (const found of text.matchAll(new RegExp(`\\{'?(${NODE})'?,\\s*\\[`, "g"))) {
    let depth = 0;
    let at = found.index + found[0].length - 1;
    const start = at;
    do {
      if (text[at] === "[") depth++;
      if (text[at] === "]") depth--;
      at++;
    } while (depth > 0 && at < text.length);
    const inner = text.slice(start, at);
    if (inner !== "[]") pairs.push([found[1] ?? "", inner]);
  }
  return pairs;
}

/** `Disk Nodes`, `RAM Nodes`, `Running Nodes`, `Network Partitions`, `Alarms`, each with a list below it. */
function fromHeadings(part: Part, asked: string): RabbitmqFact | undefined {
  const first = lineAt(part, part.from);
  const lines = part.text.split("\n").slice(first);
  const quoted = quoting(part.source);
  const below = (title: RegExp): { readonly rows: string[]; readonly line: number } | undefined => {
    const at = lines.findIndex((line) => title.test(line.trim()));
    if (at < 0) return undefined;
    const rest = lines.slice(at + 1).map((line) => line.trim());
    const end = rest.findIndex((line, index) => HEADING.test(line) && index > 0);
    return { rows: rest.slice(0, end < 0 ? rest.length : end).filter((line) => line !== ""), line: first + at + 1 };
  };
  const [disk, ram, running] = [below(/^Disk Nodes$/), below(/^RAM Nodes$/), below(/^Running Nodes$/)];
  if (running === undefined || (disk === undefined && ram === undefined)) return undefined;
  const [partitions, alarms] = [below(/^Network Partitions$/), below(/^Alarms$/)];
  return {
    ...{ kind: "rabbitmq", asked, file: part.source.file },
    members: namesIn([...(disk?.rows ?? []), ...(ram?.rows ?? [])].join("\n")),
    running: namesIn(running.rows.join("\n")),
    ...present({ partitions: partitions && partitionsIn(partitions.rows), alarms: alarms && alarmsIn(alarms.rows) }),
    sources: present({
      ...{ asked: quoted(first), members: disk && quoted(disk.line), running: quoted(running.line) },
      ...{ partitions: partitions && quoted(partitions.line), alarms: alarms && quoted(alarms.line) },
    }),
  };
}

const HEADING =
  /^(Basics|Disk Nodes|RAM Nodes|Running Nodes|Versions|CPU Cores|Maintenance status|Alarms|Network Partitions|Listeners|Feature flags)$/;

/** `Node rabbit@a cannot communicate with rabbit@b, rabbit@c` */
function partitionsIn(rows: readonly string[]): { node: string; from: string[] }[] {
  return rows.flatMap((row) => {
    const [node, ...from] = namesIn(row);
    return node === undefined ? [] : [{ node, from }];
  });
}

/** `Memory alarm on node rabbit@a`, `Free disk space alarm on node rabbit@a` */
function alarmsIn(rows: readonly string[]): { node: string; alarm: string }[] {
  return rows.flatMap((row) => {
    const [, kind = "", node] = new RegExp(`^(.+?) alarm on node (${NODE})`, "i").exec(row) ?? [];
    return node === undefined ? [] : [{ node, alarm: /disk/i.test(kind) ? "disk" : kind.toLowerCase() }];
  });
}
