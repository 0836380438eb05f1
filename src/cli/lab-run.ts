import { runOn } from "../collect/remote/run.ts";
import type { Exercise } from "../lab/exercise.ts";
import { finishScript, setupScript } from "../lab/script.ts";
import { readSteps } from "../lab/steps.ts";
import { type Ending, endingOf, type NodeRun, runText } from "../lab/steps-text.ts";
import { visibleLine } from "../report/visible.ts";
import { interruptible } from "./interrupt.ts";
import { type LabOptions, sshSettings } from "./lab-options.ts";
import { reachNodes } from "./lab-targets.ts";
import { complain, EXIT, isColored, print, progress } from "./output.ts";

const EXITS: Readonly<Record<Ending, number>> = { done: EXIT.fine, failed: EXIT.faults, unreachable: EXIT.unreadable };

/** Sets an exercise up on its nodes, or puts back what that did; returns the exit code. */
export async function runLab(verb: "setup" | "finish", exercise: Exercise, options: LabOptions): Promise<number> {
  const reached = await reachNodes(exercise, options);
  if (!reached.ok) {
    complain(visibleLine(reached.problem));
    return EXIT.usage;
  }
  const order = { ssh: sshSettings(options), seconds: options.hostTimeout };
  const scriptFor = verb === "setup" ? setupScript : finishScript;
  const interrupt = interruptible();
  progress(`asking ${[...reached.targets.keys()].join(", ")} …`);
  const nodes = await Promise.all(
    [...reached.targets].map(async ([node, target]): Promise<NodeRun> => {
      const ran = await runOn(target, scriptFor(exercise, node), order, interrupt.signal);
      return ran.ok ? { node, told: readSteps(ran.output) } : { node, reason: ran.reason };
    }),
  );
  progress("");
  interrupt.release();
  const run = { verb, exercise, nodes };
  await print(runText(run, { language: options.lang, color: isColored() }));
  return interrupt.exitCode() ?? EXITS[endingOf(run)];
}
