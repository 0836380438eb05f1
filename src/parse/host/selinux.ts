import type { Parser } from "../facts.ts";
import { quoting, wholeLines } from "../syntax/text.ts";
import { baseName, commandOutput, failedListing, hostListing } from "./host-listing.ts";

/** `sestatus` and `getenforce`: enforcing, permissive or disabled. */
const selinux: Parser = {
  artefact: "mode of SELinux",
  paths: commandOutput("selinux", "sestatus{,_*}", "getenforce"),
  parse(source) {
    const lines = wholeLines(source).split("\n");
    const words = baseName(source.file) === "getenforce" ? /^(Enforcing|Permissive|Disabled)\s*$/ : SESTATUS;
    const index = lines.findIndex((line) => words.test(line));
    const mode = words.exec(lines[index] ?? "")?.[1]?.toLowerCase();
    if (mode === undefined) return [failedListing(source, "selinux")];
    return [
      hostListing(source, "selinux"),
      { kind: "host-word", what: "selinux-mode", value: mode, source: quoting(source)(index + 1) },
    ];
  },
};
export default selinux;

const SESTATUS = /^(?:Current mode:\s+|SELinux status:\s+(?=disabled))(enforcing|permissive|disabled)\s*$/;
