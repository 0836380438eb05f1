import { describe, expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import { sharedSecrets } from "./corpus/planted-file.ts";
import { secretFiles } from "./corpus/secret-files.ts";

const planted = secretFiles();

describe("the planted secrets", () => {
  it("are many, each in one file but for those that are shared", () => {
    const all = planted.flatMap(({ forms }) => [...new Set(forms.map(([secret]) => secret))]);
    const own = all.filter((secret) => !sharedSecrets.includes(secret ?? ""));
    expect(new Set(own).size).toBe(own.length);
    expect(own.length).toBeGreaterThanOrEqual(260);
  });

  it.each(planted)("stand in $path, which can be read", ({ path, format, text, forms, fragments }) => {
    for (const written of forms) expect(written.filter((form) => text.includes(form))).not.toHaveLength(0);
    for (const fragment of fragments) expect(text).toContain(fragment);
    if (format === "json") expect(() => JSON.parse(text)).not.toThrow();
    if (format === "json-lines") for (const line of text.trimEnd().split("\n")) JSON.parse(line);
    if (format === "yaml") expect(parseAllDocuments(text).flatMap(({ errors }) => errors)).toEqual([]);
    expect(path).not.toMatch(/^\/|\.\./);
  });
});
