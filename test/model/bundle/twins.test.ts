import { describe, expect, test } from "vitest";
import type { BundleNote } from "../../../src/bundle/entry.ts";
import type { Captured } from "../../../src/model/bundle/captured.ts";
import { oneOfEachNode } from "../../../src/model/bundle/twins.ts";
import { deploymentOf } from "../../../src/model/deployment.ts";
import { captured, psTable } from "../../support/captured.ts";
import { KNOWN } from "../../support/known.ts";

const ID = "0123456789abcdef0123456789abcdef";
const OTHER_ID = "f".repeat(32);
const date = (clock: string) => `Tue Nov 24 ${clock} UTC 2026\n`;
const addresses = (...all: string[]) => ({
  "sos_commands/networking/ip_-o_addr": all
    .map((one, at) => `${at + 1}: eth${at}    inet ${one}/24 scope global\n`)
    .join(""),
});
const LOST: BundleNote = { code: "truncated", message: "cut", lossy: true };

interface Given {
  readonly source?: string;
  readonly at?: string;
  readonly name?: string;
  readonly id?: string;
  readonly more?: Readonly<Record<string, string>>;
  readonly notes?: readonly BundleNote[];
}

const bundle = ({ source = "a.tgz", at = "04:00:00", name = "ctl-0", id, more = {}, notes = [] }: Given): Captured =>
  captured(
    {
      hostname: `${name}\n`,
      "sos_commands/date/date": date(at),
      ...(id ? { "etc/machine-id": `${id}\n` } : {}),
      ...more,
    },
    { source, notes },
  );

const PS = { "sos_commands/docker/docker_ps_-a": psTable(["a", "x:1", "Up 1 day"], ["b", "x:1", "Up 1 day"]) };
const OTHERS = {
  "sos_commands/docker/docker_ps_-a": PS["sos_commands/docker/docker_ps_-a"].replaceAll(/^\w{12} /gm, "cccccccccccc "),
};
const kept = (...given: readonly Given[]) =>
  oneOfEachNode(given.map(bundle)).bundles.map(({ summary }) => summary.source);

describe("bundles are of one node", () => {
  test.each<[string, Given, Given]>([
    ["by machine id and name", { id: ID }, { id: ID }],
    ["by machine id and name, in another domain", { id: ID, name: "ctl-0.a.example" }, { id: ID, name: "CTL-0.b" }],
    ["by name and containers", { more: PS }, { id: ID, more: PS }],
    [
      "by machine id and containers, under the name of a scrubber",
      { id: ID, more: PS },
      { id: ID, more: PS, name: "host0" },
    ],
    ["by containers, under the name of a scrubber", { more: PS }, { more: PS, name: "host0" }],
    [
      "by name and addresses",
      { more: addresses("10.0.0.1", "10.1.0.1") },
      { id: ID, more: addresses("10.0.0.1", "10.1.0.1") },
    ],
    ["though all containers are new", { id: ID, more: PS }, { id: ID, more: OTHERS }],
  ])("%s", (_, one, other) => {
    const later = { ...other, source: "b.tgz", at: "05:00:00" };
    expect(kept(one, later)).toEqual(["b.tgz"]);
    expect(kept(later, one)).toEqual(["b.tgz"]);
  });

  test("that are one file, named twice, or a copy of it", () => {
    expect(kept({}, {})).toEqual(["a.tgz"]);
    expect(kept({}, { source: "b.tgz" })).toEqual(["a.tgz"]);
  });

  test("where a third shows it", () => {
    const three = [{ more: PS }, { id: ID, more: OTHERS, source: "b.tgz" }, { id: ID, more: PS, source: "c.tgz" }];
    expect(kept(...three)).toHaveLength(1);
  });
});

test.each<[string, Given, Given]>([
  ["by name alone", {}, { at: "04:00:01" }],
  ["by name, with other ids", { id: ID, more: PS }, { id: OTHER_ID, more: PS }],
  ["by name, with other containers", { more: PS }, { more: OTHERS }],
  ["by id, with other names, as clones are", { id: ID, more: PS }, { id: ID, more: PS, name: "ctl-1" }],
  ["by id, with no names of their own", { id: ID, name: "localhost" }, { id: ID, name: "localhost", at: "04:00:01" }],
  ["by name, with other addresses", { more: addresses("10.0.0.1") }, { more: addresses("10.0.0.2") }],
  [
    "by name and an address that moved",
    { more: addresses("10.0.0.1", "10.0.0.50", "10.1.0.1") },
    { more: addresses("10.0.0.2", "10.0.0.50", "10.1.0.2") },
  ],
])("bundles that are alike %s stay two", (_, one, other) => {
  expect(kept(one, { ...other, source: "b.tgz" })).toEqual(["a.tgz", "b.tgz"]);
});

describe("of several bundles of a node holds", () => {
  test.each<[string, Given, Given]>([
    ["the later", { at: "05:00:00", notes: [LOST] }, {}],
    ["of one time the one that lost less", {}, { notes: [LOST] }],
    [
      "of one time the one that is not masked",
      {},
      { more: { "var/lib/config-data/puppet-generated/nova/etc/nova/nova.conf": "[a]\npassword=*********\n" } },
    ],
    ["the first by name, where nothing else differs", { source: "a.tgz" }, {}],
  ])("%s, in whatever order they come", (_, good, bad) => {
    const [one, other] = [
      { id: ID, ...good, source: "good.tgz" },
      { id: ID, ...bad, source: "other.tgz" },
    ];
    expect(kept(one, other)).toEqual(["good.tgz"]);
    expect(kept(other, one)).toEqual(["good.tgz"]);
  });
});

test("the others are told of once, and nothing of them counts", () => {
  const { bundles, leftOut } = oneOfEachNode(
    ["04:00:00", "04:10:00", "05:00:00"].map((at, index) => bundle({ id: ID, at, source: `case/${"abc"[index]}.tgz` })),
  );
  expect(leftOut.map(({ bundle: { summary }, kept: to }) => [summary.source, to.summary.source])).toEqual([
    ["case/b.tgz", "case/c.tgz"],
    ["case/a.tgz", "case/c.tgz"],
  ]);
  const { nodes, twins } = deploymentOf(bundles, KNOWN);
  expect(nodes.map(({ name, notes }) => [name, notes])).toEqual([
    ["ctl-0", ["earlier bundles of the same node were left out: b.tgz, a.tgz"]],
  ]);
  expect(twins).toMatchObject([
    { subject: { name: "ctl-0" }, name: "c.tgz and a.tgz and b.tgz", same: true, kept: "c.tgz" },
  ]);
});
