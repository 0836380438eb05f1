import { describe, expect, it } from "vitest";
import type { Captured } from "../../../src/model/bundle/captured.ts";
import { deploymentOf } from "../../../src/model/deployment.ts";
import { nodeOf } from "../../../src/model/node.ts";
import { captured, type FileOf, type Inspected, idOf, inspect, psTable } from "../../support/captured.ts";
import { KNOWN } from "../../support/known.ts";

const INSPECT = "sos_commands/docker/containers/docker_inspect_all";
const P = "var/lib/config-data/puppet-generated";
const NOVA = `${P}/nova/etc/nova/nova.conf`;
const NEUTRON = `${P}/neutron/etc/neutron/neutron.conf`;
const rabbit = (...hosts: string[]) => `rabbit://${hosts.map((host) => `guest:a@${host}`).join(",")}/?ssl=0`;
const transport = (...hosts: string[]) => `[DEFAULT]\ntransport_url=${rabbit(...hosts)}\n`;

function node(files: Record<string, string | FileOf>, ...containers: Inspected[]) {
  return nodeOf(captured(containers.length === 0 ? files : { ...files, [INSPECT]: inspect(...containers) }), KNOWN);
}

/** The bundle of a controller of this name. */
function host(name: string, files: Record<string, string>): Captured {
  return captured({ hostname: `${name}\n`, ...files }, { source: `${name}.tgz` });
}

const groups = (...bundles: Captured[]) =>
  deploymentOf(bundles, KNOWN).optionGroups.map(({ option, differs }) => [option, differs]);

describe("options that services have to agree on", () => {
  it.each([
    ["agree", transport("10.0.0.1:5672"), transport("10.0.0.1:5672"), false],
    ["agree in another order", transport("a:5672", "b:5672"), transport("b:5672", "a:5672"), false],
    ["differ in a host", transport("10.0.0.1:5672"), transport("10.0.0.2:5672"), true],
    ["differ in a port", transport("10.0.0.1:5672"), transport("10.0.0.1:5671"), true],
    ["differ in one host of several", transport("a:1", "b:1"), transport("a:1", "c:1"), true],
    ["are undecided between a name and an address", transport("10.0.0.1:1"), transport("a:1"), undefined],
    ["are undecided between a short name and a long one", transport("a.x.y:1"), transport("a.z:1"), undefined],
    [
      "are read past a mask",
      "[DEFAULT]\ntransport_url=rabbit://guest:*********@a:1/\n",
      "[DEFAULT]\ntransport_url=rabbit://guest:*********@b:1/\n",
      true,
    ],
    [
      "are undecided where all is masked",
      "[DEFAULT]\ntransport_url=*********\n",
      "[DEFAULT]\ntransport_url=*********\n",
      undefined,
    ],
  ])("%s", (_, nova, neutron, differs) => {
    expect(groups(captured({ [NOVA]: nova, [NEUTRON]: neutron }))).toEqual([["transport_url", differs]]);
  });

  it("are hosts of databases, identity, caches, and regions", () => {
    const files = (hosts: string, region: string) =>
      `[database]\nconnection=mysql+pymysql://x:p/w@${hosts}:3306/x?a=b\n[keystone_authtoken]\nauth_url=http://${hosts}:5000\nmemcached_servers=${hosts}:11211\nregion_name=${region}\n`;
    expect(groups(captured({ [NOVA]: files("10.0.0.1", "one"), [NEUTRON]: files("10.0.0.2", "One") }))).toEqual([
      ["connection", true],
      ["auth_url", true],
      ["memcached_servers", true],
      ["region_name", true],
    ]);
    expect(
      groups(captured({ [NOVA]: files("10.0.0.1", "one"), [NEUTRON]: files("10.0.0.1", "one") })).map(
        ([, differs]) => differs,
      ),
    ).toEqual([false, false, false, false]);
  });

  it("are not those of a volume that no container mounts", () => {
    const mounts = [`/${P}/nova:/var/lib/kolla/config_files/src`];
    const files = { [NOVA]: transport("a:1"), [NEUTRON]: transport("b:1") };
    expect(groups(captured({ ...files, [INSPECT]: inspect({ name: "nova_api", mounts }) }))).toEqual([
      ["transport_url", false],
    ]);
  });

  it("are compared among nodes that have a host in common, and not with another cloud", () => {
    const one = host("controller0", { [NOVA]: `${transport("a:1")}[database]\nconnection=mysql://x:y@a/x\n` });
    const other = host("compute0", { [NOVA]: `${transport("b:1")}[database]\nconnection=mysql://x:y@a/x\n` });
    expect(groups(one, other)).toEqual([
      ["transport_url", true],
      ["connection", false],
    ]);
    expect(groups(one, host("director", { [NOVA]: transport("z:1") })).map(([, differs]) => differs)).toEqual([
      false,
      false,
      false,
    ]);
  });
});

describe("options in a bundle of which part was lost", () => {
  const notes = [{ code: "truncated", message: "it ends early", lossy: true }] as const;

  it("accuse by what is there, and clear nothing", () => {
    const files = (hosts: string, debug: string) => ({
      hostname: "a\n",
      [NOVA]: `[DEFAULT]\ndebug=${debug}\nmy_ip=10.0.0.1\ntransport_url=${rabbit("10.0.0.1:1")}\n`,
      [NEUTRON]: `[DEFAULT]\ntransport_url=${rabbit(hosts)}\n`,
    });
    const judged = (hosts: string, debug: string) => {
      const { optionGroups, sharedAddresses, nodes } = deploymentOf([captured(files(hosts, debug), { notes })], KNOWN);
      const [group, shared, use] = [optionGroups[0], sharedAddresses[0], nodes[0]?.debugUses[0]];
      return [group?.differs, shared?.shared, use?.on];
    };
    expect(judged("10.0.0.2:1", "True")).toEqual([true, undefined, true]);
    expect(judged("10.0.0.1:1", "False")).toEqual([undefined, undefined, undefined]);
  });

  it("are not compared in a file that is cut short, or in a damaged archive", () => {
    const cut = { [NOVA]: { text: transport("a:1"), loss: "cut" }, [NEUTRON]: transport("b:1") };
    expect(groups(captured(cut))).toEqual([["transport_url", undefined]]);
    const corrupt = [{ code: "corrupt", message: "bytes are damaged", lossy: true }] as const;
    expect(groups(captured({ [NOVA]: transport("a:1"), [NEUTRON]: transport("b:1") }, { notes: corrupt }))).toEqual([]);
  });
});

describe("options that are each host's own", () => {
  const own = (ip: string) => ({ [NOVA]: `[DEFAULT]\nmy_ip=${ip}\ntransport_url=${rabbit("a:1")}\n` });
  const shared = (...bundles: Captured[]) =>
    deploymentOf(bundles, KNOWN).sharedAddresses.map(({ nodes, shared }) => [nodes, shared]);

  it("are shared where two hosts have one, but not by two bundles of a host", () => {
    const two = [["controller0", "controller1"], true];
    expect(shared(host("controller0", own("10.0.0.1")), host("controller1", own("10.0.0.1")))).toEqual([two]);
    expect(shared(host("controller0", own("10.0.0.1")), host("controller1", own("10.0.0.2")))).toEqual([
      [["controller0"], false],
      [["controller1"], false],
    ]);
    expect(shared(host("controller0", own("10.0.0.1")), host("controller0", own("10.0.0.1")))).toEqual([
      [["controller0"], false],
    ]);
  });

  it("are nobody's where they name every address", () => {
    expect(shared(host("a", own("0.0.0.0")), host("b", own("0.0.0.0")))).toEqual([]);
  });
});

describe("files that controllers have in common", () => {
  const differences = (one: string, other: string) => {
    const files = (text: string) => ({ [NOVA]: `${text}\n[DEFAULT]\ntransport_url=${rabbit("a:1")}\n` });
    const all = deploymentOf(
      [host("controller0", files(one)), host("controller1", files(other))],
      KNOWN,
    ).controllerFiles;
    return all.flatMap((file) => file.differences);
  };

  it.each([
    ["differ in a value", "[a]\nx=1", "[a]\nx=2", ["[a] x is 1 on controller0, 2 on controller1"]],
    ["differ in what one does not set", "[a]\nx=1", "[a]", ["[a] x is 1 on controller0, not set on controller1"]],
    ["agree in other words", "[a]\nx=1", "[a]\nx=True", []],
    ["may differ in names of the host", "[a]\nx=controller0.x", "[a]\nx=controller1.x", []],
    ["may differ in addresses", "[a]\nx=10.0.0.1", "[a]\nx=10.0.0.2", []],
    ["may differ in the host's own options", "[a]\nmy_ip=x\nhost=a\nworkers=1", "[a]\nmy_ip=y\nhost=b\nworkers=2", []],
    ["are undecided under tokens of two bundles", "[a]\nx=masked-aaaaaa-1", "[a]\nx=masked-bbbbbb-9", []],
    ["are undecided under a mask", "[a]\nx=*********", "[a]\nx=1", []],
  ])("%s", (_, one, other, expected) => {
    expect(differences(one, other)).toEqual(expected);
  });

  it("are quoted with the node that each line is of", () => {
    const files = (value: string) => ({ [NOVA]: `[a]\nx=${value}\n[DEFAULT]\ntransport_url=${rabbit("a:1")}\n` });
    const [file] = deploymentOf(
      [host("controller0", files("1")), host("controller1", files("2"))],
      KNOWN,
    ).controllerFiles;
    expect(Object.values(file?.evidence ?? {})).toEqual([
      { file: `controller0:${NOVA}`, line: 2, text: "x = 1" },
      { file: `controller1:${NOVA}`, line: 2, text: "x = 2" },
    ]);
  });
});

describe("options of one node", () => {
  it("show which services are set to debug", () => {
    const found = node({ [NOVA]: "[DEFAULT]\ndebug=True\n", [NEUTRON]: "[DEFAULT]\ndebug=False\n" }).debugUses;
    expect(found.map(({ services, on }) => [services, on])).toEqual([[["nova"], true]]);
    expect(node({ [NEUTRON]: "[DEFAULT]\ndebug=False\n" }).debugUses.map(({ on }) => on)).toEqual([false]);
    expect(node({}).debugUses).toEqual([]);
  });

  it("show numbers of workers that may not be 0, and no others", () => {
    const files = {
      [NOVA]: "[DEFAULT]\nmetadata_workers=0\n[conductor]\nworkers=0\n",
      [NEUTRON]: "[DEFAULT]\nrpc_workers=0\n",
    };
    expect(node(files).workerOptions.map(({ key, value }) => [key, value])).toEqual([["metadata_workers", 0]]);
  });

  it("show what is set twice, where it has one value", () => {
    const repeated = (text: string) => node({ [NOVA]: text }).repeatedOptions.map(({ key, differ }) => [key, differ]);
    expect(repeated("[DEFAULT]\ndebug=True\nx=1\ndebug=False\nx=2\n")).toEqual([["debug", true]]);
    expect(repeated("[DEFAULT]\nhost=a\n[DEFAULT]\nhost=a\n")).toEqual([["host", false]]);
    expect(repeated("[a]\npassword=*******\npassword=*******\n")).toEqual([["password", undefined]]);
    expect(repeated("[DEFAULT]\nhost=a\n")).toEqual([]);
  });

  it("show the first line of each file that oslo.config refuses", () => {
    const found = node({ [NOVA]: "[DEFAULT]\ndebug\n\n  x=1\n", [NEUTRON]: "[DEFAULT]\ndebug=1\n" }).configMistakes;
    expect(found.map(({ line, count }) => [line, count])).toEqual([[2, 2]]);
  });

  it("are those of /etc where the node runs no container, and not where it does", () => {
    const etc = { "etc/nova/nova.conf": "[DEFAULT]\ndebug=True\n" };
    const ps = "sos_commands/docker/docker_ps_-a";
    expect(node({ ...etc, [ps]: psTable() }).debugUses.map(({ services }) => services)).toEqual([["nova"]]);
    expect(node({ ...etc, [ps]: psTable(["x", "y", "Up 2 weeks"]) }).debugUses).toEqual([]);
    expect(idOf(0)).toHaveLength(12);
  });

  const GLANCE = `${P}/glance_api/etc/glance/glance-api.conf`;
  const HAPROXY = `${P}/haproxy/etc/haproxy/haproxy.cfg`;
  const bind = (address: string, haproxy?: string, status = "running") =>
    node(
      { [GLANCE]: `[DEFAULT]\nbind_host=${address}\n`, ...(haproxy === undefined ? {} : { [HAPROXY]: haproxy }) },
      { name: "glance_api", status },
    ).bindAddresses.map(({ everywhere, haproxyToo, port }) => [everywhere, haproxyToo, port]);

  it("show what a service behind haproxy listens on", () => {
    const cfg = "listen glance_api\n  bind 10.0.0.9:9292 transparent\n";
    expect(bind("0.0.0.0", cfg)).toEqual([[true, true, 9292]]);
    expect(bind("10.0.0.1", cfg)).toEqual([[false, true, 9292]]);
    expect(bind("0.0.0.0", "listen x\n  bind 10.0.0.9:92 transparent\n")).toEqual([[true, false, 9292]]);
    expect(bind("0.0.0.0")).toEqual([[true, undefined, 9292]]);
    expect(bind("0.0.0.0", cfg, "exited")).toEqual([]);
  });

  const OVS = `${P}/neutron/etc/neutron/plugins/ml2/openvswitch_agent.ini`;
  const ML2 = `${P}/neutron/etc/neutron/plugins/ml2/ml2_conf.ini`;
  const agent = (files: Record<string, string | FileOf>, name = "neutron_ovs_agent") =>
    node(files, { name }).tunnelAgents.map(({ tunnels, localIp }) => [tunnels, localIp]);

  it("show whether an agent that builds tunnels has an address for them, in any of its files", () => {
    const tunnels = "[agent]\ntunnel_types=vxlan\n";
    expect(agent({ [OVS]: tunnels })).toEqual([[true, false]]);
    expect(agent({ [OVS]: `${tunnels}[ovs]\nlocal_ip=10.0.0.1\n` })).toEqual([[true, true]]);
    expect(agent({ [OVS]: tunnels, [ML2]: "[ovs]\nlocal_ip=10.0.0.1\n" })).toEqual([[true, true]]);
    expect(agent({ [OVS]: tunnels, [ML2]: { text: "[ovs]\n", loss: "cut" } })).toEqual([[true, undefined]]);
    expect(agent({ [OVS]: "[agent]\ntunnel_types=\n" })).toEqual([[false, false]]);
    expect(agent({ [OVS]: tunnels }, "neutron_api")).toEqual([]);
  });
});
