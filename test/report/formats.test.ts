import { describe, expect, it } from "vitest";
import { formatNamed, formats } from "../../src/report/formats.ts";
import { samples } from "./samples.ts";

describe("the formats", () => {
  it("are six", () => {
    expect(formats.map(({ name }) => name)).toEqual(["text", "json", "html", "markdown", "junit", "sarif"]);
  });

  it.each(formats)("finds $name by its name", (format) => {
    expect(formatNamed(format.name)).toBe(format);
  });

  it.each(["", "pdf", "TEXT", "constructor", "__proto__"])("knows no format named %j", (name) => {
    expect(formatNamed(name)).toBeUndefined();
  });

  it.each(formats)("$name is a pure function of the result", (format) => {
    for (const [, result] of samples) {
      const before = JSON.stringify(result);
      expect(format.render(result, {})).toBe(format.render(result, {}));
      expect(JSON.stringify(result)).toBe(before);
    }
  });
});
