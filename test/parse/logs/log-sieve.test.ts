import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Sieve } from "../../../src/parse/logs/log-sieve.ts";

type Place = readonly [literal: number, start: number];

function found(literals: readonly string[], text: string): Place[] {
  const sieve = new Sieve(literals.map((literal) => Buffer.from(literal)));
  const bytes = Buffer.from(text);
  const places: Place[] = [];
  const note = (literal: number, start: number) => places.push([literal, start]);
  for (let at = sieve.first(0); at >= 0; ) at = sieve.next(bytes, at, bytes.length, note);
  return inOrder(places);
}

function expected(literals: readonly string[], text: string): Place[] {
  const places = literals.flatMap((literal, index) =>
    Array.from(text, (_, start): Place => [index, start]).filter(([, start]) => text.startsWith(literal, start)),
  );
  return inOrder(places);
}

const inOrder = (places: readonly Place[]) => [...places].sort((a, b) => a[1] - b[1] || a[0] - b[0]);

describe("the sieve", () => {
  it("finds literals at both ends of the bytes, within each other and over each other", () => {
    expect(found(["abcd", "bcd", "bcdabc"], "abcdabcd")).toEqual([
      [0, 0],
      [1, 1],
      [2, 1],
      [0, 4],
      [1, 5],
    ]);
  });

  it("finds nothing in less than a literal, or in nothing", () => {
    expect(found(["abcd"], "abc")).toEqual([]);
    expect(found(["abcd"], "")).toEqual([]);
  });

  it("finds what a search for one literal after the other finds", () => {
    const letters = (least: number, most: number) =>
      fc.array(fc.constantFrom("a", "b", "c", "\n", "A"), { minLength: least, maxLength: most });
    fc.assert(
      fc.property(fc.array(letters(3, 9), { minLength: 1, maxLength: 8 }), letters(0, 200), (words, text) => {
        const literals = words.map((word) => word.join(""));
        expect(found(literals, text.join(""))).toEqual(expected(literals, text.join("")));
      }),
      { numRuns: 500 },
    );
  });
});
