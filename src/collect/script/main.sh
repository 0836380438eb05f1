# ---- the run --------------------------------------------------------------------------------------------------------

# What the caller's environment could bend: the language of messages, and which engine or proxy is talked to.
settle_environment() {
  # What the shell and its tools object to is in the manifest, or is told in one line. More of it is for --progress.
  [ -n "$progress" ] || exec 2>/dev/null
  exec 3>&1 1>&2 </dev/null
  umask 077
  LC_ALL=C
  export LC_ALL
  unset DOCKER_HOST DOCKER_CONTEXT CONTAINER_HOST GREP_OPTIONS TAR_OPTIONS GZIP CDPATH
  unset http_proxy https_proxy all_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY
  [ -t 4 ] || quiet=yes
  renice -n 19 -p $$ >/dev/null 2>&1
  ionice -c 2 -n 7 -p $$ >/dev/null 2>&1
  timeout_works='' tar_lists=''
  if timeout -k 1 5 true 2>/dev/null; then timeout_works=yes; fi
  if tar -cf /dev/null --null -T /dev/null 2>/dev/null; then tar_lists=yes; fi
  now_ms
  deadline=$((ms + total_limit * 1000))
}

# Prints the KiB that are free where DIRECTORY is.
free_kib() {
  df -Pk "$1" 2>/dev/null | awk 'NR == 2 { print $4 }'
}

# Dies unless as many MiB are free where the archive is to be, and some where it is prepared.
check_space() {
  free=$(free_kib "$work")
  [ "${free:-0}" -ge $(($1 * 1024)) ] ||
    die 5 "only $((${free:-0} / 1024)) MiB are free in $place, and $1 are asked for: choose another directory with -o"
  [ "$stage" != "$work/stage" ] && [ -n "$stage" ] || return 0
  free=$(free_kib "$stage")
  [ "${free:-0}" -ge 65536 ] || die 5 "only $((${free:-0} / 1024)) MiB are left in $stage: try a smaller --max-total, or --lines"
}

# The archive appears in the directory under its last name, or not at all. Until then this directory is ours alone: making
# it fails if it is there, be it a link, so that neither another run nor anybody else is met.
make_work() {
  place=$output
  [ "$output" != - ] || place=${TMPDIR:-/var/tmp}
  mkdir -p -- "$place" 2>/dev/null || die 5 "cannot write in $place"
  place=$(cd -- "$place" && pwd) || die 5 "cannot write in $place"
  host=$(uname -n)
  # In a file's name a host has letters, digits, dots and dashes, and no dash or dot in front.
  file_host=$(printf '%s' "$host" | tr -c 'A-Za-z0-9.-' _ | sed 's/^[.-]*//')
  tries=0
  while :; do
    name=sospect-$file_host-$(date -u +%Y%m%dT%H%M%SZ)
    if [ ! -e "$place/$name.tgz" ] && mkdir "$place/.$name" 2>/dev/null; then break; fi
    tries=$((tries + 1))
    [ "$tries" -lt 4 ] || die 5 "cannot write in $place"
    sleep 1
  done
  work=$place/.$name
  check_space "$min_free"
}

# What is not masked yet stays in memory, where there is enough of it.
make_stage() {
  needed=$((max_total * 3 / 1024))
  for memory in /run /dev/shm; do
    # shellcheck disable=SC2015 # none of both
    [ -n "$masking" ] && [ "$(stat -f -c %T "$memory" 2>/dev/null)" = tmpfs ] || continue
    memory_free=$(awk '/^MemAvailable:/ { print $2 }' /proc/meminfo)
    memory_room=$(free_kib "$memory")
    if [ "${memory_free:-0}" -lt $((needed + 1048576)) ] || [ "${memory_room:-0}" -lt "$needed" ]; then continue; fi
    stage=$(mktemp -d "$memory/.sospect.XXXXXX" 2>/dev/null) && break
    stage=''
  done
  [ -n "$stage" ] || { stage=$work/stage && mkdir "$stage"; } || die 5 "cannot write in $place"
  top=$stage/$name scratch=$stage/scratch.main
  export top
  { mkdir "$top" "$scratch" && : >"$stage/captures.main" && : >"$scratch/stderr"; } 2>/dev/null ||
    die 5 "cannot write in $place: is the disk full?"
  mkdir "$stage/unsaid" && unsaid=$stage/unsaid
  boot_id=''
  [ ! -r /proc/sys/kernel/random/boot_id ] || read -r boot_id </proc/sys/kernel/random/boot_id
  started=$(utc_time)
}

# Prints what is packed besides the manifest, in the order in which a reader of the stream, which may end early, can do most
# with it: what was listed, all else by its name.
contents() {
  find "$name/sos_commands" -type f -name '*_ps_-a_*' | sort
  find "$name" -type f ! -path "$name/manifest.json" ! -path "$name/sos_commands/*_ps_-a_*" ! -name '*
*' | sort
}

pack() {
  say "packing"
  cd "$stage" || die 5 "cannot write in $place"
  contents >"$scratch/contents"
  write_manifest "$scratch/contents" || die 5 "cannot write in $place: is the disk full?"
  if [ -n "$tar_lists" ]; then
    { printf '%s\0' "$name/manifest.json" && tr '\n' '\000' <"$scratch/contents"; } >"$scratch/list"
    set -- --null -T "$scratch/list"
  else
    # busybox's tar may know no lists: then the manifest comes first, and all else as it comes.
    set -- "$name/manifest.json"
    for entry in "$name"/*; do
      [ "$entry" = "$name/manifest.json" ] || set -- "$@" "$entry"
    done
  fi
  if [ "$output" = - ]; then
    tar -czf - "$@" 2>"$scratch/stderr" >&3 &
  else
    tar -czf "$work/archive" "$@" 2>"$scratch/stderr" &
  fi
  child=$!
  wait "$child"
  packed=$?
  child=''
  archive=$place/$name.tgz
  [ "$packed" -eq 0 ] || die 5 "cannot write $archive: $(grep -m 1 . "$scratch/stderr")"
  [ "$output" != - ] || return 0
  # mv would move the archive into a directory of that name, or of a link's that someone put there.
  if [ -e "$archive" ] || [ -L "$archive" ] || ! mv "$work/archive" "$archive" 2>/dev/null; then
    die 5 "cannot write $archive"
  fi
  printf '%s\n' "$archive" >&3
}

collect_engines() {
  silent=''
  for candidate in docker podman; do
    is_engine "$candidate" || continue
    engine=$candidate slug=$candidate asked=$candidate base=sos_commands/$candidate
    if list_engine; then
      engines="$engines${engines:+ }$engine"
      learn_cp
      collect_engine
    else
      silent="$silent $candidate"
    fi
  done
  [ -n "$engines$silent" ] || die 3 "$no_engine"
  [ -n "$engines" ] || die 4 "no container engine answers:$silent (is its service running?)"
}

# What users run by podman without root. A user who cannot be asked is noted in the manifest, and no more.
collect_users() {
  is_engine podman && have runuser || return 0
  podman_users >"$stage/users"
  while read -r user uid home; do
    engine=podman slug=podman.$user base=sos_commands/podman/user_$user
    case $user in *[!A-Za-z0-9_-]*) continue ;; esac
    asked="runuser -u $user -- env -i HOME=$home USER=$user PATH=$PATH XDG_RUNTIME_DIR=/run/user/$uid podman"
    cd / && list_engine && learn_cp && collect_engine
  done <"$stage/users"
}

main() {
  # A caller may have closed what words would go to.
  (: 4>&1) 2>/dev/null || exec >/dev/null
  (: 4>&2) || exec 2>/dev/null
  exec 4>&2
  parse_arguments "$@"
  [ "$(id -u)" -eq 0 ] || die 2 "collect must run as root: try sudo collect"
  settle_environment
  have docker || have podman || die 3 "$no_engine"
  trap cleanup EXIT
  trap 'exit 129' HUP
  # Whoever asked by ssh is gone: what is written next reaches nobody.
  trap 'exit 141' PIPE
  trap 'exit 130' INT
  trap 'exit 143' TERM
  make_work
  make_stage
  collect_engines
  collect_users
  start_job host capture_host
  start_job files copy_files
  start_job logs copy_logs
  wait_jobs
  capture_registry
  [ -z "$masking" ] || drop_binary
  cat "$stage"/captures.* >"$stage/captures"
  mask_all
  pack
  exit 0
}

main "$@"
