import type { Fact, Parser } from "../facts.ts";
import { present } from "../present.ts";
import { quoting, wholeLines } from "../syntax/text.ts";

/** `record EXERCISE mtime SECONDS ctime SECONDS`, before the lines of that file, each after `| `. */
const HEAD = /^(record|done|answers) ([a-z0-9]+(?:-[a-z0-9]+)*)(?: [^ ]+)? mtime (\d{1,12}) ctime (\d{1,12})$/;
const SETUP_AT = /^\| setup-at (\d{1,12})$/;
const ANSWER = /^\| ?\s*([\w.-]{1,100})\s*[:=]\s*(.{0,4000})$/;

/** What the collector wrote of lab exercises: their records on the node, and the answers of the student. */
const labRecords: Parser = {
  artefact: "records of lab exercises",
  paths: ["sos_commands/lab/records"],
  parse(source) {
    const quoted = quoting(source);
    const lines = wholeLines(source).split("\n");
    const facts: Fact[] = [];
    let head: RegExpExecArray | null = null;
    for (const [index, line] of lines.entries()) {
      if (!line.startsWith("|")) head = HEAD.exec(line);
      const [, kind, exercise = "", mtime, ctime] = head ?? [];
      if (kind === "record" && !line.startsWith("|")) {
        const setupAt = SETUP_AT.exec(lines[index + 1] ?? "")?.[1];
        facts.push({
          ...{ kind: "lab-record", exercise, mtime: Number(mtime), ctime: Number(ctime), source: quoted(index + 1) },
          ...present({ setupAt: setupAt === undefined ? undefined : Number(setupAt) }),
        });
      }
      const [, name, value] = (kind === "answers" && ANSWER.exec(line)) || [];
      if (name !== undefined && value !== undefined)
        facts.push({ kind: "lab-answer", exercise, name, value: value.trim(), source: quoted(index + 1) });
    }
    // The last line says that nothing is missing before it.
    const whole = source.loss === undefined && lines.filter((line) => line !== "").at(-1) === "end";
    const problem = whole ? undefined : (source.loss ?? "it breaks off");
    const state = whole ? "whole" : "cut";
    facts.push({ kind: "listing", of: "lab-records", file: source.file, state, ...present({ problem }) });
    return facts;
  },
};
export default labRecords;
