import type { Parser } from "../facts.ts";
import { namedValues } from "../syntax/named-values.ts";
import { clusterListing, failedListing } from "./cluster-listing.ts";

/** `redis-cli INFO replication`: `role:master`, `master_host:172.17.0.10`, `master_link_status:up`. */
const redisInfo: Parser = {
  artefact: "replication of redis",
  paths: ["sos_commands/redis/*info_replication*"],
  parse(source) {
    const { values, sources } = namedValues(source, /^([a-z]\w*):(.*)$/);
    if (!/^(master|slave)$/.test(values["role"] ?? "")) return [failedListing(source, "redis")];
    return [clusterListing(source, "redis"), { kind: "redis", values, sources, file: source.file }];
  },
};
export default redisInfo;
