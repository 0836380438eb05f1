import { present } from "../present.ts";
import type { PacemakerFailure } from "./cluster-facts.ts";
import type { PcsLine } from "./pcs-resources.ts";
import { STAMP, secondsBetween } from "./pcs-time.ts";

/** `galera_start_0 on controller-1 'unknown error' (1): call=9, status=Timed Out, exitreason='…',` and its second line. */
const OLD =
  /^([\w.@:-]+)_(start|stop|monitor|promote|demote|notify|probe|migrate_to|migrate_from|reload)_(\d+) on ([\w.@-]+) '([^']*)' \(\d+\):(.*)$/;
/** `galera start on controller-1 returned 'error' (…) at TIME after 1s`, `could not be executed (Timed Out: …) at TIME`. */
const NEW =
  /^([\w.@:-]+) (?:(\w+)-interval )?(\w+) on ([\w.@-]+) (?:returned '([^']*)'|could not be executed)(?: \((.*?)\))?(?: at (.*))?$/;
const FENCING = /^(\w+) of ([\w.@-]+)(?: for \S+)?(?: last)? failed(.*)$/;

/** The failed actions of one section. `updated` is the listing's own time. */
export function readFailures(lines: readonly PcsLine[], updated: string | undefined): PacemakerFailure[] {
  const failures: PacemakerFailure[] = [];
  for (const [index, line] of lines.entries()) {
    // The second line of an action of the old form goes with the first.
    const next = lines[index + 1];
    const rest = next !== undefined && /^last-rc-change=/.test(next.text) ? `${line.text} ${next.text}` : line.text;
    const failure = fromOld(rest) ?? fromNew(line.text) ?? fromFencing(line.text);
    if (failure === undefined) continue;
    const { at, ...told } = failure;
    failures.push({ ...told, source: line.source, ...present({ secondsAgo: secondsBetween(at, updated) }) });
  }
  return failures;
}

type Told = Omit<PacemakerFailure, "source" | "secondsAgo"> & { readonly at?: string | undefined };

function fromOld(text: string): Told | undefined {
  const [, resource, operation, interval, node, result = "", rest = ""] = OLD.exec(text) ?? [];
  if (resource === undefined || operation === undefined || node === undefined) return undefined;
  const status = /status='?([A-Z][\w ]+?)'?(?:,|$)/.exec(rest)?.[1];
  const reason = /exitreason='(.*?)'(?:,|$)/.exec(rest)?.[1];
  return {
    ...{ resource, node, fencing: false },
    operation: interval === "0" && operation === "monitor" ? "probe" : operation,
    result: status === undefined || status === "Done" ? result : `${result}, ${status.toLowerCase()}`,
    ...present({ reason: reason === "" || reason === "none" ? undefined : reason }),
    at: /last-rc-change='([^']*)'/.exec(rest)?.[1],
  };
}

function fromNew(text: string): Told | undefined {
  const [, resource, , operation, node, result, reason, rest] = NEW.exec(text) ?? [];
  if (resource === undefined || operation === undefined || node === undefined) return undefined;
  const told = { resource, operation, node, fencing: false, at: rest };
  if (result !== undefined) return { ...told, result, ...present({ reason }) };
  return { ...told, result: reason === undefined ? "could not be executed" : `could not be executed, ${reason}` };
}

function fromFencing(text: string): Told | undefined {
  const [, operation, node, rest = ""] = FENCING.exec(text) ?? [];
  if (operation === undefined || node === undefined) return undefined;
  const at = new RegExp(`(?:completed=\\\\?'|\\bat )(${STAMP})`).exec(rest)?.[1];
  // From 2.1 on the device's own words stand there in brackets.
  const reason = /^ \((.+?)\)(?=[:,]| at |$)/.exec(rest)?.[1];
  return { resource: node, operation, node, result: "failed", fencing: true, at, ...present({ reason }) };
}
