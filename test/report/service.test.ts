import { describe, expect, it } from "vitest";
import { serviceOf } from "../../src/report/service.ts";
import type { Subject } from "../../src/rules/outcome.ts";

const cases: readonly (readonly [kind: Subject["kind"], name: string, service: string])[] = [
  ["container", "nova_api_cron", "nova"],
  ["container", "galera-bundle-docker-0", "galera"],
  ["container", "openstack-cinder-volume-podman-0", "cinder"],
  ["container", "keystone", "keystone"],
  ["log", "/var/log/containers/nova/nova-compute.log", "nova"],
  ["log", "/var/log/containers/httpd/keystone/error.log", "keystone"],
  ["log", "/var/log/kolla/glance/glance-api.log", "glance"],
  ["log", "journalctl -t dockerd", "log"],
  [
    "config",
    "/var/lib/config-data/puppet-generated/keystone/etc/keystone/keystone.conf [token] expiration",
    "keystone",
  ],
  ["config", "/etc/nova/nova.conf [libvirt] virt_type", "nova"],
  ["image", "172.25.249.200:8787/rhosp13/openstack-nova-compute:13.0-73", "nova"],
  ["image", "quay.io/openstack.kolla/centos-binary-glance-api@sha256:aa", "glance"],
  ["host", "controller0", "host"],
  ["cluster", "rabbitmq-bundle", "cluster"],
];

describe("the service of a finding", () => {
  it.each(cases)("on the %s %s is %s", (kind, name, service) => {
    expect(serviceOf({ kind, name })).toBe(service);
  });
});
