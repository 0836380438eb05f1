#!/usr/bin/env bash
# scenario-director.sh: makes the node that it runs in a director (undercloud) of OSP 13: no service of its own is in a
# container, but it keeps the images for all nodes and serves them at 172.25.249.200:8787.
#
# What is broken:
#   image     neutron-server       named in local_registry_images.yaml, present in Docker, but never pushed: nodes cannot pull it
#   image     heat-engine          named with a tag that the registry does not have (13.0-99; 13.0-73 is there)
#
# What must not be taken for a fault: there is no container at all.
# Besides what scenario-lib.sh needs, Debian's docker-registry is.
# shellcheck source=test/testbed/scenario-lib.sh
. "$(dirname "$0")/scenario-lib.sh"

tags=([keystone]=13.0-71 [nova-api]=13.0-82 [nova-conductor]=13.0-80 [nova-scheduler]=13.0-82 [nova-compute]=13.0-80 [nova-libvirt]=13.0-83)
pushed=(keystone horizon memcached nova-api nova-conductor nova-scheduler glance-api cinder-api heat-engine
  nova-compute nova-libvirt neutron-openvswitch-agent iscsid cron)
missing=neutron-server
release

# The package's own name for these places; OSP 13 has docker-distribution in the first.
mkdir -p /etc/docker-distribution/registry /var/lib/registry /var/log/registry
cat >/etc/docker-distribution/registry/config.yml <<CONF
version: 0.1
log:
  fields:
    service: registry
storage:
  cache:
    layerinfo: inmemory
  filesystem:
    rootdirectory: /var/lib/registry
http:
  addr: $registry
CONF
docker-registry serve /etc/docker-distribution/registry/config.yml >/var/log/registry/registry.log 2>&1 </dev/null &
for ((i = 0; i < 40; i++)); do
  if curl -sf "http://$registry/v2/" >/dev/null; then break; fi
  sleep 0.25
done

for each in "${pushed[@]}" "$missing"; do image "$each"; done
for each in "${pushed[@]}"; do docker push --quiet "$(reference "$each")" >/dev/null; done

tags[heat-engine]=13.0-99 # broken: the list is ahead of what was pushed
id -u stack >/dev/null 2>&1 || useradd -m stack
{
  echo "container_images:"
  for each in "${pushed[@]}" "$missing"; do
    printf -- '- imagename: %s\n  push_destination: %s\n' "$(reference "$each")" "$registry"
  done
} >/home/stack/local_registry_images.yaml
{
  printf '# Generated with the following on %s\n#\n#   openstack overcloud container image prepare --namespace=registry.access.redhat.com/rhosp13\n#\n\nparameter_defaults:\n' "$(date -u +%Y-%m-%dT%H:%M:%S)"
  printf '  DockerInsecureRegistryAddress:\n  - %s\n' "$registry"
  printf '  DockerKeystoneImage: %s\n' "$(reference keystone)"
  printf '  DockerNovaComputeImage: %s\n' "$(reference nova-compute)"
  printf '  DockerNeutronApiImage: %s\n' "$(reference neutron-server)"
} >/home/stack/overcloud_images.yaml
chown stack: /home/stack/*.yaml
