import type { AddressFact } from "../cluster/cluster-facts.ts";
import { clusterListing, failedListing } from "../cluster/cluster-listing.ts";
import type { Parser } from "../facts.ts";
import { quoting, wholeLines } from "../syntax/text.ts";

/** `ip addr`, a line to an address (-o) or below a line for each interface. */
const addresses: Parser = {
  artefact: "addresses of the node",
  paths: ["sos_commands/networking/ip_{-o_addr*,address,addr,-d_address}", "insights_commands/ip_{addr,-o_addr}*"],
  parse(source) {
    const quoted = quoting(source);
    const found: AddressFact[] = [];
    let device = "";
    for (const [index, line] of wholeLines(source).split("\n").entries()) {
      device = /^\d+: ([\w.:-]+)/.exec(line)?.[1]?.replace(/:$/, "") ?? device;
      const [, address, bits] = /^(?:\d+: \S+)?\s+inet6? ([\d.]+|[\da-f:]+)(?:\/(\d+))?\s/.exec(`${line} `) ?? [];
      if (address === undefined) continue;
      const alone = bits === (address.includes(":") ? "128" : "32") && !line.includes(" peer ");
      found.push({ kind: "address", device, address, ...(alone && { alone }), source: quoted(index + 1) });
    }
    if (found.length === 0) return [failedListing(source, "addresses")];
    return [clusterListing(source, "addresses"), ...found];
  },
};
export default addresses;
