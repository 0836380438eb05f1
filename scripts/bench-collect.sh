#!/usr/bin/env bash
# bench-collect.sh [CONTAINERS...]: times the collector on a simulated node with so many containers (30, then 150) beside what
# one would type by hand: ps, images, stats, and an inspect and the logs of each container. By turns, medians of RUNS (5).
# The calls of the engine are counted by a wrapper that is in its place in PATH. Needs root and what test/testbed/node-up.sh
# names. Usage: npm run bench:collect [-- CONTAINERS...]
set -euo pipefail
project=$(cd "$(dirname "$0")/.." && pwd)
testbed=$project/test/testbed
runs=${RUNS:-5}

# ---- on the node --------------------------------------------------------------------------------------------------

make_image() {
  tar -C / --hard-dereference -chf - bin/busybox | docker import - bench:1 >/dev/null
}

configure() { # SERVICE: a configuration volume of ten files
  local tree=/var/lib/config-data/puppet-generated/$1 file
  mkdir -p "$tree/etc/$1" "/var/log/containers/$1"
  for file in {0..9}; do
    for section in {0..19}; do printf '[section%s]\nkey=value-of-%s-%s\n#commented=%s\n' "$section" "$1" "$file" "$section"; done \
      >"$tree/etc/$1/part$file.conf"
  done
  md5sum <"$tree/etc/$1/part0.conf" | cut -d ' ' -f 1 >"$tree.md5sum"
}

run_until() { # NUMBER: containers are there
  local i name
  for ((i = $(docker ps -aq | wc -l); i < $1; i++)); do
    name=service_$i
    configure "$name"
    docker run --detach --name "$name" --net=host --label config_id=tripleo_step4 --label "container_name=$name" \
      --label managed_by=tripleo-Controller --label 'config_data={"image": "bench:1", "net": "host", "restart": "always"}' \
      --env KOLLA_CONFIG_STRATEGY=COPY_ALWAYS --env "TRIPLEO_CONFIG_HASH=$(cat "/var/lib/config-data/puppet-generated/$name.md5sum")" \
      --volume "/var/lib/config-data/puppet-generated/$name/:/var/lib/kolla/config_files/src:ro" \
      --volume "/var/log/containers/$name:/var/log/$name" bench:1 /bin/busybox sh -c \
      "/bin/busybox seq 1 1000 | /bin/busybox sed 's/^/INFO $name.service [req-5c1e0f4b-2d0d-4f4e-9b0f-3f3c7a6c2b11 - - - - -] piece of work /'
        exec /bin/busybox sleep 99999" >/dev/null
  done
  for name in $(docker ps --format '{{.Names}}'); do wait_for_log "$name"; done
}

wait_for_log() { # NAME
  local i
  for ((i = 0; i < 100; i++)); do
    [[ $(docker logs --tail 1000 "$1" 2>&1 | wc -l) != 1000 ]] || return 0
    sleep 0.1
  done
  echo "bench-collect: $1 did not write its log" >&2
  return 1
}

by_hand() {
  local id
  docker ps -a --no-trunc >/tmp/bench/out/ps
  for id in $(docker ps -aq --no-trunc); do
    docker inspect "$id" >"/tmp/bench/out/inspect_$id"
    docker logs --tail 1000 "$id" >"/tmp/bench/out/logs_$id" 2>&1
  done
  docker images >/tmp/bench/out/images
  docker stats --no-stream >/tmp/bench/out/stats
}

collect() {
  sh "$project/dist/collect/collect.sh" -o /tmp/bench/out >/dev/null
}

bytes() { # FILE...
  cat "$@" | wc -c
}

measure() { # WHAT: appends seconds, calls, bytes captured and bytes left of one run to a file of that name
  local began captured
  mkdir -p /tmp/bench/out
  : >/tmp/bench/calls
  began=${EPOCHREALTIME/./}
  PATH=/tmp/bench/bin:$PATH "$1"
  local took=$((${EPOCHREALTIME/./} - began))
  captured=$(bytes /tmp/bench/out/*)
  if [[ $1 == collect ]]; then captured=$(gzip -dc /tmp/bench/out/*.tgz | tar -xOf - | wc -c); fi
  echo "$took $(wc -l </tmp/bench/calls) $captured $(bytes /tmp/bench/out/*)" >>"/tmp/bench/$1"
  rm -r /tmp/bench/out
}

row() { # CONTAINERS WHAT: the run with the median time
  sort -n "/tmp/bench/$2" | sed -n "$(((runs + 1) / 2))p" | awk -v n="$1" -v what="${2/_/ }" -v all="$(sort -n "/tmp/bench/$2" |
    awk '{ printf "%s%.1f", (NR > 1 ? " " : ""), $1 / 1e6 }')" '{ printf "%10d  %-8s %9.2f %6d %11.2f %8.2f   %s\n", n, what, $1 / 1e6, $2, $3 / 1e6, $4 / 1e6, all }'
}

in_node() { # CONTAINERS...
  local number i
  mkdir -p /tmp/bench/bin
  install -m 755 /dev/stdin /tmp/bench/bin/docker <<SCRIPT
#!/bin/sh
echo >>/tmp/bench/calls
exec $(command -v docker) "\$@"
SCRIPT
  make_image
  echo 'containers  what      median s  calls MB captured  MB left   seconds of all runs'
  for number; do
    run_until "$number"
    rm -f /tmp/bench/{by_hand,collect}
    for ((i = 0; i < runs; i++)); do
      measure by_hand
      measure collect
    done
    row "$number" by_hand
    row "$number" collect
  done
}

# ---- on this machine ----------------------------------------------------------------------------------------------

if [[ ${1:-} == --in-node ]]; then
  in_node "${@:2}"
  exit
fi
(($# > 0)) || set -- 30 150
TESTBED_DIR=$(mktemp -d)
export TESTBED_DIR
finish() {
  "$testbed/node-down.sh" compute0
  rmdir "$TESTBED_DIR"
}
trap finish EXIT
"$testbed/node-up.sh" compute0 172.25.249.202
"$testbed/node-run.sh" compute0 env RUNS="$runs" "$project/scripts/bench-collect.sh" --in-node "$@"
