import { engineOf, engineOutput } from "./engine-files.ts";
import type { Parser, StatsFact } from "./facts.ts";
import { type Json, readJson, stringAt } from "./json.ts";
import { present } from "./present.ts";
import { type Row, readTable } from "./table.ts";
import { quote } from "./text.ts";

const HEADER = /^\s*(CONTAINER ID|CONTAINER|ID)\s.*\bCPU %/;
const SHAPES = { "CPU %": /%$|^--$/, "MEM %": /%$|^--$/ };

/** `docker stats --no-stream`, `podman stats`: the NAME column is absent before docker 17. */
const stats: Parser = {
  artefact: "container statistics",
  paths: [...engineOutput("docker_stats*"), ...engineOutput("podman_stats*")],
  parse({ file, text }) {
    const engine = engineOf(file);
    const base = { kind: "stats", engine } as const;
    if (/^\s*[[{]/.test(text)) {
      const objects = readJson(text).documents.flatMap((json) => (json.kind === "array" ? json.items : [json]));
      const lines = text.split("\n");
      return objects.flatMap((json): StatsFact[] => {
        const use = fromObject(json);
        const source = { file, line: json.line, text: quote(lines[json.line - 1] ?? "") };
        return use === undefined ? [] : [{ ...base, ...use, source }];
      });
    }
    return (readTable(text, HEADER, SHAPES) ?? []).flatMap((row): StatsFact[] => {
      const use = fromRow(row);
      return use === undefined ? [] : [{ ...base, ...use, source: { file, line: row.line, text: quote(row.text) } }];
    });
  },
};
export default stats;

type Use = Pick<StatsFact, "id" | "name" | "cpuPercent" | "memoryPercent">;

function fromRow({ cells }: Row): Use | undefined {
  const id = cells["CONTAINER ID"] ?? cells["CONTAINER"] ?? cells["ID"] ?? "";
  if (id === "") return undefined;
  const name = cells["NAME"] || undefined;
  return { id, ...present({ name, cpuPercent: percent(cells["CPU %"]), memoryPercent: percent(cells["MEM %"]) }) };
}

/** docker: ID, Name, CPUPerc, MemPerc; podman: id, name, cpu_percent, mem_percent. */
function fromObject(json: Json): Use | undefined {
  const id = stringAt(json, "ID") ?? stringAt(json, "Container");
  if (id === undefined) return undefined;
  const cpuPercent = percent(stringAt(json, "CPUPerc") ?? stringAt(json, "cpu_percent"));
  const memoryPercent = percent(stringAt(json, "MemPerc") ?? stringAt(json, "mem_percent"));
  return { id, ...present({ name: stringAt(json, "Name"), cpuPercent, memoryPercent }) };
}

function percent(cell: string | undefined): number | undefined {
  const number = /^(\d+(?:\.\d+)?)\s*%$/.exec(cell?.trim() ?? "")?.[1];
  return number === undefined ? undefined : Number(number);
}
