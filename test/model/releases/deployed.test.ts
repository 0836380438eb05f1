import { describe, expect, it } from "vitest";
import { nodeOf } from "../../../src/model/node.ts";
import { captured, type FileOf, type Inspected, inspect, psTable } from "../../support/captured.ts";
import { KNOWN, SHIPPED } from "../../support/known.ts";

const PS = "sos_commands/docker/docker_ps_-a";
const INSPECT = "sos_commands/docker/containers/docker_inspect_all";
const named = (...names: readonly string[]) => ({
  [PS]: psTable(...names.map((name) => [name, "r:8787/rhosp13/openstack-x:13.0-1", "Up 1 day"] as const)),
});
const inspected = (...containers: readonly Inspected[]) => ({ [INSPECT]: inspect(...containers) });
const told = (files: Readonly<Record<string, string | FileOf>>) => nodeOf(captured(files), KNOWN);

describe("the role of a node", () => {
  it.each([
    ["Controller", "by keystone", named("keystone", "nova_api")],
    ["Compute", "by the hypervisor", named("nova_libvirt", "nova_compute")],
    ["ComputeHCI", "by hypervisor and storage", named("nova_libvirt", "ceph-osd-3")],
    ["CephStorage", "by storage alone, also of cephadm", named("ceph-4b5c8c0a-ff60-454b-a1b4-9747aa737d19-osd-0")],
    ["ObjectStorage", "by swift's stores without keystone", named("swift_object_server")],
    ["Networker", "by neutron's agents without keystone", named("neutron_l3_agent", "neutron_ovs_agent")],
    ["Database", "by galera without keystone", named("galera-bundle-docker-0", "clustercheck")],
    ["Messaging", "by rabbitmq without galera", named("rabbitmq-bundle-docker-1")],
    [undefined, "not by keystone beside a hypervisor", named("keystone", "nova_libvirt")],
    [undefined, "not by keystone beside what an undercloud is made of", named("keystone", "ironic_api")],
    [
      "Undercloud",
      "by its host's name where nothing else decides",
      { ...named("keystone", "ironic_api"), hostname: "director\n" },
    ],
    [
      "Undercloud",
      "by image lists in the home of who deploys, which only the director has",
      {
        ...named("keystone"),
        "home/stack/local_registry_images.yaml": "container_images:\n- imagename: r:8787/rhosp13/openstack-x:13.0-1\n",
      },
    ],
    ["Compute", "by containers before the host's name", { ...named("nova_libvirt"), hostname: "controller-0\n" }],
    [
      "Controller",
      "by the host's name as a last resort",
      {
        hostname: "overcloud-controller-0.localdomain\n",
        "etc/rhosp-release": "Red Hat OpenStack Platform release 13.0.11 (Queens)\n",
      },
    ],
    [undefined, "not by the host's name of what may be no OpenStack at all", { hostname: "controller-0\n" }],
    [
      undefined,
      "not by a name that says nothing",
      { hostname: "node7\n", "etc/rhosp-release": "Red Hat OpenStack Platform release 13.0.11 (Queens)\n" },
    ],
    [
      "ComputeOvsDpdk",
      "by the label of paunch before all others",
      {
        ...inspected({ name: "keystone", labels: { managed_by: "tripleo-ComputeOvsDpdk" } }),
        hostname: "controller-0\n",
      },
    ],
    [undefined, "not by a label without a role", inspected({ name: "x", labels: { managed_by: "tripleo_ansible" } })],
  ])("is %s %s", (role, _, files) => {
    expect(told(files).role).toBe(role);
  });

  it("is not told by what is left of a list", () => {
    const notes = [{ code: "truncated", message: "cut", lossy: true }] as const;
    const cut = inspected({ name: "neutron_l3_agent" }, { name: "neutron_dhcp", index: 1 });
    expect(told(cut).role).toBe("Networker");
    expect(nodeOf(captured(cut, { notes }), KNOWN).role).toBeUndefined();
    expect(nodeOf(captured({ ...cut, ...named("neutron_l3_agent") }, { notes }), KNOWN).role).toBe("Networker");
  });

  it("is shown with the line that tells it", () => {
    expect(told(named("nova_libvirt")).evidence["role"]).toMatchObject({ file: PS, line: 2 });
  });
});

describe("the product that was deployed", () => {
  it.each([
    [
      "tripleo",
      "by the label of who manages a container",
      inspected({ name: "x", image: "x", labels: { managed_by: "paunch" } }),
    ],
    [
      "tripleo",
      "by a start-up configuration",
      {
        "var/lib/tripleo-config/docker-container-startup-config-step_4.json":
          '{"x": {"image": "i", "restart": "always"}}',
      },
    ],
    ["tripleo", "by the release of its images", named("x")],
    [
      "tripleo",
      "by its own labels although its images are kolla's",
      inspected({ name: "x", labels: { managed_by: "tripleo-Compute", kolla_version: "8" } }),
    ],
    [
      "kolla-ansible",
      "by kolla's label alone",
      inspected({ name: "x", image: "x", labels: { kolla_version: "18.1.0" } }),
    ],
    ["kolla-ansible", "by its toolbox", { [PS]: psTable(["kolla_toolbox", "quay.io/x:1", "Up 1 day"]) }],
    [undefined, "not by what anybody may run", { [PS]: psTable(["web", "nginx", "Up 1 day"]) }],
  ])("is %s %s", (product, _, files) => {
    expect(told(files).product).toBe(product);
  });

  it("has its roles by kolla-ansible's own words", () => {
    const image = "quay.io/openstack.kolla/x:2024.1-rocky-9";
    const node = told({ [PS]: psTable(["kolla_toolbox", image, "Up 1 day"], ["nova_compute", image, "Up 1 day"]) });
    expect([node.product, node.release, node.role]).toEqual(["kolla-ansible", "2024.1", "compute"]);
  });

  it("is one where everything runs, where control and compute run together", () => {
    const files = {
      [PS]: psTable(...["kolla_toolbox", "keystone", "nova_compute"].map((name) => [name, "i", "Up 1 day"] as const)),
    };
    expect(told(files).role).toBe("all-in-one");
  });
});

describe("the release of a node", () => {
  it("is that of what runs before that of what has ended", () => {
    const files = {
      [PS]: psTable(
        ["old", "r:8787/rhosp13/openstack-x:13.0-1", "Exited (0) 2 weeks ago"],
        ["new", "r:8787/rhosp-rhel8/openstack-x:16.2-1", "Up 1 day"],
      ),
    };
    expect(told(files).release).toBe("16");
  });

  it("is 15 where nothing but the layout of its start-up configuration tells, which is that of 15 alone", () => {
    const entry = '{"x": {"image": "i", "restart": "always"}}';
    expect(told({ "var/lib/tripleo-config/hashed-container-startup-config-step_4.json": entry }).release).toBe("15");
    expect(told({ "var/lib/tripleo-config/container-startup-config/step_4/x.json": entry }).release).toBeUndefined();
    expect(
      told({ "var/lib/tripleo-config/docker-container-startup-config-step_4.json": entry }).release,
    ).toBeUndefined();
  });
});

describe("a node without a list of containers", () => {
  const units = (...rows: readonly string[]) => ({
    "sos_commands/systemd/systemctl_list-units_--all": rows.map((row) => `${row} loaded active running x\n`).join(""),
  });

  it.each([
    [
      "of EDPM",
      units("edpm_nova_compute.service", "edpm_ovn_controller.service"),
      { product: "rhoso", tool: "edpm", role: "compute" },
    ],
    [
      "of kolla-ansible",
      units("kolla-keystone-container.service", "kolla-nova_api-container.service"),
      { product: "kolla-ansible", tool: "kolla-ansible", role: "control" },
    ],
    [
      "of TripleO",
      units("tripleo_nova_compute.service", "tripleo_nova_virtqemud.service"),
      { product: "tripleo", role: "Compute" },
    ],
    [
      "of the tool that most units are of, where another was left",
      units("tripleo_ovn_controller.service", "edpm_nova_compute.service", "edpm_ovn_controller.service"),
      { product: "rhoso" },
    ],
  ])("is told by its units to be %s", (_, files, expected) => {
    expect(told(files)).toMatchObject(expected);
  });

  it("is told nothing by units where containers are listed", () => {
    expect(
      told({ [PS]: psTable(["mine", "busybox:1", "Up 1 day"]), ...units("edpm_nova_compute.service") }).product,
    ).toBeUndefined();
  });
});

describe("the release of a node, by the images that it runs", () => {
  it.each([
    ["a Satellite's name of one piece", "s.example.com:5000/org-osp13_containers-keystone:13.0-118", "13", "tripleo"],
    [
      "RDO's namespace of one system",
      "docker.io/tripleotraincentos8/centos-binary-nova-api:current-tripleo",
      "16",
      "tripleo",
    ],
    ["RDO's namespace of another", "quay.io/tripleowallabycentos9/openstack-nova-api:current-tripleo", "17", "tripleo"],
    [
      "RDO's namespace of what OSP has no release of",
      "docker.io/tripleou/centos-binary-nova-api:x",
      undefined,
      "tripleo",
    ],
    ["RDO's namespace of what is not out", "docker.io/tripleomaster/centos-binary-nova-api:x", undefined, "tripleo"],
    ["somebody else's", "registry.example.com/mytripleo-tools/nova-api:1", undefined, undefined],
  ])("is told by %s", (_, image, release, product) => {
    const node = told({ [PS]: psTable(["nova_api", image, "Up 1 day"]) });
    expect([node.release, node.product]).toEqual([release, product]);
  });

  it("has no engine of its own where it was built for either", () => {
    const on = (namespace: string) =>
      nodeOf(captured({ [PS]: psTable(["nova_api", `r/${namespace}/centos-binary-nova-api:x`, "Up 1 day"]) }), SHIPPED);
    expect(on("tripleotrain").releaseEngine).toBeUndefined();
    expect(on("tripleotraincentos8").releaseEngine).toBe("podman");
  });
});
