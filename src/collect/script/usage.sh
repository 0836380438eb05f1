# ---- what it is asked -----------------------------------------------------------------------------------------------

usage() {
  cat <<'HELP'
Usage: collect [OPTION...]

Captures what tells how the containers of this node are into DIR/sospect-HOST-UTCTIME.tgz, laid out like a sosreport,
and prints that path last. Run it as root. It only reads: no container and no file of the node is changed.

Where it is written, and how much
  -o, --output DIR         where the archive is written (default: the current directory); '-': to standard output
      --lines N            lines kept of the end of each log (default: 1000)
      --since TIME         of logs, only what is younger: 90m, 24h, 7d (default: whatever the lines reach)
      --max-file MIB       kept of one file or of one log's end (default: 1)
      --max-total MIB      kept of all logs together, those written last first (default: 128)
How hard the node is asked
      --timeout SECONDS    how long one command may take (default: 30)
      --total-timeout S    after this nothing more is begun, and what there is is packed (default: 600)
      --jobs N             how many commands run side by side (default: 4)
      --min-free MIB       free space that DIR must have, before and while it is written (default: 200)
What is captured besides
      --registry H:P       ask this image registry what it serves (default: one on port 8787, if this node runs it)
      --healthchecks       run /openstack/healthcheck in each running container that has one
      --no-exec            run nothing inside containers; else clients that only read ask RabbitMQ, Galera, redis, OVN
                           and Ceph there how they see their clusters
      --no-mask            leave passwords, tokens and keys as they are; the manifest says so
Else
      --progress           tell on standard error what is being done, also where that is no terminal
      --help, --version

What is captured, and why
  docker and podman, of root and of users whose containers run: ps, inspect of every container and image, images, stats,
    version, info, disk use, volumes, networks, events of a day: which containers are unhealthy, which exited and how
  the end of each container's log, and of all below /var/log/containers: why
  /etc/SERVICE, /var/lib/config-data/puppet-generated with its checksums, and the same files in each container: which
    setting is in force, which edit has no effect, which needs a restart
  start-up definitions (/var/lib/tripleo-config, paunch, kolla's config_files, /etc/kolla, quadlets): what should run
  image lists and the registry's catalog, tags and digests: which images are missing
  systemd's and pacemaker's view, disk, memory, time, SELinux, ports, kernel's kills: what else a container dies of
  what RabbitMQ, Galera, redis, OVN and Ceph say of their clusters, addresses, /etc/hosts: whether nodes agree

Passwords, tokens and keys are replaced by tokens such as masked-3f9c1a-7 before anything is written to a disk: the same
secret has the same token in all of one archive, and nothing can be guessed from it. Files of private keys are left out.
What users of the node may exchange is read with care: links, second names of others' files and names with line breaks are
left out, and named in the manifest. Commands are run only from directories of PATH that root alone may change.
The archive is readable by root alone. Where no memory can be spared, what is captured waits for that on DIR's disk.
Exit: 0 written, 2 wrong usage or not root, 3 no container engine, 4 no engine answers, 5 the archive cannot be written.
HELP
}

is_number() {
  case $1 in '' | *[!0-9]* | ??????????*) return 1 ;; esac
}

# Sets $since_minutes from 90m, 24h or 7d.
parse_since() {
  since_number=${1%[mhd]}
  { is_number "$since_number" && [ "$since_number" != "$1" ]; } || die 2 "--since needs a time such as 90m, 24h or 7d, not '$1'"
  case $1 in
    *m) since_minutes=$since_number ;;
    *h) since_minutes=$((since_number * 60)) ;;
    *d) since_minutes=$((since_number * 1440)) ;;
  esac
  [ "$since_minutes" -gt 0 ] || die 2 "--since must be more than nothing"
}

# Options that have a value.
parse_value() {
  case $1 in
    -o | --output) output=$2 ;;
    --registry) registry=$2 ;;
    --since) parse_since "$2" ;;
    *)
      is_number "$2" || die 2 "$1 needs a number, not '$2'"
      case $1 in
        --lines) lines=$2 ;;
        --timeout) limit=$2 ;;
        --total-timeout) total_limit=$2 ;;
        --jobs) jobs=$2 ;;
        --max-file) max_file=$(($2 * 1048576)) ;;
        --max-total) max_total=$(($2 * 1048576)) ;;
        --min-free) min_free=$2 ;;
      esac
      ;;
  esac
}

parse_arguments() {
  output=. lines=1000 since_minutes='' limit=30 total_limit=600 jobs=4 registry='' min_free=200
  max_file=1048576 max_total=134217728 masking=yes executing=yes healthchecks='' progress=''
  while [ $# -gt 0 ]; do
    option=$1
    shift
    case $option in
      --help | -h) usage && exit 0 ;;
      --version) printf 'sospect-collect %s\n' "$version" && exit 0 ;;
      --no-mask) masking='' && continue ;;
      --healthchecks) healthchecks=yes && continue ;;
      --no-exec) executing='' && continue ;;
      --progress) progress=yes && continue ;;
      --*=*)
        value=${option#*=}
        option=${option%%=*}
        set -- "$value" "$@"
        ;;
    esac
    case $option in
      -o | --output | --lines | --since | --timeout | --total-timeout | --jobs | --registry | --min-free) ;;
      --max-file | --max-total) ;;
      *) die 2 "unknown argument '$option': see --help" ;;
    esac
    [ -n "${1:-}" ] || die 2 "$option needs a value: see --help"
    parse_value "$option" "$1"
    shift
  done
  [ "$lines" -gt 0 ] || die 2 "--lines must be at least 1"
  [ "$limit" -gt 0 ] || die 2 "--timeout must be at least 1"
  [ "$total_limit" -gt 0 ] || die 2 "--total-timeout must be at least 1"
  [ "$jobs" -gt 0 ] || die 2 "--jobs must be at least 1"
  if [ "$max_file" -eq 0 ] || [ "$max_total" -eq 0 ]; then die 2 "--max-file and --max-total must be at least 1"; fi
  case $registry in *[!A-Za-z0-9.:\[\]-]*) die 2 "--registry needs HOST:PORT, not '$registry'" ;; esac
}
