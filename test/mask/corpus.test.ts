import { describe, expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import { doubtfulFiles, ordinaryFiles } from "./corpus/ordinary-files.ts";
import { type PlantedFile, sharedSecrets } from "./corpus/planted-file.ts";
import { secretFiles } from "./corpus/secret-files.ts";

const planted = secretFiles();
const ordinary = ordinaryFiles();

describe("the planted secrets", () => {
  const secretsOf = ({ forms }: PlantedFile) => [...new Set(forms.map(([secret = ""]) => secret))];
  const own = planted.flatMap(secretsOf).filter((secret) => !sharedSecrets.includes(secret));

  it("are many, each in one file but for those that are shared", () => {
    expect(new Set(own).size).toBe(own.length);
    expect(own.length).toBeGreaterThanOrEqual(900);
  });

  it("are long enough to stand nowhere by chance, but for a few", () => {
    expect(own.filter((secret) => secret.length < 8)).toHaveLength(5);
  });

  it("are shared by three files each at least", () => {
    for (const secret of sharedSecrets) {
      const holders = planted.filter(({ text }) => text.includes(secret));
      expect(holders.length).toBeGreaterThanOrEqual(3);
    }
  });

  it.each(planted)("stand in $path, which can be read", ({ path, format, text, forms, fragments }) => {
    for (const written of forms) expect(written.filter((form) => text.includes(form))).not.toHaveLength(0);
    for (const fragment of fragments) expect(text).toContain(fragment);
    expect(readingErrors(format, text)).toEqual([]);
    expect(path).toMatch(/^[a-z][\w./-]+$/);
  });

  it("are the same at each run", () => {
    expect(secretFiles()).toEqual(planted);
  });
});

describe("ordinary text", () => {
  it("is long", () => {
    const lines = ordinary.flatMap(({ text }) => text.split("\n"));
    expect(ordinary.length).toBeGreaterThanOrEqual(60);
    expect(lines.length).toBeGreaterThanOrEqual(3000);
  });

  it("holds no secret nor a part of one", () => {
    const all = [...ordinary, ...doubtfulFiles()].map(({ text }) => text).join("\0");
    const found = planted.flatMap(({ secrets, fragments }) => [...secrets, ...fragments]);
    expect(found.filter((secret) => all.includes(secret))).toEqual([]);
  });

  it.each(ordinary.filter(({ path }) => /\.(json|ya?ml)$/.test(path)))("can be read: $path", ({ path, text }) => {
    expect(readingErrors(path.endsWith("json") ? "json" : "yaml", text)).toEqual([]);
  });

  it("is the same at each run", () => {
    expect(ordinaryFiles()).toEqual(ordinary);
  });
});

it("no two files have the same path", () => {
  const paths = [...planted, ...ordinary, ...doubtfulFiles()].map(({ path }) => path);
  expect(paths.filter((path, index) => paths.indexOf(path) !== index)).toEqual([]);
});

/** What a reader of the format says against the text. */
function readingErrors(format: PlantedFile["format"], text: string): string[] {
  if (format === "yaml") return parseAllDocuments(text).flatMap(({ errors }) => errors.map(({ message }) => message));
  const documents = format === "json" ? [text] : format === "json-lines" ? text.trimEnd().split("\n") : [];
  return documents.flatMap((document) => {
    try {
      JSON.parse(document);
      return [];
    } catch (error) {
      return [String(error)];
    }
  });
}
