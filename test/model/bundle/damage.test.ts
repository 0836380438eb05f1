import { describe, expect, it } from "vitest";
import { nodeOf } from "../../../src/model/node.ts";
import type { DamageFact } from "../../../src/parse/facts.ts";
import { captured, inspect, psTable } from "../../support/captured.ts";
import { KNOWN } from "../../support/known.ts";

const PS = "sos_commands/docker/docker_ps_-a";
const FILES = {
  [PS]: psTable(["nova_api", "i", "Up 2 days"]),
  "sos_commands/docker/containers/docker_inspect_all": inspect({ name: "nova_api" }),
  "var/lib/config-data/puppet-generated/nova/etc/nova/nova.conf": "[DEFAULT]\nx = 1\n",
  "sos_commands/filesys/df_-hP": "Filesystem Size Used Avail Use% Mounted on\n/dev/sda1 10G 1G 9G 10% /\n",
};

/** The families that a damage leaves open. */
function open(damage: Omit<DamageFact, "kind" | "reason">): string[] {
  const whole = captured(FILES);
  const facts = [...whole.facts, { kind: "damage", reason: "odd", ...damage } as const];
  const { coverage } = nodeOf({ ...whole, facts }, KNOWN);
  return Object.entries(coverage).flatMap(([family, { damage: own }]) =>
    own === undefined ? [] : [`${family} ${own.how}`],
  );
}

describe("a damaged file leaves open", () => {
  it("what is told of the host alone, where it tells that alone", () => {
    expect(open({ file: "sos_commands/filesys/df_-hP", damage: "cut" })).toEqual(["disks cut"]);
  });

  it("all that is judged by containers, where it tells of them", () => {
    const families = open({ file: PS, damage: "cut" });
    expect(families).toContain("containers cut");
    expect(families).toContain("configuration cut");
    expect(families).not.toContain("disks cut");
  });

  it("configuration, where it is of that", () => {
    const families = open({ file: "var/lib/config-data/puppet-generated/nova/etc/nova/nova.conf", damage: "altered" });
    expect(families).toContain("configuration altered");
    expect(families).not.toContain("containers altered");
  });

  it("what it would tell, where it is gone", () => {
    expect(open({ file: "sos_commands/memory/free_-m", damage: "cut" })).toEqual(["memory cut"]);
  });

  it("nothing, where only an old manifest says otherwise", () => {
    expect(open({ file: PS, damage: "doubted" })).toEqual([]);
  });
});

describe("an archive that is damaged leaves all open", () => {
  it.each([
    ["truncated", "cut"],
    ["corrupt", "altered"],
    ["trailing-data", "cut"],
  ] as const)("%s", (code, how) => {
    const { coverage, damages } = nodeOf(captured(FILES, { notes: [{ code, message: "odd", lossy: true }] }), KNOWN);
    expect(new Set(Object.values(coverage).map(({ damage }) => damage?.how))).toEqual(new Set([how]));
    expect(damages).toEqual([{ text: "the archive is damaged (odd)", how }]);
  });
});
