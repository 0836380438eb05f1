import type { Parser } from "../facts.ts";
import { present } from "../present.ts";
import { quoting, wholeLines } from "../syntax/text.ts";
import type { CephFact } from "./cluster-facts.ts";
import { clusterListing, failedListing } from "./cluster-listing.ts";

/** `ceph -s`, `ceph status`, `ceph health detail`: the health of the storage cluster and what lowers it. */
const cephStatus: Parser = {
  artefact: "status of Ceph",
  paths: ["sos_commands/{ceph,ceph_mon,ceph_mgr,cephadm}/*ceph_{-s,status,health_detail}"],
  parse(source) {
    const lines = wholeLines(source).split("\n");
    const at = lines.findIndex((line) => HEALTH.test(line));
    const [, health, rest = ""] = HEALTH.exec(lines[at] ?? "") ?? [];
    if (health === undefined) return [failedListing(source, "ceph")];
    const fsid = /^\s*(?:id:|cluster) *([\da-f]{8}-[\da-f-]{27})\s*$/m.exec(source.text)?.[1];
    const fact: CephFact = {
      ...{
        kind: "ceph",
        health,
        checks: [...first(rest), ...checksBelow(lines.slice(at + 1))],
        source: quoting(source)(at + 1),
      },
      ...present({ fsid }),
    };
    return [clusterListing(source, "ceph"), fact];
  },
};
export default cephStatus;

const HEALTH = /^\s*(?:health:? *)?(HEALTH_(?:OK|WARN|ERR))\b(.*)$/;

/** `HEALTH_WARN 1 osds down; Degraded data redundancy`: on the line itself, in old releases and in health detail. */
function first(rest: string): string[] {
  return rest
    .split(";")
    .map((check) => check.trim())
    .filter((check) => check !== "");
}

/** In the status of newer releases each on a line of its own, up to a blank one; in health detail they have been named. */
function checksBelow(lines: readonly string[]): string[] {
  const end = lines.findIndex((line) => line.trim() === "" || /^\s*(services|data|io|monmap|mon):?/.test(line));
  return lines
    .slice(0, end < 0 ? lines.length : end)
    .filter((line) => /^ {4,}\S/.test(line) && !/^\s*(monmap|osdmap|pgmap|mdsmap|election|fsmap)/.test(line))
    .map((line) => line.trim())
    .slice(0, 12);
}
