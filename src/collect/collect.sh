#!/bin/sh
# shellcheck shell=sh
# Captures what tells how the containers of an OpenStack node are, into one archive that is laid out like a sosreport.
#
# It only reads: nothing on the node is started, stopped or changed, and nothing but the archive is left behind.
# It needs no more than a POSIX shell, awk, find and tar, GNU's or busybox's, for it runs on nodes as they are.
# Everything sits in functions and the last line starts it, so that it can also be fed to a shell on its standard input.

set -u
version=0.1.0

usage() {
  cat <<'HELP'
Usage: collect [-o DIR] [--lines N] [--timeout SECONDS] [--registry HOST:PORT] [--min-free MIB]

Captures the state of this node's containers into DIR/sospect-HOST-UTCTIME.tgz and prints that path last.
Run it as root.

  -o, --output DIR       where the archive is written (default: the current directory)
      --lines N          lines kept of the end of each log (default: 1000)
      --timeout SECONDS  how long one command may take (default: 30)
      --registry H:P     ask this image registry what it serves (default: one on port 8787, if this node runs it)
      --min-free MIB     free space that DIR must have (default: 200)
      --help, --version

Passwords in configuration files are captured as they are; private keys are not. The archive is readable by root alone.
Exit: 0 written, 2 wrong usage or not root, 3 no container engine, 4 no engine answers, 5 the archive cannot be written.
HELP
}

max_output=134217728 # bytes of one command's output; beyond any sane one, it guards the disk against a runaway
max_file=1048576     # bytes of one copied file, or of one log's tail
chunk=200            # ids on one command line of inspect: few calls, and no "argument list too long"

no_engine='no container engine here: neither docker nor podman is installed'
work='' child='' grouped='' quiet='' engines='' notices=0

# Ends the run with one line that says why.
die() {
  printf 'collect: %s\n' "$2" >&2
  exit "$1"
}

# Progress is for people only: a terminal shows it, a pipe or a log file does not.
say() {
  [ -n "$quiet" ] || printf '%s\n' "$1" >&2
}

have() {
  command -v "$1" >/dev/null 2>&1
}

# Sets $ms from the kernel's uptime: it costs no process, and a clock that is set meanwhile does not matter.
now_ms() {
  read -r uptime _ </proc/uptime
  ms=$((${uptime%.*} * 1000 + 1${uptime#*.}0 - 1000))
}

utc_time() {
  date -u +%Y-%m-%dT%H:%M:%SZ
}

# ---- the end of a run, wanted or not ----------------------------------------------------------------------------

signal_child() {
  # A child in a session of its own is ended with all that it started.
  if [ -n "$grouped" ]; then kill "-$1" "-$child" 2>/dev/null; else kill "-$1" "$child" 2>/dev/null; fi
}

# Ends the command that runs, and waits for it: it must not write on while its directory is removed.
# shellcheck disable=SC2317 # reached by the traps
end_child() {
  signal_child TERM
  tries=0
  while [ "$tries" -lt 5 ] && kill -0 "$child" 2>/dev/null; do
    sleep 1
    tries=$((tries + 1))
  done
  signal_child KILL
  wait "$child" 2>/dev/null
  child=''
}

# The one place that leaves: whatever ends the run, nothing half-written stays behind.
# shellcheck disable=SC2317 # reached by the traps
cleanup() {
  status=$?
  trap '' HUP INT TERM
  trap - EXIT
  [ -z "$child" ] || end_child
  [ -z "$work" ] || rm -rf "$work"
  exit "$status"
}

# ---- the manifest -----------------------------------------------------------------------------------------------

# Turns bytes on standard input into the inside of a JSON string that is plain ASCII. What is no UTF-8 is dropped.
# The bytes come as numbers, since no two awks agree on NUL and on bytes above 127.
escape_json() {
  od -An -v -tu1 | awk '
    function unicode(c) { printf "\\u%04x", c }
    function emit(c) {
      if (c == 34 || c == 92) printf "\\%c", c
      else if (c >= 32 && c < 127) printf "%c", c
      else if (c < 65536) unicode(c)
      else { c -= 65536; unicode(55296 + int(c / 1024)); unicode(56320 + c % 1024) }
    }
    function start(bytes, value, from, to) { need = bytes; code = value; low = from; high = to }
    function byte(b) {
      if (need > 0 && b >= low && b <= high) {
        code = code * 64 + b - 128; low = 128; high = 191
        if (--need == 0) emit(code)
        return
      }
      need = 0
      if (b < 128) emit(b)
      else if (b >= 194 && b <= 223) start(1, b - 192, 128, 191)
      else if (b >= 224 && b <= 239) start(2, b - 224, b == 224 ? 160 : 128, b == 237 ? 159 : 191)
      else if (b >= 240 && b <= 244) start(3, b - 240, b == 240 ? 144 : 128, b == 244 ? 143 : 191)
    }
    { for (i = 1; i <= NF; i++) byte($i + 0) }'
}

# Sets $json to a JSON string of $1. Nearly all are plain, and need no process.
json_string() {
  case $1 in
    *[!A-Za-z0-9\ ._/:,=+@%\(\)-]*) json=\"$(printf '%s' "$1" | escape_json)\" ;;
    *) json=\"$1\" ;;
  esac
}

# Sets $size to a file's size in bytes, 0 where there is none.
size_of() {
  size=0
  [ ! -f "$1" ] || size=$(($(wc -c <"$1")))
}

# Adds a capture to the manifest: COMMAND PATH BYTES. The rest is in $rc, $timed_out, $took, $cut and the file stderr.
record() {
  json_string "$1" && record_command=$json
  json_string "$2" && record_path=$json
  record_stderr='""'
  [ ! -s "$work/stderr" ] || record_stderr=\"$(head -c 500 "$work/stderr" | escape_json)\"
  printf '{"command":%s,"path":%s,"exitCode":%d,"timedOut":%s,"durationMs":%d,"bytes":%d,"cutShort":%s,"stderr":%s}\n' \
    "$record_command" "$record_path" "$rc" "$timed_out" "$took" "$3" "$cut" "$record_stderr" >>"$work/captures" ||
    die 5 "cannot write in $output: is the disk full?"
  : >"$work/stderr"
  notices=$((notices + 1))
  [ $((notices % 16)) -ne 0 ] || check_space $((min_free / 2))
}

# The same for what was not captured, with the reason: COMMAND PATH REASON EXIT-CODE CUT-SHORT.
record_absent() {
  printf '%s' "$3" >"$work/stderr"
  rc=$4 cut=$5 timed_out=false took=0
  record "$1" "$2" 0
}

write_manifest() {
  json_string "$host" && manifest_host=$json
  json_string "$boot_id" && manifest_boot=$json
  manifest_engines=''
  for engine in $engines; do manifest_engines="$manifest_engines${manifest_engines:+,}\"$engine\""; done
  {
    printf '{"schemaVersion":1,"tool":{"name":"sospect-collect","version":"%s"},' "$version"
    printf '"host":%s,"bootId":%s,"started":"%s","finished":"%s",' "$manifest_host" "$manifest_boot" "$started" "$(utc_time)"
    printf '"engines":[%s],"masked":false,"captures":[\n' "$manifest_engines"
    sed '1!s/^/,/' "$work/captures" && printf ']}\n'
  } >"$top/manifest.json"
}

# ---- commands ---------------------------------------------------------------------------------------------------

# Where timeout(1) is missing or knows no -k: ends the child itself, in steps of a second so that no sleep is left over.
watch_child() {
  waited=0
  while [ "$waited" -lt "$limit" ]; do
    sleep 1
    kill -0 "$child" 2>/dev/null || return
    waited=$((waited + 1))
  done
  : >"$work/timed-out"
  signal_child TERM
  sleep 5
  signal_child KILL
}

# Runs OUT ERR COMMAND... and sets $rc, $timed_out and $took. Output goes straight to files: with a pipe, a process that
# the command leaves behind could hold the run up for ever. In the background, so that a signal is acted on at once.
run() {
  run_out=$1 run_err=$2
  shift 2
  now_ms && began=$ms
  rm -f "$work/timed-out"
  if [ -n "$timeout_works" ]; then
    (ulimit -f $((max_output / 512)) 2>/dev/null; exec timeout -k 5 "$limit" "$@") </dev/null >"$run_out" 2>"$run_err" &
    child=$!
    wait "$child" 2>/dev/null
    rc=$?
  else
    grouped=$(command -v setsid)
    # shellcheck disable=SC2086 # nothing, or one word
    (ulimit -f $((max_output / 512)) 2>/dev/null; exec $grouped "$@") </dev/null >"$run_out" 2>"$run_err" &
    child=$!
    watch_child >/dev/null 2>&1 &
    watcher=$!
    wait "$child" 2>/dev/null
    rc=$?
    kill "$watcher" 2>/dev/null
    wait "$watcher" 2>/dev/null
    grouped=''
  fi
  child=''
  now_ms && took=$((ms - began))
  timed_out=false
  # By busybox's timeout a command that was ended bears its signal, by GNU's 124.
  if [ -f "$work/timed-out" ] || { [ "$took" -ge $((limit * 1000 - 50)) ] && [ "$rc" -ge 124 ]; }; then
    timed_out=true rc=124
  fi
}

# Captures PATH COMMAND...; $label names the command in the manifest where its own words are too many.
capture() {
  capture_path=$1
  shift
  cut=false
  : "${label:=$*}"
  if ! { mkdir -p "$top/${capture_path%/*}" && [ ! -d "$top/$capture_path" ]; } 2>/dev/null; then
    record_absent "$label" "$capture_path" "there is no place for this path" 1 false
    label=''
    return
  fi
  run "$top/$capture_path" "$work/stderr" "$@"
  size_of "$top/$capture_path"
  [ "$size" -lt "$max_output" ] || cut=true
  record "$label" "$capture_path" "$size"
  label=''
}

# ---- an engine --------------------------------------------------------------------------------------------------

# podman-docker brings a docker command that is podman: asking both would tell everything twice.
is_engine() {
  have "$1" || return 1
  [ "$1" = docker ] || return 0
  run "$work/probe" "$work/stderr" docker --version
  ! grep -qi podman "$work/probe" "$work/stderr"
}

# Captures OUT-FOLDER KIND ID-FILE: what inspect says of all of them, some hundred ids to a call.
inspect_all() {
  inspect_path=$1/${engine}_inspect_all part=1
  awk -v n="$chunk" '{ line = line " " $1 } NR % n == 0 { print line; line = "" } END { if (line) print line }' "$3" >"$work/chunks"
  while read -r ids; do
    label="$engine inspect${typed:+ $typed $2} ($(printf '%s\n' "$ids" | wc -w | tr -d ' ') ids)"
    # shellcheck disable=SC2086 # words all: an option or none, hexadecimal ids
    capture "$inspect_path" "$engine" inspect ${typed:+$typed $2} $ids
    part=$((part + 1))
    inspect_path=$1/${engine}_inspect_all_$part
  done <"$work/chunks"
}

# The end of a container's log, both of its streams as they were written, newest bytes kept.
capture_log() {
  log_path=sos_commands/$engine/containers/${engine}_logs_-t_$(printf '%.12s' "$1")
  mkdir -p "$top/sos_commands/$engine/containers"
  run "$work/log" "$work/log-stderr" sh -c 'exec "$@" 2>&1' sh "$engine" logs -t --tail "$lines" "$1"
  keep_end "$work/log" "$top/$log_path"
  [ "$rc" -eq 0 ] || cp "$top/$log_path" "$work/stderr"
  record "$engine logs -t --tail $lines $1" "$log_path" "$size"
}

# Copies the last lines and bytes of a file, and sets $size and $cut. As many lines as were asked for: there may be more.
keep_end() {
  size_of "$1" && before=$size
  tail -n "$lines" "$1" 2>"$work/stderr" | tail -c "$max_file" >"$2"
  size_of "$2"
  cut=false
  if [ "$size" -lt "$before" ] || [ "$(wc -l <"$2")" -ge "$lines" ]; then cut=true; fi
}

# Captures all that one engine knows; fails when the engine does not answer at all.
collect_engine() {
  engine=$1 base=sos_commands/$1
  say "asking $engine"
  : >"$work/containers"
  : >"$work/images"
  capture "$base/${engine}_ps_-a_--no-trunc" "$engine" ps -a --no-trunc
  listed=$rc
  capture "$base/${engine}_info" "$engine" info
  [ "$listed" -eq 0 ] || [ "$rc" -eq 0 ] || return 1
  engines="$engines${engines:+ }$engine"

  format=json
  [ "$engine" = podman ] || format='{{json .}}'
  # Listing containers hangs when one of them does: what does not depend on it is captured all the same.
  if [ "$listed" -eq 0 ]; then
    capture "$base/${engine}_ps_-a_--no-trunc_--format_json" "$engine" ps -a --no-trunc --format "$format"
    awk 'NR > 1 && length($1) == 64 && $1 !~ /[^0-9a-f]/ { print $1 }' "$top/$base/${engine}_ps_-a_--no-trunc" >"$work/containers"
  fi
  capture "$base/${engine}_version" "$engine" version
  capture "$base/${engine}_images_--no-trunc_--digests" "$engine" images --no-trunc --digests
  run "$work/probe" "$work/stderr" "$engine" images -q --no-trunc
  sed -n 's/^sha256://; /^[0-9a-f][0-9a-f]*$/p' "$work/probe" | sort -u >"$work/images"
  # An image may bear a container's name; an old engine does not let us tell which is meant.
  run "$work/probe" "$work/stderr" "$engine" inspect --help
  typed=''
  if grep -q -e --type "$work/probe"; then typed=--type; fi
  inspect_all "$base/containers" container "$work/containers"
  inspect_all "$base/images" image "$work/images"
  [ "$listed" -ne 0 ] || capture "$base/${engine}_stats_--no-stream" "$engine" stats --no-stream
  say "reading the logs of $(wc -l <"$work/containers") containers"
  while read -r id; do capture_log "$id"; done <"$work/containers"
}

# ---- files ------------------------------------------------------------------------------------------------------

# find PATH EXPRESSION... over plain files, less those that hold keys. A symbolic link is never followed; sockets, pipes
# and devices would hang or flood a copy.
find_plain() {
  find_root=$1
  shift
  find "$find_root" -type f \
    ! -name '*.key' ! -name '*.pem' ! -name '*.p12' ! -name '*.pfx' ! -name '*.jks' ! -name '*.base64' \
    ! -name 'id_[rde]*' ! -name '*_key' ! -name '*_rsa' ! -name 'identity' ! -name '*keyring*' ! -name 'authkey' \
    ! -name '.erlang.cookie' ! -name 'passwd.db' ! -name '*.kdb' ! -name '*.keytab' \
    ! -path '*/fernet-keys/*' ! -path '*/credential-keys/*' ! -path '*/private/*' ! -path '*/.sospect.*' \
    "$@"
}

# Copies what find ARGUMENTS... name into the top folder, with owners, modes and times; ends as the reading side does.
# tar and cp -P store a link as a link even if a file is exchanged for one while this runs: its target is never read.
copy_plain() {
  if [ -n "$tar_lists" ]; then
    find_plain "$@" ! -size "+${max_file}c" -print0 >"$work/list" &&
      tar -cf - --null -T "$work/list" | tar -xf - -C "$top" --warning=no-timestamp
  else
    # shellcheck disable=SC2016 # the inner shell expands it
    find_plain "$@" ! -size "+${max_file}c" -exec sh -c '
      for path; do
        mkdir -p "$top/${path%/*}" && cp -pP "$path" "$top/$path"
      done' sh {} +
  fi
}

# Captures what find ARGUMENTS... name, below / and given without the leading slash, as one copy named after the first.
copy() {
  copy_name=$1
  [ -e "/$1" ] || return 0
  now_ms && began=$ms
  copy_plain "$@" 2>"$work/stderr"
  rc=$?
  if [ -e "$top/$copy_name" ] || [ "$rc" -ne 0 ]; then
    drop_keys "$top/$copy_name"
    copied=$(find "$top/$copy_name" -type f -exec cat {} + 2>/dev/null | wc -c)
    now_ms && took=$((ms - began)) timed_out=false cut=false
    # What tar could not read it says on stderr, where its end in a pipe does not tell.
    if [ "$rc" -eq 0 ] && [ -s "$work/stderr" ]; then rc=1; fi
    record "copy /$copy_name" "$copy_name" "$((copied))"
  fi
  find_plain "$@" -size "+${max_file}c" 2>/dev/null >"$work/list"
  while read -r path; do
    record_absent "copy /$path" "$path" "skipped: larger than $max_file bytes" 0 true
  done <"$work/list"
}

# A private key may bear any name.
drop_keys() {
  grep -rlq -e '-----BEGIN .*PRIVATE KEY-----' "$1" 2>/dev/null || return 0
  find "$1" -type f -exec grep -q -e '-----BEGIN .*PRIVATE KEY-----' {} \; -exec rm -f {} \;
}

# Names of OpenStack services, and of what they stand on, in /etc and in /var/log.
services='aodh barbican ceilometer ceph cinder collectd congress corosync designate ec2api etcd glance gnocchi haproxy
heat horizon httpd ironic ironic-inspector iscsi keystone kolla libvirt magnum manila masakari memcached mistral mongodb
multipath murano my.cnf my.cnf.d mysql neutron nova octavia openstack-dashboard openvswitch ovn pacemaker panko
placement rabbitmq redis redis.conf redis-sentinel.conf sahara sensu swift tacker trove vitrage watcher zaqar'

# On RHEL this is a symbolic link, the only one that is followed.
copy_os_release() {
  rc=0 took=0 timed_out=false cut=false
  mkdir -p "$top/etc"
  cp -pL etc/os-release "$top/etc/os-release" 2>"$work/stderr" || rc=1
  size_of "$top/etc/os-release"
  record "copy /etc/os-release" etc/os-release "$size"
}

copy_files() {
  say "copying configuration"
  cd / || return
  for service in $services; do copy "etc/$service"; done
  for path in hostname rhosp-release redhat-release docker-distribution containers/registries.conf \
    containers/registries.conf.d containers/storage.conf docker/daemon.json sysconfig/memcached multipath.conf; do
    copy "etc/$path"
  done
  for path in etc/sysconfig/docker* home/*/*images*.yaml home/*/containers-prepare-parameter.yaml; do copy "$path"; done
  copy_os_release
  for path in config-data/puppet-generated tripleo-config docker-puppet/docker-puppet.json \
    container-puppet/container-puppet.json; do
    copy "var/lib/$path"
  done
  copy var/lib/config-data ! -path '*/*/*/*/*' -name '*.md5sum'
  copy var/lib/kolla/config_files -name '*.json'
}

# Captures the ends of the logs below a directory. Rotated logs that are compressed are left out.
tail_logs() {
  [ -d "/$1" ] && [ ! -L "/$1" ] || return 0
  find_plain "$1" ! -name '*.gz' ! -name '*.xz' ! -name '*.bz2' ! -path '*
*' >"$work/logs" 2>/dev/null
  while read -r path; do
    now_ms && began=$ms
    [ -d "$top/${path%/*}" ] || mkdir -p "$top/${path%/*}"
    keep_end "/$path" "$top/$path"
    touch -r "/$path" "$top/$path" 2>/dev/null
    now_ms && took=$((ms - began)) rc=0 timed_out=false
    [ ! -s "$work/stderr" ] || rc=1
    record "tail -n $lines /$path" "$path" "$size"
  done <"$work/logs"
}

copy_logs() {
  say "copying the ends of logs"
  cd / || return
  tail_logs var/log/containers
  # A containerized service leaves only a note there; a log that lives tells of a service outside its container.
  for service in $services; do tail_logs "var/log/$service"; done
}

# ---- the node itself --------------------------------------------------------------------------------------------

capture_host() {
  say "asking the node"
  capture sos_commands/host/hostname uname -n
  cp "$top/sos_commands/host/hostname" "$top/hostname" 2>/dev/null
  capture sos_commands/date/date date -u +%Y-%m-%dT%H:%M:%SZ
  capture sos_commands/host/uptime uptime
  capture sos_commands/filesys/df_-hP df -hP
  capture sos_commands/memory/free_-m free -m
  ! have systemctl || capture sos_commands/systemd/systemctl_list-units_--all_tripleo \
    systemctl list-units --all --no-legend --no-pager --plain 'tripleo_*'
  ! have pcs || capture sos_commands/pacemaker/pcs_status pcs status
}

# ---- the image registry -----------------------------------------------------------------------------------------

# Prints host:port of each registry on port 8787 that images and image lists name.
named_registries() {
  {
    cat "$top"/sos_commands/*/*_images_--no-trunc_--digests "$top"/sos_commands/*/*_ps_-a_--no-trunc
    cat "$top"/home/*/*.yaml
  } 2>/dev/null | awk '{ for (i = 1; i <= NF; i++) if (match($i, /[A-Za-z0-9.-]+:8787/)) print substr($i, RSTART, RLENGTH) }' | sort -u
}

# Prints the registry that this node itself runs: a capture does not reach out to other machines unbidden. One that is
# named by an address of this node is asked even if nothing listens there, for that is a finding.
own_registry() {
  named_registries >"$work/registries"
  while read -r candidate; do
    if have ip && ip -o addr 2>/dev/null | grep -qF " ${candidate%:*}/"; then
      printf '%s\n' "$candidate"
      return
    fi
  done <"$work/registries"
  # 2253 is 8787, and 0A a socket that listens.
  if grep -q ':2253 .* 0A ' /proc/net/tcp /proc/net/tcp6 2>/dev/null; then head -n 1 "$work/registries"; fi
}

fetch() {
  if have curl; then
    capture "$1" curl -sSf --max-time 5 "$2"
  else
    capture "$1" wget -q -T 5 -O - "$2"
  fi
}

capture_registry() {
  have curl || have wget || return 0
  [ -n "$registry" ] || registry=$(own_registry)
  [ -n "$registry" ] || return 0
  say "asking the registry $registry"
  catalog=sos_commands/registry/v2/_catalog
  fetch "$catalog" "http://$registry/v2/_catalog?n=1000"
  [ "$rc" -eq 0 ] || return 0
  awk '{ gsub(/[][{},]/, "\n"); print }' "$top/$catalog" | sed -n 's/^[[:space:]]*"\(.*\)"[[:space:]]*$/\1/p' >"$work/repositories"
  while read -r repository; do
    case $repository in
      # It becomes a path here and a part of an address: whoever answered may not choose where it is written.
      '' | /* | -* | *..* | *[!A-Za-z0-9._/-]*)
        record_absent "registry $registry" "${catalog%_catalog}_refused" "refused a repository's name: $repository" 1 true
        continue
        ;;
    esac
    fetch "sos_commands/registry/v2/$repository/tags/list" "http://$registry/v2/$repository/tags/list"
    # A registry that stopped answering would cost five seconds for each of its repositories.
    case $rc in 7 | 28 | 124) break ;; esac
  done <"$work/repositories"
}

# ---- the run ----------------------------------------------------------------------------------------------------

is_number() {
  case $1 in '' | *[!0-9]* | ??????????*) return 1 ;; esac
}

parse_arguments() {
  output=. lines=1000 limit=30 registry='' min_free=200
  while [ $# -gt 0 ]; do
    option=$1
    shift
    case $option in
      --help | -h) usage && exit 0 ;;
      --version) printf 'sospect-collect %s\n' "$version" && exit 0 ;;
      --*=*)
        value=${option#*=}
        option=${option%%=*}
        set -- "$value" "$@"
        ;;
    esac
    case $option in -o | --output | --lines | --timeout | --registry | --min-free) ;; *) die 2 "unknown argument '$option': see --help" ;; esac
    [ -n "${1:-}" ] || die 2 "$option needs a value: see --help"
    case $option in
      -o | --output) output=$1 ;;
      --registry) registry=$1 ;;
      *)
        is_number "$1" || die 2 "$option needs a number, not '$1'"
        case $option in
          --lines) lines=$1 ;;
          --timeout) limit=$1 ;;
          --min-free) min_free=$1 ;;
        esac
        ;;
    esac
    shift
  done
  [ "$lines" -gt 0 ] || die 2 "--lines must be at least 1"
  [ "$limit" -gt 0 ] || die 2 "--timeout must be at least 1"
  case $registry in *[!A-Za-z0-9.:\[\]-]*) die 2 "--registry needs HOST:PORT, not '$registry'" ;; esac
}

# What the caller's environment could bend: the language of messages, and which engine or proxy is talked to.
settle_environment() {
  exec </dev/null
  umask 077
  LC_ALL=C
  export LC_ALL
  unset DOCKER_HOST DOCKER_CONTEXT CONTAINER_HOST GREP_OPTIONS TAR_OPTIONS GZIP CDPATH
  unset http_proxy https_proxy all_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY
  [ -t 2 ] || quiet=yes
  renice -n 19 -p $$ >/dev/null 2>&1
  ionice -c 2 -n 7 -p $$ >/dev/null 2>&1
  timeout_works='' tar_lists=''
  if timeout -k 1 5 true 2>/dev/null; then timeout_works=yes; fi
  if tar -cf /dev/null --null -T /dev/null 2>/dev/null; then tar_lists=yes; fi
}

# Dies unless as many MiB are free where the archive is to be.
check_space() {
  free_kib=$(df -Pk "$work" 2>/dev/null | awk 'NR == 2 { print $4 }')
  [ "${free_kib:-0}" -ge $(($1 * 1024)) ] ||
    die 5 "only $((${free_kib:-0} / 1024)) MiB are free in $output, and $1 are asked for: choose another directory with -o"
}

make_work() {
  mkdir -p -- "$output" 2>/dev/null || die 5 "cannot write in $output"
  output=$(cd -- "$output" && pwd) || die 5 "cannot write in $output"
  work=$(mktemp -d "$output/.sospect.XXXXXX" 2>/dev/null) || die 5 "cannot write in $output"
  check_space "$min_free"
  host=$(uname -n)
  boot_id=''
  [ ! -r /proc/sys/kernel/random/boot_id ] || read -r boot_id </proc/sys/kernel/random/boot_id
  started=$(utc_time)
  # In a file's name a host has letters, digits, dots and dashes, and no dash or dot in front.
  name=sospect-$(printf '%s' "$host" | tr -c 'A-Za-z0-9.-' _ | sed 's/^[.-]*//')-$(date -u +%Y%m%dT%H%M%SZ)
  top=$work/$name
  export top
  { mkdir "$top" && : >"$work/captures" && : >"$work/stderr"; } 2>/dev/null || die 5 "cannot write in $output: is the disk full?"
}

# The manifest comes first, so that a reader of the stream knows what to make of all that follows.
pack() {
  say "packing"
  archive=$output/$name.tgz
  write_manifest || die 5 "cannot write in $output: is the disk full?"
  cd "$work" || die 5 "cannot write in $output"
  set -- "$name/manifest.json"
  for entry in "$name"/*; do
    [ "$entry" = "$name/manifest.json" ] || set -- "$@" "$entry"
  done
  tar -czf "$work/archive" "$@" 2>"$work/stderr" &
  child=$!
  wait "$child"
  packed=$?
  child=''
  [ "$packed" -eq 0 ] || die 5 "cannot write $archive: $(head -n 1 "$work/stderr")"
  # mv would move the archive into a directory of that name, or of a link's that someone put there.
  if [ -e "$archive" ] || [ -L "$archive" ] || ! mv "$work/archive" "$archive" 2>/dev/null; then
    die 5 "cannot write $archive"
  fi
}

main() {
  parse_arguments "$@"
  [ "$(id -u)" -eq 0 ] || die 2 "collect must run as root: try sudo collect"
  settle_environment
  have docker || have podman || die 3 "$no_engine"
  trap cleanup EXIT
  trap 'exit 129' HUP
  trap 'exit 130' INT
  trap 'exit 143' TERM
  make_work
  silent=''
  for candidate in docker podman; do
    is_engine "$candidate" || continue
    collect_engine "$candidate" || silent="$silent $candidate"
  done
  [ -n "$engines$silent" ] || die 3 "$no_engine"
  [ -n "$engines" ] || die 4 "no container engine answers:$silent (is its service running?)"
  capture_host
  copy_files
  copy_logs
  capture_registry
  pack
  printf '%s\n' "$archive"
  exit 0
}

main "$@"
