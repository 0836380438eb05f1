import type { Parser } from "../facts.ts";
import { namedValues } from "../syntax/named-values.ts";
import { clusterListing, failedListing } from "./cluster-listing.ts";

/** `SHOW STATUS LIKE 'wsrep%'`: a name and its value, with tabs or as a table with bars between. */
const galeraStatus: Parser = {
  artefact: "status of Galera",
  paths: ["sos_commands/{galera,mysql,mariadb}/*wsrep*"],
  parse(source) {
    const { values, sources } = namedValues(source, /^\|?\s*(wsrep_\w+)\s*(?:\t|\|| {2,})\s*(.*?)\s*\|?\s*$/);
    if (values["wsrep_cluster_status"] === undefined) return [failedListing(source, "galera")];
    return [clusterListing(source, "galera"), { kind: "galera", values, sources, file: source.file }];
  },
};
export default galeraStatus;
