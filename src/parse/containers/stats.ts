import type { Parser, StatsFact } from "../facts.ts";
import { present } from "../present.ts";
import { objectsIn, readJson } from "../syntax/json.ts";
import { type Json, stringAt } from "../syntax/json-tree.ts";
import { numberOf } from "../syntax/number.ts";
import { type Row, readTable } from "../syntax/table.ts";
import { quoting, wholeLines } from "../syntax/text.ts";
import { engineOf, engineOutput } from "./engine-files.ts";

const HEADER = /^\s*(CONTAINER ID|CONTAINER|ID)\s.*\bCPU %/;
const PERCENT = /%$|^--$/;
const SHAPES = {
  "CONTAINER ID": /^\S+$/,
  CONTAINER: /^\S+$/,
  ID: /^\S+$/,
  NAME: /^\S*$/,
  "CPU %": PERCENT,
  "MEM %": PERCENT,
};

/** `docker stats --no-stream`, `podman stats`: the NAME column is absent before docker 17. */
const stats: Parser = {
  artefact: "container statistics",
  paths: engineOutput("stats"),
  eachLine: true,
  parse(source) {
    const engine = engineOf(source);
    const quoted = quoting(source);
    const fact = (use: Use | undefined, line: number): StatsFact[] =>
      use === undefined ? [] : [{ kind: "stats", engine, ...use, source: quoted(line) }];
    const rows = readTable(wholeLines(source), HEADER, SHAPES);
    if (rows !== undefined) return rows.flatMap((row) => fact(fromRow(row), row.line));
    return objectsIn(readJson(source.text)).flatMap((json) => fact(fromObject(json), json.line));
  },
};
export default stats;

type Use = Pick<StatsFact, "id" | "name" | "cpuPercent" | "memoryPercent" | "memory">;

function fromRow({ cells }: Row): Use | undefined {
  const id = cells["CONTAINER ID"] ?? cells["CONTAINER"] ?? cells["ID"];
  if (id === undefined) return undefined;
  const name = cells["NAME"] || undefined;
  const memory = amount(cells["MEM USAGE / LIMIT"]);
  return {
    id,
    ...present({ name, cpuPercent: percent(cells["CPU %"]), memoryPercent: percent(cells["MEM %"]), memory }),
  };
}

/** docker: ID, Name, CPUPerc, MemPerc; podman: id, name, cpu_percent, mem_percent. */
function fromObject(json: Json): Use | undefined {
  const id = stringAt(json, "ID") ?? stringAt(json, "Container");
  if (id === undefined) return undefined;
  const cpuPercent = percent(stringAt(json, "CPUPerc") ?? stringAt(json, "cpu_percent"));
  const memoryPercent = percent(stringAt(json, "MemPerc") ?? stringAt(json, "mem_percent"));
  const memory = amount(stringAt(json, "MemUsage") ?? stringAt(json, "mem_usage"));
  return { id, ...present({ name: stringAt(json, "Name"), cpuPercent, memoryPercent, memory }) };
}

function percent(cell: string | undefined): number | undefined {
  const number = /^(\d+(?:\.\d+)?)\s*%$/.exec(cell?.trim() ?? "")?.[1];
  return numberOf(number);
}

function amount(cell: string | undefined): string | undefined {
  return cell !== undefined && /^[\d.]+ ?\w+ \/ [\d.]+ ?\w+$/.test(cell) ? cell : undefined;
}
