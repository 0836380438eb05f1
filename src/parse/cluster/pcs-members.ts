import { present } from "../present.ts";
import type { Source } from "../syntax/text.ts";
import type { PacemakerMember } from "./cluster-facts.ts";
import { flagsIn, type PcsLine, type Resources } from "./pcs-resources.ts";

const LIST = /^(Remote|Guest)?(Online|OFFLINE): \[(.*)\]\s*$/i;
const ROW = /^(Remote|Guest)?Node ([\w.@:-]+?)(?: \(\d+\))?: *(\S.*)$/;

/**
 * `Online: [ a b ]`, `OFFLINE: [ c ]`, `Node a (1): standby`, `Node c: UNCLEAN (offline)`, and the same of remote and guest
 * nodes: `RemoteOFFLINE: [ d ]`, `RemoteNode d: UNCLEAN (offline)`, `GuestOnline: [ vm1@a ]`.
 */
export function membersOf(lines: readonly PcsLine[], resources: Resources): PacemakerMember[] {
  const members = new Map<string, PacemakerMember>();
  const add = (
    kind: string | undefined,
    shown: string,
    rest: Pick<PacemakerMember, "online" | "states" | "source">,
  ) => {
    // A guest stands with where it runs, or with the container of its bundle, behind its name.
    const name = kind?.toLowerCase() === "guest" ? (shown.split(/[@:]/)[0] ?? shown) : shown;
    if (!/^[\w.@-]+$/.test(name) || isConnection(kind, name, resources)) return;
    members.set(name, { name, ...traitsOf(kind, name, resources), ...rest });
  };
  for (const { text, source } of lines) {
    const [, listKind, list, names = ""] = LIST.exec(text) ?? [];
    if (list !== undefined)
      for (const name of names.split(/\s+/))
        add(listKind, name, { online: list.toLowerCase() === "online", states: [], source });
    const [, rowKind, name, state] = ROW.exec(text) ?? [];
    if (name !== undefined && state !== undefined && isState(state)) add(rowKind, name, stateOf(state, source));
  }
  return [...members.values()];
}

/** The connection into the container of a bundle: galera-bundle-0. Its replica tells how it is. */
function isConnection(kind: string | undefined, name: string, { bundles }: Resources): boolean {
  if (kind?.toLowerCase() !== "guest") return false;
  return /-bundle-\d+$/.test(name) || bundles.some((bundle) => name.startsWith(`${bundle.name}-`));
}

function traitsOf(
  kind: string | undefined,
  name: string,
  { resources }: Resources,
): Pick<PacemakerMember, "kind" | "disabled"> {
  if (kind === undefined) return {};
  const connection = resources.find((one) => one.name === name && /:remote$/.test(one.agent));
  const disabled = connection?.flags.includes("disabled") === true && connection.state === "stopped";
  return present({
    kind: kind.toLowerCase() === "remote" ? ("remote" as const) : ("guest" as const),
    disabled: disabled ? (true as const) : undefined,
  });
}

function isState(state: string): boolean {
  return /^(online|offline|standby|maintenance|pending|unclean)\b/i.test(state);
}

function stateOf(state: string, source: Source): Pick<PacemakerMember, "online" | "states" | "source"> {
  const own = (state.split(", feature set")[0] ?? state).replace(/:$/, "");
  const words = [own.split(/[ (,]/)[0] ?? "", ...flagsIn(own).flatMap((flag) => flag.split(" "))].map((word) =>
    word.toLowerCase(),
  );
  const offline = words.includes("offline") || words.includes("pending");
  return {
    online: !offline,
    states: words.filter((word) => /^(standby|maintenance|pending|unclean)$/.test(word)),
    source,
  };
}
