import { describe, expect, it } from "vitest";
import { bundleStateOf } from "../../../src/model/bundle/bundle-state.ts";
import { captured } from "../../support/captured.ts";

const MANIFEST = (host: string, bootId: string) =>
  JSON.stringify({ tool: { name: "sospect-collect" }, host, bootId, captures: [] });
const [BOOT, OTHER] = ["0f0f0f0f-0000-4000-8000-000000000001", "0f0f0f0f-0000-4000-8000-000000000002"];

const BUNDLES: readonly [string, Readonly<Record<string, string>>, readonly string[] | undefined, readonly string[]][] =
  [
    [
      "one host, whatever the form of its name",
      { hostname: "Compute0.lab\n", "manifest.json": MANIFEST("compute0", BOOT) },
      ["compute0"],
      [BOOT],
    ],
    [
      "the engine's host as well",
      { hostname: "compute0\n", "sos_commands/docker/docker_info": "Server Version: 1.13.1\nName: controller0\n" },
      ["compute0", "controller0"],
      [],
    ],
    ["no host that /etc/hostname alone names", { "etc/hostname": "compute0\n" }, undefined, []],
    ["no host where a scrubber took the names away", { hostname: "host0.obfuscateddomain.com\n" }, undefined, []],
    ["no host of the name localhost", { hostname: "localhost.localdomain\n" }, undefined, []],
    [
      "both boots",
      { "manifest.json": MANIFEST("a", BOOT), "proc/sys/kernel/random/boot_id": `${OTHER}\n` },
      ["a"],
      [BOOT, OTHER],
    ],
  ];

describe("the state of a bundle", () => {
  it.each(BUNDLES)("tells of %s", (_, files, hosts, boots) => {
    const state = bundleStateOf(captured(files));
    expect(state.hosts).toEqual(hosts);
    expect(state.boots).toEqual(boots);
    expect(Object.keys(state.evidence)).toHaveLength((hosts ?? []).length + boots.length);
  });
});
