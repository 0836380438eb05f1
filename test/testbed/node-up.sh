#!/usr/bin/env bash
# node-up.sh NAME IP [ENGINE...]: boots one simulated node on this machine, and returns when its engine and its sshd answer.
#
# A node is this machine's own root under a copy-on-write overlay, in mount, PID, UTS, IPC, network and control group
# namespaces of its own, with a real sshd and, with vfs storage and host networking only, the engines that are named:
# docker (which is what a node has when none is named), podman, or podman-docker, by which podman is called docker too.
# All nodes hang on the bridge br-tb:
#
#     this machine 172.25.249.1   director 172.25.249.200   controller0 172.25.249.201   compute0 172.25.249.202
#
# The user heat-admin may log in by ssh (key: TESTBED_DIR/key) and sudo, and as on a real node may not reach the Docker
# socket. State is kept in $TESTBED_DIR, which the caller makes and which becomes a tmpfs while nodes are up.
# Needs root, and Debian's docker.io, podman, runc, uidmap, iproute2, openssh-server, openssh-client, sudo, jq and
# busybox-static.
set -euo pipefail
name=$1 ip=$2
engines=("${@:3}")
((${#engines[@]} > 0)) || engines=(docker)
probe=podman # Podman has no daemon that might be late
: "${TESTBED_DIR:?is the directory that keeps the state of all nodes}"
node=$TESTBED_DIR/$name
here=$(cd "$(dirname "$0")" && pwd)

fail() {
  echo "node-up: $name: $1" >&2
  "$here/node-down.sh" "$name"
  exit 1
}

[[ $name =~ ^[a-z][a-z0-9]{0,10}$ ]] || { echo "node-up: '$name' does not fit into a network device's name" >&2; exit 2; }
for engine in "${engines[@]}"; do
  case $engine in
    docker) probe=docker ;;
    podman | podman-docker) ;;
    *) echo "node-up: no engine is called '$engine'" >&2; exit 2 ;;
  esac
done
[[ ! -e $node ]] || { echo "node-up: $name is up already, or was not taken down" >&2; exit 2; }
[[ ! -e /run/netns/tb-$name ]] || { echo "node-up: a node $name is up in another directory" >&2; exit 2; }

# Two nodes may boot at once: what they share is made by one of them.
(
  flock 9
  # An overlay's upper layer may not lie on an overlay, which this machine's own root may be.
  mountpoint -q "$TESTBED_DIR" || mount -t tmpfs -o size=4g,mode=700 tmpfs "$TESTBED_DIR"
  [[ -f $TESTBED_DIR/key ]] || ssh-keygen -q -t ed25519 -N '' -f "$TESTBED_DIR/key"
  mkdir "$node"
  if ! ip link show br-tb >/dev/null 2>&1; then
    ip link add br-tb type bridge
    ip addr add 172.25.249.1/24 dev br-tb
    ip link set br-tb up
  fi
  ip netns add "tb-$name"
  ip link add "tb-$name" type veth peer name eth0 netns "tb-$name"
  ip link set "tb-$name" master br-tb up
) 9>/run/lock/sospect-testbed
ip -n "tb-$name" addr add "$ip/24" dev eth0
ip -n "tb-$name" link set eth0 up
ip -n "tb-$name" link set lo up
# While another node keeps the bridge up, this machine may still know the address by the device of the node before.
ip neigh flush to "$ip" dev br-tb
mkdir "$node"/{upper,work,root}

# Not 'ip netns exec': it lays a bare /sys over the control groups, and dockerd then refuses to start.
# All mounts are made inside the namespaces, so that they end with the node's first process.
nsenter --net="/run/netns/tb-$name" unshare --mount --uts --ipc --pid --fork --kill-child \
  "$here/node-init.sh" "$TESTBED_DIR" "$name" "$ip" "${engines[@]}" </dev/null >"$node/boot.log" 2>&1 9>&- &
outer=$!
for ((i = 0; i < 120; i++)); do
  kill -0 "$outer" 2>/dev/null || fail "it ended while booting: $(tail -n 3 "$node/boot.log")"
  init=$(cat "/proc/$outer/task/$outer/children" 2>/dev/null) || true
  if [[ -n $init ]]; then
    echo "${init% }" >"$node/pid"
    # Until then its root is this machine's, and so is the engine that would answer.
    if grep -qx booted "$node/boot.log" && "$here/node-run.sh" "$name" "$probe" info >/dev/null 2>&1; then
      ssh -qi "$TESTBED_DIR/key" -o BatchMode=yes -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null \
        -o ConnectTimeout=5 "heat-admin@$ip" true || fail "its sshd does not answer"
      exit 0
    fi
  fi
  sleep 0.25
done
fail "its $probe does not answer: $(tail -qn 3 "$node/boot.log" "$node/upper/var/log/dockerd.log" 2>/dev/null)"
