import { describe, expect, it } from "vitest";
import { isReadByOslo } from "../../../src/model/config/read-by-oslo.ts";
import { SHIPPED } from "../../support/known.ts";

describe("whether oslo.config reads", () => {
  it.each([
    ["etc/nova/nova.conf", true],
    ["var/lib/config-data/puppet-generated/neutron/etc/neutron/plugins/ml2/ml2_conf.ini", true],
    ["sos_containers/nova_api/etc/nova/nova.conf", true],
    ["etc/kolla/nova-api/nova.conf", true],
    ["etc/kolla/mariadb/galera.conf", false],
    ["etc/kolla/nova-api/nova-api-wsgi.conf", false],
    ["var/lib/config-data/puppet-generated/glance_api/etc/glance/glance-swift.conf", false],
    ["var/lib/config-data/puppet-generated/mysql/etc/my.cnf.d/galera.conf", false],
    ["var/lib/config-data/puppet-generated/nova_libvirt/etc/libvirt/libvirtd.conf", false],
    ["var/lib/config-data/puppet-generated/swift/etc/swift/proxy-server.conf", false],
  ])("%s: %s", (file, expected) => {
    expect(isReadByOslo(file, SHIPPED.catalogue)).toBe(expected);
  });
});
