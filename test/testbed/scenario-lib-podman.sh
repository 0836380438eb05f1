# shellcheck shell=bash
# How a deployment of OSP 16 by tripleo_ansible leaves containers, images and files on a node with Podman. Sourced in place
# of scenario-lib.sh, all of which it brings, by scenarios with Podman.
engine=podman product=${product:-rhosp-rhel8} version=${version:-16.2} release_name='16.2.3 (Train)'
# shellcheck source=test/testbed/scenario-lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/scenario-lib.sh"
# A systemd timer runs the check on a real node; here check_health does. Podman itself would ask systemd for a timer.
health_options=(--health-interval=disable --health-retries=3)
# As JSON, but as Python prints it.
python='def python:
  if type == "object" then "{" + (to_entries | map((.key | python) + ": " + (.value | python)) | join(", ")) + "}"
  elif type == "array" then "[" + (map(python) | join(", ")) + "]"
  elif type == "string" then (gsub("\\\\"; "\\\\") | gsub("\n"; "\\n") | gsub("\t"; "\\t")
    | if contains("\u0027") and (contains("\"") | not) then "\"" + . + "\"" else "\u0027" + gsub("\u0027"; "\\\u0027") + "\u0027" end)
  elif . == true then "True" elif . == false then "False" elif . == null then "None" else tostring end;'

entry() { # STEP NAME JSON: the container's own start-up file, and its hashed copy with the hashes of its configuration
  local folder=$startup/container-startup-config/step_$1 plain hash
  mkdir -p "$folder"
  plain=$(jq -c 'if (.environment | type) == "array" then
    .environment |= (map(split("=") | {key: .[0], value: (.[1:] | join("="))}) | from_entries) else . end' <<<"$3")
  hash=$(jq -r '.volumes[]? | split(":")[0] | select(startswith("/var/lib/config-data/")) | split("/")
    | .[:if .[4] == "puppet-generated" then 6 else 5 end] | join("/") + ".md5sum"' <<<"$3" |
    sort -u | xargs -r cat | paste -sd -)
  install -m 600 /dev/stdin "$folder/$2.json" <<<"$plain"
  install -m 600 /dev/stdin "$folder/hashed-$2.json" < <(jq --arg hash "$hash" \
    'if $hash == "" then . else .environment.TRIPLEO_CONFIG_HASH = $hash end' <<<"$plain")
}

apply() { # STEP NAME [podman options...]: runs a container from its hashed start-up file, with tripleo_ansible's labels
  local step=$1 name=$2 data options command
  shift 2
  data=$(jq -c . "$startup/container-startup-config/step_$step/hashed-$name.json")
  readarray -t options < <(jq -r '
    ((.environment // {}) | to_entries[] | "--env=\(.key)=\(.value)"), ((.volumes // [])[] | "--volume=" + .),
    (if .net then "--net=" + .net else empty end), (if .user then "--user=" + .user else empty end),
    (if .privileged then "--privileged=true" else empty end),
    (if .healthcheck then "--health-cmd=" + .healthcheck.test else empty end)' <<<"$data")
  readarray -t -d '' command < <(jq -j '(.command // [])[] | . + "\u0000"' <<<"$data")
  mount_sources "$data"
  mkdir -p /var/log/containers/stdouts
  podman run --detach --name "$name" --conmon-pidfile "/run/$name.pid" --log-opt "path=/var/log/containers/stdouts/$name.log" \
    --label "config_id=tripleo_step$step" --label "container_name=$name" --label managed_by=tripleo_ansible \
    --label "config_data=$(jq -r "$python python" <<<"$data")" "$@" "${options[@]}" \
    "$(jq -r .image <<<"$data")" "${command[@]}" >/dev/null
  # What is to run for ever is restarted by systemd, and not by Podman.
  if [[ $(jq -r 'has("restart")' <<<"$data") == true ]]; then unit "$name"; else podman wait "$name" >/dev/null; fi
}

unit() { # NAME: the service that runs a container
  cat >"/etc/systemd/system/tripleo_$1.service" <<UNIT
[Unit]
Description=$1 container
After=tripleo-container-shutdown.service
[Service]
Restart=always
ExecStart=/usr/bin/podman start $1
ExecStop=/usr/bin/podman stop -t 10 $1
KillMode=none
Type=forking
PIDFile=/run/$1.pid
[Install]
WantedBy=multi-user.target
UNIT
}

check_health() { # NAME TIMES: what the timer tripleo_NAME_healthcheck does; that it fails is no failure here
  local i
  for ((i = 0; i < $2; i++)); do podman healthcheck run "$1" </dev/null >/dev/null 2>&1 || true; done
}

systemd() { # The manager is not simulated: this is what its list of TripleO's units says while Podman runs as it does
  install -m 755 /dev/stdin /usr/bin/systemctl <<'SCRIPT'
#!/bin/sh
[ "$1" = list-units ] || { echo "systemctl here knows list-units alone" >&2; exit 1; }
for unit in /etc/systemd/system/tripleo_*.service; do
  name=${unit##*/tripleo_}
  name=${name%.service}
  state=$(podman inspect --type container --format '{{.State.Status}} {{.State.Health.Status}}' "$name")
  case $state in
    running*) echo "tripleo_$name.service loaded active running $name container" ;;
    *) echo "tripleo_$name.service loaded inactive dead $name container" ;;
  esac
  case $state in
    *unhealthy) echo "tripleo_${name}_healthcheck.service loaded failed failed $name healthcheck" ;;
    *healthy) echo "tripleo_${name}_healthcheck.service loaded inactive dead $name healthcheck" ;;
  esac
done
SCRIPT
}
