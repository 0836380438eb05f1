import type { Fact, Parser } from "../facts.ts";
import { namedValues } from "../syntax/named-values.ts";
import { quoting, type SourceText, wholeLines } from "../syntax/text.ts";
import { clusterListing, failedListing } from "./cluster-listing.ts";

/** A clustered OVN database's own status (`ovs-appctl cluster/status`), and which database a node's Open vSwitch asks. */
const ovnStatus: Parser = {
  artefact: "status of OVN's databases",
  paths: [
    "sos_commands/{ovn_central,openvswitch,ovn_host}/*cluster.status_OVN_*",
    "sos_commands/openvswitch/*ovs-vsctl*{list_Open_vSwitch,external_ids}*",
  ],
  parse(source) {
    return /cluster.status/.test(source.file) ? statusIn(source) : remoteIn(source);
  },
};
export default ovnStatus;

function statusIn(source: SourceText): Fact[] {
  const { values, sources } = namedValues(source, /^(Name|Cluster ID|Server ID|Status|Role|Leader|Term|Vote): (.*)$/);
  const database = values["Name"];
  if (database === undefined || values["Role"] === undefined) return [failedListing(source, "ovn")];
  return [clusterListing(source, "ovn"), { kind: "ovn", database, values, sources, file: source.file }];
}

function remoteIn(source: SourceText): Fact[] {
  const lines = wholeLines(source).split("\n");
  const line = lines.findIndex((text) => /ovn-remote="?[^",}]/.test(text));
  const value = /ovn-remote="?([^"}]+?)"?(?:, [\w-]+=|[}"]|$)/.exec(lines[line] ?? "")?.[1];
  return value === undefined ? [] : [{ kind: "ovn-remote", value, source: quoting(source)(line + 1) }];
}
