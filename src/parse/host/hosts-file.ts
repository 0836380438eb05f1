import type { HostsFact } from "../cluster/cluster-facts.ts";
import type { Parser } from "../facts.ts";
import { quoting, wholeLines } from "../syntax/text.ts";

const BEGIN = /^# *(HEAT_HOSTS_START|START_HOST_ENTRIES_FOR_STACK|BEGIN ANSIBLE MANAGED BLOCK)/;
const END = /^# *(HEAT_HOSTS_END|END_HOST_ENTRIES_FOR_STACK|END ANSIBLE MANAGED BLOCK)/;

/** The nodes in the part of /etc/hosts that the deployment writes. A virtual address has no short name there. */
const hostsFile: Parser = {
  artefact: "names of the deployment's nodes",
  paths: ["etc/hosts"],
  parse(source) {
    const quoted = quoting(source);
    const names = new Map<string, HostsFact>();
    let inside = false;
    for (const [index, line] of wholeLines(source).split("\n").entries()) {
      if (BEGIN.test(line)) inside = true;
      if (END.test(line)) inside = false;
      const [address, full = "", ...aliases] = line.trim().split(/\s+/);
      if (!inside || address === undefined || !/^[\da-f.:]+$/.test(address)) continue;
      const name = full.split(".")[0] ?? "";
      if (full.includes(".") && aliases.includes(name) && !names.has(name))
        names.set(name, { kind: "host-entry", name, source: quoted(index + 1) });
    }
    return [...names.values()];
  },
};
export default hostsFile;
