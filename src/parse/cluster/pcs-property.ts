import type { Parser } from "../facts.ts";
import { quoting, wholeLines } from "../syntax/text.ts";
import type { PacemakerPropertyFact } from "./cluster-facts.ts";

const WANTED = new Set(["stonith-enabled", "maintenance-mode", "no-quorum-policy"]);

/** Properties of the cluster, as `pcs property` prints them: `stonith-enabled: false`, later `stonith-enabled=false`. */
const pcsProperty: Parser = {
  artefact: "properties of the cluster",
  paths: ["sos_commands/{pacemaker,cluster}/{pcs_property*,pcs_config}"],
  parse(source) {
    const quoted = quoting(source);
    return wholeLines(source)
      .split("\n")
      .flatMap((line, index): PacemakerPropertyFact[] => {
        const [, name = "", value = ""] = /^\s*([a-z-]+)(?:: |=)(\S+)(?: \(default\))?\s*$/.exec(line) ?? [];
        return WANTED.has(name) ? [{ kind: "pacemaker-property", name, value, source: quoted(index + 1) }] : [];
      });
  },
};
export default pcsProperty;
