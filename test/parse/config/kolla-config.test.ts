import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readMistakes } from "../../../src/parse/config/oslo-syntax.ts";
import { parserFor } from "../../../src/parse/parsers.ts";
import { factsOf, ofKind, only } from "../support.ts";

const FILE = "var/lib/kolla/config_files/nova_api.json";
const COPY = { source: "/var/lib/kolla/config_files/src/*", dest: "/", preserve_properties: true };

function refusal(json: unknown): string | undefined {
  return only(factsOf(FILE, typeof json === "string" ? json : JSON.stringify(json, null, 2)), "kolla-config").refusal;
}

describe("the instructions of kolla_start", () => {
  it("are read from TripleO's and from kolla-ansible's place", () => {
    const text = JSON.stringify({ command: "x", config_files: [{ ...COPY, optional: true }] }, null, 2);
    for (const file of [FILE, "etc/kolla/nova-api/config.json"]) {
      const fact = only(factsOf(file, text), "kolla-config");
      expect(fact.command).toBe("x");
      expect(fact.copies.map(({ from, to, optional }) => [from, to, optional])).toEqual([[COPY.source, "/", true]]);
      expect(fact.copies[0]?.source.line).toBe(4);
    }
  });

  it.each([
    ["nothing wrong", { command: "x", config_files: [COPY] }, undefined],
    ["no files to copy", { command: "x" }, undefined],
    [
      "owner and perm",
      { command: "x", config_files: [{ source: "/a", dest: "/b", owner: "n", perm: "0600" }] },
      undefined,
    ],
    ["no command", { config_files: [COPY] }, /no command/],
    ["no dest", { command: "x", config_files: [{ source: "/a" }] }, /no dest/],
    ["owner alone", { command: "x", config_files: [{ source: "/a", dest: "/b", owner: "n" }] }, /copy of \/a/],
    ["preserve_properties false", { command: "x", config_files: [{ ...COPY, preserve_properties: false }] }, /copy of/],
    ["a comma too many", '{"command": "x",}', /no valid JSON/],
    ["nothing", "\n", /empty/],
    ["a list", "[]", /no JSON object/],
    ["what only Python reads", '{"command": "x", "a": NaN}', undefined],
  ])("with %s", (_, json, expected) => {
    if (expected === undefined) expect(refusal(json)).toBe(undefined);
    else expect(refusal(json)).toMatch(expected);
  });

  it("are not judged where they are cut short or scrubbed", () => {
    expect(only(factsOf(FILE, "{", { loss: "cut" }), "kolla-config")).toMatchObject({ problem: "cut" });
    expect(refusal('{"command": ********}')).toBe(undefined);
  });

  it("are taken whenever kolla_start's own conditions hold", () => {
    const entry = fc.record({ source: fc.string(), dest: fc.string(), owner: fc.string(), perm: fc.string() });
    fc.assert(
      fc.property(fc.record({ command: fc.string(), config_files: fc.array(entry) }), (config) => {
        const text = JSON.stringify(config);
        fc.pre(!/\*{6,}/.test(text));
        const fact = only(factsOf(FILE, text), "kolla-config");
        expect([fact.refusal, fact.copies.length]).toEqual([undefined, config.config_files.length]);
      }),
    );
  });
});

describe("lines that oslo.config refuses", () => {
  const lines = (text: string, loss?: string) =>
    readMistakes({ file: "x", text, ...(loss === undefined ? {} : { loss }) }).map(({ source }) => source.line);

  it.each([
    ["none", "# c\n[a]\nx=1\n\ty\n  z\n\n; c\nk: v\nempty =\n", []],
    ["a word alone", "[a]\nx\n", [2]],
    ["a setting before any section", "x=1\n[a]\n", [1]],
    ["a section that does not end", "[a\nx=1\n", [1]],
    ["a section with something behind it", "[a] # x\n", [1]],
    ["a section without a name", "[]\n", [1]],
    ["a value without a key", "[a]\n=1\n", [2]],
    ["an indented line at the start", "  x=1\n", [1]],
    ["an indented line below a section", "[a]\n  x=1\n", [2]],
    ["an indented line below a comment", "[a]\nx=1\n# c\n  y\n", [4]],
    ["an indented line below a blank one", "[a]\nx=1\n\n  y\n", [4]],
    ["marks of a merge", "[a]\n<<<<<<< HEAD\nx=1\n=======\nx=2\n>>>>>>> b\n", [2, 4, 6]],
    ["not what a scrubber put there", "[a]\n*********\nmasked-1a2b3c-4\n", []],
  ])("are %s", (_, text, expected) => {
    expect(lines(text)).toEqual(expected);
  });

  it("are not the last one of a file that is cut short", () => {
    expect(lines("[a]\nx=1\ntrans", "cut")).toEqual([]);
  });

  it("are none in any file of sections, comments and settings, and all that stand alone", () => {
    const word = fc.stringMatching(/^[a-z_]{1,8}$/);
    const good = fc.oneof(
      word.map((name) => `[${name}]`),
      word.map((name) => `# ${name}`),
      fc.tuple(word, word).map(([key, value]) => `${key}=${value}`),
      fc.tuple(word, word, word).map(([key, value, more]) => `${key} = ${value}\n  ${more}`),
      fc.constant(""),
    );
    fc.assert(
      fc.property(fc.array(good), fc.boolean(), word, (parts, broken, alone) => {
        const text = ["[DEFAULT]", ...parts].join("\n");
        const at = text.split("\n").length + 1;
        expect(lines(broken ? `${text}\n${alone}\n` : `${text}\n`)).toEqual(broken ? [at] : []);
      }),
    );
  });
});

describe("configuration that is no ini", () => {
  const FILE = "var/lib/config-data/puppet-generated/haproxy/etc/haproxy/haproxy.cfg";

  it("is its lines that are neither blank nor comments, with their numbers", () => {
    const fact = only(factsOf(FILE, "# x\nglobal\n\n  # y\n  maxconn 1  \n"), "config-text");
    expect(fact.lines).toEqual([
      { line: 2, text: "global" },
      { line: 5, text: "  maxconn 1" },
    ]);
  });

  it.each([
    "var/lib/config-data/puppet-generated/keystone/etc/keystone/fernet-keys/0",
    "var/lib/config-data/puppet-generated/swift_ringbuilder/etc/swift/object.ring.gz",
    "var/lib/config-data/puppet-generated/redis/etc/redis.conf.puppet",
    "etc/kolla/glance-api/ceph.client.glance.keyring",
  ])("is not %s", (file) => {
    expect(parserFor(file)).toBe(undefined);
  });
});

describe("the folders of logs", () => {
  const FILE = "sos_commands/logs/ls_-lRn_--full-time_var_log";

  it("are read with owner and mode, and without files", () => {
    const text = [
      "/var/log:",
      "total 4",
      "drwxr-xr-x 11 0 0 220 2026-11-24 03:52:53.150776108 +0000 containers",
      "lrwxrwxrwx  1 0 0  39 2025-06-24 14:37:40.000000000 +0000 README -> x",
      "",
      "/var/log/containers:",
      "drwxr-x---. 2 42436 42436 60 Nov 24 03:52 nova",
      "-rw-r--r-- 1 42436 42436 60 2026-11-24 03:52:53.1 +0000 x.log",
    ].join("\n");
    const facts = factsOf(FILE, text);
    expect(ofKind(facts, "log-folder").map(({ folder, owner, mode }) => [folder, owner, mode])).toEqual([
      ["/var/log/containers", "0", "drwxr-xr-x"],
      ["/var/log/containers/nova", "42436", "drwxr-x---"],
    ]);
    expect(only(facts, "listing")).toMatchObject({ of: "logFolders", state: "whole" });
    expect(only(factsOf(FILE, text, { loss: "cut" }), "listing").state).toBe("cut");
  });

  it("are none of an error", () => {
    expect(factsOf(FILE, "ls: cannot access '/var/log': Permission denied\n")).toEqual([]);
  });
});
