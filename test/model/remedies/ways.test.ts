import { describe, expect, it } from "vitest";
import { waysOf } from "../../../src/model/remedies/ways.ts";
import { KNOWN } from "../../support/known.ts";

const TRIPLEO = { engine: "podman", pacemaker: false, tool: "tripleo" } as const;
const look = (...containers: string[]) =>
  waysOf({ ...TRIPLEO, containers: new Set(containers) }, KNOWN.catalogue).look("libvirt");

describe("where a component is looked at", () => {
  it("is the container that the node has, of those that releases have for it", () => {
    expect(look("nova_virtqemud", "nova_compute")).toContain("(nova_virtqemud)");
  });

  it("is any of them where the node has none", () => {
    expect(look("nova_compute")).toContain("nova_libvirt|");
  });
});
