import type { Parser } from "../facts.ts";
import { present } from "../present.ts";
import { portOf } from "../syntax/number.ts";
import { quoting, wholeLines } from "../syntax/text.ts";
import type { PortFact } from "./host-facts.ts";
import { commandOutput, failedListing, hostListing } from "./host-listing.ts";

/** TCP sockets that listen in the node's own network: `ss` and `netstat` with whatever options show them. */
const ports: Parser = {
  artefact: "listening ports",
  paths: commandOutput("networking", "ss_-lntup", "ss_-tulpn", "ss_-peaonmi", "netstat_-neopa", "netstat_-W_-neopa"),
  parse(source) {
    const quoted = quoting(source);
    const facts = wholeLines(source)
      .split("\n")
      .flatMap((line, index): PortFact[] => {
        if (line.length > 2000 || !/^tcp6?\s/.test(line) || !/\sLISTEN\s/.test(line)) return [];
        const [, address, number] = /^tcp6?(?:\s+LISTEN)?\s+\d+\s+\d+\s+(\S+?):(\d+)\s/.exec(line) ?? [];
        const port = portOf(number);
        if (address === undefined || port === undefined) return [];
        const process = (/users:\(\("([^"]+)"/.exec(line) ?? /\s\d+\/(\S+?):?\s/.exec(line))?.[1];
        return [{ kind: "port", address, port, ...present({ process }), source: quoted(index + 1) }];
      });
    // Every node that can be captured listens somewhere: a table without such a line was not read.
    return facts.length === 0 ? [failedListing(source, "ports")] : [hostListing(source, "ports"), ...facts];
  },
};
export default ports;
