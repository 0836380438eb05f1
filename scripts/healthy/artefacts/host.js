import { hex, TIMES } from "../plan.js";

const UPTIME = TIMES.captured - TIMES.booted;

/** Room, memory, time and load of a host that has enough of all. */
export default function host(plan) {
  const files = {
    "sos_commands/filesys/df_-hP": [room(plan), "df -hP"],
    "sos_commands/filesys/df_-iP": [inodes(plan), "df -iP"],
    "sos_commands/memory/free_-m": [
      "               total        used        free      shared  buff/cache   available\nMem:           32010       14020        6021         210       11969       17211\nSwap:           4095           0        4095\n",
      "free -m",
    ],
    "sos_commands/memory/meminfo": [
      "MemTotal:       32778240 kB\nMemFree:         6165504 kB\nMemAvailable:   17624064 kB\nBuffers:          204800 kB\nCached:         12051456 kB\nSwapCached:            0 kB\nSwapTotal:       4193280 kB\nSwapFree:        4193280 kB\n",
      "cat /proc/meminfo",
    ],
    "sos_commands/process/loadavg": ["1.21 1.35 1.30 3/1203 41234\n", "cat /proc/loadavg"],
    "sos_commands/processor/nproc": ["8\n", "nproc"],
    "sos_commands/host/uptime": [" 04:00:00 up 3 days, 20:10,  1 user,  load average: 1.21, 1.35, 1.30\n", "uptime"],
    "sos_commands/host/proc_uptime": [`${UPTIME}.42 ${UPTIME * 7}.10\n`, "cat /proc/uptime"],
    "sos_commands/kernel/uname_-a": [
      `Linux ${plan.host}.localdomain ${kernelOf(plan)} #1 SMP x86_64 GNU/Linux\n`,
      "uname -a",
    ],
    "sos_commands/kernel/dmesg_kills": ["", "dmesg (lines on killed processes)"],
    "sos_commands/selinux/sestatus": [
      "SELinux status:                 enabled\nSELinuxfs mount:                /sys/fs/selinux\nLoaded policy name:             targeted\nCurrent mode:                   enforcing\nMode from config file:          enforcing\n",
      "sestatus",
    ],
    "sos_commands/selinux/getenforce": ["Enforcing\n", "getenforce"],
    "sos_commands/selinux/denials": ["", "tail /var/log/audit/audit.log (lines on denials)"],
    ...time(plan),
  };
  return Object.fromEntries(Object.entries(files).map(([path, [text, command]]) => [path, { text, command }]));
}

const kernelOf = ({ style: { os } }) =>
  os.startsWith("7")
    ? "3.10.0-1160.el7.x86_64"
    : os.startsWith("8")
      ? "4.18.0-305.el8.x86_64"
      : "5.14.0-284.el9.x86_64";

/** What each container mounts shows the root once more; a disc of configuration is always full. */
function room({ engine, containers, role }) {
  const mounted = containers.filter(({ running }) => running).map(({ id }) => overlayOf(engine, id));
  const osds = role === "CephStorage" ? ["/dev/vdb1       500G  201G  300G  41% /var/lib/ceph/osd/ceph-0"] : [];
  return `${[
    "Filesystem      Size  Used Avail Use% Mounted on",
    "/dev/vda2       100G   31G   69G  31% /",
    "devtmpfs         16G     0   16G   0% /dev",
    "tmpfs            16G   54M   16G   1% /dev/shm",
    "tmpfs            16G  1.4M   16G   1% /run",
    "tmpfs            16G     0   16G   0% /sys/fs/cgroup",
    "/dev/sr0        482K  482K     0 100% /mnt/config",
    ...osds,
    ...mounted.map((path) => `overlay         100G   31G   69G  31% ${path}`),
    "tmpfs           3.2G     0  3.2G   0% /run/user/1000",
  ].join("\n")}\n`;
}

const overlayOf = (engine, id) =>
  engine === "docker"
    ? `/var/lib/docker/overlay2/${hex(`${id} layer`)}/merged`
    : `/var/lib/containers/storage/overlay/${hex(`${id} layer`)}/merged`;

function inodes({ role }) {
  const osds =
    role === "CephStorage" ? ["/dev/vdb1      262144000    412 262143588    1% /var/lib/ceph/osd/ceph-0"] : [];
  return `${[
    "Filesystem       Inodes  IUsed    IFree IUse% Mounted on",
    "/dev/vda2      52428800 410211 52018589    1% /",
    "devtmpfs        4094152    412  4093740    1% /dev",
    "tmpfs           4097000     12  4096988    1% /dev/shm",
    "tmpfs           4097000    640  4096360    1% /run",
    "tmpfs           4097000     17  4096983    1% /sys/fs/cgroup",
    "/dev/sr0              0      0        0     - /mnt/config",
    ...osds,
    "tmpfs           4097000      1  4096999    1% /run/user/1000",
  ].join("\n")}\n`;
}

/** ntpd up to OSP 13, chronyd from then on. */
export const keepsTimeByNtpd = ({ release }) => release === "12" || release === "13";

function time(plan) {
  const old = plan.style.os.startsWith("7");
  const local = "      Local time: Tue 2026-11-24 04:00:00 UTC\n  Universal time: Tue 2026-11-24 04:00:00 UTC\n";
  const zone = "UTC (UTC, +0000)";
  const told = old
    ? `${local}        RTC time: Tue 2026-11-24 04:00:00\n       Time zone: ${zone}\n     NTP enabled: yes\nNTP synchronized: yes\n RTC in local TZ: no\n      DST active: n/a\n`
    : `${local}                 RTC time: Tue 2026-11-24 04:00:00\n                Time zone: ${zone}\nSystem clock synchronized: yes\n              NTP service: active\n          RTC in local TZ: no\n`;
  const files = { "sos_commands/systemd/timedatectl": [told, "timedatectl"] };
  if (keepsTimeByNtpd(plan))
    return {
      ...files,
      "sos_commands/ntp/ntpq_-pn": [
        "     remote           refid      st t when poll reach   delay   offset  jitter\n==============================================================================\n*192.168.24.1    10.5.26.10       3 u   32   64  377    0.214    0.041   0.021\n+192.168.24.2    10.5.26.11       3 u   11   64  377    0.322   -0.102   0.034\n",
        "ntpq -pn",
      ],
      "sos_commands/ntp/ntpstat": [
        "synchronised to NTP server (192.168.24.1) at stratum 4\n   time correct to within 21 ms\n   polling server every 64 s\n",
        "ntpstat",
      ],
    };
  return {
    ...files,
    "sos_commands/chrony/chronyc_tracking": [
      "Reference ID    : C0A81801 (192.168.24.1)\nStratum         : 4\nRef time (UTC)  : Tue Nov 24 03:59:12 2026\nSystem time     : 0.000012345 seconds slow of NTP time\nLast offset     : +0.000004021 seconds\nRMS offset      : 0.000031220 seconds\nFrequency       : 12.345 ppm slow\nResidual freq   : +0.001 ppm\nSkew            : 0.034 ppm\nRoot delay      : 0.001234567 seconds\nRoot dispersion : 0.000912345 seconds\nUpdate interval : 64.2 seconds\nLeap status     : Normal\n",
      "chronyc tracking",
    ],
    "sos_commands/chrony/chronyc_-n_sources": [
      "210 Number of sources = 2\nMS Name/IP address         Stratum Poll Reach LastRx Last sample               \n===============================================================================\n^* 192.168.24.1                  3   6   377    32    +12us[  +16us] +/-  742us\n^- 192.168.24.2                  3   6   377    11   -102us[ -102us] +/- 2011us\n",
      "chronyc -n sources",
    ],
  };
}
