import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { query, scan } from "./scan.ts";

const STAMP = "2026-11-24 03:52:53.123 7 ";
const TRACEBACK = "Traceback (most recent call last)";
const traceback = query(TRACEBACK, { by: ["error"], traceback: true });
const errors = (text: string) => scan([text], [traceback]).hits.map(({ groups, count }) => [groups["error"], count]);

describe("the search of a log", () => {
  it("counts lines, with the first and the last of them", () => {
    const { log, hits } = scan(
      [`${STAMP}one boom\nx\n2026-11-24 04:00:00.000 7 two boom\n2026-11-24 05:00:00.000 end\n`],
      [query("boom")],
    );
    expect(log).toMatchObject({
      lines: 4,
      first: { at: Date.UTC(2026, 10, 24, 3, 52, 53, 123) },
      last: { at: Date.UTC(2026, 10, 24, 5) },
    });
    expect(hits).toMatchObject([
      {
        count: 2,
        first: { line: 1, text: `${STAMP}one boom` },
        last: { line: 3, text: "2026-11-24 04:00:00.000 7 two boom" },
      },
    ]);
  });

  it("asks the pattern of lines with the literal only, and tells them apart by its groups", () => {
    const wanted = query("port ", { pattern: "port (?P<port>\\d+)", by: ["port"] });
    const { hits } = scan(["port 1\nport x\nport 22\nport 1\n"], [wanted]);
    expect(hits.map(({ groups, count }) => [groups["port"], count])).toEqual([
      ["1", 2],
      ["22", 1],
    ]);
  });

  it("takes the groups of each line, however much it is like the lines before", () => {
    const wanted = query("port ", { pattern: "port (?P<port>\\d+)(?P<rest>.*)", by: ["port"] });
    const lines = ["a port 1", "b port 1", "port x port 2", "port x", "port x", "c port 1 d", "port 2"];
    const many = Array.from({ length: 200 }, (_, n) => `port 3 ${n}`);
    const { hits } = scan([[...lines, ...many, "port 1 e"].join("\n")], [wanted]);
    expect(hits.map(({ count, groups }) => [count, groups])).toEqual([
      [4, { port: "1", rest: " e" }],
      [2, { port: "2", rest: "" }],
      [200, { port: "3", rest: " 199" }],
    ]);
  });

  it.each([
    ["port 1|gate (?P<n>2) port", "gate 2 port", "2"],
    ["ports? (?P<n>\\d)", "port 3", "3"],
    ["port{2} (?P<n>\\d)", "portt 4", "4"],
    ["(?i)PORT (?P<n>\\d)", "port 5", "5"],
    ["^x port (?P<n>\\d)", "x port 6", "6"],
    ["port (?P<n>\\d)$", "port 1 port 7", "7"],
  ])("finds with the pattern %s what it means", (pattern, line, n) => {
    const { hits } = scan([`${line}\n`], [query("port", { pattern, by: ["n"] })]);
    expect(hits.map(({ groups }) => groups["n"])).toEqual([n]);
  });

  it("leaves out what is harmless, and says where a line clears", () => {
    const wanted = query("is down", { except: ["for a test"], cleared: { contains: ["is up"] } });
    const { log, hits } = scan(["a is down\nb is down for a test\nis up\n"], [wanted]);
    expect(hits).toMatchObject([{ count: 1, last: { line: 1 } }]);
    expect(log.cleared).toEqual([{ query: "q", groups: {}, line: 3 }]);
  });

  it("searches a log only for what names it", () => {
    expect(scan(["boom\n"], [query("boom", { in: ["neutron/**"] })]).hits).toEqual([]);
    expect(scan(["boom\n"], [query("boom", { in: ["nova/*"] })]).hits).toHaveLength(1);
  });

  it("takes the time of the line above where a line has none, such as RabbitMQ's", () => {
    const { hits } = scan(["=ERROR REPORT==== 24-Nov-2026::03:52:53 ===\n** boom **\n"], [query("boom")]);
    expect(hits[0]?.last.time?.at).toBe(Date.UTC(2026, 10, 24, 3, 52, 53));
  });

  it("does not take a time from far above", () => {
    expect(scan([`${STAMP}x\n${"\n".repeat(20)}boom\n`], [query("boom")]).hits[0]?.last.time).toBeUndefined();
  });

  it("reads UTF-8, whatever the literal is made of, and takes out the colours of a terminal", () => {
    const { hits } = scan(["\x1b[31mé: größer – boom\x1b[0m\r\n"], [query("größer")]);
    expect(hits[0]?.last.text).toBe("é: größer – boom");
  });

  it("reads a last line without a line end", () => {
    expect(scan(["x\nboom"], [query("boom")]).hits).toMatchObject([{ count: 1, last: { line: 2 } }]);
  });

  it("tells of the journal who wrote a line", () => {
    const file = "sos_commands/logs/journalctl_--no-pager";
    const { hits } = scan(
      ["Nov 24 03:52:53 controller0 haproxy[12]: boom\nNov 24 03:52:54 controller0 kernel: boom\n"],
      [query("boom")],
      { file },
    );
    expect(hits.map(({ tag }) => tag)).toEqual(["haproxy", "kernel"]);
  });

  it("says of a log that it is UTF-16, and of an error message in a log's place what it is", () => {
    expect(scan([Buffer.from("boom boom boom\n", "utf16le")], [query("boom")]).log.problem).toMatch(/UTF-16/);
    const file = "sos_commands/docker/containers/docker_logs_-t_0123456789ab";
    const refused = "Error response from daemon: configured logging driver does not support reading";
    expect(scan([`${refused}\n`], [query("boom")], { file }).log.problem).toContain(refused);
    expect(scan(["2026-11-24T03:52:53.1Z fine\n"], [query("boom")], { file }).log.problem).toBeUndefined();
  });

  it("hands on why a log is not whole", () => {
    expect(scan(["x\n"], [], { loss: "cut short" }).log.problem).toBe("cut short");
  });
});

describe("a traceback", () => {
  it("of another service is quoted whole on one line, and ends there", () => {
    const quoted = (last: string) =>
      `2026-11-24 03:52:53.123 6 ERROR nova ['${TRACEBACK}:\\n', '  File "/x.py", line 3, in y\\n    return fn()\\n', ${last}].\n`;
    const remote =
      "\"oslo_db.exception.DBConnectionError: (2013, 'Lost connection')\\n(Background on this error at: x)\\n\"";
    expect(errors(quoted(remote))).toEqual([["oslo_db.exception.DBConnectionError: (…, 'Lost connection')", 1]]);
    expect(errors(quoted("'  File"))).toEqual([["an error of another service", 1]]);
  });

  it("is told by its summary behind the first line, where no more of it comes", () => {
    const line = "2026-11-24 03:26:05.300 2 ERROR a.b [-] Traceback (most recent call last):";
    expect(errors(`${line}: a.RowNotFound: Cannot find X\n${line}\n`)).toEqual([
      ["a.RowNotFound: Cannot find X", 1],
      ["its last line is not in the log", 1],
    ]);
  });

  it.each([
    [
      "in the journal",
      (at: string) => `Nov 24 03:58:0${at} host nova_compute[42]: 2026-11-24 03:58:0${at}.100 7 ERROR nova `,
    ],
    [
      "in the output of a container",
      (at: string) => `2026-11-24T03:58:0${at}.2Z 2026-11-24 03:58:0${at}.100 7 ERROR nova `,
    ],
  ])("is followed where its lines bear two times: %s", (_, prefix) => {
    const lines = [TRACEBACK, '  File "a.py", line 1, in b', "ValueError: no"].map(
      (line, at) => prefix(`${at}`) + line,
    );
    expect(errors(`${lines.join("\n")}\n`)).toEqual([["ValueError: no", 1]]);
  });

  const oslo = (pid: number, text: string) => `2026-11-24 03:52:53.123 ${pid} ERROR nova.manager ${text}`;

  it.each([
    ["plain", `${TRACEBACK}:\n  File "x.py", line 1\n    run()\nKeyError: 'a'\nnext\n`, "KeyError: 'a'"],
    [
      "of oslo",
      [oslo(7, `${TRACEBACK}:`), oslo(7, '  File "x.py"'), oslo(7, "KeyError: b"), oslo(7, "")].join("\n"),
      "KeyError: b",
    ],
    [
      "of oslo with an instance",
      [
        oslo(7, `[instance: a] ${TRACEBACK}:`),
        oslo(7, '[instance: a]   File "x.py"'),
        oslo(7, "[instance: a] KeyError: c"),
      ].join("\n"),
      "KeyError: c",
    ],
    [
      "of two processes at once",
      [
        oslo(7, `${TRACEBACK}:`),
        oslo(8, "Starting"),
        oslo(7, '  File "x.py"'),
        oslo(8, "Started"),
        oslo(7, "KeyError: d"),
      ].join("\n"),
      "KeyError: d",
    ],
    [
      "inside a message of one line with a stamp",
      `${oslo(7, `Unhandled: ${TRACEBACK}:`)}\n  File "x.py"\n    run()\nKeyError: e\n`,
      "KeyError: e",
    ],
    [
      "that follows from another",
      `${TRACEBACK}:\n  File "x.py"\nKeyError: f\n\nDuring handling of the above exception, another exception occurred:\n\n${TRACEBACK}:\n  File "y.py"\nValueError: g\n`,
      "ValueError: g",
    ],
    ["whose end is not there", `${TRACEBACK}:\n  File "x.py"\n`, "its last line is not in the log"],
    [
      "with what differs each time",
      `${TRACEBACK}:\nE: req 0b6f3a52-7f2d-4f6e-a5a4-0f0f1f9f4c37 at 0123456789abcdef, 12345 of 12\n`,
      "E: req … at …, … of 12",
    ],
  ])("%s is known by its last line", (_, text, error) => {
    expect(errors(text)).toEqual([[error, 1]]);
  });

  it("is told apart from others, and counted with those of its kind", () => {
    const one = (error: string) => `${TRACEBACK}:\n  File "x.py"\n${error}\n`;
    expect(errors(one("A: 1") + one("B: 2") + one("A: 1"))).toEqual([
      ["A: 1", 2],
      ["B: 2", 1],
    ]);
  });
});

describe("the pieces in which a log comes", () => {
  const line = fc.oneof(
    fc.constantFrom(
      `${STAMP}boom 1`,
      "boom 2",
      "=ERROR REPORT==== 24-Nov-2026::03:52:53 ===",
      `${TRACEBACK}:`,
      '  File "x.py", line 1',
      "KeyError: a",
      "During handling of the above exception, another exception occurred:",
      `${STAMP}ERROR nova ${TRACEBACK}:`,
      `${STAMP}ERROR nova KeyError: b`,
      "is up",
      "größer boom 3",
      "",
      "x\r",
      `${"y".repeat(9000)} boom 4`,
      `boom 5 ${"z".repeat(20_000)}`,
    ),
    fc.string({ maxLength: 40 }).map((text) => text.replace(/[\n\0]/g, "")),
  );
  const queries = [
    query("boom ", { id: "a", pattern: "boom (?P<n>\\d)", by: ["n"], cleared: { contains: ["is up"] } }),
    { ...traceback, id: "b" },
    query("größer", { id: "c" }),
  ];

  it("make no difference to what is found", () => {
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 60 }),
        fc.boolean(),
        fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 600, max: 12_000 }),
        (lines, ended, sizes, chunk) => {
          const bytes = Buffer.from(lines.join("\n") + (ended ? "\n" : ""));
          const pieces: Buffer[] = [];
          for (let at = 0, next = 0; at < bytes.length; next++) {
            const size = sizes[next % sizes.length] ?? 1;
            pieces.push(bytes.subarray(at, at + size));
            at += size;
          }
          expect(scan(pieces, queries, { chunk })).toEqual(scan([bytes], queries));
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe("a hostile log", () => {
  it("of one line of 10 MB is read as its beginning", () => {
    const pieces = Array.from({ length: 40 }, () => Buffer.alloc(256 * 1024, "a"));
    const { log, hits } = scan(["boom ", ...pieces, " boom\nboom\n"], [query("boom")]);
    expect(log.lines).toBe(2);
    expect(hits).toMatchObject([{ count: 2, last: { line: 2 } }]);
  });

  it("of NULs is no reason to fail, and what follows them is found", () => {
    expect(scan([Buffer.alloc(100_000), "\nboom\n"], [query("boom")]).hits).toMatchObject([{ count: 1 }]);
  });

  const block = Buffer.from(Array.from({ length: 1000 }, (_, n) => `${STAMP}boom ${n}\n`).join(""));

  it("with a million hits is counted, and no more than the last hundred times are kept", () => {
    const { hits } = scan(
      Array.from({ length: 1000 }, () => block),
      [query("boom ")],
    );
    expect(hits).toMatchObject([{ count: 1_000_000 }]);
    expect(hits[0]?.recent).toHaveLength(100);
  });

  it("with hits of ever new kinds is counted in memory that does not grow with them", () => {
    const wanted = query("boom ", { pattern: "boom (?P<n>\\d+)", by: ["n"] });
    const { hits } = scan(
      Array.from({ length: 20 }, () => block),
      [wanted],
    );
    expect(hits.reduce((sum, { count }) => sum + count, 0)).toBe(20_000);
    expect(hits.length).toBeLessThanOrEqual(201);
    expect(Math.max(...hits.map(({ recent }) => recent.length))).toBeLessThanOrEqual(100);
  });

  it("of beginnings of tracebacks ends as well", () => {
    const beginnings = Buffer.from(
      Array.from({ length: 1000 }, (_, n) => `2026-11-24 03:52:53 ${n} ${TRACEBACK}\n`).join(""),
    );
    const { hits } = scan(
      Array.from({ length: 10 }, () => beginnings),
      [traceback],
    );
    expect(hits.reduce((sum, { count }) => sum + count, 0)).toBe(10_000);
  });
});
