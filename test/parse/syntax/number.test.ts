import { describe, expect, it } from "vitest";
import { exitCodeOf, numberOf, portOf, sound } from "../../../src/parse/syntax/number.ts";

describe("a number of a bundle", () => {
  it.each([
    ["0", 0],
    ["-0", 0],
    ["12.5", 12.5],
    ["-3", -3],
    ["9007199254740991", 9_007_199_254_740_991],
    ["9007199254740993", undefined],
    ["1e400", undefined],
    ["-1e400", undefined],
    ["9".repeat(400), undefined],
    ["NaN", undefined],
    ["Infinity", undefined],
    ["", undefined],
    [" ", undefined],
    ["12a", undefined],
    [undefined, undefined],
  ])("%j is %j", (text, number) => {
    expect(Object.is(numberOf(text), number)).toBe(true);
  });

  it("is never minus zero, also where it was read already", () => {
    expect(Object.is(sound(-0), 0)).toBe(true);
    expect(sound(Number.NaN)).toBeUndefined();
  });
});

it.each([[0], [137], [255], [-1]])("%i is an exit code", (code) => expect(exitCodeOf(code)).toBe(code));

it.each([[256], [-2], [1.5], [1e300], [Number.NaN], [undefined]])("%j is no exit code", (code) =>
  expect(exitCodeOf(code)).toBeUndefined(),
);

it.each([["99999"], ["-1"], ["1.5"], ["x"]])("%s is no port", (text) => expect(portOf(text)).toBeUndefined());
