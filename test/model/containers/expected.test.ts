import { describe, expect, it } from "vitest";
import { nodeOf } from "../../../src/model/node.ts";
import type { ReleaseRow, ReleaseTable } from "../../../src/model/releases/releases.ts";
import { captured, type FileOf, inspect, psTable } from "../../support/captured.ts";
import { knowing } from "../../support/known.ts";

const PS = "sos_commands/docker/docker_ps_-a";
const STEP_4 = "var/lib/tripleo-config/hashed-docker-container-startup-config-step_4.json";
const IMAGE = "r:8787/rhosp13/openstack-x:13.0-1";

const row = (name: string, family: string, more: Partial<ReleaseRow> = {}): ReleaseRow => ({
  ...{ name, kind: "service", family, roles: ["Controller"], required: true },
  ...more,
});
const TABLE: ReleaseTable = {
  ...{ release: "13", product: "tripleo", engine: "docker", health: "engine", source: "x" },
  containers: [
    row("keystone", "keystone"),
    row("nova_api", "nova"),
    row("nova_conductor", "nova"),
    row("nova_compute", "nova", { roles: ["Compute"] }),
    row("nova_db_sync", "nova", { kind: "one-shot" }),
    row("openstack-cinder-volume", "nova", { bundle: "one" }),
    row("aodh_api", "aodh"),
    row("aodh_listener", "aodh"),
    row("neutron_ovs_agent", "neutron"),
    row("neutron_ovs_bridge", "neutron"),
    { name: "nova_rare", kind: "service", family: "nova", roles: ["Controller"] },
  ],
};

const node = (files: Readonly<Record<string, string | FileOf>>) => nodeOf(captured(files), knowing([TABLE]));
const expected = (files: Readonly<Record<string, string | FileOf>>) =>
  node(files).expectedContainers.map(({ name, present, ownConfiguration }) => [name, present, ownConfiguration]);
const running = (...names: readonly string[]) => psTable(...names.map((name) => [name, IMAGE, "Up 1 day"] as const));
const step = (entries: Readonly<Record<string, object>>) => JSON.stringify(entries, null, 2);

const SERVICE = { image: IMAGE, restart: "always" };
const ENTRIES = {
  nova_api: SERVICE,
  nova_conductor: SERVICE,
  nova_db_sync: { image: IMAGE, detach: false },
  nova_discover: { action: "exec", command: ["nova_api"] },
};

describe("the containers that a node is to have by its own start-up configuration", () => {
  it("are its services and one-shots, without commands in other containers, present or not", () => {
    const own = node({ [PS]: running("nova_api", "nova_db_sync"), [STEP_4]: step(ENTRIES) });
    expect(own.expectedContainers).toMatchObject([
      { name: "nova_api", lifecycle: "service", present: true, family: "nova" },
      { name: "nova_conductor", lifecycle: "service", present: false, ownConfiguration: true },
      { name: "nova_db_sync", lifecycle: "one-shot", present: true },
    ]);
    expect(own.expectedContainers[1]).toMatchObject({
      source: `its start-up configuration in ${STEP_4}`,
      evidence: { source: { file: STEP_4, line: 6 } },
    });
  });

  it("outrank what the release runs", () => {
    const files = { [PS]: running("keystone", "nova_api", "aodh_api"), [STEP_4]: step({ nova_api: SERVICE }) };
    expect(expected(files)).toEqual([["nova_api", true, true]]);
  });

  it("stand once where a plain and a hashed file name them, the hashed one shown", () => {
    const files = {
      [PS]: running("x"),
      [STEP_4.replace("hashed-", "")]: step({ nova_api: SERVICE }),
      [STEP_4]: step({ nova_api: SERVICE }),
    };
    expect(node(files).expectedContainers).toMatchObject([
      { name: "nova_api", evidence: { source: { file: STEP_4 } } },
    ]);
  });

  it("are not missing where what has ended is not listed", () => {
    expect(expected({ "sos_commands/docker/docker_ps": running("nova_api"), [STEP_4]: step(ENTRIES) })).toEqual([
      ["nova_api", true, true],
      ["nova_conductor", undefined, true],
      ["nova_db_sync", undefined, true],
    ]);
  });

  it("are there under another name that paunch gave them, by label or by suffix", () => {
    const entries = step({ nova_api: SERVICE, nova_conductor: SERVICE });
    const labelled = inspect({ name: "/nova_api-k3j9x2ab", labels: { container_name: "nova_api" } });
    const files = {
      [PS]: running("nova_api-k3j9x2ab", "nova_conductor-0a1b2c3d"),
      "sos_commands/docker/containers/docker_inspect_all": labelled,
      [STEP_4]: entries,
    };
    expect(expected(files)).toEqual([
      ["nova_api", true, true],
      ["nova_conductor", true, true],
    ]);
  });

  it("are made anew by paunch, from the file and in the name that made the others", () => {
    const labels = { container_name: "nova_api", managed_by: "tripleo-Controller", config_id: "tripleo_step4" };
    const files = {
      [PS]: running("nova_api"),
      "sos_commands/docker/containers/docker_inspect_all": inspect({ name: "/nova_api", labels }),
      [STEP_4]: step(ENTRIES),
    };
    expect(node(files).expectedContainers[1]?.commands.recreate).toBe(
      `sudo paunch apply --file /${STEP_4} --config-id tripleo_step4 --managed-by tripleo-Controller`,
    );
  });

  it("are made anew by a deployment where it is not known in whose name paunch is to do it", () => {
    expect(
      node({ [PS]: running("nova_api"), [STEP_4]: step(ENTRIES) }).expectedContainers[1]?.commands.recreate,
    ).toMatch(/^# run the deployment again/);
  });
});

describe("the containers that a node is to have by its release", () => {
  it("are those of its role whose family is there, without one-shots and what pacemaker runs", () => {
    expect(expected({ [PS]: running("keystone", "nova_api") })).toEqual([
      ["keystone", true, false],
      ["nova_api", true, false],
      ["nova_conductor", false, false],
    ]);
  });

  it("are none where the role is not known", () => {
    expect(expected({ [PS]: running("nova_api") })).toEqual([]);
  });

  it("are none of a family of which nothing runs", () => {
    const files = { [PS]: psTable(["keystone", IMAGE, "Up 1 day"], ["aodh_api", IMAGE, "Exited (0) 2 weeks ago"]) };
    expect(expected(files)).toEqual([
      ["keystone", true, false],
      ["aodh_api", true, false],
    ]);
  });

  it("are none of neutron's own agents where OVN is there, whatever is left of them", () => {
    const files = { [PS]: running("keystone", "ovn_controller", "neutron_ovs_bridge") };
    expect(expected(files).map(([name]) => name)).toEqual(["keystone"]);
    expect(expected({ [PS]: running("keystone", "neutron_ovs_bridge") }).map(([name]) => name)).toContain(
      "neutron_ovs_agent",
    );
  });

  it("are none of another release", () => {
    const files = { [PS]: psTable(["keystone", "r:8787/rhosp-rhel8/openstack-x:16.2-1", "Up 1 day"]) };
    expect(expected(files)).toEqual([]);
  });
});

describe("what a bundle that has lost something tells of missing containers", () => {
  const notes = [{ code: "truncated", message: "the archive ends in the middle", lossy: true }] as const;
  const of = (files: Readonly<Record<string, string>>) =>
    nodeOf(captured(files, { notes: [...notes] }), knowing([TABLE])).expectedContainers.map(
      ({ name, present, lacks }) => [name, present, lacks["*"]],
    );

  it("is nothing by its release: the start-up configuration, which outranks it, may be what was lost", () => {
    expect(of({ [PS]: running("keystone", "nova_api") })).toContainEqual([
      "nova_conductor",
      undefined,
      expect.stringContaining("collect: run collect on the node again"),
    ]);
  });

  it("is what its start-up configuration names, where that and the list of containers are there", () => {
    expect(of({ [PS]: running("nova_api"), [STEP_4]: step(ENTRIES) })).toContainEqual([
      "nova_conductor",
      false,
      undefined,
    ]);
  });
});
