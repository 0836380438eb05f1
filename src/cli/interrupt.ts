import { constants } from "node:os";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Turns the signals that end a program into one that ends its work; the exit code is as a shell has it. */
export function interruptible() {
  const controller = new AbortController();
  let caught: (typeof SIGNALS)[number] | undefined;
  const end = (signal: (typeof SIGNALS)[number]): void => {
    caught ??= signal;
    controller.abort();
  };
  for (const signal of SIGNALS) process.on(signal, end);
  return {
    signal: controller.signal,
    exitCode: () => (caught === undefined ? undefined : 128 + constants.signals[caught]),
    release: () => {
      for (const signal of SIGNALS) process.off(signal, end);
    },
  };
}

/** Cleans up on a signal that ends the program, and ends it as a shell expects. */
export function onSignal(cleanUp: () => void): () => void {
  const end = (signal: (typeof SIGNALS)[number]): never => {
    cleanUp();
    process.exit(128 + constants.signals[signal]);
  };
  for (const signal of SIGNALS) process.on(signal, end);
  return () => {
    for (const signal of SIGNALS) process.off(signal, end);
  };
}
