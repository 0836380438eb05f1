import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Names, standsFor } from "../../src/catalogue/names.ts";
import type { Component } from "../../src/catalogue/types.ts";
import { SHIPPED } from "../support/known.ts";

const { catalogue } = SHIPPED;
const ids = (components: readonly Component[]) => components.map(({ id }) => id);

describe("a container's name", () => {
  it.each([
    ["nova_compute", undefined, "nova-compute service", ["tripleo", "kolla-ansible", "edpm"]],
    ["nova_compute", "edpm", "nova-compute service", ["edpm"]],
    ["nova_compute_fake_7", undefined, "nova-compute service", ["kolla-ansible"]],
    ["nova_api_db_sync", undefined, "nova-api one-shot", ["tripleo"]],
    ["bootstrap_keystone", undefined, "keystone one-shot", ["kolla-ansible"]],
    ["galera-bundle-docker-0", undefined, "galera service galera-bundle", ["tripleo"]],
    ["galera-bundle-podman-2", undefined, "galera service galera-bundle", ["tripleo"]],
    ["galera-bundle", undefined, "galera service galera-bundle", ["tripleo"]],
    ["openstack-cinder-volume-podman-0", undefined, "cinder-volume service openstack-cinder-volume", ["tripleo"]],
    ["neutron-haproxy-ovnmeta-1f", undefined, "ovn-metadata-agent helper", ["tripleo", "edpm"]],
    ["neutron_dhcp_agent_dnsmasq_qdhcp-1f", undefined, "neutron-dhcp-agent helper", ["kolla-ansible"]],
    ["ceph-osd-3", undefined, "ceph-osd service", ["ceph-ansible"]],
    ["ceph-osd-prepare-c0-sdb", undefined, "ceph-osd one-shot", ["ceph-ansible"]],
    ["ceph-4b5c8c0a-ff60-454b-a1b4-9747aa737d19-osd-3", undefined, "ceph-osd service", ["cephadm"]],
    ["ceph_osd_3", undefined, "ceph-osd service", ["kolla-ansible"]],
    ["node-exporter", undefined, "ceph-monitoring service", ["ceph-ansible"]],
    ["node_exporter", undefined, "prometheus-exporters service", ["edpm"]],
    ["nova_compute", "cephadm", "nova-compute service", ["tripleo", "kolla-ansible", "edpm"]],
    ["web", undefined, undefined, []],
    ["galera-bundle-docker-", undefined, undefined, []],
  ])("%s under %s is %s", (name, tool, expected, tools) => {
    const found = catalogue.ofContainer(name, tool);
    const told = found && [found.component.id, found.kind, found.bundle].filter((word) => word !== undefined).join(" ");
    expect(told).toBe(expected);
    expect(found?.tools ?? []).toEqual(tools);
  });
});

describe("the name of pods", () => {
  it.each([
    ["rabbitmq-server", "rabbitmq", "rabbitmq"],
    ["rabbitmq-cell1-server", "rabbitmq", "rabbitmq-cell1"],
    ["openstack-cell1-galera", "galera", "openstack-cell1"],
    ["ovsdbserver-sb", "ovn-southbound", undefined],
    ["nova-cell1-conductor", "nova-conductor", undefined],
    ["keystone-db-sync", undefined, undefined],
  ])("%s is of %s, at %s", (name, component, address) => {
    const found = catalogue.ofPods(name);
    expect([found?.component.id, found?.address]).toEqual([component, address]);
  });
});

describe("a name of a bundle", () => {
  it.each([
    [
      "the log nova/nova-compute.log",
      () => ids(catalogue.ofLog("nova/nova-compute.log")),
      ["nova-compute", "nova-compute-ironic"],
    ],
    ["the log mysql/mysqld.log", () => ids(catalogue.ofLog("mysql/mysqld.log")), ["galera"]],
    [
      "the log httpd/keystone/keystone_wsgi_main_error.log",
      () => ids(catalogue.ofLog("httpd/keystone/keystone_wsgi_main_error.log")),
      ["keystone"],
    ],
    ["the output of a container", () => ids(catalogue.ofLog("stdout:rabbitmq-bundle-podman-1")), ["rabbitmq"]],
    ["a log that nobody knows", () => ids(catalogue.ofLog("nova/x.log")), []],
    [
      "the folder of logs ironic-inspector",
      () => catalogue.ofFolder("ironic-inspector").map(({ id }) => id),
      ["ironic"],
    ],
    [
      "the unit openstack-nova-compute.service",
      () => ids(catalogue.ofUnit("openstack-nova-compute.service")),
      ["nova-compute"],
    ],
    ["the unit ceph-osd@3.service", () => ids(catalogue.ofUnit("ceph-osd@3.service")), ["ceph-osd"]],
    [
      "the host's unit openvswitch under TripleO",
      () => ids(catalogue.ofHostUnit("openvswitch.service", "tripleo")),
      ["openvswitch"],
    ],
    [
      "the host's unit openvswitch under kolla-ansible",
      () => ids(catalogue.ofHostUnit("openvswitch.service", "kolla-ansible")),
      [],
    ],
    ["the host's unit docker", () => ids(catalogue.ofHostUnit("docker.service", "tripleo")), ["docker"]],
    ["the image cinder-volume", () => ids(catalogue.ofImage("cinder-volume")), ["cinder-volume"]],
    ["pacemaker's resource galera:0", () => ids(catalogue.ofPacemaker("galera:0")), ["galera"]],
    ["pacemaker's replica rabbitmq-bundle-1", () => ids(catalogue.ofPacemaker("rabbitmq-bundle-1")), ["rabbitmq"]],
    ["the agent ocf::ovn:ovndb-servers", () => ids(catalogue.ofAgent("ocf::ovn:ovndb-servers")), ["ovn-dbs"]],
    ["haproxy's section nova_osapi", () => ids(catalogue.ofHaproxy("nova_osapi")), ["nova-api"]],
    [
      "haproxy's section glance_api_external_front",
      () => ids(catalogue.ofHaproxy("glance_api_external_front")),
      ["glance-api"],
    ],
    [
      "haproxy's section keystone_external_back",
      () => ids(catalogue.ofHaproxy("keystone_external_back")),
      ["keystone"],
    ],
    ["TripleO's volume heat", () => ids(catalogue.ofConfig("heat", "tripleo")), ["heat-engine"]],
    ["kolla-ansible's folder nova-compute", () => ids(catalogue.ofConfig("nova-compute")), ["nova-compute"]],
    [
      "the port 9696 under TripleO",
      () => catalogue.ofPort(9696, "tripleo").map(([, { id }]) => id),
      ["neutron-server", "neutron-tls-proxy"],
    ],
    ["the port 8780 under TripleO", () => catalogue.ofPort(8780, "tripleo").map(([, { id }]) => id), []],
    ["the user nova", () => catalogue.ofUser("nova").map(({ id }) => id), ["nova"]],
    ["the database nova_cell0", () => catalogue.ofUser("nova_cell0").map(({ id }) => id), ["nova"]],
  ])("%s is of what it is", (_, found, expected) => {
    expect(found()).toEqual(expected);
  });

  it.each([
    ["keystoneauth1.exceptions.http.Unauthorized", "identity"],
    ["libvirt.libvirtError", "hypervisor"],
    ["libvirtError", "hypervisor"],
    ["oslo_messaging.exceptions.MessagingTimeout", "messages"],
    ["MessagingTimeout", "messages"],
    ["oslo_db.exception.DBConnectionError", "database"],
    ["pymysql.err.OperationalError", "database"],
    ["oslo_db.exception.DBDeadlock", undefined],
    ["oslo_messaging.rpc.client.RemoteError", undefined],
    ["keystoneauth1.exceptions.http.NotFound", undefined],
    ["ValueError", undefined],
    ["pymysqlx.Error", undefined],
  ])("the exception %s tells the loss of %s", (name, expected) => {
    expect(catalogue.ofException(name)?.id).toBe(expected);
  });

  it.each([
    ["var/lib/config-data/puppet-generated/nova_libvirt/etc/nova/nova.conf", "tripleo", "nova_libvirt", "nova-compute"],
    ["/etc/kolla/glance-api/glance-api.conf", "kolla-ansible", "glance-api", "glance-api"],
    ["var/lib/openstack/nova/01-nova.conf", "edpm", "nova", "nova-compute"],
    ["var/lib/openstack/config/nova/01-nova.conf", "edpm", "nova", "nova-compute"],
  ])("the file %s is of %s", (path, tool, place, component) => {
    const found = catalogue.ofConfigFile(path);
    expect([found?.tool, found?.place]).toEqual([tool, place]);
    expect(ids(found?.components ?? [])).toContain(component);
  });

  it.each([
    ["tripleo_nova_compute.service", { tool: "tripleo", container: "nova_compute", health: false }],
    ["tripleo_nova_compute_healthcheck.timer", { tool: "tripleo", container: "nova_compute", health: true }],
    ["kolla-nova_api-container.service", { tool: "kolla-ansible", container: "nova_api", health: false }],
    ["edpm_ovn_controller.service", { tool: "edpm", container: "ovn_controller", health: false }],
    ["sshd.service", undefined],
    ["tripleo_.service", undefined],
  ])("the unit %s is of a container", (unit, expected) => {
    expect(catalogue.ofContainerUnit(unit)).toEqual(expected);
  });

  it("is looked up in any text without throwing", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.constantFrom("*", "__proto__", "constructor", ":", ".", "_front")),
        (name) => {
          catalogue.ofContainer(name);
          for (const look of [
            "ofLog",
            "ofUnit",
            "ofHostUnit",
            "ofImage",
            "ofPacemaker",
            "ofAgent",
            "ofHaproxy",
            "ofConfig",
          ] as const)
            expect(Array.isArray(catalogue[look](name))).toBe(true);
          catalogue.ofException(name);
          catalogue.ofConfigFile(name);
          catalogue.ofContainerUnit(name);
        },
      ),
    );
  });
});

describe("the main port of a component", () => {
  /** Of these each container listens there, or only one of them is on a node. */
  const ALL_LISTEN = [
    "glance-api of tripleo",
    "keystone of kolla-ansible",
    "opensearch-dashboards of kolla-ansible",
    "ovn-northbound of tripleo",
    "placement-api of tripleo",
    "redis of kolla-ansible",
    "redis-sentinel of kolla-ansible",
  ];

  it("is not always open where only some of its containers listen there", () => {
    const several = catalogue.components.flatMap(({ id, containers = {}, ports = [] }) =>
      Object.entries(containers).flatMap(([tool, names]) => {
        const main = ports.find(({ tools }) => tools === undefined || tools.includes(tool));
        return main !== undefined && main.optional !== true && names.length > 1 ? [`${id} of ${tool}`] : [];
      }),
    );
    expect(several).toEqual(ALL_LISTEN);
  });
});

describe("who provides and who needs", () => {
  it("are told of each capability", () => {
    expect(ids(catalogue.providersOf("messages"))).toEqual(["rabbitmq"]);
    expect(catalogue.needing("hypervisor").map(([, { id }]) => id)).toContain("nova-compute");
    expect(catalogue.needing("images").find(([, { id }]) => id === "nova-compute")?.[0].for).toBe("new instances");
    expect(catalogue.providersOf("nothing")).toEqual([]);
  });

  it("have a provider for each need, where what is needed need not be outside", () => {
    for (const { id, needs } of catalogue.components)
      for (const { capability } of needs)
        expect(
          catalogue.providersOf(capability).length > 0 || catalogue.capability(capability)?.outside,
          `${id} needs ${capability}`,
        ).toBeTruthy();
  });
});

/** The same search without an index: exact before stars, then the most characters. */
function plainly<Meaning>(all: readonly (readonly [string, Meaning])[], name: string): Meaning[] {
  const fitting = all.filter(([pattern]) => standsFor(pattern, name));
  const exact = fitting.filter(([pattern]) => !pattern.includes("*"));
  if (exact.length > 0) return exact.map(([, meaning]) => meaning);
  const weight = (pattern: string) => pattern.replaceAll("*", "").length;
  const most = Math.max(...fitting.map(([pattern]) => weight(pattern)));
  return fitting.filter(([pattern]) => weight(pattern) === most).map(([, meaning]) => meaning);
}

describe("names with stars", () => {
  it.each([
    ["ceph_osd_*", "ceph_osd_3", true],
    ["ceph_osd_*", "ceph_osd_", false],
    ["*-a", "b-a", true],
    ["a*b*c", "a1b2c", true],
    ["a*b*c", "abc", false],
    ["a*b*c", "a1bb2c", true],
    ["a**b", "axyb", true],
    ["a", "a", true],
    ["a", "ab", false],
  ])("%s stands for %s: %s", (pattern, name, expected) => {
    expect(standsFor(pattern, name)).toBe(expected);
  });

  it("are found as a search from first to last finds them", () => {
    const word = fc.string({ unit: fc.constantFrom("a", "b", "-", "*"), minLength: 1, maxLength: 6 });
    const plain = fc.string({ unit: fc.constantFrom("a", "b", "-"), minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(fc.array(fc.tuple(word, fc.nat(9)), { maxLength: 12 }), plain, (all, name) => {
        expect([...new Names(all).of(name)].sort()).toEqual(plainly(all, name).sort());
      }),
    );
  });

  it("stand for what the expression stands for", () => {
    const word = fc.string({ unit: fc.constantFrom("a", "b", "*"), minLength: 1, maxLength: 6 });
    const plain = fc.string({ unit: fc.constantFrom("a", "b"), minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(word, plain, (pattern, name) => {
        expect(standsFor(pattern, name)).toBe(new RegExp(`^${pattern.replaceAll("*", ".+")}$`).test(name));
      }),
    );
  });
});

describe("each lookup", () => {
  /** Every name that the catalogue holds, stars filled in, with something that it does not hold. */
  const names = [
    ...new Set(
      JSON.stringify(catalogue.components)
        .match(/"[^"]+"/g)
        ?.map((word) => word.slice(1, -1).replaceAll("*", "x1")) ?? [],
    ),
  ];
  const named = (key: "logs" | "images") =>
    catalogue.components.flatMap((component) => (component[key] ?? []).map((name) => [name, component] as const));
  const byTool = (key: "config" | "haproxy") =>
    catalogue.components.flatMap((component) =>
      Object.values(component[key] ?? {}).flatMap((all) => all.map((name) => [name, component] as const)),
    );

  it.each([
    ["of logs", (name: string) => catalogue.ofLog(name), named("logs")],
    ["of images", (name: string) => catalogue.ofImage(name), named("images")],
    ["of places of configuration", (name: string) => catalogue.ofConfig(name), byTool("config")],
  ])("%s agrees with a search from first to last", (_, look, all) => {
    for (const name of names) expect(ids(look(name)), name).toEqual([...new Set(ids(plainly(all, name)))]);
  });

  it("of containers agrees with a search from first to last", () => {
    const kinds = [
      ["containers", "service"],
      ["one-shots", "one-shot"],
      ["helpers", "helper"],
    ] as const;
    const all = catalogue.components.flatMap((component) => [
      ...kinds.flatMap(([key, kind]) =>
        Object.values(component[key] ?? {}).flatMap((list) =>
          list.map((name) => [name, `${component.id} ${kind}`] as const),
        ),
      ),
      ...Object.values(component.bundles ?? {}).flatMap((list) =>
        list.flatMap((name) =>
          [name, `${name}-docker-*`, `${name}-podman-*`].map((one) => [one, `${component.id} service`] as const),
        ),
      ),
    ]);
    for (const name of names) {
      const meant = [...new Set(plainly(all, name))];
      const found = catalogue.ofContainer(name);
      expect(found && `${found.component.id} ${found.kind}`, name).toBe(meant.length === 1 ? meant[0] : undefined);
    }
  });
});

describe("what an error says", () => {
  it.each([
    ["RowNotFound: Cannot find Chassis_Private with name=6b9c", "node-network"],
    ["RowNotFound: Cannot find Chassis with name=6b9c", "node-network"],
    ["RowNotFound: Cannot find Logical_Switch with name=6b9c", undefined],
  ])("means what is missed: %s", (text, capability) => {
    expect(catalogue.ofError(text)?.id).toBe(capability);
  });
});

describe("the unit of a daemon beside OpenStack", () => {
  it.each([
    ["ceph-osd-2", undefined, "ceph-osd@2"],
    ["ceph-crash-storage-0", undefined, "ceph-crash@storage-0"],
    ["ceph-nfs-pacemaker", undefined, "ceph-nfs@pacemaker"],
    ["ceph-rbd-mirror-controller-0", undefined, "ceph-rbd-mirror@rbd-mirror.controller-0"],
    ["ceph-rgw-controller-0-rgw0", undefined, "ceph-radosgw@rgw.controller-0.rgw0"],
    ["ceph-rgw-controller-0", undefined, "ceph-radosgw@rgw.controller-0"],
    ["node-exporter", "tripleo", "node_exporter"],
    ["node-exporter", "kolla-ansible", undefined],
    ["prometheus", undefined, undefined],
  ])("of %s on a node of %s is %s", (container, tool, unit) => {
    expect(catalogue.ofDaemon(container, tool)?.unit).toBe(unit);
  });
});
