/** What became of one step of setup or finish on a node. */
export interface Step {
  readonly kind: "require" | "setup" | "undo" | "finish" | "record";
  readonly id: string;
  readonly word: "ok" | "fail" | "skip";
  /** Of one that failed; foreign text. */
  readonly reason?: string;
}

/** What the script told on a node. */
export interface Told {
  /** The short name that the host gives itself. */
  readonly host?: string;
  readonly steps: readonly Step[];
}

const HOST = /^lab: host (\S{1,255})$/;
const STEP = /^lab: (ok|fail|skip) (require|setup|undo|finish|record) ([a-z0-9-]+)(?: (.*))?$/;

/** Reads what the script of setup or finish printed. */
export function readSteps(output: string): Told {
  const lines = output.split(/\r?\n/);
  const host = lines.map((line) => HOST.exec(line)?.[1]).find((name) => name !== undefined);
  const steps = lines.flatMap((line): Step[] => {
    const [, word, kind, id = "", reason] = STEP.exec(line) ?? [];
    if (word === undefined || kind === undefined) return [];
    const told = { kind: kind as Step["kind"], id, word: word as Step["word"] };
    return [reason === undefined ? told : { ...told, reason }];
  });
  return { ...(host === undefined ? {} : { host }), steps };
}
