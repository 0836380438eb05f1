import { describe, expect, it } from "vitest";
import { shownIn } from "./shown.ts";

const SECRET = "hYq41V<tw9>Lz0Kd";

describe("a secret that a text shows", () => {
  it.each([
    ["as it is", `x${SECRET}x`],
    ["eight characters of it", "x41V<tw9>x"],
    ["in HTML", "hYq41V&lt;tw9&#62;Lz0Kd"],
    ["in JSON", "hYq41V\\u003ctw9>Lz0Kd"],
    ["in a URL", encodeURIComponent(SECRET)],
    ["in base64", Buffer.from(`user:${SECRET}`).toString("base64")],
    ["in hex", Buffer.from(SECRET).toString("hex")],
  ])("is seen: %s", (_, text) => {
    expect(shownIn(text, ["another1another", SECRET])).toEqual([SECRET]);
  });

  it("is not seen in what is shorter", () => {
    expect(shownIn("41V<tw9 >Lz0Kd", [SECRET])).toEqual([]);
  });
});
