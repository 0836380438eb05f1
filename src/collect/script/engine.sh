# ---- an engine ------------------------------------------------------------------------------------------------------
# $engine is docker or podman, $asked its command line, which for a user's own podman runs it as that user; $base is the
# folder of what it says, $slug names it in paths of the scratch directory.

# podman-docker brings a docker command that is podman: asking both would tell everything twice.
is_engine() {
  have "$1" || return 1
  [ "$1" = docker ] || return 0
  run "$scratch/probe" "$scratch/stderr" docker --version
  ! grep -qi podman "$scratch/probe" "$scratch/stderr"
}

# Captures what FILE-NAME a SUBCOMMAND... says.
ask() {
  ask_name=$1
  shift
  # shellcheck disable=SC2086 # the engine's command line is words
  capture "$base/${engine}_$ask_name" $asked "$@"
}

# Finds out what there is, by the calls on which all others depend; fails when the engine does not answer at all.
list_engine() {
  say "asking $slug"
  : >"$stage/containers.$slug"
  : >"$stage/images.$slug"
  ask ps_-a_--no-trunc ps -a --no-trunc
  listed=$rc
  ask info info
  [ "$listed" -eq 0 ] || [ "$rc" -eq 0 ] || return 1
  # Listing containers hangs when one of them does: what does not depend on it is captured all the same.
  [ "$listed" -ne 0 ] || list_ids
  # shellcheck disable=SC2086 # words
  run "$scratch/probe" "$scratch/stderr" $asked images -q --no-trunc
  sed -n 's/^sha256://; /^[0-9a-f][0-9a-f]*$/p' "$scratch/probe" | sort -u | head -n 5000 >"$stage/images.$slug"
  # An image may bear a container's name; an old engine does not let us tell which is meant.
  # shellcheck disable=SC2086 # words
  run "$scratch/probe" "$scratch/stderr" $asked inspect --help
  typed=''
  if grep -q -e --type "$scratch/probe"; then typed=--type; fi
}

# Not from the table: a command of several lines, as podman prints it, may look like another row.
list_ids() {
  # shellcheck disable=SC2086 # words
  run "$scratch/probe" "$scratch/stderr" $asked ps -aq --no-trunc
  # A user's podman may name as many as it likes.
  awk -v own="$([ "$slug" = "$engine" ] || echo yes)" '
    length($1) == 64 && $1 !~ /[^0-9a-f]/ && (!own || ++count <= 200) { print $1 }' "$scratch/probe" >"$stage/containers.$slug"
}

# Captures the listings beside the first.
describe_engine() {
  format=json
  [ "$engine" = podman ] || format='{{json .}}'
  [ "$listed" -ne 0 ] || ask ps_-a_--no-trunc_--format_json ps -a --no-trunc --format "$format"
  ask version version
  ask images_--no-trunc_--digests images --no-trunc --digests
  ask volume_ls volume ls
  ask network_ls network ls
}

# Captures what takes the engine long, though it costs little: figures over a second, a day's events, sizes of layers.
measure_engine() {
  [ "$listed" -ne 0 ] || ask stats_--no-stream stats --no-stream
  until=$(date +%s)
  # Until a second ago: up to a time yet to come, an engine waits for what happens then.
  ask events_--since_24h events --since $((until - 86400)) --until $((until - 1))
  ask system_df system df
}

# Users whose own podman runs something: where nothing of it runs, asking would start something. What their files say is
# theirs to choose: it is believed of the user alone whose directory it is and whose process it names.
podman_users() {
  for pause_folder in /run/user/[0-9]*/libpod/tmp /tmp/podman-run-[0-9]*/libpod/tmp; do
    pause_root=${pause_folder%/libpod/tmp}
    pause_uid=${pause_root##*[!0-9]}
    [ "$(stat -c %u "$pause_root" 2>/dev/null)" = "$pause_uid" ] || continue
    run "$scratch/probe" "$scratch/stderr" sh "$stage/take.sh" end "${pause_root%/*}" \
      "${pause_root##*/}/libpod/tmp/pause.pid" 20 "$scratch/log-time"
    pause_pid=''
    read -r pause_pid <"$scratch/probe"
    if ! is_number "$pause_pid" || [ ! -d "/proc/$pause_pid" ]; then continue; fi
    [ "$(awk '/^Uid:/ { print $2 }' "/proc/$pause_pid/status" 2>/dev/null)" = "$pause_uid" ] || continue
    awk -F: -v uid="$pause_uid" '$3 == uid && uid > 0 { print $1, $3, $6 }' /etc/passwd
  done | sort -u
}

# ---- its containers and images --------------------------------------------------------------------------------------

# Captures KIND PATH ID-FILE: what inspect says of all of them, some hundred ids to a call.
inspect_all() {
  inspect_path=$2 part=1
  awk -v n="$chunk" '{ line = line " " $1 } NR % n == 0 { print line; line = "" } END { if (line) print line }' "$3" >"$scratch/chunks"
  while read -r ids; do
    inspect_chunk "$1"
    part=$((part + 1))
    inspect_path=$2_$part
  done <"$scratch/chunks"
}

# An engine may refuse them all for one that was removed since it was listed: then those are asked for that are left.
inspect_chunk() {
  label="$slug inspect${typed:+ $typed $1} ($(printf '%s\n' "$ids" | wc -w | tr -d ' ') ids)"
  # shellcheck disable=SC2086 # words all: an option or none, hexadecimal ids
  capture "$inspect_path" $asked inspect ${typed:+$typed $1} $ids
  if [ "$rc" -eq 0 ] || [ "$timed_out" = true ] || [ "$size" -gt 4 ] || [ "$1" != container ]; then return; fi
  # shellcheck disable=SC2086 # words
  run "$scratch/probe" "$scratch/stderr" $asked ps -aq --no-trunc
  ids=$(printf '%s\n' "$ids" | tr ' ' '\n' | grep -Fx -f "$scratch/probe" | tr '\n' ' ')
  [ -n "$ids" ] || return 0
  label="$slug inspect${typed:+ $typed $1} (those that are left)"
  # shellcheck disable=SC2086 # words
  capture "$inspect_path" $asked inspect ${typed:+$typed $1} $ids
}

# The end of a container's log, both of its streams as they were written, newest bytes kept.
capture_log() {
  log_path=$containers/${engine}_logs_-t_$(printf '%.12s' "$1")
  log_options="-t --tail $lines${since_minutes:+ --since ${since_minutes}m}"
  [ -d "$top/$containers" ] || mkdir -p "$top/$containers"
  # shellcheck disable=SC2086 # words
  run "$scratch/log" "$scratch/log-stderr" sh -c 'exec "$@" 2>&1' sh $asked logs $log_options "$1"
  keep_end "$scratch/log" "$top/$log_path" "$log_share"
  [ "$rc" -eq 0 ] || cp "$top/$log_path" "$scratch/stderr"
  record "$slug logs $log_options $1" "$log_path" "$size"
}

# Runs the image's own check in a running container, as the engine or a timer would.
run_healthcheck() {
  # shellcheck disable=SC2086 # words
  capture "$containers/${engine}_exec_healthcheck_$(printf '%.12s' "$1")" $asked exec "$1" /openstack/healthcheck
}

# Captures PART of as many: every so-many-th container's log and configuration.
collect_containers() {
  part=$1
  awk -v part="$part" -v of="$workers" 'NR % of == part % of' "$stage/details.$slug" >"$scratch/details"
  while IFS=';' read -r id name running mounts; do
    if ! time_left; then
      record_late "$slug logs and cp, from $name on" "$containers"
      return
    fi
    capture_log "$id"
    # A user's podman cannot write here.
    [ "$slug" != "$engine" ] || copy_from_container "$id" "$name" "$mounts"
    [ -z "$healthchecks" ] || [ "$running" != true ] || run_healthcheck "$id"
  done <"$scratch/details"
}

# Prints id, name, whether it runs and mounts of each container, a line to each, with semicolons between. In one call.
container_details() {
  : >"$stage/details.$slug"
  awk -v n="$chunk" '{ line = line " " $1 } NR % n == 0 { print line; line = "" } END { if (line) print line }' \
    "$stage/containers.$slug" >"$scratch/chunks"
  details='{{.Id}};{{.Name}};{{.State.Running}};{{range .Mounts}}{{.Source}}>{{.Destination}}|{{end}}'
  while read -r ids; do
    # shellcheck disable=SC2086 # words
    run "$scratch/probe" "$scratch/stderr" $asked inspect ${typed:+$typed container} --format "$details" $ids
    awk -F ';' 'NF >= 4 && length($1) == 64 && $1 !~ /[^0-9a-f]/' "$scratch/probe" >>"$stage/details.$slug"
  done <"$scratch/chunks"
  # Of one that this did not tell, the log is captured all the same.
  awk -F ';' 'FILENAME ~ /details/ { seen[$1] = 1; next } !($1 in seen) { print $1 ";;false;" }' \
    "$stage/details.$slug" "$stage/containers.$slug" >"$scratch/rest"
  cat "$scratch/rest" >>"$stage/details.$slug"
}

# Captures all that one engine knows, several of its containers at a time.
collect_engine() {
  containers=$base/containers inspected_containers=$base/containers/${engine}_inspect_all
  inspected_images=$base/images/${engine}_inspect_all
  # One folder less for a user's own: it is as deep as readers look.
  if [ "$slug" != "$engine" ]; then
    containers=$base inspected_containers=$base/${engine}_inspect_containers inspected_images=$base/${engine}_inspect_images
  fi
  start_job "measure.$slug" measure_engine
  start_job "describe.$slug" describe_engine
  container_details
  count=$(wc -l <"$stage/containers.$slug")
  log_share=$((max_total / 2 / (count > 0 ? count : 1)))
  [ "$log_share" -le "$max_file" ] || log_share=$max_file
  say "reading the logs of $((count)) containers"
  start_job "inspect.$slug" inspect_engine
  # A user's own podman has no service of a cluster.
  [ -z "$executing" ] || [ "$slug" != "$engine" ] || start_job "clusters.$slug" ask_clusters
  workers=$((jobs > 2 ? jobs - 2 : 1)) part=1
  while [ "$part" -le "$workers" ]; do
    start_job "containers.$slug.$part" collect_containers "$part"
    part=$((part + 1))
  done
}

inspect_engine() {
  inspect_all container "$inspected_containers" "$stage/containers.$slug"
  inspect_all image "$inspected_images" "$stage/images.$slug"
}
