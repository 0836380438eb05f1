import { describe, expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import { createMasker } from "../../src/mask/masker.ts";
import { ordinaryFiles } from "./corpus/ordinary-files.ts";
import { sharedSecrets } from "./corpus/planted-file.ts";
import { secretFiles } from "./corpus/secret-files.ts";

/** The masked text of each file, with one table of tokens for all. */
function maskAll(files: readonly { path: string; text: string }[]) {
  const masker = createMasker("0");
  const texts = files.map(({ path, text }) => {
    masker.startFile(path);
    return text.split("\n").map(masker.line).join("\n");
  });
  return { masker, texts };
}

const planted = secretFiles();
const { masker, texts: masked } = maskAll(planted);
const cases = planted.map((file, at) => ({ ...file, masked: masked[at] ?? "" }));

describe("masking the planted secrets", () => {
  it.each(cases)("leaves none in $path", ({ masked, forms, fragments }) => {
    const left = [...forms.flat(), ...fragments].filter((form) => masked.includes(form));
    expect(left.map((form) => `${form} in: ${masked.split("\n").find((line) => line.includes(form))}`)).toEqual([]);
  });

  it.each(cases.filter(({ format }) => format.startsWith("json")))("leaves JSON what is JSON: $path", (file) => {
    const texts = file.format === "json" ? [file.masked] : file.masked.trimEnd().split("\n");
    for (const text of texts) expect(() => JSON.parse(text)).not.toThrow();
  });

  it.each(cases.filter(({ format }) => format === "yaml"))("leaves YAML what is YAML: $path", ({ masked }) => {
    expect(parseAllDocuments(masked).flatMap(({ errors }) => errors)).toEqual([]);
  });

  it("keeps every line in its place", () => {
    for (const { text, masked } of cases) expect(masked.split("\n")).toHaveLength(text.split("\n").length);
  });

  it("has one token for a secret in whatever file and form", () => {
    for (const secret of sharedSecrets)
      expect([...masker.tokens.keys()].filter((key) => key.includes(secret))).toEqual([secret]);
  });

  it("finds no more to mask in what it has masked", () => {
    expect(maskAll(cases.map(({ path, masked }) => ({ path, text: masked }))).texts).toEqual(masked);
  });
});

describe("masking ordinary text", () => {
  const files = ordinaryFiles();
  const { texts } = maskAll(files);

  it.each(files.map((file, at) => ({ ...file, masked: texts[at] })))("changes nothing in $path", ({ text, masked }) => {
    expect(masked).toBe(text);
  });
});
