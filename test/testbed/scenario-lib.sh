# shellcheck shell=bash
# What the scenarios share: how a deployment of OSP 13 leaves containers, images and files on a node. Sourced by
# scenario-*.sh, which run as root inside a node that node-up.sh booted, and by scenario-lib-podman.sh, which says what is
# otherwise in later releases. Needs jq and Debian's busybox-static.
set -euo pipefail

engine=${engine:-docker}
product=${product:-rhosp13} version=${version:-13.0} release_name=${release_name:-13.0.11 (Queens)}
registry=172.25.249.200:8787
namespace=$registry/$product
startup=/var/lib/tripleo-config
generated=/var/lib/config-data/puppet-generated
scratch=$(mktemp -d)
role=${role:-Controller} # names who manages the containers
# Docker's own interval of 30 s would make whoever waits for an unhealthy container wait for minutes.
health_options=(--health-interval=3s --health-retries=2)
declare -A tags=() # image → tag, where it is not the usual one

# ---- images: a busybox that behaves, from outside, as a kolla image does ------------------------------------------

image_root() {
  mkdir -p "$scratch/root"/{bin,usr/bin,usr/local/bin,openstack,etc,tmp,var/log,var/lib/kolla/config_files/src}
  cp /bin/busybox "$scratch/root/bin/"
  local applet
  for applet in sh cat chown cp date echo false find grep kill ls mkdir ps rm sed sleep stat tail touch true; do
    ln -sf busybox "$scratch/root/bin/$applet"
  done
  echo 'root:x:0:0:root:/root:/bin/sh' >"$scratch/root/etc/passwd"
  # A healthcheck here is as sick as the file /tmp/sick says.
  write_script openstack/healthcheck <<'SCRIPT'
#!/bin/sh
[ ! -f /tmp/sick ] || { cat /tmp/sick; exit 1; }
echo ok
SCRIPT
  write_script bin/bash <<'SCRIPT'
#!/bin/sh
exec sh "$@"
SCRIPT
  # Copies the configuration on every start, as COPY_ALWAYS does, then runs until it is told to end.
  write_script usr/local/bin/kolla_start <<'SCRIPT'
#!/bin/sh
trap 'echo "Caught TERM, ending"; exit 0' TERM
say() { echo "INFO:__main__:$*"; }
say "Loading config file at /var/lib/kolla/config_files/config.json"
say "Validating config file"
say "Kolla config strategy set to: $KOLLA_CONFIG_STRATEGY"
say "Copying service configuration files"
cd /var/lib/kolla/config_files/src
find . -type f | while read -r file; do
  say "Copying /var/lib/kolla/config_files/src/${file#./} to /${file#./}"
  mkdir -p "/${file%/*}"
  cp "$file" "/$file"
done
say "Writing out command to execute"
echo "Running command: '$(sed -n 's/.*"command": "\([^"]*\)".*/\1/p' /var/lib/kolla/config_files/config.json)'"
while :; do sleep 1 & wait $!; done
SCRIPT
  # SERVICE COMMAND...: fails as a database migration does whose database is not there.
  write_script usr/bin/bootstrap_host_exec <<'SCRIPT'
#!/bin/sh
if grep -qs '^connection=.*@172\.25\.249\.250/' "/etc/$1/$1.conf"; then
  echo "ERROR oslo_db.sqlalchemy.engines DBConnectionError: (pymysql.err.OperationalError) (2003, \"Can't connect to MySQL server on '172.25.249.250' ([Errno 113] No route to host)\")" >&2
  exit 1
fi
echo "INFO  [alembic.runtime.migration] Context impl MySQLImpl."
SCRIPT
  image_root_made=yes
}

write_script() { # PATH, text on stdin
  cat >"$scratch/root/$1"
  chmod 755 "$scratch/root/$1"
}

reference() { # IMAGE: its full name here
  echo "$namespace/openstack-$1:${tags[$1]:-$version-73}"
}

image() { # IMAGE [NOTE]: makes the image; another note makes another id for the same reference
  [[ -n ${image_root_made:-} ]] || image_root
  echo "$1 ${2:-}" >"$scratch/root/etc/image"
  tar -C "$scratch/root" --numeric-owner -c . | "$engine" import -c 'CMD ["kolla_start"]' -c "LABEL name=$product/openstack-$1" \
    -c "LABEL version=$version" -c "LABEL release=${tags[$1]:-73}" - "$(reference "$1")" >/dev/null 2>"$scratch/said" || { cat "$scratch/said" >&2 && return 1; }
}

# ---- configuration ------------------------------------------------------------------------------------------------

config() { # VOLUME PATH, text on stdin: a file that puppet generated for the containers of a volume
  local tree
  cat >"$scratch/file"
  for tree in "$generated/$1" "/var/lib/config-data/$1"; do
    install -D -m 640 "$scratch/file" "$tree/$2"
  done
}

seal() { # VOLUME...: what is done when all files of a volume are there
  local volume sum
  for volume; do
    sum=$(tar -C "$generated/$volume" --sort=name --mtime=@0 -c . | md5sum | cut -d ' ' -f 1)
    echo "$sum" >"$generated/$volume.md5sum"
    echo "$sum" >"/var/lib/config-data/$volume.md5sum"
  done
}

kolla() { # NAME COMMAND: the file that tells kolla_start what to copy and to run
  mkdir -p /var/lib/kolla/config_files
  jq -n --arg command "$2" '{command: $command, config_files: [{source: "/var/lib/kolla/config_files/src/*",
    dest: "/", merge: true, preserve_properties: true}]}' >"/var/lib/kolla/config_files/$1.json"
}

config_images() { # VOLUME=IMAGE...: which image generated which volume
  local pair list='[]' generator=$engine
  [[ $engine == docker ]] || generator=container
  for pair; do
    list=$(jq --arg volume "${pair%%=*}" --arg image "$(reference "${pair#*=}")" '. + [{config_volume: $volume,
      puppet_tags: "file,file_line,concat,augeas,cron", step_config: "include ::tripleo::packages\n", config_image: $image}]' <<<"$list")
  done
  mkdir -p "/var/lib/$generator-puppet"
  install -m 600 /dev/stdin "/var/lib/$generator-puppet/$generator-puppet.json" <<<"$list"
}

now() { # as the services write it
  date -u '+%Y-%m-%d %H:%M:%S.%3N'
}

log() { # PATH below /var/log/containers, text on stdin
  mkdir -p "$(dirname "/var/log/containers/$1")"
  cat >>"/var/log/containers/$1"
}

stub() { # SERVICE...: the note that TripleO leaves where a service once logged
  local service
  for service; do
    mkdir -p "/var/log/$service" "/var/log/containers/$service"
    echo "Log files from $service containers can be found under /var/log/containers/$service and /var/log/containers/httpd/$service-*." \
      >"/var/log/$service/readme.txt"
  done
}

release() {
  echo "Red Hat OpenStack Platform release $release_name" >/etc/rhosp-release
}

# ---- containers, as paunch makes them from the start-up files -----------------------------------------------------

entry() { # STEP NAME JSON: puts a container into a step's start-up file, and its hashed copy with the configuration's hash
  local file=docker-container-startup-config-step_$1.json hash volume
  mkdir -p "$startup"
  volume=$(jq -r '[.volumes[]? | select(startswith("'"$generated"'/")) | split("/")[5]] | first // empty' <<<"$3")
  put "$startup/$file" "$2" "$3"
  hash=''
  [[ -z $volume ]] || hash=$(cat "$generated/$volume.md5sum")
  put "$startup/hashed-$file" "$2" \
    "$(jq -c --arg hash "$hash" 'if $hash == "" then . else .environment += ["TRIPLEO_CONFIG_HASH=" + $hash] end' <<<"$3")"
}

put() { # FILE NAME JSON
  [[ -f $1 ]] || echo '{}' >"$1"
  jq --arg name "$2" --argjson entry "$3" '.[$name] = $entry' "$1" >"$scratch/json"
  install -m 600 "$scratch/json" "$1"
}

apply() { # STEP NAME [docker options...]: runs a container from the hashed start-up file, with paunch's labels
  local step=$1 name=$2 data options command
  shift 2
  data=$(jq -c --arg name "$name" '.[$name]' "$startup/hashed-docker-container-startup-config-step_$step.json")
  readarray -t options < <(jq -r '
    ((.environment // [])[] | "--env=" + .), ((.volumes // [])[] | "--volume=" + .),
    (if .net then "--net=" + .net else empty end), (if .user then "--user=" + .user else empty end),
    (if .restart then "--restart=" + .restart else empty end), (if .privileged then "--privileged=true" else empty end),
    (if .healthcheck then "--health-cmd=" + .healthcheck.test else empty end)' <<<"$data")
  readarray -t command < <(jq -r '(.command // [])[]' <<<"$data")
  mount_sources "$data"
  docker run --detach --name "$name" --label "config_id=tripleo_step$step" --label "container_name=$name" \
    --label "managed_by=tripleo-$role" --label "config_data=$data" "$@" "${options[@]}" \
    "$(jq -r .image <<<"$data")" "${command[@]}" >/dev/null
  if [[ $(jq -r 'has("restart")' <<<"$data") == false ]]; then docker wait "$name" >/dev/null; fi
}

mount_sources() { # JSON: Docker would make them too, but as directories
  local source
  while read -r source; do [[ -e $source ]] || mkdir -p "$source"; done < <(jq -r '.volumes[]? | split(":")[0]' <<<"$1")
}

service() { # STEP NAME IMAGE VOLUME LOGS [HEALTHCHECK]: a container that is to run for ever
  local step=$1 name=$2 image=$3 volume=$4 logs=$5 health=${6:-}
  kolla "$name" "/usr/bin/${name//_/-}"
  entry "$step" "$name" "$(jq -nc --arg image "$(reference "$image")" --arg name "$name" --arg volume "$volume" \
    --arg logs "$logs" --arg generated "$generated" --arg health "$health" '{
      image: $image, net: "host", privileged: false, restart: "always",
      environment: ["KOLLA_CONFIG_STRATEGY=COPY_ALWAYS"],
      volumes: ["/etc/hosts:/etc/hosts:ro", "/var/log/containers/\($logs):/var/log/\($logs)",
        "/var/lib/kolla/config_files/\($name).json:/var/lib/kolla/config_files/config.json:ro",
        "\($generated)/\($volume)/:/var/lib/kolla/config_files/src:ro"]
    } + (if $health == "" then {} else {healthcheck: {test: $health}} end)')"
  if [[ -n $health ]]; then set -- "${health_options[@]}"; else set --; fi
  apply "$step" "$name" "$@"
}

once() { # STEP NAME IMAGE JSON: a container that is to end; JSON is what its entry holds besides the image
  entry "$1" "$2" "$(jq -c --arg image "$(reference "$3")" '{image: $image, user: "root"} + .' <<<"$4")"
  apply "$1" "$2"
}

init_log() { # STEP NAME IMAGE SERVICE: the one-shot that gives a service its log directory
  once "$1" "$2" "$3" "$(jq -nc --arg service "$4" '{privileged: false,
    volumes: ["/var/log/containers/\($service):/var/log/\($service)"],
    command: ["/bin/bash", "-c", "chown -R 42400:42400 /var/log/\($service)"]}')"
}

db_sync() { # STEP NAME IMAGE SERVICE COMMAND: the one-shot that migrates a service's database
  once "$1" "$2" "$3" "$(jq -nc --arg service "$4" --arg command "$5" '{net: "host", detach: false, privileged: false,
    volumes: ["/var/log/containers/\($service):/var/log/\($service)",
      "/var/lib/config-data/\($service)/etc/\($service):/etc/\($service):ro"],
    command: ["/usr/bin/bootstrap_host_exec", $service, $command]}')"
}

bundle() { # NAME IMAGE VOLUME PORT: a container of pacemaker's, without labels and never restarted by the engine
  local tagged=$namespace/openstack-$2:pcmklatest
  "$engine" tag "$(reference "$2")" "$tagged"
  kolla "$2" "/usr/sbin/pacemaker_remoted"
  mkdir -p /var/log/pacemaker/bundles/"${1%-"$engine"-*}-0"
  "$engine" run --detach --name "$1" --net=host --restart=no -e PCMK_stderr=1 -e "PCMK_remote_port=$4" \
    -e KOLLA_CONFIG_STRATEGY=COPY_ALWAYS -v /etc/hosts:/etc/hosts:ro \
    -v "/var/lib/kolla/config_files/$2.json:/var/lib/kolla/config_files/config.json:ro" \
    -v "$generated/$3/:/var/lib/kolla/config_files/src:ro" "$tagged" kolla_start >/dev/null
}

sicken() { # NAME TEXT: the container's health check fails from now on
  "$engine" exec "$1" sh -c "echo '$2' >/tmp/sick"
}

wait_for_health() { # NAME STATUS
  local i
  for ((i = 0; i < 60; i++)); do
    [[ $(docker inspect -f '{{.State.Health.Status}}' "$1") != "$2" ]] || return 0
    sleep 0.5
  done
  echo "$1 did not become $2" >&2
  return 1
}
