import { describe, expect, it } from "vitest";
import { changesBetween, filesRead } from "../../src/model/changes.ts";
import { nodeOf } from "../../src/model/node.ts";
import { captured, type Inspected, inspect, psTable } from "../support/captured.ts";
import { KNOWN } from "../support/known.ts";

const PS = "sos_commands/docker/docker_ps_-a";
const RUNNING = "sos_commands/docker/docker_ps";
const INSPECT = "sos_commands/docker/docker_inspect_all";
const NOVA = "var/lib/config-data/puppet-generated/nova/etc/nova/nova.conf";

function snapshot(files: Readonly<Record<string, string>>) {
  const one = captured({ hostname: "n\n", ...files });
  return { captured: one, node: nodeOf(one, KNOWN) };
}

/** `kind subject: before → after` of each change. */
function changes(before: Readonly<Record<string, string>>, after: Readonly<Record<string, string>>): string[] {
  return changesBetween(snapshot(before), snapshot(after)).map(
    (change) => `${change.kind} ${change.subject.name}: ${change.before} → ${change.after}`,
  );
}

const inspected = (more: Partial<Inspected> = {}) => ({ [INSPECT]: inspect({ name: "a", ...more }) });
const settings = (text: string) => ({ [NOVA]: text });

describe("changes of containers", () => {
  it.each([
    ["nothing", inspected(), inspected(), []],
    ["another id", inspected(), inspected({ index: 5 }), ["container-recreated a: aaaaaaaaaaa1 → aaaaaaaaaaa6"]],
    [
      "another start",
      inspected(),
      inspected({ startedAt: "2026-11-24T09:00:00Z" }),
      ["container-started a: 2026-11-23T09:00:00Z → 2026-11-24T09:00:00Z"],
    ],
    ["another tag", inspected({ image: "r/x:1" }), inspected({ image: "r/x:2" }), ["image-changed a: r/x:1 → r/x:2"]],
    [
      "another image of the same tag",
      inspected({ image: "r/x:1" }),
      inspected({ image: "r/x:1", imageId: `sha256:${"c".repeat(64)}` }),
      ["image-changed a: r/x:1 (bbbbbbbbbbbb) → r/x:1 (cccccccccccc)"],
    ],
    [
      "one more and one less",
      { [PS]: psTable(["a", "i", "Up 1 day"]) },
      { [PS]: psTable(["b", "i", "Up 1 day"]) },
      ["container-gone a: aaaaaaaaaaa1 → ", "container-new b:  → aaaaaaaaaaa1"],
    ],
  ])("are told: %s", (_, before, after, expected) => {
    expect(changes(before, after)).toEqual(expected);
  });

  it("are not claimed from a list that is not whole", () => {
    const [all, some] = [{ [PS]: psTable(["a", "i", "Up 1 day"]) }, { [RUNNING]: psTable(["b", "i", "Up 1 day"]) }];
    expect(changes(all, some)).toEqual(["container-new b:  → aaaaaaaaaaa1"]);
    expect(changes(some, all)).toEqual(["container-gone b: aaaaaaaaaaa1 → "]);
  });

  it("are not told of several of one name, nor of what only one bundle knows", () => {
    const twins = { [INSPECT]: inspect({ name: "a" }, { name: "a", index: 7 }) };
    expect(changes(twins, inspected({ index: 3 }))).toEqual([]);
    expect(changes({ [PS]: psTable(["a", "i", "Up 1 day"]) }, inspected({ image: "i" }))).toEqual([]);
  });

  it("quote the line before and the line after", () => {
    const [change] = changesBetween(snapshot(inspected()), snapshot(inspected({ startedAt: "2026-11-24T09:00:00Z" })));
    expect(change?.evidence.before?.text).toContain("2026-11-23T09:00:00.0Z");
    expect(change?.evidence.after?.text).toContain("2026-11-24T09:00:00Z");
  });
});

describe("changes of settings", () => {
  const name = `/${NOVA} [DEFAULT] debug`;
  it.each([
    ["another value", "[DEFAULT]\ndebug=true\n", "[DEFAULT]\ndebug=false\n", [`setting-changed ${name}: true → false`]],
    ["one more", "[DEFAULT]\n", "[DEFAULT]\ndebug=false\n", [`setting-changed ${name}: not set → false`]],
    ["one less", "[DEFAULT]\ndebug=true\n", "[DEFAULT]\n", [`setting-changed ${name}: true → not set`]],
    ["the same in another order", "[DEFAULT]\na=1\ndebug=true\n", "[DEFAULT]\ndebug=true\na=1\n", []],
    [
      "nothing in the place of a value",
      "[DEFAULT]\ndebug=\n",
      "[DEFAULT]\n",
      [`setting-changed ${name}: empty → not set`],
    ],
    ["a mask where a URL was", "[DEFAULT]\nkey=*********\n", "[DEFAULT]\nkey=rabbit://u:masked-3f9c1a-7@a/\n", []],
    [
      "a secret on one side that may be the masked one",
      "[DEFAULT]\nkey=rabbit://u:pw@a/\n",
      "[DEFAULT]\nkey=rabbit://u:masked-3f9c1a-1@a/\n",
      [],
    ],
    [
      "a secret on one side, and another host",
      "[DEFAULT]\ndebug=rabbit://u:pw@a/\n",
      "[DEFAULT]\ndebug=rabbit://u:masked-3f9c1a-1@b/\n",
      [`setting-changed ${name}: rabbit://u:pw@a/ → rabbit://u:masked-3f9c1a-1@b/`],
    ],
    ["a mask on either side", "[DEFAULT]\nkey=*********\n", "[DEFAULT]\nkey=abc\n", []],
    ["two masks", "[DEFAULT]\nkey=masked-3f9c1a-7\n", "[DEFAULT]\nkey=masked-aaaaaa-1\n", []],
    [
      "another host beside a mask",
      "[DEFAULT]\ndebug=rabbit://u:masked-3f9c1a-7@a:5672/\n",
      "[DEFAULT]\ndebug=rabbit://u:masked-bbbbbb-2@b:5672/\n",
      [`setting-changed ${name}: rabbit://u:masked-3f9c1a-7@a:5672/ → rabbit://u:masked-bbbbbb-2@b:5672/`],
    ],
  ])("are told only where they are proven: %s", (_, before, after, expected) => {
    expect(changes(settings(before), settings(after))).toEqual(expected);
  });

  it("are not claimed from a file that one bundle lacks, nor from /etc", () => {
    expect(changes({}, settings("[DEFAULT]\ndebug=true\n"))).toEqual([]);
    expect(changes({ "etc/nova/nova.conf": "[a]\nb=1\n" }, { "etc/nova/nova.conf": "[a]\nb=2\n" })).toEqual([]);
  });
});

describe("the release", () => {
  it("is told where both bundles tell it", () => {
    const image = (tag: string) => inspected({ image: `h:8787/rhosp${tag}/openstack-x:${tag}.0-1` });
    expect(changes(image("13"), image("14"))[0]).toBe("release-changed n: 13 → 14");
    expect(changes({}, image("14")).filter((change) => change.startsWith("release"))).toEqual([]);
  });
});

describe("the files of a bundle", () => {
  it("are those that something was read of", () => {
    const one = captured({ hostname: "n\n", [NOVA]: "[a]\nb=1\n" });
    expect([...filesRead(one)].sort()).toEqual(["hostname", NOVA]);
  });
});
