import type { Fact, LogFolderFact, Parser } from "../facts.ts";
import { present } from "../present.ts";
import { quoting, wholeLines } from "../syntax/text.ts";

/** drwxr-xr-x 2 42436 42436 60 2026-11-24 03:52:53.138601787 +0000 nova; other `ls -l` has a shorter date. */
const ROW =
  /^(d[rwxsStT-]{9})[.+@]?\s+\d+\s+(\S+)\s+\S+\s+\d+\s+(?:\d{4}-\d\d-\d\d\s+[\d:.]+\s+[+-]\d{4}|\w{3}\s+\d+\s+[\d:]+|\d{4}-\d\d-\d\d\s+[\d:]+)\s+(\S.*)$/;

/** Whose the folders of logs are: `ls -lR` of /var/log. */
const logFolders: Parser = {
  artefact: "listing of the folders of logs",
  paths: ["sos_commands/logs/ls_-*R*var?log"],
  parse(source) {
    const quoted = quoting(source);
    const facts: Fact[] = [];
    let folder: string | undefined;
    for (const [index, line] of wholeLines(source).split("\n").entries()) {
      const head = /^(\/var\/log(?:\/.*)?):$/.exec(line)?.[1];
      if (head !== undefined) folder = head;
      const [, mode, owner, name] = ROW.exec(line) ?? [];
      if (folder === undefined || mode === undefined || owner === undefined || name === undefined) continue;
      if (name === "." || name === "..") continue;
      const fact: LogFolderFact = {
        kind: "log-folder",
        folder: `${folder}/${name}`,
        owner,
        mode,
        source: quoted(index + 1),
      };
      facts.push(fact);
    }
    if (folder === undefined) return [];
    const state = source.loss === undefined ? "whole" : "cut";
    facts.push({ kind: "listing", of: "logFolders", file: source.file, state, ...present({ problem: source.loss }) });
    return facts;
  },
};
export default logFolders;
