# ---- words to the user, and the clock -------------------------------------------------------------------------------

# Ends the run with one line that says why. Of jobs that fail side by side, the first one tells.
die() {
  # A directory that cannot be removed keeps nobody quiet.
  if [ -z "$unsaid" ] || rmdir "$unsaid" || [ -d "$unsaid" ]; then
    # What a tool said may hold a name that somebody chose for this terminal.
    printf 'collect: %s\n' "$(printf '%s' "$2" | tr '\001-\037\177' '?')" >&4
  fi
  exit "$1"
}

# Progress is for people only: a terminal shows it, a pipe or a log file does not unless it is asked for.
say() {
  if [ -n "$progress" ]; then
    printf 'collect: progress: %s\n' "$1" >&4
  elif [ -z "$quiet" ]; then
    printf '%s\n' "$1" >&4
  fi
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

# Sets $left to the seconds that are left of the whole run's time, and fails when there are none.
time_left() {
  now_ms
  left=$(((deadline - ms + 999) / 1000))
  [ "$left" -gt 0 ]
}

# Sets $size to a file's size in bytes, 0 where there is none.
size_of() {
  size=0
  [ ! -f "$1" ] || size=$(($(wc -c <"$1")))
}
