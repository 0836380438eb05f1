# ---- files ----------------------------------------------------------------------------------------------------------

take_program() {
  cat <<'SH'
@take.sh@
SH
}

# find PATH EXPRESSION... over plain files, less those that hold keys. A symbolic link is never followed; sockets, pipes
# and devices would hang or flood a copy. With $roots_only, of files and directories that nobody but root can change.
find_plain() {
  find_root=$1
  shift
  set -- -type f \
    ! -name '*.key' ! -name '*.pem' ! -name '*.p12' ! -name '*.pfx' ! -name '*.jks' ! -name '*.base64' \
    ! -name 'id_[rde]*' ! -name '*_key' ! -name '*_rsa' ! -name 'identity' ! -name '*keyring*' ! -name 'authkey' \
    ! -name '.erlang.cookie' ! -name 'passwd.db' ! -name '*.kdb' ! -name '*.keytab' \
    ! -path '*/fernet-keys/*' ! -path '*/credential-keys/*' ! -path '*/private/*' ! -path '*/.sospect*' \
    "$@" -print0
  [ -z "$roots_only" ] ||
    set -- -type d '(' ! -user 0 -o -perm -020 -o -perm -002 ')' -prune -o -user 0 ! -perm -020 ! -perm -002 "$@"
  find "$find_root" "$@"
}

# Turns paths that end with NUL into lines. A path with a control character, which a line break is, would be read as
# another, or as two: there each becomes \001, by which such a line is told from a path.
as_lines() {
  tr '\000\001-\037\177' '\n\001'
}

# Writes to the file OUT what find_plain ARGUMENTS... finds, a path to a line. Those that cannot stand in a line are noted
# as left out: nothing further on meets them.
list_plain() {
  list=$1
  shift
  find_plain "$@" >"$scratch/list"
  found_rc=$?
  as_lines <"$scratch/list" >"$scratch/lines"
  awk '!index($0, "\001")' "$scratch/lines" >"$list"
  awk 'index($0, "\001") { gsub("\001", "?"); print "odd " $0 }' "$scratch/lines" >>"$scratch/left-out"
  return "$found_rc"
}

# Whether only root can change what FOLDER holds, and the folders above it. In a sticky one nobody can touch what is root's.
is_roots() {
  case $known_roots in *:"$1":*) return 0 ;; esac
  checked=$(cd -P -- "$1" && pwd -P) || return 1
  checked=${checked%/}
  while :; do
    case $(stat -c '%u %A' "$checked/." 2>/dev/null) in
      '0 d'????[!w]??[!w]? | '0 d'????????[tT]) ;;
      *) return 1 ;;
    esac
    [ -n "$checked" ] || break
    checked=${checked%/*}
  done
  known_roots=$known_roots$1:
}

# Copies what find ARGUMENTS... name into the top folder, with owners, modes and times; fails where that could not be read.
# What nobody but root can change stands still, and is copied at once; all else is read file by file, with care.
copy_plain() {
  copied_rc=0
  if is_roots "/${1%/*}"; then
    roots_only=yes
    list_plain "$scratch/paths" "$@" ! -size "+${max_file}c"
    roots_only=''
    copy_paths "$scratch/paths" || copied_rc=$?
  fi
  : >"$scratch/left-out"
  list_plain "$scratch/paths" "$@" || copied_rc=$?
  (cd "$top" && find "$1" -type f -print0) 2>/dev/null | as_lines >"$scratch/there"
  awk 'FILENAME == ARGV[1] { there[$0] = 1; next } !($0 in there)' "$scratch/there" "$scratch/paths" >"$scratch/rest"
  while [ -s "$scratch/rest" ]; do take_rest "${1%/*}"; done
  return "$copied_rc"
}

copy_paths() {
  [ -s "$1" ] || return 0
  if [ -n "$tar_lists" ]; then
    tr '\n' '\000' <"$1" >"$scratch/list"
    tar -cf - --null -T "$scratch/list" | tar -xf - -C "$top" --warning=no-timestamp
  else
    while IFS= read -r path; do
      mkdir -p "$top/${path%/*}" && cp -pP "$path" "$top/$path" || return
    done <"$1"
  fi
}

# Reads what the list rest names below /FOLDER. One file may hold it up, and ends it so: then it begins again behind that.
take_rest() {
  # shellcheck disable=SC2016 # the inner shell expands it
  run "$scratch/told" "$scratch/take-stderr" sh -c 'exec sh "$@" <"$0"' "$scratch/rest" \
    "$stage/take.sh" copy "/$1" "$1" "$top" "$max_file"
  awk '$1 != "taken"' "$scratch/told" >>"$scratch/left-out"
  behind=$(wc -l <"$scratch/told") reason=unread
  if [ "$timed_out" = true ]; then
    behind=$((behind + 1))
    sed -n "${behind}s/^/stuck /p" "$scratch/rest" >>"$scratch/left-out"
    reason=late
  fi
  tail -n "+$((behind + 1))" "$scratch/rest" >"$scratch/list"
  : >"$scratch/rest"
  if [ "$timed_out" = true ] && time_left; then
    cat "$scratch/list" >"$scratch/rest"
  else
    sed "s/^/$reason /" "$scratch/list" >>"$scratch/left-out"
  fi
}

# Records what was left out, below FOLDER: those that the file left-out names, with the reason, up to a hundred.
record_left_out() {
  head -n 100 "$scratch/left-out" >"$scratch/left"
  while IFS= read -r line; do
    path=${line#* }
    case ${line%% *} in
      odd) record_absent "copy /$path" "$path" "skipped: its path holds control characters, shown as ?" 0 true ;;
      large) record_absent "copy /$path" "$path" "skipped: larger than $max_file bytes" 0 true ;;
      link) record_absent "copy /$path" "$path" "skipped: it is gone, no plain file, or behind a link" 1 false ;;
      shared) record_absent "copy /$path" "$path" "skipped: $shared" 0 true ;;
      owner) record_absent "copy /$path" "$path" "skipped: it is neither root's nor of its directory's owner" 0 true ;;
      many) record_absent "copy /$path" "$path" "skipped: more than 20 files" 0 true ;;
      stuck) record_absent "copy /$path" "$path" "skipped: it could not be read within $limit s" 124 true ;;
      late) record_late "copy /$path" "$path" ;;
      *) record_absent "copy /$path" "$path" "skipped: it could not be read whole" 1 true ;;
    esac
  done <"$scratch/left"
  left_out=$(wc -l <"$scratch/left-out")
  [ "$left_out" -le 100 ] ||
    record_absent "copy /$1" "$1" "skipped: $((left_out - 100)) files more than those that are named here" 0 true
}

shared='it has more names than one, and is not of the owner of its directory'

# Captures what find ARGUMENTS... name, below / and given without the leading slash, as one copy named after the first.
copy() {
  copy_name=$1
  [ -e "/$1" ] || return 0
  if ! time_left; then
    record_late "copy /$copy_name" "$copy_name"
    return
  fi
  copy_began=$ms
  copy_plain "$@" 2>"$scratch/stderr"
  rc=$?
  if [ -e "$top/$copy_name" ] || [ "$rc" -ne 0 ]; then
    drop_keys "$top/$copy_name"
    copied=$(find "$top/$copy_name" -type f -exec cat {} + 2>/dev/null | wc -c)
    now_ms && took=$((ms - copy_began)) timed_out=false cut=false
    # What tar could not read it says on stderr, where its end in a pipe does not tell.
    if [ "$rc" -eq 0 ] && [ -s "$scratch/stderr" ]; then rc=1; fi
    record "copy /$copy_name" "$copy_name" "$((copied))"
  fi
  record_left_out "$copy_name"
}

# What users have in their homes of images is theirs to exchange while it is read.
copy_homes() {
  for home in home/*; do
    [ -d "$home" ] || continue
    if ! time_left; then
      record_late "copy /$home" "$home"
      return
    fi
    run "$scratch/told" "$scratch/take-stderr" sh "$stage/take.sh" home "${home#*/}" "$top" "$max_file"
    took_home=$took
    if [ "$timed_out" = true ]; then printf 'stuck %s\n' "$home" >>"$scratch/told"; fi
    awk '$1 != "taken"' "$scratch/told" >"$scratch/left-out"
    while IFS= read -r line; do
      case $line in taken\ *) path=${line#* } ;; *) continue ;; esac
      drop_keys "$top/$path"
      size_of "$top/$path"
      rc=0 timed_out=false cut=false took=$took_home
      record "copy /$path" "$path" "$size"
    done <"$scratch/told"
    record_left_out "$home"
  done
}

# A private key may bear any name. Where secrets are masked, what of a file is a key is masked as well.
drop_keys() {
  [ -z "$masking" ] && grep -rlq -e '-----BEGIN .*PRIVATE KEY-----' "$1" 2>/dev/null || return 0
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
  cp -pL etc/os-release "$top/etc/os-release" 2>"$scratch/stderr" || rc=1
  size_of "$top/etc/os-release"
  record "copy /etc/os-release" etc/os-release "$size"
}

copy_files() {
  say "copying configuration"
  cd / || return
  for service in $services; do copy "etc/$service"; done
  for path in hostname hosts machine-id rhosp-release redhat-release docker-distribution containers/registries.conf \
    containers/registries.conf.d containers/storage.conf containers/containers.conf containers/libpod.conf \
    containers/systemd docker/daemon.json sysconfig/memcached multipath.conf; do
    copy "etc/$path"
  done
  for path in etc/sysconfig/docker* etc/systemd/system/tripleo_* etc/systemd/system/kolla-* \
    etc/systemd/system/edpm_* etc/systemd/system/docker.service.d \
    root/*images*.yaml root/containers-prepare-parameter.yaml \
    usr/share/*tripleo-common*/container-images/*.yaml*; do
    copy "$path"
  done
  copy_homes
  copy_os_release
  for path in config-data/puppet-generated tripleo-config docker-puppet/docker-puppet.json \
    container-puppet/container-puppet.json paunch container-startup-configs.json \
    edpm-config/container-startup-config edpm-config/deployed_services; do
    copy "var/lib/$path"
  done
  # EDPM hands its containers their configuration from here; certificates, health checks, files of nothing but a secret
  # and images lie beside it.
  copy var/lib/openstack ! -path 'var/lib/openstack/certs/*' ! -path 'var/lib/openstack/cacerts/*' \
    ! -path '*/healthchecks/*' ! -name '*[Pp]assword*' ! -name '*[Ss]ecret*' ! -name 'ssh-privatekey' \
    ! -name '*auth.json' ! -name '*.qcow2' ! -name '*.img' ! -name '*.crt'
  copy var/lib/config-data/ansible-generated
  copy var/lib/config-data ! -path '*/*/*/*/*' -name '*.md5sum'
  copy var/lib/kolla/config_files -name '*.json'
}

# ---- logs -----------------------------------------------------------------------------------------------------------

# Copies the last lines of FROM to TO, of no more than MOST bytes, and sets $size and $cut. The bytes come first: a line
# may be as long as its file. As many lines as were asked for: there may be more. NUL bytes, as a crash leaves them, go.
keep_end() {
  size_of "$1" && before=$size
  if [ "$before" -gt "$3" ]; then
    tail -c "$3" "$1" 2>"$scratch/stderr" | tr -d '\000' | sed 1d | tail -n "$lines" >"$2"
  else
    tail -n "$lines" "$1" 2>"$scratch/stderr" | tr -d '\000' >"$2"
  fi
  size_of "$2"
  cut=false
  if [ "$before" -gt "$3" ] || [ "$(wc -l <"$2")" -ge "$lines" ]; then cut=true; fi
}

# Prints logs below these directories, those last written first; of one service 500, since whoever may write one log may
# write more than can be read. Rotated logs that are compressed are left out.
list_logs() {
  : >"$scratch/left-out"
  for directory in "$@"; do
    if [ ! -d "/$directory" ] || [ -L "/$directory" ]; then continue; fi
    # shellcheck disable=SC2086 # nothing, or two words
    list_plain "$scratch/paths" "$directory" ! -name '*.gz' ! -name '*.xz' ! -name '*.bz2' \
      ${since_minutes:+-mmin -$since_minutes} 2>/dev/null
    cat "$scratch/paths"
  done >"$scratch/found"
  [ -s "$scratch/found" ] || return 0
  tr '\n' '\000' <"$scratch/found" | xargs -0 stat -c '%Y %n' 2>/dev/null | sort -rn | sed 's/^[0-9-]* //' | awk -F / '
    { folder = $1 "/" $2 "/" $3 ($2 == "lib" ? "/" $4 "/" $5 "/" $6 "/" $7 : $3 == "containers" ? "/" $4 : "") }
    ++count[folder] <= 500 { print }
    END { for (folder in count) if (count[folder] > 500) print "many " folder }'
}

# Reads the end of the log /$path into the scratch file log. A service may put what it likes in its log's place after the
# listing: a link could lead to any file of the node, and a pipe never ends. Ends with 3 where it did, and with 4 where the
# log is a second name of a file that may not be the service's.
read_log() {
  case $path in
    var/lib/*) log_root=var/lib/docker/volumes/kolla_logs ;;
    *) log_root=var/log ;;
  esac
  : >"$scratch/log-time"
  run "$scratch/log" "$scratch/log-stderr" sh "$stage/take.sh" end "/$log_root" "${path#"$log_root"/}" \
    $((max_file + 1)) "$scratch/log-time"
}

copy_logs() {
  say "copying the ends of logs"
  cd / || return
  # A containerized service leaves only a note in its own folder; a log that lives tells of a service outside its container.
  set -- var/log/containers var/lib/docker/volumes/kolla_logs/_data
  for service in $services; do set -- "$@" "var/log/$service"; done
  list_logs "$@" >"$scratch/logs"
  kept=0
  record_left_out var/log
  while IFS= read -r path; do
    if ! time_left; then
      record_late "tail -n $lines /$path and of logs written before" "$path"
      return
    fi
    case $path in many\ *)
      record_absent "tail -n $lines /${path#many }" "${path#many }" "skipped: all but the 500 logs written last" 0 true
      continue
      ;;
    esac
    if [ "$kept" -ge $((max_total / 2)) ]; then
      record_absent "tail -n $lines /$path" "$path" "skipped: all logs together are to have $max_total bytes (see --max-total)" 0 true
      continue
    fi
    read_log
    case $rc in
      3)
        record_absent "tail -n $lines /$path" "$path" "skipped: it is gone, or no plain file any more" 1 false
        continue
        ;;
      4)
        record_absent "tail -n $lines /$path" "$path" "skipped: $shared" 0 true
        continue
        ;;
    esac
    [ -d "$top/${path%/*}" ] || mkdir -p "$top/${path%/*}"
    keep_end "$scratch/log" "$top/$path" "$max_file"
    cat "$scratch/log-stderr" >>"$scratch/stderr"
    touch -r "$scratch/log-time" "$top/$path" 2>/dev/null
    kept=$((kept + size))
    now_ms && took=$((ms - began))
    [ ! -s "$scratch/stderr" ] || [ "$rc" -ne 0 ] || rc=1
    record "tail -n $lines /$path" "$path" "$size"
  done <"$scratch/logs"
}
