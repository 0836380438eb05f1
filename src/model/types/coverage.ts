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
  "processes",
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

/** How what a family was read from is damaged: `cut` where what was read is right, `altered` where it may be wrong. */
export interface CoverageDamage {
  readonly how: "cut" | "altered";
  readonly reason: string;
}

/**
 * Whether a family of facts is in the bundle, and if not whole, why and what to collect. Where `damage` is told, nothing of
 * it ends ok, however whole it looks.
 */
export type Coverage = (
  | { readonly state: "whole" }
  | { readonly state: "partial" | "absent"; readonly reason: string }
) & { readonly damage?: CoverageDamage };

export type FamilyCoverage = Readonly<Record<Family, Coverage>>;
