import { beforeAll, describe, expect, test } from "vitest";
import { inputs } from "../../scripts/growth/inputs.js";
import { type Files, stages } from "../support/growth.ts";

/** Four times as long a list takes four times as long; sixteen times is what a search in a list for each entry costs. */
const LIST = 600;
const TIMES = 4;
const MOST = 8;
/** Less than this is noise, whatever it is a multiple of. */
const NOISE_MS = 250;

describe("an analysis takes four times as long for four times as many", () => {
  let measure: (files: Files) => Readonly<Record<string, number>>;
  beforeAll(async () => {
    measure = await stages();
    measure(inputs()[0]?.filesOf(50) ?? {});
  }, 60_000);

  test.each(inputs().map((input) => [input.name, input] as const))(
    "%s",
    (_, { filesOf }) => {
      // What one run is disturbed by does not disturb the next: the better of two counts.
      const few = measure(filesOf(LIST));
      const once = measure(filesOf(LIST * TIMES));
      const slow = Object.keys(once).filter((stage) => isSlow(few, once, stage));
      if (slow.length === 0) return;
      const again = [measure(filesOf(LIST)), measure(filesOf(LIST * TIMES))] as const;
      expect(slow.filter((stage) => isSlow(again[0], again[1], stage))).toEqual([]);
    },
    120_000,
  );
});

function isSlow(few: Readonly<Record<string, number>>, many: Readonly<Record<string, number>>, stage: string): boolean {
  const took = many[stage] ?? 0;
  return took > NOISE_MS && took > MOST * (few[stage] ?? 0);
}
