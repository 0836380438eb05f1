import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { withoutDamage } from "../../../src/parse/bundle/damaged-text.ts";
import { psTable } from "../../support/captured.ts";
import { factsOf, ofKind } from "../support.ts";

const NUL = "\0";

const records = (...names: readonly string[]) =>
  JSON.stringify(
    names.map((Name, at) => ({ Id: `${at}`.repeat(64), Name, State: { Status: "running", ExitCode: at } })),
    null,
    4,
  );

/** The text with the bytes between two places of it zeroed. */
function zeroed(text: string, from: number, to: number): string {
  return text.slice(0, from) + NUL.repeat(to - from) + text.slice(to);
}

const namesIn = (text: string) => {
  const { text: left, loss } = withoutDamage(text, false);
  const facts = factsOf("sos_commands/docker/containers/docker_inspect_all", left, loss === undefined ? {} : { loss });
  return ofKind(facts, "container-details").map(({ name, exitCode }) => `${name} ${exitCode}`);
};

describe("a text with bytes that are no text", () => {
  it.each([
    ["none of them", "a\tb\n\x1b[0mc\f\n", undefined],
    ["one", `a\nb${NUL}c\nd`, "line 2 holds bytes that are no text"],
    ["some of them", `a\nb${NUL}\n\u0001`, "line 2 holds bytes that are no text, and so do 1 more lines"],
  ])("says where they stand: %s", (_, text, loss) => {
    expect(withoutDamage(text, false).loss).toBe(loss);
  });

  it("is read up to them", () => {
    expect(withoutDamage(`[A]\nx = 1\ny = ${NUL}${NUL}\n[B]\nz = 1\n`, false).text).toBe("[A]\nx = 1\n");
  });

  it("is read but for their lines, where each stands for itself", () => {
    expect(withoutDamage(`a\nb${NUL}c\nd\n`, true).text).toBe("a\n\nd\n");
  });

  it("is a table less the row that two became", () => {
    const table = psTable(["a", "i", "Up 2 days"], ["b", "i", "Up 2 days"], ["c", "i", "Exited (1) 2 days ago"]);
    const end = table.indexOf("\n", table.indexOf("Up 2 days")) - 5;
    const { text } = withoutDamage(zeroed(table, end, end + 40), true);
    expect(
      ofKind(factsOf("sos_commands/docker/docker_ps_-a", text), "container-row").map(({ names }) => names),
    ).toEqual([["c"]]);
  });

  it("never makes one record of two, nor another of one, wherever a run of zeros stands in JSON", () => {
    const whole = records("/a", "/b", "/c", "/d");
    const known = namesIn(whole);
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 300 }), (from, length) => {
        const found = namesIn(zeroed(whole, from, Math.min(whole.length, from + length)));
        expect(known.filter((one) => found.includes(one))).toEqual(found);
        expect(found.length).toBeLessThanOrEqual(known.length);
      }),
    );
  });

  it("takes no longer where every line of a long list is damaged", { timeout: 20_000 }, () => {
    const text = `[\n    {\n${`x${NUL}\n`.repeat(300_000)}    }\n]\n`;
    expect(withoutDamage(text, false).text.trim()).toBe("[");
  });

  it("keeps what stands behind a damaged record", () => {
    const whole = records("/a", "/b", "/c", "/d");
    const from = whole.indexOf("/a") + 10;
    expect(namesIn(zeroed(whole, from, whole.indexOf("/b") - 10))).toEqual(["c 2", "d 3"]);
  });
});
