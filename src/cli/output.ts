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

/** One line on stderr. */
export function complain(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Progress, which only a person at a terminal wants to see. */
export function progress(line: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${line}`);
}
