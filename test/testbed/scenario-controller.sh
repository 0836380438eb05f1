#!/usr/bin/env bash
# scenario-controller.sh: makes the node that it runs in a controller of OSP 13.
#
# What is broken:
#   container heat_engine          unhealthy: no RabbitMQ port is open in it
#   container glance_api           a service that has exited, with 0 (docker stop)
#   container neutron_db_sync      a one-shot that ended with 1: its database is not there
#   config    keystone             puppet-generated/keystone/etc/keystone/keystone.conf was edited by hand ([token]
#                                  expiration) after keystone and keystone_cron had started: they run with the old value
#   container nova_conductor       its TRIPLEO_CONFIG_HASH is not that of nova.md5sum: configuration was generated anew, and
#                                  the container was not made anew. nova_api and nova_scheduler were
#   image     cinder-api           its tag was moved to another image after cinder_api had started
#   log       heat-engine.log      the AMQP server is unreachable
#   log       glance/api.log       keystone answers 401
#
# What must not be taken for a fault: haproxy-bundle-docker-0 and rabbitmq-bundle-docker-0 have no labels and the restart
# policy "no", since pacemaker runs them; keystone_cron and horizon have no health check; the one-shots that ended with 0.
role=Controller
# shellcheck source=test/testbed/scenario-lib.sh
. "$(dirname "$0")/scenario-lib.sh"

tags=([keystone]=13.0-71 [nova-api]=13.0-82 [nova-conductor]=13.0-80 [nova-scheduler]=13.0-82 [rabbitmq]=13.0-75)
release
for each in keystone nova-api nova-conductor nova-scheduler glance-api cinder-api heat-engine neutron-server horizon memcached \
  haproxy rabbitmq; do
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
[fernet_tokens]
max_active_keys=5
CONF
config keystone etc/keystone/fernet-keys/0 <<<'example-secret-that-is-not-to-leave-the-node'
nova_conf() { # LEVEL of debug
  config nova etc/nova/nova.conf <<CONF
[DEFAULT]
debug=$1
transport_url=rabbit://guest:example-secret-2@172.25.249.201:5672/?ssl=0
[database]
connection=mysql+pymysql://nova:example-secret-3@172.25.249.201/nova?read_default_group=tripleo
[api_database]
connection=mysql+pymysql://nova_api:example-secret-3@172.25.249.201/nova_api?read_default_group=tripleo
[scheduler]
discover_hosts_in_cells_interval=-1
CONF
}
nova_conf False
config glance_api etc/glance/glance-api.conf <<'CONF'
[DEFAULT]
bind_host=172.25.249.201
bind_port=9292
[glance_store]
default_store=rbd
stores=http,rbd
[keystone_authtoken]
auth_uri=http://172.25.249.201:5000
password=example-secret-4
CONF
# What a migration reads lies in a volume of the service's own name here.
config glance etc/glance/glance.conf <<<'[database]'
config cinder etc/cinder/cinder.conf <<'CONF'
[DEFAULT]
enabled_backends=tripleo_ceph
glance_api_servers=http://172.25.249.201:9292
[tripleo_ceph]
volume_driver=cinder.volume.drivers.rbd.RBDDriver
rbd_pool=volumes
CONF
config heat etc/heat/heat.conf <<'CONF'
[DEFAULT]
num_engine_workers=1
transport_url=rabbit://guest:example-secret-2@172.25.249.201:5672/?ssl=0
CONF
config neutron etc/neutron/neutron.conf <<'CONF'
[DEFAULT]
core_plugin=ml2
service_plugins=router,qos,trunk
[database]
connection=mysql+pymysql://neutron:example-secret-5@172.25.249.250/ovs_neutron?read_default_group=tripleo
CONF
config horizon etc/openstack-dashboard/local_settings <<<'ALLOWED_HOSTS = ["*", ]'
config memcached etc/sysconfig/memcached <<<'PORT="11211"'
config haproxy etc/haproxy/haproxy.cfg <<'CONF'
global
  maxconn 20480
listen keystone_public
  bind 172.25.249.201:5000 transparent
  server controller0.internalapi.localdomain 172.25.249.201:5000 check fall 5 inter 2000 rise 2
CONF
config rabbitmq etc/rabbitmq/rabbitmq.config <<<'[{rabbit, [{cluster_partition_handling, ignore}]}].'
seal keystone nova glance_api cinder heat neutron horizon memcached haproxy rabbitmq
config_images keystone=keystone nova=nova-api glance_api=glance-api cinder=cinder-api heat=heat-engine \
  neutron=neutron-server horizon=horizon memcached=memcached haproxy=haproxy rabbitmq=rabbitmq
# On the host lie the packages' own files, where all is a comment: nothing is set there, and nothing differs.
for each in keystone nova heat; do
  sed '/^\[/! s/^/#/' "$generated/$each/etc/$each/$each.conf" | install -D -m 640 /dev/stdin "/etc/$each/$each.conf"
done
stub keystone nova glance cinder heat neutron horizon

# ---- containers ---------------------------------------------------------------------------------------------------

service 1 memcached memcached memcached memcached /openstack/healthcheck
init_log 2 keystone_init_log keystone keystone
init_log 2 nova_api_init_logs nova-api nova
init_log 2 neutron_init_logs neutron-server neutron
bundle rabbitmq-bundle-docker-0 rabbitmq rabbitmq 3122
bundle haproxy-bundle-docker-0 haproxy haproxy 3123
db_sync 3 keystone_db_sync keystone keystone "/usr/bin/keystone-manage db_sync"
db_sync 3 nova_api_db_sync nova-api nova "su nova -s /bin/bash -c '/usr/bin/nova-manage api_db sync'"
db_sync 3 nova_db_sync nova-api nova "su nova -s /bin/bash -c '/usr/bin/nova-manage db sync'"
db_sync 3 glance_api_db_sync glance-api glance "su glance -s /bin/bash -c '/usr/bin/glance-manage db_sync'"
db_sync 3 neutron_db_sync neutron-server neutron "neutron-db-manage upgrade heads" # broken, by its connection=
service 3 keystone keystone keystone keystone /openstack/healthcheck
service 3 keystone_cron keystone keystone keystone
service 3 horizon horizon horizon horizon
service 4 nova_conductor nova-conductor nova nova "/openstack/healthcheck 5672"
# broken: configuration is generated anew, and nova_conductor stays as it was. Its start-up entry is the new one.
nova_conf True
seal nova
entry 4 nova_conductor "$(jq -c .nova_conductor "$startup/docker-container-startup-config-step_4.json")"
service 4 nova_scheduler nova-scheduler nova nova "/openstack/healthcheck 5672"
service 4 nova_api nova-api nova nova /openstack/healthcheck
service 4 glance_api glance-api glance_api glance /openstack/healthcheck
service 4 cinder_api cinder-api cinder cinder /openstack/healthcheck
service 4 heat_engine heat-engine heat heat "/openstack/healthcheck 5672"
service 4 neutron_api neutron-server neutron neutron /openstack/healthcheck

log heat/heat-engine.log <<LOG
$(now) 26 INFO heat.engine.worker [-] Starting engine_worker (1.4) in engine 3a1c7d3e-55a2-4c3d-8f0e-2c9a4c5b1f70.
$(now) 26 ERROR oslo.messaging._drivers.impl_rabbit [req-0b6f3a52-7f2d-4f6e-a5a4-0f0f1f9f4c37 - - - - -] [7e0c8d5c-91f4-4f39-8d8e-9b4f9a4c6d21] AMQP server on 172.25.249.201:5672 is unreachable: [Errno 111] ECONNREFUSED. Trying again in 1 seconds. Client port: None: error: [Errno 111] ECONNREFUSED
LOG
log glance/api.log <<LOG
$(now) 19 INFO eventlet.wsgi.server [-] (19) wsgi starting up on http://172.25.249.201:9292
$(now) 24 WARNING keystonemiddleware.auth_token [-] Identity response: {"error": {"message": "The request you have made requires authentication.", "code": 401, "title": "Unauthorized"}}: Unauthorized: The request you have made requires authentication. (HTTP 401) (Request-ID: req-4b3e8f9a-6c0f-4d7e-8e51-2b7e9e1c5a64)
LOG
log nova/nova-conductor.log <<LOG
$(now) 25 INFO nova.service [-] Starting conductor node (version 17.0.13-2.el7ost)
LOG
log httpd/keystone/keystone_wsgi_main_error.log <<<"[$(date -u '+%a %b %d %H:%M:%S.%6N %Y')] [mpm_prefork:notice] [pid 8] AH00163: Apache/2.4.6 (Red Hat Enterprise Linux) mod_wsgi/3.4 configured -- resuming normal operations"

# The cluster's manager is not simulated: this is what its command prints while both bundles run.
# The virtual address that it says is here.
ip addr replace 172.25.249.50/32 dev eth0
install -m 755 /dev/stdin /usr/sbin/pcs <<'SCRIPT'
#!/bin/sh
if [ "$*" = property ]; then
  printf 'Cluster Properties:\n cluster-infrastructure: corosync\n cluster-name: tripleo_cluster\n stonith-enabled: true\n'
  exit 0
fi
[ "$*" = status ] || { echo "pcs here knows status and property alone" >&2; exit 1; }
cat <<STATUS
Cluster name: tripleo_cluster
Stack: corosync
Current DC: controller0 (version 1.1.19-8.el7_6.4-c3c624ea3d) - partition with quorum
Last updated: $(date -u '+%a %b %e %H:%M:%S %Y')
Last change: $(date -u -r /var/lib/tripleo-config '+%a %b %e %H:%M:%S %Y') by root via cibadmin on controller0

2 nodes configured
5 resources configured

Online: [ controller0 ]
GuestOnline: [ rabbitmq-bundle-0@controller0 ]

Full list of resources:

 Docker container: rabbitmq-bundle [172.25.249.200:8787/rhosp13/openstack-rabbitmq:pcmklatest]
   rabbitmq-bundle-0	(ocf::heartbeat:rabbitmq-cluster):	Started controller0
 ip-172.25.249.50	(ocf::heartbeat:IPaddr2):	Started controller0
 Docker container: haproxy-bundle [172.25.249.200:8787/rhosp13/openstack-haproxy:pcmklatest]
   haproxy-bundle-docker-0	(ocf::heartbeat:docker):	Started controller0

Daemon Status:
  corosync: active/enabled
  pacemaker: active/enabled
  pcsd: active/enabled
STATUS
SCRIPT

# ---- what breaks later --------------------------------------------------------------------------------------------

sicken heat_engine 'There is no heat-engine process with opened RabbitMQ ports (5671,5672) running in the container'
docker stop --time 5 glance_api >/dev/null
image cinder-api "built anew under the same tag"
sed -i 's/^expiration=.*/expiration=14400/' "$generated/keystone/etc/keystone/keystone.conf"
wait_for_health heat_engine unhealthy
wait_for_health neutron_api healthy
