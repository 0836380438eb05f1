# ---- the run --------------------------------------------------------------------------------------------------------

# Of the caller's PATH, what only root can change. Somebody else's command would be run as root.
settle_path() {
  set -f
  IFS=:
  # shellcheck disable=SC2086 # words between colons
  set -- $PATH
  set +f
  unset IFS
  asked_path=$PATH safe_path=''
  PATH=/usr/sbin:/usr/bin:/sbin:/bin
  for folder in "$@"; do
    case $folder in /*) ;; *) continue ;; esac
    case :$safe_path: in *:"$folder":*) continue ;; esac
    if is_roots "$folder"; then safe_path=$safe_path${safe_path:+:}$folder; fi
  done
  PATH=${safe_path:-$PATH}
  export PATH
}

# What the caller's environment could bend: the language of messages, which commands are run, whose settings they follow,
# and which engine or proxy is talked to.
settle_environment() {
  # What the shell and its tools object to is in the manifest, or is told in one line. More of it is for --progress.
  [ -n "$progress" ] || exec 2>/dev/null
  exec 3>&1 1>&2 </dev/null
  umask 077
  LC_ALL=C
  export LC_ALL
  unset DOCKER_HOST DOCKER_CONTEXT DOCKER_CONFIG CONTAINER_HOST CONTAINER_CONNECTION CONTAINERS_CONF CONTAINERS_STORAGE_CONF
  unset CONTAINERS_REGISTRIES_CONF REGISTRY_AUTH_FILE XDG_CONFIG_HOME XDG_DATA_HOME XDG_RUNTIME_DIR STORAGE_DRIVER
  unset GREP_OPTIONS TAR_OPTIONS TAPE GZIP CDPATH ENV BASH_ENV AWKPATH QUOTING_STYLE BLOCKSIZE BLOCK_SIZE DF_BLOCK_SIZE
  unset http_proxy https_proxy all_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY POSIXLY_CORRECT
  settle_path
  # sudo may leave the home of who called it, and with it that user's settings of docker.
  HOME=$(awk -F : '$3 == 0 { print $6; exit }' /etc/passwd)
  HOME=${HOME:-/root}
  export HOME
  session=$(command -v setsid)
  [ -t 4 ] || quiet=yes
  renice -n 19 -p $$ >/dev/null 2>&1
  ionice -c 2 -n 7 -p $$ >/dev/null 2>&1
  timeout_works='' tar_lists=''
  if timeout -k 1 5 true 2>/dev/null; then timeout_works=yes; fi
  if tar -cf /dev/null --null -T /dev/null 2>/dev/null; then tar_lists=yes; fi
  now_ms
  deadline=$((ms + total_limit * 1000))
  late="not begun: the whole collection may take $total_limit s (see --total-timeout)"
}

# Prints the KiB that are free where DIRECTORY is.
free_kib() {
  df -Pk "$1" 2>/dev/null | awk 'NR == 2 { print $4 }'
}

# Dies unless as many MiB are free where the archive is to be, and some where it is prepared.
check_space() {
  free=$(free_kib "$place")
  [ "${free:-0}" -ge $(($1 * 1024)) ] ||
    die 5 "only $((${free:-0} / 1024)) MiB are free in $place, and $1 are asked for: choose another directory with -o"
  [ -n "$stage" ] && [ "$stage" != "$work/stage" ] || return 0
  free=$(free_kib "$stage")
  [ "${free:-0}" -ge 65536 ] || die 5 "only $((${free:-0} / 1024)) MiB are left in $stage: try a smaller --max-total, or --lines"
}

# Sets $identity of the working directory, and fails unless root alone can change what it holds. Some file systems have no
# modes, and show one of their own.
identify() {
  identity=$(stat -c '%d:%i %u %a' .) || return 1
  case $identity in *[2367]? | *[2367]) return 1 ;; *' 0 '*) ;; *) return 1 ;; esac
}

# The archive appears in the directory under its last name, or not at all. Until then it lies in a directory of a name that
# nobody can foresee. Whoever owns the place may still exchange that name, so this script stays in the directory itself, which
# is root's alone, and reaches the place by its parent.
make_work() {
  place=$output
  [ "$output" != - ] || place=${TMPDIR:-/var/tmp}
  unset TMPDIR
  mkdir -p -- "$place" 2>/dev/null
  cd -P -- "$place" 2>/dev/null || die 5 "cannot write in $place"
  place=$(pwd -P)
  place=${place%/}
  if is_roots "$place/"; then place_is_roots=yes; fi
  host=$(uname -n)
  # In a file's name a host has letters, digits, dots and dashes, and no dash or dot in front.
  file_host=$(printf '%s' "$host" | tr -c 'A-Za-z0-9.-' _ | sed 's/^[.-]*//')
  made=$(mktemp -d "./.sospect-$file_host-XXXXXX" 2>/dev/null) || die 5 "cannot write in $place"
  enter_made "$made" 5<. || die 5 "$place/${made#./} is not root's alone: choose another directory with -o"
  work=$place/${made#./} work_identity=$identity
  stamp=$(date -u +%Y%m%dT%H%M%SZ)
  name=sospect-$file_host-$stamp
  check_space "$min_free"
}

enter_made() {
  # shellcheck disable=SC3013 # dash, bash and busybox know -ef
  cd -P "$1" && [ .. -ef /proc/self/fd/5 ] && identify && [ -z "$(ls -A .)" ]
}

# What is captured lies where only root can exchange it. What is not masked yet stays in memory, where there is enough of it.
make_stage() {
  needed=$((max_total * 3 / 1024))
  for memory in /run /dev/shm; do
    # shellcheck disable=SC2015 # none of both
    [ -n "$masking" ] && [ "$(stat -f -c %T "$memory" 2>/dev/null)" = tmpfs ] && is_roots "$memory" || continue
    memory_free=$(awk '/^MemAvailable:/ { print $2 }' /proc/meminfo)
    memory_room=$(free_kib "$memory")
    if [ "${memory_free:-0}" -lt $((needed + 1048576)) ] || [ "${memory_room:-0}" -lt "$needed" ]; then continue; fi
    stage=$(mktemp -d "$memory/.sospect.XXXXXX" 2>/dev/null) && break
    stage=''
  done
  if [ -z "$stage" ] && [ -n "$place_is_roots" ]; then
    mkdir "$work/stage" || die 5 "cannot write in $place"
    stage=$work/stage
  elif [ -z "$stage" ]; then
    if is_roots /var/tmp; then stage=$(mktemp -d /var/tmp/.sospect.XXXXXX 2>/dev/null); fi
    [ -n "$stage" ] ||
      die 5 "others than root may change $place, and there is no other room for what is captured: choose another directory with -o"
  fi
  stage_identity=$(cd "$stage" && identify && printf '%s' "$identity")
  case $stage_identity in *' 0 700') ;; *) die 5 "$stage is not root's alone: choose another directory with -o" ;; esac
  top=$stage/$name scratch=$stage/scratch.main
  export top
  { mkdir "$top" "$scratch" && : >"$stage/captures.main" && : >"$scratch/stderr"; } 2>/dev/null ||
    die 5 "cannot write in $place: is the disk full?"
  mkdir "$stage/unsaid" && unsaid=$stage/unsaid
  take_program >"$stage/take.sh"
  # Some tools put aside what they cannot hold.
  TMPDIR=$stage
  export TMPDIR
  boot_id=''
  [ ! -r /proc/sys/kernel/random/boot_id ] || read -r boot_id </proc/sys/kernel/random/boot_id
  started=$(utc_time)
}

# Leaves of what was captured nothing but plain files and directories, of which each path is one line: only such were
# taken, and what is masked and packed is named by lines.
leave_plain() {
  find "./$name" ! -type f ! -type d -exec rm -f {} +
  find "./$name" -depth -print0 | as_lines | awk 'index($0, "\001") { exit 1 }' ||
    die 5 "a path was captured that holds control characters: nothing is packed"
}

# Prints what is packed besides the manifest, in the order in which a reader of the stream, which may end early, can do most
# with it: what was listed, all else by its name.
contents() {
  find "$name/sos_commands" -type f -name '*_ps_-a_*' | sort
  find "$name" -type f ! -path "$name/manifest.json" ! -path "$name/sos_commands/*_ps_-a_*" | sort
}

# Prints the archive.
write_archive() {
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
  exec tar -czf - "$@" 2>"$scratch/stderr"
}

prepare_archive() {
  { cd "$stage" && identify && [ "$identity" = "$stage_identity" ]; } || die 5 "$stage is not what it was: nothing is packed"
  leave_plain && contents >"$scratch/contents" && write_manifest "$scratch/contents"
}

pack() {
  say "packing"
  (prepare_archive) || die 5 "cannot write in $place: is the disk full?"
  { identify && [ "$identity" = "$work_identity" ]; } || die 5 "$work is not what it was: nothing is packed"
  if [ "$output" = - ]; then
    (cd "$stage" && write_archive) >&3 &
  else
    (cd "$stage" && write_archive) >./archive &
  fi
  child=$!
  wait "$child"
  packed=$?
  child=''
  [ "$packed" -eq 0 ] || die 5 "cannot write $place/$name.tgz: $(grep -m 1 . "$scratch/stderr")"
  [ "$output" = - ] || publish "$name" || publish "sospect-$file_host-${made##*-}-$stamp" || die 5 "cannot write $place/$name.tgz"
}

# Gives the archive the name NAME, unless something of that name is there. link(1) makes exactly that name, or fails; mv would
# move it into a directory of that name, or one that a link of that name leads to, and not all know -T.
publish() {
  [ ! -e "../$1.tgz" ] && [ ! -L "../$1.tgz" ] || return 1
  if link ./archive "../$1.tgz"; then
    rm -f ./archive
  elif [ -e "../$1.tgz" ] || [ -L "../$1.tgz" ]; then
    return 1
  elif ! mv -T ./archive "../$1.tgz"; then
    [ -n "$place_is_roots" ] || return 1
    mv ./archive "../$1.tgz" || return 1
  fi
  printf '%s\n' "$place/$1.tgz" >&3
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

# What users run by podman without root. A user who cannot be asked is noted in the manifest, and no more. What they answer
# is theirs to choose: it has a minute and little room, so that all else is captured whatever it is.
collect_users() {
  is_engine podman && have runuser || return 0
  podman_users >"$stage/users"
  all_deadline=$deadline all_limit=$limit all_output=$max_output all_late=$late
  while read -r user uid home; do
    case $user in '' | -* | *[!A-Za-z0-9_-]*) continue ;; esac
    case $home in *[!A-Za-z0-9_./-]*) continue ;; esac
    now_ms
    deadline=$((ms + 60000)) max_output=4194304
    late="not begun: what one user's podman tells may take 60 s"
    if [ "$deadline" -gt "$all_deadline" ]; then deadline=$all_deadline late=$all_late; fi
    [ "$limit" -le 10 ] || limit=10
    engine=podman slug=podman.$user base=sos_commands/podman/user_$user
    asked="runuser -u $user -- env -i HOME=$home USER=$user PATH=$PATH XDG_RUNTIME_DIR=/run/user/$uid podman"
    list_engine && learn_cp && collect_engine
  done <"$stage/users"
  deadline=$all_deadline limit=$all_limit max_output=$all_output late=$all_late
}

die_without_engine() {
  PATH=$asked_path
  have docker || have podman || die 3 "$no_engine"
  die 3 "docker or podman is there, but in a directory of PATH that others than root may change: it is not run"
}

main() {
  # From the first step on: a run that is told to end says so by its code, however early that is.
  trap 'exit 129' HUP
  # Whoever asked by ssh is gone: what is written next reaches nobody.
  trap 'exit 141' PIPE
  trap 'exit 130' INT
  trap 'exit 143' TERM
  # A caller may have closed what words would go to.
  (: 4>&1) 2>/dev/null || exec >/dev/null
  (: 4>&2) || exec 2>/dev/null
  exec 4>&2
  parse_arguments "$@"
  [ "$(id -u)" -eq 0 ] || die 2 "collect must run as root: try sudo collect"
  settle_environment
  have docker || have podman || die_without_engine
  trap cleanup EXIT
  make_work
  make_stage
  collect_engines
  start_job host capture_host
  start_job files copy_files
  start_job logs copy_logs
  wait_jobs
  collect_users
  wait_jobs
  capture_registry
  (cd "$stage" && leave_plain) || exit
  [ -z "$masking" ] || drop_binary
  cat "$stage"/captures.* >"$stage/captures"
  mask_all
  pack
  exit 0
}

main "$@"
