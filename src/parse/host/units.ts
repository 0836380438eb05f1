import type { Fact, Parser } from "../facts.ts";
import { present } from "../present.ts";
import { numberOf } from "../syntax/number.ts";
import { quoting, type SourceText, wholeLines } from "../syntax/text.ts";
import type { HostListing, UnitFact } from "./host-facts.ts";
import { baseName, commandOutput, failedListing, hostListing } from "./host-listing.ts";

/** `systemctl list-units` with any options, and `systemctl show`. */
const units: Parser = {
  artefact: "units of systemd",
  paths: commandOutput("systemd", "systemctl_list-units*", "systemctl_show_service_--all", "systemctl_show_engines"),
  parse(source) {
    return baseName(source.file).startsWith("systemctl_show") ? shown(source) : listed(source);
  },
};
export default units;

const ROW =
  /^\s*(?:[●○×↻*x?]\s+)?(\S+\.(?:service|timer|socket|mount|target|path|slice|scope|device|swap|automount))\s+(loaded|not-found|masked|error|bad-setting|merged|stub)\s+(active|inactive|failed|activating|deactivating|reloading|maintenance|refreshing)\s+(\S+)(?:\s+(\S.*?))?\s*$/;

function listed(source: SourceText): Fact[] {
  const quoted = quoting(source);
  const lines = wholeLines(source).split("\n");
  const facts = lines.flatMap((line, index): UnitFact[] => {
    const [, name, load, active, sub, description] = line.length > 2000 ? [] : (ROW.exec(line) ?? []);
    if (name === undefined || active === undefined || sub === undefined) return [];
    return [{ kind: "unit", name, active, sub, ...present({ load, description }), source: quoted(index + 1) }];
  });
  const told = facts.length > 0 || lines.some((line) => /^\d+ (loaded )?units? listed/i.test(line.trim()));
  return [...listingsOf(source, told), ...facts];
}

/** A list of some units is none of all; one that has only those which failed shows that no other has. */
function listingsOf(source: SourceText, told: boolean): Fact[] {
  const options = /list-units(.*)$/.exec(baseName(source.file))?.[1] ?? "";
  if (/_(tripleo|kolla|edpm)$/.test(options)) return [];
  // Without a head and a foot, as our collector asks for it, a list of none is empty.
  const empty = source.text.trim() === "" && source.loss === undefined && options === "_--failed";
  if (!told && !empty) return failed(source, options);
  if (options === "_--failed") return [hostListing(source, "failed-units")];
  return [hostListing(source, "units"), hostListing(source, "failed-units")];
}

function failed(source: SourceText, options: string): Fact[] {
  const of: readonly HostListing[] = options === "_--failed" ? ["failed-units"] : ["units", "failed-units"];
  return of.map((one) => failedListing(source, one));
}

/** Blocks of `Key=value`, one for each unit. */
function shown(source: SourceText): Fact[] {
  const quoted = quoting(source);
  const facts: UnitFact[] = [];
  let block = new Map<string, { value: string; line: number }>();
  const close = (): void => {
    const value = (key: string): string | undefined => block.get(key)?.value;
    const [name, active, sub] = [value("Id"), value("ActiveState"), value("SubState")];
    if (name !== undefined && active !== undefined && sub !== undefined) {
      const entered = numberOf(value("ActiveEnterTimestampMonotonic")) ?? 0;
      facts.push({
        kind: "unit",
        name,
        active,
        sub,
        ...present({
          load: value("LoadState"),
          result: value("Result"),
          description: value("Description"),
          enteredAfterBoot: entered > 0 ? entered / 1e6 : undefined,
        }),
        source: quoted(block.get("ActiveState")?.line ?? 1),
      });
    }
    block = new Map();
  };
  for (const [index, line] of wholeLines(source).replace(/\n$/, "").split("\n").entries()) {
    const at = line.indexOf("=");
    if (line.trim() === "") close();
    else if (at > 0 && WANTED.has(line.slice(0, at)))
      block.set(line.slice(0, at), { value: line.slice(at + 1), line: index + 1 });
  }
  // What a loss tears off last is not a whole block.
  if (source.loss === undefined) close();
  return facts;
}

const WANTED = new Set([
  "Id",
  "LoadState",
  "ActiveState",
  "SubState",
  "Result",
  "Description",
  "ActiveEnterTimestampMonotonic",
]);
