import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { visible, visibleJson, visibleLine } from "../../src/report/visible.ts";

/** Controls but tab and line end, and what turns the direction of text or hides in it. */
const OBEYED =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]/;

const nasty = fc.string({
  unit: fc.oneof(
    fc.string({ unit: "binary", minLength: 1, maxLength: 1 }),
    fc.constantFrom("\u001b", "\u009b", "\u0007", "\b", "\r", "\n", "\t", " ", "\u200b", "\u200d", "\u200c", "\u202e"),
    fc.constantFrom("a", "漢", "é", "e\u0301", "👩", "\ufeff", "\u2028", "\u{e0041}", "\ud800"),
  ),
});
const ordinary = fc.string({
  unit: fc.oneof(
    fc.constantFrom("a", "Z", "0", "/", "=", '"', "<", "&", "{{", " x", "é", "ß", "Ж", "ا", "漢", "字", "한", "か"),
    fc.constantFrom("😀", "👩‍💻", "👨‍👩‍👧", "❤️", "👍🏽", "🇩🇪", "می‌خواهم", "e\u0301"),
  ),
});

describe("text made visible", () => {
  it("never holds a character that is obeyed", () => {
    fc.assert(fc.property(nasty, (text) => !OBEYED.test(visible(text))));
  });

  it("stays the same when it is made visible again", () => {
    fc.assert(fc.property(nasty, (text) => visible(visible(text)) === visible(text)));
  });

  it("leaves ordinary text of all scripts as it is, emoji and their joiners too", () => {
    fc.assert(fc.property(ordinary, (text) => visible(text) === text));
  });

  it("keeps line ends and tabs", () => {
    expect(visible("a\n\tb")).toBe("a\n\tb");
  });

  it.each([
    ["\u001b[31m", "^[[31m"],
    ["\u0000", "^@"],
    ["a\r", "a^M"],
    ["\u007f", "U+007F"],
    ["\u009b31m", "U+009B31m"],
    ["\u202egnp.exe", "U+202Egnp.exe"],
    ["nova\u200b", "novaU+200B"],
    ["no\u200dva", "noU+200Dva"],
    ["\u{e0041}", "U+E0041"],
  ])("shows %j by name", (text, shown) => {
    expect(visible(text)).toBe(shown);
  });
});

describe("text made visible on one line", () => {
  it("never holds a control character", () => {
    fc.assert(fc.property(nasty, (text) => !/\p{Cc}/u.test(visibleLine(text)) && !OBEYED.test(visibleLine(text))));
  });

  it("stays the same when it is made visible again", () => {
    fc.assert(fc.property(nasty, (text) => visibleLine(visibleLine(text)) === visibleLine(text)));
  });

  it("leaves ordinary text as it is, but for blanks around it", () => {
    fc.assert(fc.property(ordinary, (text) => visibleLine(text) === text.trim()));
  });

  it.each([
    ["a\nb", "a b"],
    ["a  \n\n  b\n", "a b"],
    ["a\r\nb", "a b"],
    ["\ta\tb", "a b"],
  ])("makes %j one line", (text, shown) => {
    expect(visibleLine(text)).toBe(shown);
  });

  it("takes time in proportion to the text, even for blanks alone", () => {
    const start = performance.now();
    visibleLine(`a${" ".repeat(200_000)}b`);
    visibleLine(`a${"\u2028".repeat(200_000)}b`);
    expect(performance.now() - start).toBeLessThan(20_000);
  });
});

describe("JSON made visible", () => {
  it("means the same and holds nothing that is obeyed", () => {
    fc.assert(
      fc.property(nasty, (text) => {
        const json = visibleJson(JSON.stringify({ text }, null, 2));
        expect(JSON.parse(json)).toEqual({ text });
        expect(json).not.toMatch(OBEYED);
      }),
    );
  });
});
