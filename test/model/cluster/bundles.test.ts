import { describe, expect, it } from "vitest";
import { psTable } from "../../support/captured.ts";
import { deployment, type Files, galera, node, PCS, pcs } from "./support.ts";

describe("the containers of bundles", () => {
  const resources = galera("Master ctl-0", "Slave ctl-1", "Stopped");
  const placed = (...rows: (readonly [string, string, string])[]) =>
    deployment(
      node("ctl-0", { [PCS]: pcs({ resources }), "sos_commands/docker/docker_ps_-a": psTable(...rows) }),
    ).nodes[0]?.placedReplicas.map(({ name, here, state, containerRunning }) => [name, here, state, containerRunning]);

  it("are held against where pacemaker has them", () => {
    expect(placed(["galera-bundle-docker-0", "x:1", "Up 2 hours"])).toEqual([
      ["galera-bundle-docker-0", true, "master", true],
    ]);
    expect(placed(["galera-bundle-docker-0", "x:1", "Exited (137) 2 hours ago"])).toEqual([
      ["galera-bundle-docker-0", true, "master", false],
    ]);
    expect(placed(["nova_api", "x:1", "Up 2 hours"])).toEqual([["galera-bundle-docker-0", true, "master", false]]);
    expect(
      placed(["galera-bundle-docker-0", "x:1", "Up 2 hours"], ["galera-bundle-docker-2", "x:1", "Up 2 hours"]),
    ).toEqual([
      ["galera-bundle-docker-0", true, "master", true],
      ["galera-bundle-docker-2", false, "stopped", true],
    ]);
  });

  it("are not known where their list is not whole", () => {
    const files = {
      [PCS]: pcs({ resources }),
      "sos_commands/docker/docker_ps": psTable(["nova_api", "x:1", "Up 2 hours"]),
      "sos_commands/docker/docker_ps_-a": "",
    };
    expect(deployment(node("ctl-0", files)).nodes[0]?.placedReplicas).toMatchObject([
      { here: true, name: "galera-bundle-docker-0" },
    ]);
    expect(deployment(node("ctl-0", files)).nodes[0]?.placedReplicas[0]).not.toHaveProperty("containerRunning");
  });
});

describe("the bundles of a deployment", () => {
  const HOSTS =
    "# HEAT_HOSTS_START\n10.0.0.1 ctl-0.example.com ctl-0\n10.0.0.9 cmp-0.example.com cmp-0\n# HEAT_HOSTS_END\n";

  it("may lack a node that the others name", () => {
    const model = deployment(
      node("ctl-0", { [PCS]: pcs({ online: ["ctl-0", "ctl-1"] }), "etc/hosts": HOSTS }),
      node("director", {}),
    );
    expect(model.rosters.map(({ name, known, missing }) => [name, known, missing])).toEqual([
      ["the cluster", 2, ["ctl-1"]],
      ["/etc/hosts", 2, ["cmp-0"]],
    ]);
    expect(model.rosters[0]?.evidence["missing.ctl-1"]).toMatchObject({ file: `ctl-0:${PCS}`, line: 6 });
    expect(deployment(node("ctl-0", { "etc/hosts": HOSTS })).rosters).toEqual([]);
  });

  it("may be two of one machine", () => {
    const ID = "etc/machine-id";
    const pair = (one: Files, other: Files, name = "n") =>
      deployment(node("n", one), node(name, other)).twins.map(({ same }) => same);
    const [a, b] = ["a".repeat(32), "b".repeat(32)];
    expect(pair({ [ID]: a }, { [ID]: a })).toEqual([true]);
    expect(pair({ [ID]: a }, { [ID]: b })).toEqual([false]);
    expect(pair({ [ID]: a }, {})).toEqual([undefined]);
    expect(pair({ [ID]: a }, { [ID]: a }, "other")).toEqual([]);
    const BOOT = "proc/sys/kernel/random/boot_id";
    expect(
      pair({ [BOOT]: "1b4e28ba-2fa1-11d2-883f-0016d3cca427" }, { [BOOT]: "1b4e28ba-2fa1-11d2-883f-0016d3cca427" }),
    ).toEqual([true]);
    expect(
      pair({ [BOOT]: "1b4e28ba-2fa1-11d2-883f-0016d3cca427" }, { [BOOT]: "2b4e28ba-2fa1-11d2-883f-0016d3cca427" }),
    ).toEqual([undefined]);
  });

  it("tell how far apart they were captured, and their clocks", () => {
    const clock = (seconds: string, leap = "Normal") => ({
      "sos_commands/chrony/chronyc_tracking": `System time     : ${seconds} of NTP time\nLeap status     : ${leap}\n`,
    });
    const times = (...bundles: ReturnType<typeof node>[]) => deployment(...bundles).captureTimes[0];
    expect(times(node("a", clock("0.5 seconds fast"), 20), node("b", clock("1.0 seconds slow")))).toMatchObject({
      first: "b",
      last: "a",
      secondsApart: 1200,
      clockSpread: 1.5,
      clocks: ["a: 0.500 s", "b: -1.000 s"],
    });
    expect(
      times(node("a", clock("0.5 seconds fast")), node("b", clock("0.0 seconds slow", "Not synchronised"))),
    ).not.toHaveProperty("clockSpread");
    const timeless = times(node("a", {}), node("b", { "sos_commands/date/date": "Tue Nov 24 12:00:00 CET 2026" }));
    expect(timeless).not.toHaveProperty("secondsApart");
    expect(times(node("a", {}))).toBeUndefined();
  });

  it("tell the releases of their nodes", () => {
    const release = (number: string) => ({
      "etc/rhosp-release": `Red Hat OpenStack Platform release ${number}.0 (X)\n`,
    });
    expect(
      deployment(node("a", release("13")), node("b", release("16")), node("c", release("13"))).captureTimes[0]
        ?.releases,
    ).toEqual(["13 on a, c", "16 on b"]);
  });
});
