import type { IdentityFact, Parser } from "../facts.ts";
import { quoting, wholeLines } from "../syntax/text.ts";

/** Small files that say which host this is, what it runs, and when it was captured. */
const identity: Parser = {
  artefact: "identity of the node",
  paths: [
    "hostname",
    "etc/hostname",
    "sos_commands/{host,general}/hostname",
    "insights_commands/hostname",
    "etc/machine-id",
    "proc/sys/kernel/random/boot_id",
    "etc/rhosp-release",
    "etc/os-release",
    "usr/lib/os-release",
    "sos_commands/{date,general,host,kernel}/date",
    "date",
    "insights_commands/date",
  ],
  parse(source) {
    const name = source.file.slice(source.file.lastIndexOf("/") + 1);
    const quoted = quoting(source);
    const fact = (what: IdentityFact["what"], line: number, value: string): IdentityFact[] =>
      value === "" ? [] : [{ kind: "identity", what, value, source: quoted(line) }];
    const lines = wholeLines(source).split("\n");
    const first = lines.findIndex((line) => line.trim() !== "");
    const value = lines[first]?.trim() ?? "";
    if (name === "hostname") return /^[\w.-]+$/.test(value) ? fact("host-name", first + 1, value) : [];
    if (name === "machine-id") return /^[\da-f]{32}$/.test(value) ? fact("machine-id", first + 1, value) : [];
    if (name === "boot_id") return /^[\da-f-]{36}$/.test(value) ? fact("boot-id", first + 1, value) : [];
    if (name === "rhosp-release") return fact("openstack-release", first + 1, value);
    if (name === "date") return fact("captured-at", first + 1, value);
    const pretty = lines.findIndex((line) => line.startsWith("PRETTY_NAME="));
    return pretty < 0 ? [] : fact("operating-system", pretty + 1, (lines[pretty] ?? "").slice(12).replace(/"/g, ""));
  },
};
export default identity;
