# ---- clusters -------------------------------------------------------------------------------------------------------
# How each service that is of a cluster sees the others, asked in the container that it runs in. What is run there is a
# client that only reads, by the container's own timeout(1): an engine that gives up leaves running what it started inside.

# Captures FOLDER ID FILE-NAME COMMAND... run in a container.
ask_inside() {
  inside_folder=$1 inside_id=$2 inside_name=$3
  shift 3
  # shellcheck disable=SC2086 # words
  capture "sos_commands/$inside_folder/${engine}_exec_$inside_name" $asked exec "$inside_id" timeout -k 5 "$patience" "$@"
}

ask_clusters() {
  patience=$((limit > 10 ? limit - 5 : limit))
  while IFS=';' read -r id name running _; do
    name=${name#/}
    [ "$running" = true ] || continue
    case $name in *[!A-Za-z0-9_.-]*) continue ;; esac
    case $name in
      rabbitmq | rabbitmq-bundle-*) ask_inside rabbitmq "$id" "${name}_rabbitmqctl_cluster_status" rabbitmqctl cluster_status ;;
      galera-bundle-* | mysql | mariadb) ask_galera ;;
      redis | redis-bundle-*) ask_redis ;;
      ovn_cluster_north_db_server) ask_ovn nb Northbound ;;
      ovn_cluster_south_db_server) ask_ovn sb Southbound ;;
      ceph-mon-*) ask_inside ceph "$id" "${name}_ceph_-s" ceph --connect-timeout 10 -s ;;
    esac
  done <"$stage/details.$slug"
}

# A server that is asked without a password writes that to its log, and so it is not asked where none is at hand: the one that
# the image's own tools use, or the one that the server copies its data by. It goes to the client on no command line.
ask_galera() {
  label="$slug exec $name (SHOW GLOBAL STATUS LIKE 'wsrep%')"
  # shellcheck disable=SC2016 # the shell inside expands it
  ask_inside galera "$id" "${name}_wsrep_status" sh -c '
    client=$(command -v mysql || command -v mariadb) || { echo "there is no client" >&2; exit 127; }
    for file in "${HOME:-/root}/.my.cnf" /root/.my.cnf; do
      [ ! -r "$file" ] || exec "$client" "--defaults-extra-file=$file" --connect-timeout=5 -B -N -e "$1"
    done
    auth=$(cat /etc/my.cnf /etc/my.cnf.d/* /etc/mysql/my.cnf /etc/mysql/conf.d/* /etc/mysql/mariadb.conf.d/* 2>/dev/null |
      sed -n "s/^[[:space:]]*wsrep_sst_auth[[:space:]]*=[[:space:]]*\"*\([^\"]*\).*/\1/p" | tail -n 1)
    case $auth in ?*:?*) ;; *) echo "not asked: no password is at hand in the container" >&2; exit 1 ;; esac
    printf "[client]\nuser=%s\npassword=\"%s\"\n" "${auth%%:*}" "${auth#*:}" |
      "$client" --defaults-extra-file=/dev/stdin --connect-timeout=5 -B -N -e "$1"' sh "SHOW GLOBAL STATUS LIKE 'wsrep%'"
}

# The password goes from its file to the server, on no command line; the server's answer has none.
ask_redis() {
  label="$slug exec $name (INFO replication)"
  # shellcheck disable=SC2016 # the shell inside expands it
  ask_inside redis "$id" "${name}_info_replication" sh -c '
    host=$(sed -n "s/^bind  *\([^ ]*\).*/\1/p" /etc/redis.conf) && port=$(sed -n "s/^port  *//p" /etc/redis.conf)
    { sed -n "s/^requirepass  */AUTH /p" /etc/redis.conf; echo INFO replication; } |
      redis-cli -h "${host:-127.0.0.1}" -p "${port:-6379}"'
}

# Captures DATABASE NAME: only one that is clustered has such a status.
ask_ovn() {
  ask_inside ovn_central "$id" "${name}_ovs-appctl_cluster.status_OVN_$2" \
    ovs-appctl -t "/var/run/ovn/ovn$1_db.ctl" cluster/status "OVN_$2"
}

# What the node itself tells. That no cluster runs here pcs says on standard error.
capture_cluster() {
  if have pcs; then
    label="pcs status"
    capture sos_commands/pacemaker/pcs_status sh -c 'exec pcs status 2>&1'
    capture sos_commands/pacemaker/pcs_property pcs property
  fi
  capture_with sos_commands/corosync/corosync-quorumtool_-s corosync-quorumtool -s
  capture_with sos_commands/networking/ip_-o_addr ip -o addr
  capture_with sos_commands/openvswitch/ovs-vsctl_get_Open_vSwitch_._external_ids \
    ovs-vsctl --timeout=5 get Open_vSwitch . external_ids
}
