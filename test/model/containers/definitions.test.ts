import { describe, expect, it } from "vitest";
import { nodeOf } from "../../../src/model/node.ts";
import { captured, type Inspected, inspect } from "../../support/captured.ts";
import { KNOWN } from "../../support/known.ts";

const INSPECT = "sos_commands/docker/containers/docker_inspect_all";
const STEP = "var/lib/tripleo-config/hashed-docker-container-startup-config-step_4.json";
const IMAGE = "r:8787/rhosp13/openstack-nova-api:13.0-1";

const entry = { image: IMAGE, restart: "always", volumes: ["/etc/hosts:/etc/hosts:ro", "/var/run/x/:/x"] };

interface Given {
  readonly details?: Partial<Inspected>;
  readonly label?: object | string;
  readonly file?: object;
  readonly files?: Readonly<Record<string, string>>;
}

function definedWith({ details, label = entry, file, files = {} }: Given) {
  const text = typeof label === "string" ? label : JSON.stringify(label);
  const made: Inspected = {
    name: "nova_api",
    image: IMAGE,
    restart: "always",
    volumes: ["/etc/hosts", "/run/x"],
    labels: { managed_by: "tripleo-Controller", container_name: "nova_api", config_data: text },
    ...details,
  };
  const startup = file === undefined ? {} : { [STEP]: JSON.stringify({ nova_api: file }) };
  return nodeOf(captured({ [INSPECT]: inspect(made), ...startup, ...files }), KNOWN).definedContainers;
}

describe("a container against its definition", () => {
  it("has what it is to have", () => {
    expect(definedWith({ file: entry })[0]).toMatchObject({
      container: "nova_api",
      definedBy: STEP,
      wantedRestart: "always",
      restart: "always",
      privilegedUnasked: false,
      hostPidUnasked: false,
      extraMounts: [],
      outdated: [],
      madeByHand: false,
    });
  });

  it("is judged by its label where the bundle has no start-up configuration", () => {
    const [defined] = definedWith({});
    expect(defined).toMatchObject({ definedBy: "its label config_data", wantedRestart: "always", madeByHand: false });
    expect(defined?.outdated).toBeUndefined();
    expect(defined?.lacks["outdated"]).toContain("looked for var/lib/tripleo-config/");
  });

  it("is to have no restart policy where its entry names none, and docker's empty one is none", () => {
    const { restart: _, ...oneShot } = entry;
    const [defined] = definedWith({ details: { restart: "" }, label: oneShot });
    expect(defined).toMatchObject({ wantedRestart: "no", restart: "no" });
  });

  it.each([
    ["is privileged unasked", { privileged: true }, {}, true],
    ["is privileged as its entry asks", { privileged: true }, { privileged: true }, false],
    ["is not privileged though it may be", { privileged: false }, { privileged: true }, false],
  ])("%s", (_, details, asked, expected) => {
    expect(definedWith({ details, label: { ...entry, ...asked } })[0]?.privilegedUnasked).toBe(expected);
  });

  it("may ask for privileges in either definition", () => {
    const details = { privileged: true, pidMode: "host" };
    const asked = { ...entry, privileged: true, pid: "host" };
    expect(definedWith({ details, file: asked })[0]).toMatchObject({ privilegedUnasked: false, hostPidUnasked: false });
    expect(definedWith({ details, file: entry })[0]).toMatchObject({ privilegedUnasked: true, hostPidUnasked: true });
  });

  it("mounts more than it is to", () => {
    const details = { volumes: ["/etc/hosts/", "/run/x", "/srv", "/var/lib/docker/volumes/abc/_data"] };
    expect(definedWith({ details })[0]?.extraMounts).toEqual(["/srv on /var/lib/kolla/config_files/src"]);
  });

  it("is not told to mount more where it takes mounts over from others", () => {
    const details = { volumes: ["/srv"] };
    expect(definedWith({ details, label: { ...entry, volumes_from: ["x"] } })[0]?.extraMounts).toBeUndefined();
  });

  it("is not judged by a definition that is torn", () => {
    const { restart, ...rest } = entry;
    const torn = JSON.stringify({ restart, ...rest }).slice(0, 40);
    const [defined] = definedWith({ details: { privileged: true }, label: torn });
    expect(defined).toMatchObject({ wantedRestart: "always" });
    expect(defined?.privilegedUnasked).toBeUndefined();
    expect(defined?.extraMounts).toBeUndefined();
    expect(defined?.lacks["*"]).toContain("collect: /var/lib/tripleo-config");
  });

  it("was made from another definition", () => {
    const now = { ...entry, image: "r:8787/rhosp13/openstack-nova-api:13.0-2", privileged: true, volumes: ["/a:/a"] };
    expect(definedWith({ file: now })[0]?.outdated).toEqual([
      `image ${IMAGE}, now r:8787/rhosp13/openstack-nova-api:13.0-2`,
      "privileged false, now true",
      "volume /etc/hosts:/etc/hosts:ro, now none",
      "volume /var/run/x/:/x, now none",
      "no volume /a:/a, now one",
    ]);
  });

  it("is not outdated by an image of another spelling, or by the hash of its configuration", () => {
    const details = { image: "busybox" };
    const [made, now] = [
      { ...entry, image: "busybox", environment: ["TRIPLEO_CONFIG_HASH=1"] },
      { ...entry, image: "docker.io/library/busybox:latest", environment: ["TRIPLEO_CONFIG_HASH=2"] },
    ];
    expect(definedWith({ details, label: made, file: now })[0]?.outdated).toEqual([]);
  });

  it("was made by hand where it bears the name and none of the labels", () => {
    expect(definedWith({ details: { labels: {} }, file: entry })[0]?.madeByHand).toBe(true);
    expect(definedWith({ details: { labels: { config_id: "tripleo_step4" } }, file: entry })[0]?.madeByHand).toBe(
      false,
    );
  });

  it.each([
    ["one of pacemaker", { name: "galera-bundle-docker-0" }],
    ["one of neutron", { name: "neutron-dnsmasq-qdhcp-1" }],
    ["one of ceph", { name: "ceph-mon-controller0" }],
    ["one that generates configuration", { name: "docker-puppet-nova" }],
    ["one of kolla-ansible", { labels: { kolla_version: "9" } }],
    ["one that has neither entry nor labels", { labels: {} }],
    ["one that does not run", { status: "exited" }],
  ])("does not concern %s", (_, details) => {
    expect(definedWith({ details })).toEqual([]);
  });

  it("is not known where the container was not inspected", () => {
    const row = [
      "CONTAINER ID   IMAGE   COMMAND   CREATED       STATUS     PORTS   NAMES",
      `aaaaaaaaaaab   x       "x"       2 weeks ago   Up 1 day           nova_api`,
    ].join("\n");
    const [defined] = nodeOf(captured({ "sos_commands/docker/docker_ps_-a": row }), KNOWN).definedContainers;
    expect(defined?.restart).toBeUndefined();
    expect(defined?.lacks["*"]).toContain("no inspect of the container in the bundle");
  });
});
