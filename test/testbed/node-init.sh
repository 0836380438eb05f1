#!/usr/bin/env bash
# node-init.sh DIR NAME IP: the first process of a node. node-up.sh runs it in the node's fresh namespaces.
set -eu
dir=$1 name=$2 ip=$3
root=$dir/$name/root

mount -t overlay overlay -o "lowerdir=/,upperdir=$dir/$name/upper,workdir=$dir/$name/work" "$root"
hostname "$name"
mount -t proc proc "$root/proc"
mount -t sysfs sysfs "$root/sys"
mount --rbind /sys/fs/cgroup "$root/sys/fs/cgroup"
mount --rbind /dev "$root/dev"
for each in run tmp var/lib/docker; do
  mkdir -p "$root/$each"
  mount -t tmpfs tmpfs "$root/$each"
done
chmod 1777 "$root/tmp"
# What this machine has of other engines is no part of the node.
rm -f "$root"/usr/bin/podman

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
cd /
export PATH=/usr/sbin:/usr/bin:/sbin:/bin

mkdir -p /run/sshd
/usr/sbin/sshd -o UsePAM=no -o "ListenAddress=$ip"
dockerd --storage-driver=vfs --iptables=false --bridge=none --cgroup-parent="/testbed-$name" \
  --insecure-registry 172.25.249.200:8787 >/var/log/dockerd.log 2>&1 &
engine=$!

# The first process outlives the engine and reaps what others leave; when it ends, the kernel ends the whole node.
trap 'kill $engine' TERM
trap 'exit 0' INT
wait "$engine" || wait "$engine"
