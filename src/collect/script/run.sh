# ---- commands -------------------------------------------------------------------------------------------------------

signal_child() {
  # A child in a session of its own is ended with all that it started.
  if [ -n "$grouped" ]; then kill "-$1" "-$child" 2>/dev/null; else kill "-$1" "$child" 2>/dev/null; fi
}

# Where timeout(1) is missing or knows no -k: ends the child itself, in steps of a second so that no sleep is left over.
watch_child() {
  waited=0
  while [ "$waited" -lt "$seconds" ]; do
    sleep 1
    kill -0 "$child" 2>/dev/null || return
    waited=$((waited + 1))
  done
  : >"$scratch/timed-out"
  signal_child TERM
  sleep 5
  signal_child KILL
}

# Ends the child once it has filled 256 MiB of what is free for what is captured: others may have chosen how much it writes.
keep_room() {
  room_before=$(free_kib "$stage")
  while sleep 1 && kill -0 "$child" 2>/dev/null; do
    if [ $((room_before - $(free_kib "$stage"))) -gt 262144 ]; then
      printf 'ended: it wrote more than 256 MiB' >>"$run_err"
      signal_child TERM
      return
    fi
  done
}

# Becomes COMMAND..., in / and in a session of its own: what is run as somebody else may neither type into root's terminal nor
# write where this script's words and archive go.
become() {
  cd / && ulimit -f $((max_output / 512)) 2>/dev/null
  # shellcheck disable=SC2086 # nothing, or one word
  exec $session "$@" 3>&- 4>&-
}

# Runs OUT ERR COMMAND... and sets $rc, $timed_out and $took. Output goes straight to files: with a pipe, a process that
# the command leaves behind could hold the run up for ever. In the background, so that a signal is acted on at once.
run() {
  run_out=$1 run_err=$2
  shift 2
  if ! time_left; then
    rc=124 timed_out=true took=0
    : >"$run_out"
    printf %s "$late" >"$run_err"
    return
  fi
  began=$ms seconds=$limit
  [ "$left" -ge "$limit" ] || seconds=$left
  if [ -n "$timeout_works" ]; then
    (become timeout -k 5 "$seconds" "$@") </dev/null >"$run_out" 2>"$run_err" &
    child=$!
    room_watcher=''
    if [ -n "$limited_room" ]; then
      keep_room >/dev/null 2>&1 &
      room_watcher=$!
    fi
    wait "$child" 2>/dev/null
    rc=$?
    if [ -n "$room_watcher" ]; then
      kill "$room_watcher" 2>/dev/null
      wait "$room_watcher" 2>/dev/null
    fi
  else
    rm -f "$scratch/timed-out"
    grouped=$session
    (become "$@") </dev/null >"$run_out" 2>"$run_err" &
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
  if [ -f "$scratch/timed-out" ] || { [ "$took" -ge $((seconds * 1000 - 50)) ] && [ "$rc" -ge 124 ]; }; then
    timed_out=true rc=124
  fi
}

# Captures PATH COMMAND...; $label names the command in the manifest where its own words are too many.
capture() {
  capture_path=$1
  shift
  cut=false
  : "${label:=$*}"
  if ! { [ -d "$top/${capture_path%/*}" ] || mkdir -p "$top/${capture_path%/*}"; } 2>/dev/null ||
    [ -d "$top/$capture_path" ]; then
    record_absent "$label" "$capture_path" "there is no place for this path" 1 false
    label=''
    return
  fi
  run "$top/$capture_path" "$scratch/stderr" "$@"
  size_of "$top/$capture_path"
  [ "$size" -lt "$max_output" ] || cut=true
  record "$label" "$capture_path" "$size"
  label=''
}

# ---- side by side ---------------------------------------------------------------------------------------------------

# A terminal ends this and all its jobs at once, but no command: each of those is in a process group of its own.
end_job() {
  trap '' HUP INT PIPE TERM
  if [ -n "$child" ]; then
    signal_child TERM
    wait "$child" 2>/dev/null
  fi
  exit "$1"
}

run_job() {
  child=''
  trap - EXIT
  trap 'end_job 143' HUP INT TERM
  trap 'end_job 141' PIPE
  job=$1 notices=0
  shift
  scratch=$stage/scratch.$job
  mkdir "$scratch" 2>/dev/null && : >"$scratch/stderr"
  "$@"
  exit 0
}

# Runs NAME FUNCTION ARGUMENTS... beside the others; waits for the first of them while as many run as may.
start_job() {
  while [ "$(printf '%s' "$running_jobs" | wc -w)" -ge "$jobs" ]; do wait_job; done
  run_job "$@" &
  running_jobs="$running_jobs $!"
}

# What a job ends with, the run ends with: it has said why.
wait_job() {
  # shellcheck disable=SC2086 # a list of numbers
  set -- $running_jobs
  first_job=$1
  shift
  running_jobs=$*
  wait "$first_job" || exit $?
}

wait_jobs() {
  while [ -n "$running_jobs" ]; do wait_job; done
}

# ---- the end of a run, wanted or not --------------------------------------------------------------------------------

# Prints the processes that this one has started, and what those have.
descendants() {
  cat /proc/[0-9]*/stat 2>/dev/null | awk -v root="$$" '
    { pid = $1; sub(/^.*\) /, ""); parent[pid] = $2 }
    function ours(pid) { return pid == root || (pid in parent && pid > 1 && ours(parent[pid])) }
    END { for (pid in parent) if (pid != root && ours(pid)) print pid }'
}

# Whether one of these processes is still there, and is more than an entry that nobody has asked for yet.
any_alive() {
  for process in "$@"; do
    { read -r process_stat <"/proc/$process/stat"; } 2>/dev/null || continue
    case ${process_stat##*) } in Z*) ;; *) return 0 ;; esac
  done
  return 1
}

# Ends all that runs, and waits for it: it must not write on while its directory is removed.
end_all() {
  # What is stopped starts nothing that would be left when it has ended itself; what it started just before is found next.
  for _ in 1 2 3; do
    victims=$(descendants)
    for process in $victims; do kill -STOP "$process" 2>/dev/null; done
  done
  for process in $victims; do kill -TERM "$process" 2>/dev/null; done
  for process in $victims; do kill -CONT "$process" 2>/dev/null; done
  tries=0
  # shellcheck disable=SC2086 # a list of numbers
  while [ "$tries" -lt 50 ] && any_alive $victims; do
    sleep 0.1 2>/dev/null || sleep 1
    tries=$((tries + 1))
  done
  for process in $victims; do kill -KILL "$process" 2>/dev/null; done
}

# The one place that leaves: whatever ends the run, nothing half-written stays behind. What lies in the directory in which
# others may write is removed from inside; that directory is removed last, by a name that may be another's by then, and so
# only if nothing is in it.
cleanup() {
  status=$?
  trap '' HUP INT PIPE TERM
  trap - EXIT
  # Also where no job is known: a signal may come between a job's start and its being noted.
  [ "$status" -eq 0 ] || end_all
  [ -z "$stage" ] || rm -rf "$stage"
  if [ -n "$work" ] && [ -z "$place_is_roots" ]; then
    rm -f ./archive
    cd / && rmdir "$work"
  elif [ -n "$work" ]; then
    cd / && rm -rf "$work"
  fi
  exit "$status"
}
