import { describe, expect, it } from "vitest";
import { psTable } from "../../support/captured.ts";
import { deployment, type Files, node, PCS, pcs } from "./support.ts";

describe("whether a node is of a cluster", () => {
  const REFUSAL = "Error: cluster is not currently running on this node\n";
  const views = (files: Files) =>
    deployment(node("n", files)).nodes[0]?.clusterViews.map(({ member, running }) => [member, running]);

  it("is told by what a cluster leaves on it, not by its packages", () => {
    expect(views({ [PCS]: REFUSAL })).toEqual([]);
    expect(views({ [PCS]: REFUSAL, "etc/corosync/corosync.conf": "totem {\n}\n" })).toEqual([[true, false]]);
    const table = psTable(["mysql_restart_bundle", "x:1", "Exited (0) 2 days ago"]);
    expect(views({ [PCS]: REFUSAL, "sos_commands/docker/docker_ps_-a": table })).toEqual([[true, false]]);
    expect(
      views({ "sos_commands/docker/docker_ps_-a": psTable(["galera-bundle-docker-0", "x:1", "Up 2 hours"]) }),
    ).toEqual([[true, undefined]]);
  });

  it("is not known without a whole list of containers", () => {
    expect(views({ "sos_commands/docker/docker_ps_-a": "", [PCS]: REFUSAL })).toEqual([[undefined, false]]);
    expect(deployment(node("n", { "sos_commands/docker/docker_ps_-a": "" })).coverage.pacemaker.state).toBe("absent");
  });

  it("decides whether a status of the cluster is missing", () => {
    expect(deployment(node("n", {})).coverage.pacemaker.state).toBe("whole");
    const stopped = deployment(node("n", { [PCS]: REFUSAL, "etc/corosync/corosync.conf": "totem {\n}\n" }));
    expect(stopped.coverage.pacemaker).toMatchObject({
      state: "absent",
      reason: expect.stringContaining("pacemaker does not run on this node"),
    });
    const other = deployment(
      node("ctl-0", { [PCS]: pcs() }),
      node("ctl-1", {
        [PCS]: REFUSAL,
        "etc/corosync/corosync.conf":
          "totem {\n}\nnodelist {\n node {\n name: ctl-0\n }\n node {\n name: ctl-1\n }\n}\n",
      }),
    );
    expect(other.coverage.pacemaker.state).toBe("whole");
  });
});
