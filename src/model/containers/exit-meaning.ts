const SIGNALS: Readonly<Record<number, string>> = {
  1: "SIGHUP",
  2: "SIGINT",
  3: "SIGQUIT",
  4: "SIGILL",
  6: "SIGABRT: it gave up by itself",
  7: "SIGBUS",
  8: "SIGFPE",
  9: "SIGKILL: want of memory, a stop that took too long, or somebody's kill",
  11: "SIGSEGV: it crashed",
  13: "SIGPIPE",
  15: "SIGTERM: somebody or something stopped it",
};

const CODES: Readonly<Record<number, string>> = {
  125: "the engine could not run it",
  126: "its command cannot be executed",
  127: "its command is not in the image",
};

/** What an exit code says in general; empty where it is the program's own. */
export function exitMeaning(code: number): string {
  const told = CODES[code];
  if (told !== undefined) return told;
  const signal = code > 128 && code <= 128 + 64 ? code - 128 : undefined;
  return signal === undefined ? "" : `ended by ${SIGNALS[signal] ?? `signal ${signal}`}`;
}
