import { describe, expect, it } from "vitest";
import { deployment, galera, node, PCS, pcs, vip } from "./support.ts";

describe("a cluster as its nodes see it", () => {
  const listing = galera("Master ctl-0", "FAILED ctl-1 (blocked)", "Stopped") + vip("Started ctl-0");

  it("is told once where all nodes say the same, with the lines of each", () => {
    const status = pcs({ resources: listing, offline: ["ctl-2"] });
    const model = deployment(node("ctl-0", { [PCS]: status }), node("ctl-1", { [PCS]: status }));
    expect(
      model.clusterReplicas.map(({ name, state, place, blocked, seenFrom }) => [name, state, place, blocked, seenFrom]),
    ).toEqual([
      ["galera-bundle-0", "master", " on ctl-0", false, ["ctl-0", "ctl-1"]],
      ["galera-bundle-1", "failed", " on ctl-1", true, ["ctl-0", "ctl-1"]],
      ["galera-bundle-2", "stopped", "", false, ["ctl-0", "ctl-1"]],
    ]);
    expect(Object.values(model.clusterReplicas[0]?.evidence ?? {}).map(({ file }) => file)).toEqual([
      `ctl-0:${PCS}`,
      `ctl-1:${PCS}`,
    ]);
    expect(model.clusterBundles).toMatchObject([
      {
        name: "galera-bundle",
        kind: "galera",
        replicas: 3,
        running: 1,
        masters: 1,
        tag: "pcmklatest",
        hostDiffers: false,
        disabled: false,
      },
    ]);
    expect(model.clusterMembers.map(({ name, online }) => [name, online])).toEqual([
      ["ctl-0", true],
      ["ctl-1", true],
      ["ctl-2", false],
    ]);
    expect(model.comparisons.every(({ agree }) => agree)).toBe(true);
    expect(model.coverage.pacemaker.state).toBe("whole");
  });

  it("is told as each sees it where they differ, and that they do", () => {
    const model = deployment(
      node("ctl-0", { [PCS]: pcs({ quorum: "WITHOUT", online: ["ctl-0"], offline: ["ctl-1"] }) }),
      node("ctl-1", { [PCS]: pcs({ dc: "ctl-1", online: ["ctl-1"], offline: ["ctl-0"] }) }),
    );
    expect(model.nodes.map(({ clusterViews }) => clusterViews[0]?.quorate)).toEqual([false, true]);
    expect(model.clusterMembers.filter(({ online }) => !online).map(({ name, seenFrom }) => [name, seenFrom])).toEqual([
      ["ctl-1", ["ctl-0"]],
      ["ctl-0", ["ctl-1"]],
    ]);
    expect(model.comparisons.map(({ name, agree, sayings }) => [name, agree, sayings])).toEqual([
      ["the coordinator", false, ["ctl-0: ctl-0", "ctl-1: ctl-1"]],
      ["the nodes that are online", false, ["ctl-0: ctl-0", "ctl-1: ctl-1"]],
    ]);
  });

  it("is not said to differ where the bundles are of different times", () => {
    const model = deployment(node("ctl-0", { [PCS]: pcs() }), node("ctl-1", { [PCS]: pcs({ dc: "ctl-1" }) }, 11));
    expect(model.comparisons.map(({ agree }) => agree)).toEqual([undefined, true]);
    expect(model.comparisons[0]?.lacks["*"]).toContain("ctl-0, ctl-1 were captured 11 minutes apart");
  });

  it("is not compared with another cluster's", () => {
    const model = deployment(
      node("ctl-0", { [PCS]: pcs({ online: ["ctl-0"] }) }),
      node("cell-0", { [PCS]: pcs({ online: ["cell-0"], dc: "cell-0" }) }),
    );
    expect(model.comparisons).toEqual([]);
  });

  it("knows which failures still hold", () => {
    const failure = (resource: string, on: string) =>
      `* ${resource}_start_0 on ${on} 'unknown error' (1): call=1, status=complete, exitreason='x',\n    last-rc-change='Tue Nov 24 11:00:00 2026', queued=0ms, exec=0ms\n`;
    const failures = `Failed Actions:\n${failure("galera", "galera-bundle-2")}${failure("galera", "galera-bundle-0")}${failure("galera-bundle-docker-2", "ctl-0")}${failure("unknown", "ctl-0")}`;
    const model = deployment(node("ctl-0", { [PCS]: pcs({ resources: listing, failures }) }));
    expect(
      model.failedActions.map(({ name, node: on, downNow, secondsAgo }) => [name, on, downNow, secondsAgo]),
    ).toEqual([
      ["galera", "galera-bundle-2", true, 3600],
      ["galera", "galera-bundle-0", false, 3600],
      ["galera-bundle-docker-2", "ctl-0", true, 3600],
      ["unknown", "ctl-0", false, 3600],
    ]);
  });

  it("has bundles that are to be stopped, and that nobody looks after", () => {
    const resources = ` Docker container: openstack-manila-share [other/manila:13.0-1] (unmanaged)\n   openstack-manila-share-docker-0\t(ocf::heartbeat:docker):\tStopped (disabled)\n${galera("Master ctl-0")}${galera("Master ctl-0").replaceAll("galera", "mysql")}`;
    expect(deployment(node("ctl-0", { [PCS]: pcs({ resources }) })).clusterBundles).toMatchObject([
      {
        name: "openstack-manila-share",
        kind: "manila-share",
        disabled: true,
        unmanaged: true,
        tag: "13.0-1",
        hostDiffers: true,
      },
      { name: "galera-bundle", disabled: false, unmanaged: false, hostDiffers: false },
      { name: "mysql-bundle" },
    ]);
  });
});
