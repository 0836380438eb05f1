import type { HostListing } from "../../parse/host/host-facts.ts";
import { type Captured, factsOf } from "../bundle/captured.ts";
import type { Coverage } from "../types.ts";

/** Where a family of facts is looked for, and what to collect where it is not there. */
export interface LookedFor {
  readonly what: string;
  readonly paths: string;
  readonly collect: string;
}

/** Where what a node says of itself is looked for, and what to collect. */
export const HOST_LOOKED_FOR: Readonly<Record<HostListing, LookedFor>> = {
  disks: {
    what: "use of disks",
    paths: "sos_commands/filesys/df_-hP, sos_commands/filesys/df_-al*",
    collect: "'df -P', or run collect on the node",
  },
  inodes: {
    what: "use of inodes",
    paths: "sos_commands/filesys/df_-iP, sos_commands/filesys/df_-ali*",
    collect: "'df -iP', or run collect on the node",
  },
  memory: {
    what: "use of memory",
    paths: "proc/meminfo, sos_commands/memory/meminfo, sos_commands/memory/free",
    collect: "/proc/meminfo, or run collect on the node",
  },
  load: {
    what: "load",
    paths: "sos_commands/host/uptime, sos_commands/process/loadavg",
    collect: "'uptime', or run collect on the node",
  },
  clock: {
    what: "state of the clock",
    paths: "sos_commands/chrony/chronyc_tracking, sos_commands/ntp/ntpq_-pn, sos_commands/systemd/timedatectl",
    collect: "'chronyc tracking', 'ntpq -pn' and 'timedatectl', or run collect on the node",
  },
  selinux: {
    what: "mode of SELinux",
    paths: "sos_commands/selinux/sestatus, sos_commands/selinux/getenforce",
    collect: "'sestatus', or run collect on the node",
  },
  units: {
    what: "list of systemd's units",
    paths: "sos_commands/systemd/systemctl_list-units, sos_commands/systemd/systemctl_list-units_--all",
    collect: "'systemctl list-units --all', or run collect on the node",
  },
  "failed-units": {
    what: "list of systemd's failed units",
    paths: "sos_commands/systemd/systemctl_list-units_--failed, sos_commands/systemd/systemctl_list-units",
    collect: "'systemctl list-units --failed', or run collect on the node",
  },
  kills: {
    what: "list of the kernel's messages",
    paths: "sos_commands/kernel/dmesg_kills, sos_commands/kernel/dmesg",
    collect: "'dmesg' as root, or run collect on the node",
  },
  ports: {
    what: "list of listening ports",
    paths: "sos_commands/networking/ss_-lntup, sos_commands/networking/netstat_-neopa",
    collect: "'ss -lntup' as root, or run collect on the node",
  },
  processes: {
    what: "list of processes",
    paths: "sos_commands/process/ps_auxwww*, sos_commands/process/ps_alxwww",
    collect: "'ps auxwww', or sos with its process plugin",
  },
  "engine-info": {
    what: "information of an engine",
    paths: "sos_commands/docker/docker_info, sos_commands/podman/podman_info",
    collect: "'docker info' or 'podman info' as root, or run collect on the node",
  },
};

/** What of the node itself is in the bundle. Debian and its kin have no SELinux to ask for. */
export function hostCoverageOf(
  captured: Captured,
  listed: (of: HostListing) => Coverage,
): Readonly<Record<HostListing, Coverage>> {
  const all = Object.keys(HOST_LOOKED_FOR).map(
    (of) => [of, withCollect(listed(of as HostListing), of as HostListing)] as const,
  );
  const coverage = Object.fromEntries(all) as Record<HostListing, Coverage>;
  return coverage.selinux.state === "absent" && isDebian(captured)
    ? { ...coverage, selinux: { state: "whole" } }
    : coverage;
}

/** A list that is not whole names what would be. */
function withCollect(coverage: Coverage, of: HostListing): Coverage {
  if (coverage.state !== "partial" || coverage.reason.includes("collect:")) return coverage;
  return { ...coverage, reason: `${coverage.reason}; collect: ${HOST_LOOKED_FOR[of].collect}` };
}

function isDebian(captured: Captured): boolean {
  return factsOf(captured, "identity").some(
    ({ what, value }) => what === "operating-system" && /\b(Debian|Ubuntu)\b/.test(value),
  );
}
