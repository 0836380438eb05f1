import { describe, expect, it } from "vitest";
import { createMasker } from "../../src/mask/masker.ts";

const SECRET = "hYq41V/w9 Lz0Kd";

function knowing(...secrets: string[]) {
  const masker = createMasker();
  for (const secret of secrets) masker.text(`password = ${secret}`);
  return masker.known;
}

describe("a secret that is known", () => {
  it.each([
    ["in a sentence", `the user ${SECRET} is unknown`, "the user masked-1 is unknown"],
    ["within a word", `x${SECRET}y`, "xmasked-1y"],
    ["twice", `${SECRET},${SECRET}`, "masked-1,masked-1"],
    ["in a URL", "?p=hYq41V%2Fw9%20Lz0Kd&x", "?p=masked-1&x"],
    ["in base64", `"${Buffer.from(SECRET).toString("base64")}"`, '"masked-1"'],
    ["in hex", Buffer.from(SECRET).toString("hex").toUpperCase(), "masked-1"],
    ["where a text was cut", "refused hYq41V/w9 …", "refused masked-1 …"],
  ])("is hidden %s", (_, text, expected) => {
    expect(knowing(SECRET)(text)).toBe(expected);
  });

  it("is hidden beside others that begin alike, the longer first", () => {
    const known = knowing("hYq41V-a1", "hYq41V-a1-b2-c3", "hYq41V-z9z9z9");
    expect(known("hYq41V-a1-b2-c3 hYq41V-a1 hYq41V-a1x hYq41V-z9z9z9x")).toBe("masked-2 masked-1 hYq41V-a1x masked-3x");
  });

  it.each([
    "nova",
    "rabbitmq",
    "controller-0",
    "nova_api",
    "/etc/nova",
    "172.16.2.10",
    "2026-11-24",
    "db.example.com:3306",
  ])("is not looked for where it may be anything else: %s", (word) => {
    expect(knowing(word)(`a ${word} b`)).toBe(`a ${word} b`);
  });
});
