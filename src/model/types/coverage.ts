/** The families of facts that a rule can need. */
export const families = [
  "containers",
  "images",
  "configuration",
  "checksums",
  "registry",
  "logs",
  "startup",
  "events",
  "statistics",
  "disks",
  "inodes",
  "memory",
  "load",
  "clock",
  "selinux",
  "units",
  "failed-units",
  "kills",
  "ports",
  "engine-info",
  "pacemaker",
  "rabbitmq",
  "galera",
  "redis",
  "ovn",
  "ceph",
  "configCopies",
  "kollaConfigs",
  "logFolders",
  "lab-records",
] as const;
export type Family = (typeof families)[number];

/** Whether a family of facts is in the bundle, and if not whole, why and what to collect. */
export type Coverage = { readonly state: "whole" } | { readonly state: "partial" | "absent"; readonly reason: string };

export type FamilyCoverage = Readonly<Record<Family, Coverage>>;
