import { visibleLine } from "../report/visible.ts";

/** Exit codes of all commands. */
export const EXIT = { fine: 0, faults: 1, usage: 2, unreadable: 3 } as const;

/** Writes to stdout and waits until it is taken, so that a pipe gets everything before the process ends. */
export function print(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    // A reader that goes away, such as head, is told of in the callback and as an event.
    if (process.stdout.listenerCount("error") === 0) process.stdout.on("error", () => {});
    process.stdout.write(text, (error) =>
      error && (error as NodeJS.ErrnoException).code !== "EPIPE" ? reject(error) : resolve(),
    );
  });
}

/** One line on stderr, in which nothing that a file, a rule or an argument is called is obeyed by the terminal. */
export function complain(line: string): void {
  process.stderr.write(`${visibleLine(line)}\n`);
}

/** Lines on stderr that are made for a terminal already. */
export function tell(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Progress, which only a person at a terminal wants to see. */
export function progress(line: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${visibleLine(line)}`);
}

/** Whether what is printed may have colours. */
export function isColored(): boolean {
  return process.stdout.isTTY && process.env["NO_COLOR"] === undefined;
}

/** The terminal's width, where there is one. */
export function terminalWidth(): { readonly columns?: number } {
  return process.stdout.isTTY ? { columns: process.stdout.columns } : {};
}
