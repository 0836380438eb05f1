import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readTable } from "../../../src/parse/syntax/table.ts";
import { factsOf, ofKind, only, table } from "../support.ts";

const TITLES = ["CONTAINER ID", "IMAGE", "COMMAND", "CREATED", "STATUS", "PORTS", "NAMES"];

const id = fc.stringMatching(/^[0-9a-f]{12}$/);
const image = fc.stringMatching(/^[a-z][a-z0-9.:/_-]{0,40}[a-z0-9]$/);
const command = fc.stringMatching(/^"[a-z-]{1,10}( [a-z]{1,6}){0,2}…?"$/);
const ago = fc.constantFrom("2 hours ago", "About a minute ago", "2026-01-04 13:23:33 -0800 PST");
const status = fc.constantFrom(
  "Up 2 hours",
  "Up 3 days (healthy)",
  "Exited (0) 2 weeks ago",
  "Exited (137) About an hour ago",
  "Created",
  "Restarting (1) 3 seconds ago",
);
const ports = fc.constantFrom("", "", "80/tcp", "0.0.0.0:8080->80/tcp, 443/tcp");
const names = fc.stringMatching(/^[a-z][a-z0-9_.-]{1,30}(,[a-z]{1,5}\/[a-z]{1,5})?$/);
const row = fc.tuple(id, image, command, ago, status, ports, names);
const blanks = fc.constantFrom(2, 3);

describe("a table", () => {
  it("is read back as docker and podman print it", () => {
    fc.assert(
      fc.property(fc.array(row), blanks, (rows, gap) => {
        const text = table([TITLES, ...rows], gap);
        const read = readTable(text, /^CONTAINER ID/);
        expect(read?.map(({ cells }) => TITLES.map((title) => cells[title]))).toEqual(rows);
        expect(read?.map(({ line, doubtful }) => [line, doubtful])).toEqual(rows.map((_, index) => [index + 2, false]));
      }),
      { numRuns: 500 },
    );
  });

  it("gives the right containers, wherever its rows stand", () => {
    const shifted = fc.record({ row, gaps: fc.array(fc.integer({ min: 2, max: 30 }), { minLength: 6, maxLength: 6 }) });
    fc.assert(
      fc.property(fc.array(shifted, { minLength: 1, maxLength: 4 }), (rows) => {
        const lines = rows.map(({ row: cells, gaps }) =>
          cells
            .map((cell, index) => (cell === "" ? "" : cell + " ".repeat(gaps[index] ?? 0)))
            .join("")
            .trimEnd(),
        );
        const text = `${TITLES.join("   ")}\n${lines.join("\n")}\n`;
        const facts = factsOf("sos_commands/docker/docker_ps_-a", text);
        const seen = ofKind(facts, "container-row");
        if (seen.length < rows.length) expect(only(facts, "listing").state).toBe("cut");
        for (const fact of seen) {
          const cells = rows[fact.source.line - 2]?.row ?? [];
          expect([fact.id, fact.image, fact.names.join(",")]).toEqual([cells[0], cells[1], cells[6]]);
        }
        expect(seen).toHaveLength(rows.length);
      }),
      { numRuns: 500 },
    );
  });

  it("has columns that one blank parts", () => {
    const text = `CONTAINER ID ${"IMAGE".padEnd(8)}NAMES\nab           nginx   web\n`;
    expect(readTable(text, /^CONTAINER ID/)?.[0]?.cells).toEqual({
      "CONTAINER ID": "ab",
      IMAGE: "nginx",
      NAMES: "web",
    });
  });

  it("is none without its header, and empty with nothing else", () => {
    expect(readTable("a b c\n", /^CONTAINER ID/)).toBeUndefined();
    expect(readTable("CONTAINER ID   NAMES\n\n", /^CONTAINER ID/)).toEqual([]);
  });

  it("may have titles that every object of the language knows", () => {
    const text = "CONTAINER ID   constructor   __proto__\nab             x             y\n  1\n";
    const [first, second] = readTable(text, /^CONTAINER ID/, { "CONTAINER ID": /^[a-z]+$/ }) ?? [];
    expect(Object.entries(first?.cells ?? {})).toEqual([
      ["CONTAINER ID", "ab"],
      ["constructor", "x"],
      ["__proto__", "y"],
    ]);
    expect(second).toMatchObject({ doubtful: true });
  });
});
