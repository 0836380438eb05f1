import type { ExecEventFact } from "../facts.ts";
import { quoting, type SourceText, wholeLines } from "../syntax/text.ts";
import { readTime } from "../syntax/time.ts";
import { engineOf } from "./engine-files.ts";

/** docker: `TIME container exec_create: COMMAND ID (attributes)`; the command may hold anything but the id in its form. */
const EXEC =
  /^(\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:?\d\d)) container exec_create: ?(.{0,4000}?) ([0-9a-f]{64}) \(.*\)$/;

/** What was run in containers beside what they run by themselves. podman tells that something was, and not what. */
export function execEventsIn(source: SourceText): ExecEventFact[] {
  if (engineOf(source) !== "docker") return [];
  const quoted = quoting(source);
  return wholeLines(source)
    .split("\n")
    .flatMap((line, index): ExecEventFact[] => {
      const [, time, command, id] = EXEC.exec(line) ?? [];
      const at = readTime(time);
      if (at === undefined || command === undefined || id === undefined) return [];
      return [{ kind: "exec-event", engine: "docker", id, at, command: command.trim(), source: quoted(index + 1) }];
    });
}
