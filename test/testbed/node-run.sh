#!/usr/bin/env bash
# node-run.sh NAME COMMAND...: runs a command as root inside a node that node-up.sh booted, with this one's stdin and stdout.
set -euo pipefail
name=$1
shift
: "${TESTBED_DIR:?is the directory that keeps the state of all nodes}"
read -r pid <"$TESTBED_DIR/$name/pid"
exec nsenter --target "$pid" --mount --uts --ipc --net --pid --cgroup --root \
  env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 "$@"
