/** Folders that only a report has, and only at its top. */
const reportFolders = new Set(["sos_commands", "sos_reports", "sos_logs", "sos_strings", "insights_commands"]);

/** Folders of a node's own tree, at the top of every report; also common further down. */
const systemFolders = new Set(["etc", "var", "proc", "sys", "run", "usr"]);

/** Files at the top of a report. */
const reportFiles = new Set(["manifest.json", "version.txt", "insights_archive.txt", "branch_info", "egg_release"]);

/** How the tools that make reports name the top folder. */
const reportName = /^(sosreport|sospect|soscleaner)-/i;
const insightsName = /^insights-/i;

/** Other folders of a node's tree, which say nothing by themselves. */
const nodeFolders = new Set(["boot", "dev", "home", "lib", "lib64", "mnt", "opt", "root", "srv", "tmp", "data"]);

/** What `sos collect` writes of itself beside the reports, and every report holds as well. */
const ownFolders = new Set(["sos_reports", "sos_logs", "sos_strings"]);

/** The folder of a must-gather that holds what a cluster says of its namespaces. */
export const clusterFolder = "namespaces";
/** Where the resources of one namespace lie below it: of any other tree such a name says nothing. */
const clusterPath = /(?:^|\/)namespaces\/[a-z0-9-]+\/(?:all_resources\.log$|core\/|crs\/|[a-z.]+\.openstack\.org\/)/;

/** Whether a name at the top of a bundle shows that it is one. */
export function isMarker(name: string, isFolder: boolean): boolean {
  return isFolder
    ? reportFolders.has(name) || systemFolders.has(name) || name === clusterFolder
    : reportFiles.has(name);
}

/** Whether a folder at the top of a report is a part of it: no other report and no archive of one lies there. */
export function isNodeFolder(name: string): boolean {
  return reportFolders.has(name) || systemFolders.has(name) || nodeFolders.has(name);
}

/**
 * How surely a folder is a report: `none`, the `logs` of whoever made one, `weak` as any folder may look like that, `strong`;
 * or it is of no node but of a `cluster`.
 */
export type Likeness = "none" | "logs" | "weak" | "strong" | "cluster";

/** Judges a folder by the markers at its top and by its name. */
export function likenessOf(markers: ReadonlySet<string>, folder: string): Likeness {
  if (markers.size === 0) return "none";
  const name = folder.slice(folder.lastIndexOf("/") + 1);
  if (markers.has("sos_commands") || markers.has("insights_commands")) return "strong";
  const system = [...markers].filter((marker) => systemFolders.has(marker)).length;
  if (system > 1 || (system === 1 && (reportName.test(name) || insightsName.test(name)))) return "strong";
  if (system === 1) return "weak";
  if (markers.has(clusterFolder)) return "cluster";
  return [...markers].some((marker) => ownFolders.has(marker)) && !reportName.test(name) ? "logs" : "weak";
}

/** Whether a folder bears the name that the tools give to reports. */
export function isReportFolder(path: string): boolean {
  return reportName.test(path.slice(path.lastIndexOf("/") + 1));
}

/** The folder above a path that is named as reports are, or that holds what only a report does; undefined where none is. */
export function surelyFrom(path: string): string | undefined {
  const folders = path.split("/").slice(0, -1);
  const at = folders.findIndex((part) => reportFolders.has(part) || reportName.test(part));
  return at < 0 ? undefined : rootFrom(path, false);
}

/**
 * The top folder that one path of an archive betrays, or undefined when it tells nothing. In this order:
 * 1. a folder only reports have: all above the leftmost; likewise one of a cluster's resources;
 * 2. a folder named as a report is: that one (an `insights-…` below `etc` or `var` belongs to a package of that name);
 * 3. a folder of a node's own tree: all above the leftmost;
 * 4. a file of a report's top, in at most one folder.
 */
export function rootFrom(path: string, isFolder: boolean): string | undefined {
  const parts = path.split("/");
  const folders = isFolder ? parts : parts.slice(0, -1);
  const above = (index: number): string => parts.slice(0, index).join("/");
  const report = folders.findIndex((part) => reportFolders.has(part));
  if (report >= 0) return above(report);
  const cluster = clusterPath.test(path) ? folders.indexOf(clusterFolder) : -1;
  const system = folders.findIndex((part) => systemFolders.has(part));
  const named = folders.findIndex(
    (part, index) => reportName.test(part) || (insightsName.test(part) && (system < 0 || index < system)),
  );
  if (cluster >= 0 && !folders.slice(0, cluster).some(isOfNode)) return above(cluster);
  if (named >= 0) return above(named + 1);
  if (system >= 0) return above(system);
  const file = isFolder ? undefined : parts.at(-1);
  if (file !== undefined && folders.length <= 1 && reportFiles.has(file)) return above(folders.length);
  return undefined;
}

/** Whether a folder shows that what lies in it is a node's. */
function isOfNode(folder: string): boolean {
  return systemFolders.has(folder) || reportName.test(folder);
}
