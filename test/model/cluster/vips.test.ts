import { describe, expect, it } from "vitest";
import { addresses, deployment, node, PCS, pcs, vip } from "./support.ts";

describe("a virtual address", () => {
  const IP = "sos_commands/networking/ip_-o_addr";
  const seen = (state: string, ...own: readonly (readonly string[] | undefined)[]) => {
    const status = pcs({ resources: vip(state) });
    const bundles = own.map((list, index) =>
      node(`ctl-${index}`, { [PCS]: status, ...(list === undefined ? {} : { [IP]: addresses(...list) }) }),
    );
    const [one] = deployment(...bundles).vips;
    return one === undefined ? undefined : [one.ownerHolds, one.compared, one.holders, one.heldTwice, one.heldNowhere];
  };

  it("is where pacemaker has it", () => {
    expect(seen("Started ctl-0", ["172.17.1.10", "172.17.1.50"], ["172.17.1.11"])).toEqual([
      true,
      true,
      ["ctl-0"],
      false,
      false,
    ]);
  });

  it("is elsewhere, twice or nowhere", () => {
    expect(seen("Started ctl-0", ["172.17.1.10"], ["172.17.1.50"])).toEqual([false, true, ["ctl-1"], false, false]);
    expect(seen("Started ctl-0", ["172.17.1.50"], ["172.17.1.50"])).toEqual([
      true,
      true,
      ["ctl-0", "ctl-1"],
      true,
      false,
    ]);
    expect(seen("Started ctl-0", ["172.17.1.10"], ["172.17.1.11"])).toEqual([false, true, [], false, true]);
  });

  it("may be on a node whose addresses are not known", () => {
    expect(seen("Started ctl-0", ["172.17.1.50"])).toEqual([true, false, ["ctl-0"], undefined, false]);
    expect(seen("Started ctl-1", ["172.17.1.10"])).toEqual([undefined, false, [], undefined, undefined]);
    expect(seen("Started ctl-0", undefined, ["172.17.1.11"])).toEqual([undefined, false, [], undefined, undefined]);
  });

  it("is not looked for while it is stopped", () => {
    expect(seen("Stopped", ["172.17.1.10"], ["172.17.1.11"])).toEqual([undefined, true, [], false, false]);
  });

  it("is not said to be twice by bundles of different times", () => {
    const status = pcs({ resources: vip("Started ctl-0") });
    const files = { [PCS]: status, [IP]: addresses("172.17.1.50") };
    const [one] = deployment(node("ctl-0", files), node("ctl-1", files, 30)).vips;
    expect(one).not.toHaveProperty("heldTwice");
    expect(one?.lacks["heldTwice"]).toContain("30 minutes apart");
  });

  it("may be one of IPv6", () => {
    const status = pcs({
      resources:
        " ip-fd00.fd00.fd00.2000..5\t(ocf::heartbeat:IPaddr2):\tStarted ctl-0\n vip-db\t(ocf::heartbeat:IPaddr2):\tStarted ctl-0\n",
    });
    expect(deployment(node("ctl-0", { [PCS]: status })).vips.map(({ name }) => name)).toEqual([
      "fd00:fd00:fd00:2000::5",
    ]);
  });
});
