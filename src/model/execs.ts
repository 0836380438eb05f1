import type { ExecEventFact } from "../parse/facts.ts";
import { present } from "../parse/present.ts";
import { type Captured, factsOf } from "./captured.ts";
import type { Seen } from "./neighbours.ts";
import type { Exec } from "./types.ts";

/** How docker runs a check that is a line of a shell. */
const PROBE = /^\/bin\/sh -c (.+)$/;
/** Two checks of the engine are never closer than its interval; a clock and a busy node may make it look shorter. */
const CLOSEST = 0.7;

/** A shell with nothing to do but what is typed into it. */
const SHELL = /^(\/usr)?(\/bin\/)?(ba|da|z|k)?sh( -?-(l|i|il|li|login))*$/;
const IN_SHELL = /^(\/usr)?(\/bin\/)?(ba|da|z|k)?sh -[a-z]*c (.+)$/;
/** A health check where a shell takes its words for a command. */
const CHECK = /(^|[;&|]\s*)((exec|time|sudo|env|(ba)?sh) )*(\/[\w./-]*\/)?healthcheck($|[\s;&|])/;

/** What docker's events tell of commands that were run in containers. */
export function execsOf(captured: Captured, seen: Seen, capturedAt: number | undefined): Exec[] {
  const events = factsOf(captured, "exec-event");
  return seen.flatMap(([{ id, details }, { name }]) => {
    const own = events.filter((event) => event.id.slice(0, 12) === id.slice(0, 12)).sort((a, b) => a.at - b.at);
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
  "a shell was opened in the container, and what was typed into it leaves no trace; collect: run the check directly, as docker exec NAME COMMAND, and grade again";
const UNDATED = "the bundle does not tell when it was captured; collect: run collect on the node";

function runsCheck(command: string): boolean | undefined {
  if (SHELL.test(command)) return undefined;
  return CHECK.test(IN_SHELL.exec(command)?.[4] ?? command);
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
