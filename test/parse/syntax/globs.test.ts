import picomatch from "picomatch";
import { describe, expect, it } from "vitest";
import { parsers } from "../../../src/parse/parsers.ts";
import { fitsAny } from "../../../src/parse/syntax/globs.ts";

describe("fitsAny", () => {
  const globs = parsers.flatMap(({ paths }) => paths.filter((glob) => !glob.startsWith("!")));
  const fits = fitsAny(globs);
  const oneByOne = picomatch(globs, { dot: true });
  const paths = globs.flatMap((glob) => {
    const path = glob
      .replace(/\{([^{},]*)[^{}]*\}/g, "$1")
      .replaceAll("**", "a/.b/c")
      .replaceAll("*", "x");
    return [path, `${path}/y`, `.${path}`, `z${path}`, path.replace("/", "/."), path.slice(0, -1), `${path}\n`];
  });

  it("says of each path what its globs say one by one", () => {
    expect(paths.map((path) => [path, fits(path)])).toEqual(paths.map((path) => [path, oneByOne(path)]));
  });

  it("knows of paths that fit and of others", () => {
    const fitting = paths.filter(fits).length;
    expect(fitting).toBeGreaterThan(globs.length / 2);
    expect(fitting).toBeLessThan(paths.length);
  });
});
