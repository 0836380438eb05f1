#!/usr/bin/env bash
# scenario-podman-controller.sh: makes the node that it runs in a controller of OSP 16, with Podman.
#
# What is broken:
#   container nova_api             unhealthy: its API does not answer
#   container glance_api           a service that has exited, with 0 (podman stop)
#   container neutron_db_sync      a one-shot that ended with 1: its database is not there
#   container cinder_api           configuration was generated anew, with another cinder.md5sum, and it was not made anew
#   config    keystone             puppet-generated/keystone/etc/keystone/keystone.conf was edited by hand after keystone
#                                  had started
#   config    nova                 [scheduler] workers is set in /etc/nova/nova.conf, where it has no effect
#   image     heat-engine          its tag was moved to another image after heat_engine had started
#   log       nova-api.log         the AMQP server is unreachable
#
# What must not be taken for a fault: no container has a restart policy, since systemd restarts them; the one-shots that ended
# with 0; rabbitmq-bundle-podman-0 has no labels, since pacemaker runs it; the command of nova_api_map_cell0 has several lines,
# and Podman lists it with all of them; memcached bears a label that is full of quotes, line breaks and shell syntax. The user
# stack runs a container of its own, without being root, which is no part of the cloud.
# shellcheck source=test/testbed/scenario-lib-podman.sh
. "$(dirname "$0")/scenario-lib-podman.sh"

tags=([keystone]=16.2-71 [nova-api]=16.2-82 [rabbitmq]=16.2-75)
release
for each in keystone nova-api nova-conductor glance-api cinder-api heat-engine neutron-server memcached rabbitmq; do
  image "$each"
done

# ---- configuration ------------------------------------------------------------------------------------------------

config keystone etc/keystone/keystone.conf <<'CONF'
[DEFAULT]
debug=False
[database]
connection=mysql+pymysql://keystone:example-secret-1@172.25.249.201/keystone?read_default_group=tripleo
[token]
provider=fernet
expiration=3600
CONF
config keystone etc/keystone/fernet-keys/0 <<<'example-secret-that-is-not-to-leave-the-node'
config nova etc/nova/nova.conf <<'CONF'
[DEFAULT]
debug=False
transport_url=rabbit://guest:example-secret-2@172.25.249.201:5672/?ssl=0
[database]
connection=mysql+pymysql://nova:example-secret-3@172.25.249.201/nova?read_default_group=tripleo
[scheduler]
workers=2
CONF
config glance_api etc/glance/glance-api.conf <<'CONF'
[DEFAULT]
bind_host=172.25.249.201
bind_port=9292
CONF
cinder_conf() { # LEVEL of debug
  config cinder etc/cinder/cinder.conf <<CONF
[DEFAULT]
debug=$1
enabled_backends=tripleo_ceph
CONF
}
cinder_conf False
config heat etc/heat/heat.conf <<'CONF'
[DEFAULT]
num_engine_workers=1
CONF
config neutron etc/neutron/neutron.conf <<'CONF'
[DEFAULT]
core_plugin=ml2
[database]
connection=mysql+pymysql://neutron:example-secret-5@172.25.249.250/ovs_neutron?read_default_group=tripleo
CONF
config memcached etc/sysconfig/memcached <<<'PORT="11211"'
config rabbitmq etc/rabbitmq/rabbitmq.config <<<'[{rabbit, [{cluster_partition_handling, ignore}]}].'
seal keystone nova glance_api cinder heat neutron memcached rabbitmq
config_images keystone=keystone nova=nova-api glance_api=glance-api cinder=cinder-api heat=heat-engine \
  neutron=neutron-server memcached=memcached rabbitmq=rabbitmq
# On the host lie the packages' own files, where all is a comment.
for each in keystone nova heat; do
  sed '/^\[/! s/^/#/' "$generated/$each/etc/$each/$each.conf" | install -D -m 640 /dev/stdin "/etc/$each/$each.conf"
done
sed -i 's/^#workers=.*/workers=8/' /etc/nova/nova.conf # broken: an edit without effect
stub keystone nova glance cinder heat neutron

# ---- containers ---------------------------------------------------------------------------------------------------

# shellcheck disable=SC2016 # this is what must not be expanded
hostile="it's \"quoted\"
\$(touch /tmp/expanded) \`touch /tmp/expanded\` ; touch /tmp/expanded
CONTAINER ID  IMAGE  COMMAND  CREATED  STATUS  PORTS  NAMES"
health_options+=(--label "maintainer=$hostile")
service 1 memcached memcached memcached memcached /openstack/healthcheck
unset "health_options[-1]" "health_options[-1]"
init_log 2 keystone_init_log keystone keystone
init_log 2 nova_api_init_logs nova-api nova
bundle rabbitmq-bundle-podman-0 rabbitmq rabbitmq 3122
db_sync 3 keystone_db_sync keystone keystone "/usr/bin/keystone-manage db_sync"
db_sync 3 nova_db_sync nova-api nova "su nova -s /bin/bash -c '/usr/bin/nova-manage db sync'"
once 3 nova_api_map_cell0 nova-api '{"net": "host", "detach": false, "volumes": ["/var/log/containers/nova:/var/log/nova"],
  "command": ["/bin/bash", "-c", "set -e\necho \"mapping\tcell0\"\nexit 0"]}'
db_sync 3 neutron_db_sync neutron-server neutron "neutron-db-manage upgrade heads" # broken, by its connection=
service 3 keystone keystone keystone keystone /openstack/healthcheck
service 4 nova_conductor nova-conductor nova nova "/openstack/healthcheck 5672"
service 4 nova_api nova-api nova nova /openstack/healthcheck
service 4 glance_api glance-api glance_api glance /openstack/healthcheck
service 4 cinder_api cinder-api cinder cinder /openstack/healthcheck
service 4 heat_engine heat-engine heat heat "/openstack/healthcheck 5672"
service 4 neutron_api neutron-server neutron neutron /openstack/healthcheck

log nova/nova-api.log <<LOG
$(now) 7 INFO nova.wsgi [-] Starting nova_api_wsgi
$(now) 7 ERROR oslo.messaging._drivers.impl_rabbit [req-5c1e0f4b-2d0d-4f4e-9b0f-3f3c7a6c2b11 - - - - -] [0d4c3a8e-6a1c-4f5e-8c50-7f5f6a2f7a10] AMQP server on 172.25.249.201:5672 is unreachable: [Errno 111] ECONNREFUSED. Trying again in 1 seconds.: ConnectionRefusedError: [Errno 111] ECONNREFUSED
LOG

systemd
# The cluster's manager is not simulated either: this is what its command prints while the bundle runs.
install -m 755 /dev/stdin /usr/sbin/pcs <<'SCRIPT'
#!/bin/sh
if [ "$*" = property ]; then
  printf 'Cluster Properties:\n cluster-infrastructure: corosync\n cluster-name: tripleo_cluster\n stonith-enabled: true\n'
  exit 0
fi
[ "$*" = status ] || { echo "pcs here knows status and property alone" >&2; exit 1; }
cat <<STATUS
Cluster name: tripleo_cluster
Cluster Summary:
  * Stack: corosync
  * Current DC: controller0 (version 2.0.3-5.el8_2.3-4b1f869f0f) - partition with quorum
  * Last updated: $(date -u '+%a %b %e %H:%M:%S %Y')
  * 2 nodes configured
  * 2 resource instances configured

Node List:
  * Online: [ controller0 ]
  * GuestOnline: [ rabbitmq-bundle-0@controller0 ]

Full List of Resources:
  * Container bundle: rabbitmq-bundle [172.25.249.200:8787/rhosp-rhel8/openstack-rabbitmq:pcmklatest]:
    * rabbitmq-bundle-0	(ocf::heartbeat:rabbitmq-cluster):	Started controller0

Daemon Status:
  corosync: active/enabled
  pacemaker: active/enabled
  pcsd: active/enabled
STATUS
SCRIPT

# Without being root: Podman then keeps images and containers of its own, below the user's home.
id stack >/dev/null 2>&1 || useradd -m -s /bin/bash stack
install -d -m 700 -o stack "/run/user/$(id -u stack)"
as_stack() { (cd /home/stack && su stack -c "export XDG_RUNTIME_DIR=/run/user/$(id -u stack); $1"); }
tar -C "$scratch/root" --numeric-owner -c . | as_stack "podman import -q -c 'CMD [\"sleep\", \"9999\"]' - localhost/tool:1" >/dev/null
as_stack 'podman run --detach --name tool-of-stack localhost/tool:1' >/dev/null

# ---- what breaks later --------------------------------------------------------------------------------------------

# What is changed from here on is newer by more than the moment that starting a container takes.
sleep 3
sicken nova_api '000 172.25.249.201:8774 0.001 seconds: Connection refused'
check_health nova_api 3
for each in memcached keystone nova_conductor glance_api cinder_api heat_engine neutron_api; do check_health "$each" 1; done
podman stop --time 5 glance_api >/dev/null
image heat-engine "built anew under the same tag"
sed -i 's/^expiration=.*/expiration=14400/' "$generated/keystone/etc/keystone/keystone.conf"
# Configuration is generated anew, and cinder_api stays as it was. Its start-up entry is the new one.
cinder_conf True
seal cinder
entry 4 cinder_api "$(cat "$startup/container-startup-config/step_4/cinder_api.json")"
