# ---- the configuration inside a container ---------------------------------------------------------------------------
# What kolla copied when the container started lies in it where the services read it. It is fetched by the engine's own
# cp, which does not follow the container's links out of it, and of it only what the node has a source of is kept.

# Copies ID NAME MOUNTS, which are SOURCE>DESTINATION| each.
copy_from_container() {
  into=$2
  case $into in '' | .* | *[!A-Za-z0-9_./-]* | *..*) into=$1 ;; esac
  into=sos_containers/${into#/}
  printf '%s' "$3" | tr '|' '\n' >"$scratch/mounts"
  while IFS='>' read -r source destination; do
    case $source:$destination in
      /var/lib/config-data/*:/var/lib/kolla/config_files/src) copy_volume "$1" "$source" ;;
      /etc/kolla/*:/var/lib/kolla/config_files | /etc/kolla/*:/var/lib/kolla/config_files/) copy_kolla "$1" "$source" ;;
    esac
  done <"$scratch/mounts"
}

# TripleO: the whole tree of a configuration volume is copied to /.
copy_volume() {
  case $2/ in */../*) return ;; esac
  for unit in "$2"/etc/*; do
    if [ ! -e "$unit" ] || [ -L "$unit" ]; then continue; fi
    case ${unit##*/} in .* | -* | *[!A-Za-z0-9_.@:+=,-]*) continue ;; esac
    fetch_from "$1" "etc/${unit##*/}" "$2"
  done
}

# kolla-ansible: config.json names each file and where it goes.
copy_kolla() {
  case $2/ in */../*) return ;; esac
  # The folder is often of the user who deploys.
  run "$scratch/probe" "$scratch/stderr" sh "$stage/take.sh" end /etc "${2#/etc/}/config.json" "$max_file" "$scratch/log-time"
  : >"$scratch/stderr"
  tr -d '\n' <"$scratch/probe" | awk '{ gsub(/"dest"/, "\n&"); print }' | sed -n 's/^"dest"[[:space:]]*:[[:space:]]*"\/\([^"]*\)".*/\1/p' |
    head -n 20 >"$scratch/destinations"
  while read -r path; do
    case $path in etc/*) ;; *) continue ;; esac
    case $path in *..* | *[!A-Za-z0-9_./@:-]*) continue ;; esac
    fetch_from "$1" "${path%/}" ''
  done <"$scratch/destinations"
}

# Fetches ID PATH from the container, and keeps what SOURCE has as well, or all where no source is given.
fetch_from() {
  rm -rf "$scratch/fetched"
  fetched=$scratch/fetched/${2%/*}
  mkdir -p "$fetched"
  limited_room=yes
  # shellcheck disable=SC2086 # words
  run "$scratch/probe" "$scratch/stderr" $asked cp $unpaused "$1:/$2" "$fetched"
  limited_room='' cut=false
  : >"$scratch/left-out"
  if [ "$rc" -eq 0 ]; then
    # What lies there a container chose, and nobody else can reach it.
    (cd "$scratch/fetched" && list_plain "$scratch/paths" "${2%%/*}" ! -size "+${max_file}c")
    while IFS= read -r path; do
      [ -z "$3" ] || [ -f "$3/$path" ] || continue
      [ -d "$top/$into/${path%/*}" ] || mkdir -p "$top/$into/${path%/*}"
      mv "$scratch/fetched/$path" "$top/$into/$path"
    done <"$scratch/paths"
    drop_keys "$top/$into/$2"
  fi
  size=$(find "$top/$into/$2" -type f -exec cat {} + 2>/dev/null | wc -c)
  record "$slug cp $1:/$2" "$into/$2" "$((size))"
  [ ! -s "$scratch/left-out" ] ||
    record_absent "$slug cp $1:/$2" "$into/$2" "skipped: $(($(wc -l <"$scratch/left-out"))) files whose paths hold control characters" 0 true
  rm -rf "$scratch/fetched"
}

# podman of some ages pauses a container while it copies from it, unless it is told not to.
learn_cp() {
  unpaused=''
  [ "$engine" = podman ] || return 0
  # shellcheck disable=SC2086 # words
  run "$scratch/probe" "$scratch/stderr" $asked cp --help
  if grep -q -e --pause "$scratch/probe"; then unpaused=--pause=false; fi
}
