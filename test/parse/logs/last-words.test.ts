import { describe, expect, it } from "vitest";
import type { LogFact } from "../../../src/parse/logs/log-facts.ts";
import { scan } from "./scan.ts";

/** The last words of a log that comes in pieces of so many characters. */
function wordsOf(
  lines: readonly string[],
  file = "var/log/containers/nova/nova-compute.log",
  piece = 7,
): LogFact["lastWords"] {
  const text = `${lines.join("\n")}\n`;
  const pieces = Array.from({ length: Math.ceil(text.length / piece) }, (_, at) =>
    text.slice(at * piece, (at + 1) * piece),
  );
  return scan(pieces, [], { file, chunk: piece }).log.lastWords;
}

const CASES: readonly { readonly name: string; readonly log: readonly string[]; readonly last: string | undefined }[] =
  [
    {
      name: "an error of oslo.log",
      log: ["2026-11-24 03:52:53.123 7 ERROR nova.compute [-] it broke", "2026-11-24 03:52:54.000 7 INFO nova [-] bye"],
      last: "2026-11-24 03:52:53.123 7 ERROR nova.compute [-] it broke",
    },
    {
      name: "what a traceback of oslo.log ends with, not its frames",
      log: [
        "2026-11-24 03:52:53.123 7 ERROR nova Traceback (most recent call last):",
        '2026-11-24 03:52:53.123 7 ERROR nova   File "/usr/bin/nova", line 3, in main',
        "2026-11-24 03:52:53.123 7 ERROR nova     raise ValueError",
        "2026-11-24 03:52:53.123 7 ERROR nova ValueError: no such host",
        "2026-11-24 03:52:53.123 7 ERROR nova ",
      ],
      last: "2026-11-24 03:52:53.123 7 ERROR nova ValueError: no such host",
    },
    {
      name: "what a traceback on the output ends with",
      log: [
        "Traceback (most recent call last):",
        '  File "/usr/bin/x", line 1, in <module>',
        "    raise PermissionError()",
        "PermissionError: [Errno 13] Permission denied: '/var/log/kolla/x.log'",
      ],
      last: "PermissionError: [Errno 13] Permission denied: '/var/log/kolla/x.log'",
    },
    {
      name: "what a report of Erlang tells above its own lines",
      log: [
        "2026-11-24 03:52:53.033+00:00 [error] <0.268.0> pre_init failed in system quorum_queues",
        "2026-11-24 03:52:53.034+00:00 [error] <0.268.0>   crasher:",
        "2026-11-24 03:52:53.034+00:00 [error] <0.268.0>     exception exit: {error,{badmatch,false}}",
      ],
      last: "2026-11-24 03:52:53.033+00:00 [error] <0.268.0> pre_init failed in system quorum_queues",
    },
    {
      name: "what a program says without a level",
      log: ["+ exec iscsid -d 8 -f", "iscsid: Can not bind IPC socket"],
      last: "iscsid: Can not bind IPC socket",
    },
    {
      name: "what a shell says",
      log: [
        "+ . /usr/local/bin/kolla_extend_start",
        "/usr/local/bin/kolla_extend_start: line 22: /var/lib/x: Is a directory",
      ],
      last: "/usr/local/bin/kolla_extend_start: line 22: /var/lib/x: Is a directory",
    },
    {
      name: "a panic of Go",
      log: ["panic: runtime error: index out of range", "goroutine 1 [running]:"],
      last: "panic: runtime error: index out of range",
    },
    {
      name: "an error of MariaDB above a warning that speaks of one",
      log: [
        "2026-11-24  3:52:53 0 [ERROR] Aborting",
        "2026-11-24  3:52:54 0 [Warning] Aborted connection 5 (Got an error reading packets)",
      ],
      last: "2026-11-24  3:52:53 0 [ERROR] Aborting",
    },
    { name: "nothing where only warnings speak of errors", log: ["WARNING nova: 0 errors failed"], last: undefined },
    {
      name: "nothing in a log of a healthy service",
      log: ["2026-11-24 03:52:53.123 7 INFO nova [-] fine"],
      last: undefined,
    },
  ];

describe("the last words of a log", () => {
  it.each(CASES)("are $name", ({ log, last }) => {
    expect(wordsOf(log)?.[0]?.lines.at(-1)?.text).toBe(last);
  });

  it("are the same however the bytes come", () => {
    const lines = CASES.flatMap(({ log }) => log);
    for (const chunk of [1, 64, 100_000]) expect(wordsOf(lines, undefined, chunk)).toEqual(wordsOf(lines));
  });

  it("bear the numbers of their lines, also at the end of a long log", () => {
    const lines = [
      ...Array.from({ length: 5000 }, (_, at) => `line ${at}`),
      "2026-11-24 03:52:53 7 ERROR x [-] y",
      "z",
    ];
    expect(wordsOf(lines)?.[0]?.lines).toEqual([{ line: 5001, text: "2026-11-24 03:52:53 7 ERROR x [-] y" }]);
  });

  it("are told apart by who wrote them in the journal", () => {
    const words = wordsOf(
      [
        "Nov 24 03:52:53 node nova_compute[12]: ERROR: cannot start",
        "Nov 24 03:52:54 node conmon[13]: fine",
        "Nov 24 03:52:55 node keystone[14]: CRITICAL keystone [-] no database",
      ],
      "sos_commands/logs/journalctl_--no-pager",
    );
    expect(words?.map(({ tag, lines }) => [tag, lines.at(-1)?.line])).toEqual([
      ["nova_compute", 1],
      ["keystone", 3],
    ]);
  });
});
