#!/usr/bin/env bash
# scenario-compute.sh: makes the node that it runs in a compute node of OSP 13.
#
# What is broken:
#   container nova_compute         unhealthy: no RabbitMQ port is open in it
#   container iscsid               a service that has exited, with 0 (docker stop)
#   container neutron_init_logs    a one-shot that ended with 2
#   config    nova                 [libvirt] virt_type is set to qemu in /etc/nova/nova.conf, where it has no effect: the
#                                  containers get kvm from puppet-generated/nova_libvirt
#   log       nova-compute.log     the AMQP server is unreachable
#
# What must not be taken for a fault: nova_statedir_owner and create_virtlogd_wrapper have ended with 0, as one-shots do;
# nova_libvirt and nova_virtlogd have no health check; /var/log/nova holds a readme.txt alone.
role=Compute
# shellcheck source=test/testbed/scenario-lib.sh
. "$(dirname "$0")/scenario-lib.sh"

tags=([nova-compute]=13.0-80 [nova-libvirt]=13.0-83)
release
for each in nova-compute nova-libvirt neutron-openvswitch-agent neutron-server iscsid cron; do image "$each"; done

config nova_libvirt etc/nova/nova.conf <<'CONF'
[DEFAULT]
debug=False
host=compute0.localdomain
transport_url=rabbit://guest:example-secret-1@172.25.249.201:5672/?ssl=0
[libvirt]
virt_type=kvm
live_migration_uri=qemu+ssh://nova_migration@%s:2022/system?keyfile=/etc/nova/migration/identity
rbd_secret_uuid=7d6f4b1c-90ae-4c1b-8a55-0d2f3b6c9e11
[neutron]
region_name=regionOne
username=neutron
password=example-secret-2
[vnc]
server_listen=172.25.249.202
CONF
config nova_libvirt etc/libvirt/libvirtd.conf <<<'listen_tls = 0'
config neutron etc/neutron/neutron.conf <<'CONF'
[DEFAULT]
debug=False
transport_url=rabbit://guest:example-secret-1@172.25.249.201:5672/?ssl=0
[oslo_concurrency]
lock_path=/var/lib/neutron/lock
CONF
config neutron etc/neutron/plugins/ml2/openvswitch_agent.ini <<'CONF'
[ovs]
bridge_mappings=datacentre:br-ex
local_ip=172.25.249.202
[agent]
tunnel_types=vxlan
CONF
config iscsid etc/iscsi/initiatorname.iscsi <<<'InitiatorName=iqn.1994-05.com.redhat:c0ffee'
config crond etc/logrotate-crond.conf <<<'/var/log/containers/*/*log { size 10M rotate 14 copytruncate compress }'
seal nova_libvirt neutron iscsid crond
config_images nova_libvirt=nova-compute neutron=neutron-server iscsid=iscsid crond=cron
# On the host lie the packages' own files, as puppet last set them.
install -D -m 640 "$generated/nova_libvirt/etc/nova/nova.conf" /etc/nova/nova.conf
install -D -m 640 "$generated/neutron/etc/neutron/neutron.conf" /etc/neutron/neutron.conf
sed -i 's/^virt_type=kvm/virt_type=qemu/' /etc/nova/nova.conf # broken: an edit without effect
stub nova neutron

# broken: its log directory is one that the container does not have
once 2 neutron_init_logs neutron-server '{"privileged": false,
  "volumes": ["/var/log/containers/neutron:/var/log/neutron"], "command": ["/bin/bash", "-c", "ls /var/log/neutron-server || exit 2"]}'
once 3 nova_statedir_owner nova-compute '{"net": "none", "detach": false, "privileged": false,
  "volumes": ["/var/lib/nova:/var/lib/nova"], "command": ["/bin/bash", "-c", "chown -R 42436:42436 /var/lib/nova"]}'
once 4 create_virtlogd_wrapper nova-libvirt '{"net": "host", "pid": "host", "detach": false,
  "volumes": ["/var/lib/container-config-scripts:/wrappers"], "command": ["/bin/bash", "-c", "touch /wrappers/virtlogd_wrapper"]}'
service 3 nova_virtlogd nova-libvirt nova_libvirt nova
service 3 nova_libvirt nova-libvirt nova_libvirt nova
service 3 iscsid iscsid iscsid iscsi /openstack/healthcheck
service 4 logrotate_crond cron crond cron
service 4 nova_migration_target nova-compute nova_libvirt nova /openstack/healthcheck
service 4 nova_compute nova-compute nova_libvirt nova "/openstack/healthcheck 5672"
service 4 neutron_ovs_agent neutron-openvswitch-agent neutron neutron "/openstack/healthcheck 5672"

log nova/nova-compute.log <<LOG
$(now) 7 INFO nova.service [-] Starting compute node (version 17.0.13-2.el7ost)
$(now) 7 ERROR oslo.messaging._drivers.impl_rabbit [req-5c1e0f4b-2d0d-4f4e-9b0f-3f3c7a6c2b11 - - - - -] [0d4c3a8e-6a1c-4f5e-8c50-7f5f6a2f7a10] AMQP server on 172.25.249.201:5672 is unreachable: timed out. Trying again in 1 seconds. Client port: None: timeout: timed out
$(now) 7 ERROR oslo.messaging._drivers.impl_rabbit [req-5c1e0f4b-2d0d-4f4e-9b0f-3f3c7a6c2b11 - - - - -] [0d4c3a8e-6a1c-4f5e-8c50-7f5f6a2f7a10] AMQP server on 172.25.249.201:5672 is unreachable: timed out. Trying again in 2 seconds. Client port: None: timeout: timed out
LOG
log neutron/openvswitch-agent.log <<LOG
$(now) 9 INFO neutron.plugins.ml2.drivers.openvswitch.agent.ovs_neutron_agent [-] Agent initialized successfully, now running...
LOG

sicken nova_compute 'There is no nova-compute process with opened RabbitMQ ports (5671,5672) running in the container' # broken
docker stop --time 5 iscsid >/dev/null                                                                              # broken
wait_for_health nova_compute unhealthy
wait_for_health neutron_ovs_agent healthy
