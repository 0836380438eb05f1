# ---- files ----------------------------------------------------------------------------------------------------------

# find PATH EXPRESSION... over plain files, less those that hold keys. A symbolic link is never followed; sockets, pipes
# and devices would hang or flood a copy.
find_plain() {
  find_root=$1
  shift
  find "$find_root" -type f \
    ! -name '*.key' ! -name '*.pem' ! -name '*.p12' ! -name '*.pfx' ! -name '*.jks' ! -name '*.base64' \
    ! -name 'id_[rde]*' ! -name '*_key' ! -name '*_rsa' ! -name 'identity' ! -name '*keyring*' ! -name 'authkey' \
    ! -name '.erlang.cookie' ! -name 'passwd.db' ! -name '*.kdb' ! -name '*.keytab' \
    ! -path '*/fernet-keys/*' ! -path '*/credential-keys/*' ! -path '*/private/*' ! -path '*/.sospect*' \
    "$@"
}

# Copies what find ARGUMENTS... name into the top folder, with owners, modes and times; ends as the reading side does.
# tar and cp -P store a link as a link even if a file is exchanged for one while this runs: its target is never read.
copy_plain() {
  if [ -n "$tar_lists" ]; then
    find_plain "$@" ! -size "+${max_file}c" -print0 >"$scratch/list" &&
      tar -cf - --null -T "$scratch/list" | tar -xf - -C "$top" --warning=no-timestamp
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
  if ! time_left; then
    record_late "copy /$copy_name" "$copy_name"
    return
  fi
  began=$ms
  copy_plain "$@" 2>"$scratch/stderr"
  rc=$?
  if [ -e "$top/$copy_name" ] || [ "$rc" -ne 0 ]; then
    drop_keys "$top/$copy_name"
    copied=$(find "$top/$copy_name" -type f -exec cat {} + 2>/dev/null | wc -c)
    now_ms && took=$((ms - began)) timed_out=false cut=false
    # What tar could not read it says on stderr, where its end in a pipe does not tell.
    if [ "$rc" -eq 0 ] && [ -s "$scratch/stderr" ]; then rc=1; fi
    record "copy /$copy_name" "$copy_name" "$((copied))"
  fi
  find_plain "$@" -size "+${max_file}c" 2>/dev/null >"$scratch/list"
  while read -r path; do
    record_absent "copy /$path" "$path" "skipped: larger than $max_file bytes" 0 true
  done <"$scratch/list"
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
  for path in etc/sysconfig/docker* etc/systemd/system/tripleo_* etc/systemd/system/kolla-* etc/systemd/system/docker.service.d \
    home/*/*images*.yaml home/*/containers-prepare-parameter.yaml root/*images*.yaml root/containers-prepare-parameter.yaml \
    usr/share/*tripleo-common*/container-images/*.yaml*; do
    copy "$path"
  done
  copy_os_release
  for path in config-data/puppet-generated tripleo-config docker-puppet/docker-puppet.json \
    container-puppet/container-puppet.json paunch container-startup-configs.json; do
    copy "var/lib/$path"
  done
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

# Prints logs below these directories, those last written first. Rotated logs that are compressed are left out.
list_logs() {
  for directory in "$@"; do
    if [ ! -d "/$directory" ] || [ -L "/$directory" ]; then continue; fi
    # shellcheck disable=SC2086 # nothing, or two words
    find_plain "$directory" ! -name '*.gz' ! -name '*.xz' ! -name '*.bz2' ! -path '*
*' ${since_minutes:+-mmin -$since_minutes} 2>/dev/null
  done >"$scratch/found"
  # ls sorts by time what fits on one command line; what does not is sorted in several parts.
  [ -s "$scratch/found" ] || return 0
  tr '\n' '\000' <"$scratch/found" | xargs -0 ls -td -- 2>/dev/null
}

# Reads the end of the log /$path into the scratch file log. A service may put what it likes in its log's place after the
# listing: a link could lead to any file of the node, and a pipe never ends. So what is read is what was opened, if it
# lies where the listing found it: below the folder of the logs no link is followed. Ends with 3 where it does not.
read_log() {
  case $path in
    var/lib/*) log_root=var/lib/docker/volumes/kolla_logs/_data ;;
    var/log/*/*) log_root=${path#var/log/} && log_root=var/log/${log_root%%/*} ;;
    *) log_root=var/log ;;
  esac
  # shellcheck disable=SC2016 # the inner shell expands it
  run "$scratch/log" "$scratch/log-stderr" sh -c '
    cd -P "$1" && root=$(pwd -P) && folder=/$2 && folder=${folder%/*} && name=./${2##*/} || exit 3
    cd -P "./$folder" && [ "$(pwd -P)" = "$root$folder" ] && [ -f "$name" ] && [ ! -L "$name" ] || exit 3
    exec 5<"$name"
    [ ! -L "$name" ] && [ "$name" -ef /proc/self/fd/5 ] || exit 3
    exec tail -c "$3" <&5' sh "/$log_root" "${path#"$log_root"/}" $((max_file + 1))
}

copy_logs() {
  say "copying the ends of logs"
  cd / || return
  # A containerized service leaves only a note in its own folder; a log that lives tells of a service outside its container.
  set -- var/log/containers var/lib/docker/volumes/kolla_logs/_data
  for service in $services; do set -- "$@" "var/log/$service"; done
  list_logs "$@" >"$scratch/logs"
  kept=0
  while read -r path; do
    if ! time_left; then
      record_late "tail -n $lines /$path and of logs written before" "$path"
      return
    fi
    if [ "$kept" -ge $((max_total / 2)) ]; then
      record_absent "tail -n $lines /$path" "$path" "skipped: all logs together are to have $max_total bytes (see --max-total)" 0 true
      continue
    fi
    read_log
    if [ "$rc" -eq 3 ]; then
      record_absent "tail -n $lines /$path" "$path" "skipped: it is gone, or no plain file any more" 1 false
      continue
    fi
    [ -d "$top/${path%/*}" ] || mkdir -p "$top/${path%/*}"
    keep_end "$scratch/log" "$top/$path" "$max_file"
    cat "$scratch/log-stderr" >>"$scratch/stderr"
    touch -r "/$path" "$top/$path" 2>/dev/null
    kept=$((kept + size))
    now_ms && took=$((ms - began))
    [ ! -s "$scratch/stderr" ] || [ "$rc" -ne 0 ] || rc=1
    record "tail -n $lines /$path" "$path" "$size"
  done <"$scratch/logs"
}
