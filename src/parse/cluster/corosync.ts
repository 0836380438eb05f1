import type { Parser } from "../facts.ts";
import { quoting, wholeLines } from "../syntax/text.ts";
import type { CorosyncFact } from "./cluster-facts.ts";

/** corosync.conf: `node { ring0_addr: controller-0  name: controller-0 }`, a setting to a line. It is there where a cluster was set up. */
const corosync: Parser = {
  artefact: "membership of the cluster",
  paths: ["etc/corosync/corosync.conf"],
  parse(source) {
    const quoted = quoting(source);
    const members: { name: string; source: ReturnType<typeof quoted> }[] = [];
    let node: { name?: string; ring?: string; line: number } | undefined;
    for (const [index, line] of wholeLines(source).split("\n").entries()) {
      if (/^\s*node\s*\{/.test(line)) node = { line: index + 1 };
      const [, key, value = ""] = /^\s*(name|ring0_addr)\s*:\s*(\S+)/.exec(line) ?? [];
      if (node !== undefined && key !== undefined) node[key === "name" ? "name" : "ring"] = value;
      if (!/\}\s*$/.test(line) || node === undefined) continue;
      const name = node.name ?? node.ring;
      if (name !== undefined && /^[A-Za-z][\w.-]*$/.test(name)) members.push({ name, source: quoted(node.line) });
      node = undefined;
    }
    const fact: CorosyncFact = { kind: "corosync", members, source: quoted(1) };
    return /^[ \t]*(totem|nodelist)[ \t]*\{/m.test(source.text) ? [fact] : [];
  },
};
export default corosync;
