import type { ExecEventFact } from "../../parse/facts.ts";
import { present } from "../../parse/present.ts";
import { type Captured, factsOf } from "../bundle/captured.ts";
import { groupBy } from "../group-by.ts";
import type { Exec } from "../types.ts";
import type { Seen } from "./neighbours.ts";

/** How docker runs a check that is a line of a shell. */
const PROBE = /^\/bin\/sh -c (.+)$/;
/** Two checks of the engine are never closer than its interval; a clock and a busy node may make it look shorter. */
const CLOSEST = 0.7;

/** A shell that is typed into, or that runs a script. */
const SHELL = /^(\/usr)?(\/bin\/)?(ba|da|z|k)?sh(?! -[a-z]*c )( |$)/;
const IN_SHELL = /^(\/usr)?(\/bin\/)?(ba|da|z|k)?sh -[a-z]*c (.+)$/;
/** A health check where it is taken for a command. */
const CHECK = /(^|[;&|(]\s*)((exec|time|sudo|env|(ba)?sh) )*(\/[\w./-]*\/)?healthcheck($|[\s;&|)])/;
/** Commands that speak of a file, and do not run it. */
const READERS = /^(\S*\/)?(echo|printf|cat|ls|stat|test|head|tail|less|more|grep|wc|file|true) /;

/** What docker's events tell of commands that were run in containers. */
export function execsOf(captured: Captured, seen: Seen, capturedAt: number | undefined): Exec[] {
  const events = groupBy(factsOf(captured, "exec-event"), ({ id }) => id.slice(0, 12));
  return seen.flatMap(([{ id, details }, { name }]) => {
    const own = [...(events.get(id.slice(0, 12)) ?? [])].sort((a, b) => a.at - b.at);
    const extra = moreOften(own, details?.healthInterval);
    return own.map((event): Exec => {
      const byEngine = extra.has(event) ? false : PROBE.test(event.command) && runsCheck(event.command) === true;
      const checksHealth = runsCheck(event.command);
      return {
        subject: { kind: "container", name },
        container: name,
        command: event.command,
        byEngine,
        ...present({
          secondsAgo: capturedAt === undefined ? undefined : Math.max(0, Math.round((capturedAt - event.at) / 1000)),
          checksHealth,
        }),
        evidence: {
          command: event.source,
          secondsAgo: event.source,
          byEngine: event.source,
          checksHealth: event.source,
        },
        lacks: { checksHealth: ANYTHING, secondsAgo: UNDATED },
      };
    });
  });
}

const ANYTHING =
  "a shell or a script was run in the container, and what it ran in turn leaves no trace; collect: run the check directly, as docker exec NAME COMMAND, and grade again";
const UNDATED = "the bundle does not tell when it was captured; collect: run collect on the node";

function runsCheck(command: string): boolean | undefined {
  const words = IN_SHELL.exec(command)?.[4] ?? command;
  if (CHECK.test(words)) return true;
  if (SHELL.test(command)) return undefined;
  return words.includes("healthcheck") && !READERS.test(words) ? undefined : false;
}

/** Of checks that look like the engine's: those that come too early after another, which nobody but a person makes. */
function moreOften(events: readonly ExecEventFact[], interval: number | undefined): ReadonlySet<ExecEventFact> {
  const checks = events.filter(({ command }) => PROBE.test(command) && runsCheck(command) === true);
  if (interval === undefined) return new Set();
  return new Set(
    checks.filter((check, at) => {
      const before = checks[at - 1];
      return before !== undefined && check.at - before.at < interval * 1000 * CLOSEST;
    }),
  );
}
