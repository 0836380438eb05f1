import { describe, expect, it } from "vitest";
import { parsePax } from "../../src/bundle/formats/pax.ts";

/** A record with the length that it has. */
function record(key: string, value: string): string {
  const rest = ` ${key}=${value}\n`;
  let length = rest.length + 1;
  while (`${length}`.length + rest.length !== length) length += 1;
  return `${length}${rest}`;
}

const parsed = (text: string) => parsePax(Buffer.from(text));

describe("parsePax", () => {
  it("finds what it asks for behind a flood of other records", () => {
    expect(parsed(record("k", "v").repeat(100_000) + record("path", "a/b") + record("mtime", "12.5"))).toEqual({
      path: "a/b",
      mtime: 12.5,
    });
  });

  it("passes by keys that begin like those that it asks for", () => {
    expect(parsed(record("pathology", "x") + record("SCHILY.xattr", "x") + record("uname", "x"))).toEqual({});
  });

  it.each([
    ["no digits", " path=a\n"],
    ["a number that is not decimal", "0xe path=abcd\n"],
    ["a number with an exponent", "1e1 path=a\n"],
    ["a sign", "+11 path=a\n"],
    ["more than ten digits", "00000000020 path=abc\n"],
    ["more bytes than there are", "99 path=a\n"],
    ["no end of its line", "10 path=ab"],
    ["no length at all", "path=a\n"],
    ["a length that ends within itself", "1 path=a\n"],
  ])("reads nothing from a record with %s on", (_, text) => {
    expect(parsed(record("uid", "7") + text + record("path", "b"))).toEqual({ uid: 7 });
  });
});
