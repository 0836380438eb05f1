import { expect, test } from "vitest";
import { printable } from "../../src/bundle/printable.ts";
import { wholeFile } from "../../src/bundle/sinks.ts";

function gathered(limit: number, pieces: readonly string[], loss?: string): [string, string | undefined] {
  let outcome: [string, string | undefined] = ["", "never called"];
  const sink = wholeFile(limit, (bytes, reason) => {
    outcome = [bytes.toString(), reason];
  });
  for (const piece of pieces) sink.write(Buffer.from(piece));
  sink.end(loss);
  return outcome;
}

test.each([
  [10, [], undefined, "", undefined],
  [10, ["abc"], undefined, "abc", undefined],
  [10, ["abc", "def"], undefined, "abcdef", undefined],
  [6, ["abc", "def"], undefined, "abcdef", undefined],
  [5, ["abc", "def", "ghi"], undefined, "abcde", "longer than 5 bytes, cut"],
  [5, ["abc", "def"], "stopped", "abcde", "stopped"],
] as const)("within %i bytes %j", (limit, pieces, loss, text, reason) => {
  expect(gathered(limit, pieces, loss)).toEqual([text, reason]);
});

test.each([
  ["plain ünïcode", "plain ünïcode"],
  ["\u001b[31mred\u0007", "?[31mred?"],
  ["a\nb\u202eb", "a?b?b"],
  ["x".repeat(300), `${"x".repeat(200)}…`],
])("%j is shown printable", (text, shown) => {
  expect(printable(text)).toBe(shown);
});
