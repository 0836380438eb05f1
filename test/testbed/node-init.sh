#!/usr/bin/env bash
# node-init.sh DIR NAME IP ENGINE...: the first process of a node. node-up.sh runs it in the node's fresh namespaces.
set -eu
dir=$1 name=$2 ip=$3
shift 3
engines=" ${*/podman-docker/podman podman-docker} "
root=$dir/$name/root

wants() { # ENGINE
  [[ $engines == *" $1 "* ]]
}

hierarchies() { # of control groups: where they are mounted
  awk '$3 ~ /^cgroup2?$/ && $2 ~ /^\/sys\/fs\/cgroup/ { print $2 }' /proc/self/mounts
}

join() { # DIRECTORY GROUP: the first process joins a new group
  local group=$1/$2 each
  mkdir -p "$group"
  # The old hierarchy lets no process into a group without processors and memory nodes.
  for each in cpuset.cpus cpuset.mems; do
    [[ ! -e $group/$each ]] || cat "$1/$each" >"$group/$each"
  done
  echo $$ >"$group/cgroup.procs"
}

podman_defaults() { # so that a plain `podman run` works here, as it does on a real node
  mkdir -p "$root/etc/containers"
  cat >"$root/etc/containers/containers.conf" <<'CONF'
[containers]
netns = "host"
log_driver = "k8s-file"
default_ulimits = ["nofile=1024:1024", "nproc=1024:1024"]
[engine]
runtime = "runc"
cgroup_manager = "cgroupfs"
events_logger = "file"
CONF
  cat >"$root/etc/containers/storage.conf" <<'CONF'
[storage]
driver = "vfs"
runroot = "/run/containers/storage"
graphroot = "/var/lib/containers/storage"
CONF
}

# A node has control groups of its own, which hold all that its engines put there, and sees no others.
if [[ -z ${in_own_groups:-} ]]; then
  for tree in $(hierarchies); do join "$tree" "testbed-$name"; done
  in_own_groups=yes exec unshare --cgroup "$0" "$dir" "$name" "$ip" "$@"
fi

mount -t overlay overlay -o "lowerdir=/,upperdir=$dir/$name/upper,workdir=$dir/$name/work" "$root"
hostname "$name"
mount -t proc proc "$root/proc"
mount -t sysfs sysfs "$root/sys"
mount --rbind /sys/fs/cgroup "$root/sys/fs/cgroup"
for tree in $(hierarchies); do
  mount --bind "$tree/testbed-$name" "$root$tree"
  # A group of the new hierarchy has either processes or groups with limits: the first process makes room for those.
  join "$root$tree" init
done
mount --rbind /dev "$root/dev"
for each in run tmp dev/shm var/lib/docker var/lib/containers; do
  mkdir -p "$root/$each"
  mount -t tmpfs tmpfs "$root/$each"
done
chmod 1777 "$root/tmp" "$root/dev/shm"
# What this machine has of other engines is no part of the node.
wants docker || rm -f "$root"/usr/{,local/}{,s}bin/docker{,d,-init,-proxy}
wants podman || rm -f "$root"/usr/{,local/}bin/podman
if wants podman-docker; then
  install -m 755 /dev/stdin "$root/usr/bin/docker" <<'SCRIPT'
#!/bin/sh
[ -e /etc/containers/nodocker ] ||
  echo 'Emulate Docker CLI using podman. Create /etc/containers/nodocker to quiet msg.' >&2
exec /usr/bin/podman "$@"
SCRIPT
fi
if wants podman; then podman_defaults; fi

echo "$name" >"$root/etc/hostname"
printf '127.0.0.1 localhost\n%s %s.localdomain %s\n' "$ip" "$name" "$name" >"$root/etc/hosts"
id heat-admin >/dev/null 2>&1 || chroot "$root" useradd -m -s /bin/bash heat-admin
# A locked password would keep sshd from letting the key in.
chroot "$root" usermod -p '*' heat-admin
echo 'heat-admin ALL=(ALL) NOPASSWD:ALL' >"$root/etc/sudoers.d/heat-admin"
install -d -m 700 "$root/home/heat-admin/.ssh"
cp "$dir/key.pub" "$root/home/heat-admin/.ssh/authorized_keys"
chroot "$root" chown -R heat-admin: /home/heat-admin

# Not chroot: under one, runc would start containers in the node's own root. The old root is let go of, so that
# nothing in the node reaches this machine's files.
mkdir -p "$root/.outer"
cd "$root"
pivot_root . .outer
umount -l /.outer
rmdir /.outer
# As systemd leaves it; Podman asks for it where it runs without being root.
mount --make-rshared /
cd /
export PATH=/usr/sbin:/usr/bin:/sbin:/bin

mkdir -p /run/sshd
/usr/sbin/sshd -o UsePAM=no -o "ListenAddress=$ip"
echo booted # node-up.sh waits for it
if wants docker; then
  dockerd --storage-driver=vfs --iptables=false --bridge=none \
    --insecure-registry 172.25.249.200:8787 >/var/log/dockerd.log 2>&1 &
else
  sleep infinity &
fi
engine=$!

# The first process outlives the engine and reaps what others leave; when it ends, the kernel ends the whole node.
asked=''
trap 'asked=yes; kill $engine 2>/dev/null' TERM
trap 'exit 0' INT
wait "$engine" || wait "$engine" || true
# A test that stops the engine says by this file that the node is to stay.
while [ -e /run/without-engine ] && [ -z "$asked" ]; do sleep 1; done
