import type { Outcome, Watch } from "../collect/remote/node.ts";
import type { Target } from "../collect/remote/target.ts";
import { visibleLine } from "../report/visible.ts";

const REDRAW_MS = 200;
const MAX_TEXT = 300;

/** How a run is shown: a line for each node that is done, and on a terminal one, redrawn, for each that is not. */
export function watchLines(terminal: NodeJS.WriteStream): Watch {
  const doing = new Map<Target, string>();
  let drawn = 0;
  let timer: NodeJS.Timeout | undefined;

  /** Takes the lines that change off the terminal, writes those that stay, and draws the former anew. */
  function draw(done = ""): void {
    clearTimeout(timer);
    timer = undefined;
    if (!terminal.isTTY) {
      terminal.write(done);
      return;
    }
    const lines = [...doing].slice(0, (terminal.rows || 24) - 1).map(([{ label }, text]) => `${shown(label)}: ${text}`);
    const up = drawn > 0 ? `\x1b[${drawn}A` : "";
    drawn = lines.length;
    // Without wrapping, a line of any length is one line.
    terminal.write(`${up}\r\x1b[J${done}\x1b[?7l${lines.map((line) => `${line}\n`).join("")}\x1b[?7h`);
  }

  function change(target: Target, text: string): void {
    doing.set(target, text);
    if (terminal.isTTY) timer ??= setTimeout(draw, REDRAW_MS);
  }

  return {
    started: (target) => change(target, "connecting"),
    progress: (target, text) => change(target, shown(text)),
    received: (target, bytes) => change(target, `receiving, ${megabytes(bytes)}`),
    ended: (outcome) => {
      doing.delete(outcome.target);
      draw(`${lineOf(outcome)}\n`);
    },
  };
}

function lineOf(outcome: Outcome): string {
  const { target, ms } = outcome;
  const label = shown(target.label);
  if (!outcome.ok) return `${label}: failed: ${shown(outcome.reason)}`;
  const other = outcome.otherHost === undefined ? "" : `, of a node that calls itself ${shown(outcome.otherHost)}`;
  return `${label}: ${outcome.path} (${megabytes(outcome.bytes)}, ${(ms / 1000).toFixed(1)} s)${other}`;
}

/** Text from a node: its author may be an attacker. */
function shown(text: string): string {
  const line = visibleLine(text);
  return line.length > MAX_TEXT ? `${line.slice(0, MAX_TEXT)}…` : line;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
