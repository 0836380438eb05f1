import { describe, expect, it } from "vitest";
import { destination, distinct, readTarget } from "../../../src/collect/remote/target.ts";

describe("a node that is named", () => {
  it.each([
    ["director", { label: "director", host: "director" }],
    ["heat-admin@controller0", { label: "controller0", host: "controller0", user: "heat-admin" }],
    ["heat-admin@192.168.24.9", { label: "192.168.24.9", host: "192.168.24.9", user: "heat-admin" }],
    ["stack@2001:db8::7", { label: "2001:db8::7", host: "2001:db8::7", user: "stack" }],
    ["someone@example.com@controller0.internal", { host: "controller0.internal", user: "someone@example.com" }],
    ["knoten-ä", { host: "knoten-ä" }],
  ])("is read from %j", (text, target) => {
    expect(readTarget(text)).toMatchObject(target);
    expect(destination(readTarget(text) as { label: string; host: string })).toBe(text);
  });

  it.each([
    "",
    "-oProxyCommand=touch /tmp/x",
    "-",
    "--",
    "user@-oProxyCommand=x",
    "-l@controller0",
    "@controller0",
    "user@",
    "two words",
    "controller0 ",
    "tab\tbed",
    "line\nbreak",
    "nul\0",
    "bell\u0007",
    "c1\u009b",
    "$(reboot)",
    "a`b`",
    "a;b",
    "a|b",
    "a'b",
    'a"b',
    "a\\b",
    "us;er@controller0",
    "us er@controller0",
    "ssh://controller0",
    "../controller0",
    "%h",
    "{{ host }}",
    "node[1:3]",
    "\u202econtroller0",
  ])("is refused as %j, in one line that quotes it harmlessly", (text) => {
    const refusal = readTarget(text);
    expect(refusal).toEqual(expect.any(String));
    expect(refusal).toMatch(/ is no (host|user): /);
    expect(refusal).not.toMatch(/[\u0000-\u001f]/);
  });

  it("is taken once, and bears a label of its own", () => {
    const targets = ["a", "root@a", "b", "a", "heat-admin@b"]
      .map((text) => readTarget(text))
      .filter((target) => typeof target !== "string");
    expect(distinct(targets).map(({ label }) => label)).toEqual(["a", "root@a", "b", "heat-admin@b"]);
    expect(
      distinct([
        { label: "a", host: "a", port: 1 },
        { label: "a", host: "a", port: 2 },
      ]).map(({ label }) => label),
    ).toEqual(["a:1", "a:2"]);
  });
});
