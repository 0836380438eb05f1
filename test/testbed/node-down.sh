#!/usr/bin/env bash
# node-down.sh NAME: ends a node and leaves nothing of it: processes, mounts, network, control groups, files. The last node
# takes the bridge and the state directory's tmpfs with it. Harmless where there is no such node, or only a part of one.
set -uo pipefail
name=$1
: "${TESTBED_DIR:?is the directory that keeps the state of all nodes}"
node=$TESTBED_DIR/$name
[[ $name =~ ^[a-z][a-z0-9]{0,10}$ ]] || exit 2

# dockerd ends its containers when it is asked to; the kernel ends all that is left with the first process.
# Without a pid the node is another directory's, or never got so far.
if pid=$(cat "$node/pid" 2>/dev/null) && [[ $(readlink "/proc/$pid/ns/net") == "net:["*"]" ]] &&
  ip netns identify "$pid" | grep -qx "tb-$name"; then
  kill -TERM "$pid" 2>/dev/null
  for ((i = 0; i < 20; i++)); do
    kill -0 "$pid" 2>/dev/null || break
    sleep 0.25
  done
  kill -KILL "$pid" 2>/dev/null
  for ((i = 0; i < 40; i++)); do
    kill -0 "$pid" 2>/dev/null || break
    sleep 0.25
  done
fi
[[ -d $node ]] || exit 0

for child in $(ip netns pids "tb-$name" 2>/dev/null); do kill -KILL "$child" 2>/dev/null; done
(
  flock 9
  ip link del "tb-$name" 2>/dev/null
  ip netns del "tb-$name" 2>/dev/null
  if [[ -z $(ip -o link show master br-tb 2>/dev/null) ]]; then ip link del br-tb 2>/dev/null; fi
) 9>/run/lock/sospect-testbed
# Control groups outlive their processes. Both versions of the hierarchy are looked through.
find /sys/fs/cgroup -depth -type d -path "*/testbed-$name*" -exec rmdir {} + 2>/dev/null
rm -rf "$node"
# As long as a node is up, its files are there; the key is made anew for the next.
if ! compgen -G "$TESTBED_DIR/*/pid" >/dev/null && ! compgen -G "$TESTBED_DIR/*/upper" >/dev/null; then
  # Whoever booted the node holds its boot log a moment longer than the node lives.
  for ((i = 0; i < 40; i++)); do
    umount "$TESTBED_DIR" 2>/dev/null
    mountpoint -q "$TESTBED_DIR" || break
    sleep 0.25
  done
fi
exit 0
