/** Room, memory, time and ports of a host that has enough of all. */
export default function host({ host: name, engine }) {
  const store = engine === "docker" ? "/var/lib/docker" : "/var/lib/containers";
  const files = {
    "sos_commands/filesys/df_-hP": [
      `Filesystem      Size  Used Avail Use% Mounted on\n/dev/vda2       100G   31G   69G  31% /\ndevtmpfs         16G     0   16G   0% /dev\ntmpfs            16G  1.4M   16G   1% /run\noverlay         100G   31G   69G  31% ${store}/overlay/merged\n`,
      "df -hP",
    ],
    "sos_commands/filesys/df_-iP": [
      "Filesystem       Inodes  IUsed    IFree IUse% Mounted on\n/dev/vda2      52428800 410211 52018589    1% /\ndevtmpfs        4094152    412  4093740    1% /dev\ntmpfs           4097000    640  4096360    1% /run\n",
      "df -iP",
    ],
    "sos_commands/memory/free_-m": [
      "               total        used        free      shared  buff/cache   available\nMem:           32010       14020        6021         210       11969       17211\nSwap:           4095           0        4095\n",
      "free -m",
    ],
    "sos_commands/memory/meminfo": [
      "MemTotal:       32778240 kB\nMemFree:         6165504 kB\nMemAvailable:   17624064 kB\nBuffers:          204800 kB\nCached:         12051456 kB\nSwapCached:            0 kB\nSwapTotal:       4193280 kB\nSwapFree:        4193280 kB\n",
      "cat /proc/meminfo",
    ],
    "sos_commands/process/loadavg": ["1.21 1.35 1.30 3/1203 41234\n", "cat /proc/loadavg"],
    "sos_commands/host/uptime": [" 04:00:00 up 3 days, 20:10,  1 user,  load average: 1.21, 1.35, 1.30\n", "uptime"],
    "sos_commands/kernel/uname_-a": [
      `Linux ${name}.localdomain 4.18.0-305.el8.x86_64 #1 SMP x86_64 GNU/Linux\n`,
      "uname -a",
    ],
    "sos_commands/kernel/dmesg_kills": ["", "dmesg (lines on killed processes)"],
    "sos_commands/selinux/sestatus": [
      "SELinux status:                 enabled\nSELinuxfs mount:                /sys/fs/selinux\nLoaded policy name:             targeted\nCurrent mode:                   enforcing\nMode from config file:          enforcing\n",
      "sestatus",
    ],
    "sos_commands/selinux/denials": ["", "tail /var/log/audit/audit.log (lines on denials)"],
    "sos_commands/chrony/chronyc_tracking": [
      "Reference ID    : C0A81801 (192.168.24.1)\nStratum         : 4\nRef time (UTC)  : Tue Nov 24 03:59:12 2026\nSystem time     : 0.000012345 seconds slow of NTP time\nLast offset     : +0.000004021 seconds\nRMS offset      : 0.000031220 seconds\nFrequency       : 12.345 ppm slow\nResidual freq   : +0.001 ppm\nSkew            : 0.034 ppm\nRoot delay      : 0.001234567 seconds\nRoot dispersion : 0.000912345 seconds\nUpdate interval : 64.2 seconds\nLeap status     : Normal\n",
      "chronyc tracking",
    ],
    "sos_commands/networking/ss_-lntup": [
      'Netid State  Recv-Q Send-Q Local Address:Port Peer Address:Port\ntcp   LISTEN 0      128    192.168.24.10:22   0.0.0.0:*         users:(("sshd",pid=981,fd=3))\n',
      "ss -lntup",
    ],
  };
  return Object.fromEntries(Object.entries(files).map(([path, [text, command]]) => [path, { text, command }]));
}
