// What the containers of the made-up deployment are called.
export const SERVICES = [
  ...["nova_api", "nova_conductor", "nova_scheduler", "nova_compute", "nova_libvirt", "nova_consoleauth"],
  ...["keystone", "keystone_cron", "glance_api", "cinder_api", "cinder_scheduler", "cinder_volume"],
  ...["neutron_api", "neutron_dhcp", "neutron_l3_agent", "neutron_ovs_agent", "neutron_metadata_agent", "heat_api"],
  ...[
    "heat_engine",
    "swift_proxy",
    "swift_object_server",
    "iscsid",
    "logrotate_crond",
    "memcached",
    "redis",
    "horizon",
  ],
];

export const nodeName = (index) => `overcloud-controller-${index}`;

/** As many names as wanted. */
export function nameOf(index) {
  const name = SERVICES[index % SERVICES.length];
  return index < SERVICES.length ? name : `${name}_${Math.floor(index / SERVICES.length)}`;
}

export const imageOf = (service) => `rhosp13/openstack-${service.replaceAll("_", "-")}`;
