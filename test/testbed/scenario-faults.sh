#!/usr/bin/env bash
# scenario-faults.sh: gives the node that it runs in a few containers with long logs and configuration, to be collected
# from while something goes wrong. What is in it is of no importance; that it stays as it is, is.
role=Compute
# shellcheck source=test/testbed/scenario-lib.sh
. "$(dirname "$0")/scenario-lib.sh"

# /dev is this machine's: what is left behind in /dev/shm is to be this node's.
mountpoint -q /dev/shm && umount /dev/shm
mount -t tmpfs tmpfs /dev/shm
# The overlay bears what this machine's own logs and settings are: they are no part of what is tried here.
rm -rf /var/log/containers /etc/nova /etc/neutron

release
for each in nova-compute neutron-openvswitch-agent; do image "$each"; done
config nova_libvirt etc/nova/nova.conf <<'CONF'
[DEFAULT]
transport_url=rabbit://guest:example-secret-1@172.25.249.201:5672/?ssl=0
[libvirt]
virt_type=kvm
CONF
config neutron etc/neutron/neutron.conf <<<'[DEFAULT]'
seal nova_libvirt neutron
install -D -m 640 "$generated/nova_libvirt/etc/nova/nova.conf" /etc/nova/nova.conf

service 4 nova_compute nova-compute nova_libvirt nova
service 4 nova_migration_target nova-compute nova_libvirt nova
service 4 neutron_ovs_agent neutron-openvswitch-agent neutron neutron
once 3 nova_statedir_owner nova-compute '{"net": "none", "command": ["/bin/bash", "-c", "echo done"]}'
for each in nova/nova-compute neutron/openvswitch-agent; do
  for ((i = 0; i < 3000; i++)); do echo "2026-01-02 03:04:05.678 7 INFO $each [-] line $i password=example-secret-2"; done | log "$each.log"
done
