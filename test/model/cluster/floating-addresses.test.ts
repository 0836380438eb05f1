import { describe, expect, it } from "vitest";
import { deployment, node, PCS, pcs, vip } from "./support.ts";

const IP = "sos_commands/networking/ip_-o_addr";
const lines = (...list: readonly string[]) =>
  list
    .map((text, index) => `${index + 1}: ${text.split(" ")[0]}    inet ${text.split(" ")[1]} scope global`)
    .join("\n");

describe("an address that a node has beside its network's", () => {
  const held = (...nodes: readonly (readonly string[])[]) =>
    deployment(...nodes.map((own, index) => node(`ha-${index}`, { [IP]: lines(...own) }))).floatingAddresses.map(
      ({ name, holders, heldTwice }) => [name, holders, heldTwice],
    );

  it.each([
    [
      "on one node",
      [["eth0 10.0.4.21/24", "eth0 10.0.4.100/32"], ["eth0 10.0.4.22/24"]],
      [["10.0.4.100", ["ha-0"], false]],
    ],
    ["on two nodes", [["eth0 10.0.4.100/32"], ["eth0 10.0.4.100/32"]], [["10.0.4.100", ["ha-0", "ha-1"], true]]],
    ["of a network, as a bridge of containers has it", [["docker0 172.17.0.1/16"], ["docker0 172.17.0.1/16"]], []],
    ["on loopback, as routers may choose among nodes", [["lo 10.9.9.9/32"], ["lo 10.9.9.9/32"]], []],
  ] as const)("is told: %s", (_, nodes, expected) => {
    expect(held(...nodes)).toEqual(expected);
  });

  it("is pacemaker's matter where pacemaker knows it", () => {
    const files = { [PCS]: pcs({ resources: vip("Started ctl-0") }), [IP]: lines("eth0 172.17.1.50/32") };
    expect(deployment(node("ctl-0", files), node("ctl-1", files)).floatingAddresses).toEqual([]);
  });

  it("is not said to be twice by bundles of different times", () => {
    const files = { [IP]: lines("eth0 10.0.4.100/32") };
    const [one] = deployment(node("ha-0", files), node("ha-1", files, 30)).floatingAddresses;
    expect(one).not.toHaveProperty("heldTwice");
    expect(one?.lacks["heldTwice"]).toContain("30 minutes apart");
  });
});
