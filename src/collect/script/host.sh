# ---- the node itself ------------------------------------------------------------------------------------------------

# Captures TOOL's output under PATH, if the node has the tool: PATH TOOL ARGUMENTS...
capture_with() {
  ! have "$2" || capture "$@"
}

capture_host() {
  say "asking the node"
  capture sos_commands/host/hostname uname -n
  cp "$top/sos_commands/host/hostname" "$top/hostname" 2>/dev/null
  capture sos_commands/date/date date -u +%Y-%m-%dT%H:%M:%SZ
  capture sos_commands/host/uptime uptime
  capture sos_commands/host/proc_uptime cat /proc/uptime
  capture_with sos_commands/processor/nproc nproc
  capture sos_commands/kernel/uname_-a uname -a
  capture sos_commands/filesys/df_-hP df -hP
  capture sos_commands/filesys/df_-iP df -iP
  capture sos_commands/memory/free_-m free -m
  capture sos_commands/memory/meminfo cat /proc/meminfo
  capture sos_commands/process/loadavg cat /proc/loadavg
  capture sos_commands/logs/ls_-lRn_--full-time_var_log ls -lRn --full-time /var/log
  capture_with sos_commands/networking/ss_-lntup ss -lntup
  capture_with sos_commands/chrony/chronyc_tracking chronyc tracking
  capture_with sos_commands/chrony/chronyc_-n_sources chronyc -n sources
  capture_with sos_commands/ntp/ntpq_-pn ntpq -pn
  capture_with sos_commands/ntp/ntpstat ntpstat
  capture_with sos_commands/selinux/sestatus sestatus
  capture_with sos_commands/selinux/getenforce getenforce
  capture_denials
  capture_kills
  capture_systemd
  capture_cluster
  capture_lab
}

capture_systemd() {
  have systemctl || return 0
  units=sos_commands/systemd/systemctl_list-units
  set -- --all --no-legend --no-pager --plain
  capture "${units}_--all_tripleo" systemctl list-units "$@" 'tripleo_*'
  capture "${units}_--all_kolla" systemctl list-units "$@" 'kolla-*'
  capture "${units}_--all_edpm" systemctl list-units "$@" 'edpm_*'
  capture "${units}_--all_--type_service_timer" systemctl list-units --type=service,timer "$@"
  capture "${units}_--failed" systemctl list-units --failed --no-legend --no-pager --plain
  capture sos_commands/systemd/systemctl_list-timers_--all systemctl list-timers --all --no-pager
  capture sos_commands/systemd/systemctl_cat_engines systemctl cat --no-pager docker.service podman.service \
    docker-distribution.service 'tripleo_*healthcheck.timer'
  label="systemctl show (state of engines, registries and health checks)"
  capture sos_commands/systemd/systemctl_show_engines systemctl show --no-pager -p Id -p LoadState -p ActiveState \
    -p SubState -p Result -p ActiveEnterTimestampMonotonic docker.service docker-distribution.service httpd.service \
    'tripleo_*_healthcheck.service'
  capture_with sos_commands/systemd/timedatectl timedatectl
}

# What the kernel has killed for want of memory.
capture_kills() {
  have dmesg || return 0
  label="dmesg (lines on killed processes)"
  capture sos_commands/kernel/dmesg_kills sh -c 'dmesg -T 2>/dev/null || dmesg' </dev/null
  filter_capture sos_commands/kernel/dmesg_kills -i -e 'out of memory' -e 'killed process' -e 'oom-kill' -e 'oom_reaper' \
    -e 'killed as a result of'
}

capture_denials() {
  [ -f /var/log/audit/audit.log ] || return 0
  label="tail /var/log/audit/audit.log (lines on denials)"
  capture sos_commands/selinux/denials tail -c "$max_file" /var/log/audit/audit.log
  filter_capture sos_commands/selinux/denials -e 'type=AVC' -e 'type=USER_AVC'
}

# Leaves of what was captured under PATH the lines that grep ARGUMENTS... finds.
filter_capture() {
  filtered=$top/$1
  shift
  [ -f "$filtered" ] || return 0
  grep -a "$@" "$filtered" >"$scratch/filtered"
  mv "$scratch/filtered" "$filtered"
}
