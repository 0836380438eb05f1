import { maskChange } from "./mask/mask-judgement.ts";
import type { Masker } from "./mask/masker.ts";
import { capturedAt } from "./model/bundle/identity.ts";
import { changesBetween, filesRead, type NodeChange, type Snapshot } from "./model/changes.ts";
import type { Deployment } from "./model/types.ts";
import type { BundleFacts } from "./parse/read-facts.ts";
import { isoTime } from "./parse/syntax/time.ts";
import type { Baseline } from "./report/result.ts";
import { compare, type JudgedNode } from "./rules/compare.ts";
import type { Judgement } from "./rules/evaluate.ts";
import { foldNodes } from "./rules/fold-nodes.ts";
import type { Finding } from "./rules/outcome.ts";
import type { Rule } from "./rules/rule.ts";

/** Bundles that were analyzed together; the nodes of the deployment are in the order of the bundles. */
export interface Side {
  readonly bundles: readonly BundleFacts[];
  readonly deployment: Deployment;
  readonly judgement: Judgement;
}

/** More changed settings of a node are counted: after an update there are thousands. */
const MOST_SETTINGS = 100;

interface Compared {
  readonly baseline: Baseline;
  /** The later findings, each with its change. */
  readonly findings: readonly Finding[];
}

/** Compares the bundles of each node with earlier ones of a node of the same name. */
export function baselineOf(
  before: Side,
  after: Side,
  { rules, masker }: { readonly rules: readonly Rule[]; readonly masker: Masker },
): Compared {
  const [earlier, later] = [snapshotsOf(before), snapshotsOf(after)];
  const { findings, gone, undecided } = compare(judged(before, earlier), judged(after, later), rules);
  const told = [...later].map(([name, snapshot]) => {
    const old = earlier.get(name);
    return old === undefined ? { changes: [], more: 0 } : shortened(changesBetween(old, snapshot));
  });
  const baseline = {
    nodes: [...earlier.values()].map(nodeOf),
    notes: notesOn(earlier, later),
    gone: foldNodes(gone, [...earlier.keys()]),
    undecided: foldNodes(undecided, [...earlier.keys()]),
    changes: told.flatMap(({ changes }) => changes).map((change) => maskChange(change, masker)),
    moreChanges: told.reduce((sum, { more }) => sum + more, 0),
  };
  return { baseline, findings };
}

function snapshotsOf({ bundles, deployment }: Side): Map<string, Snapshot> {
  return new Map(
    deployment.nodes.flatMap((node, index) => {
      const captured = bundles[index];
      return captured === undefined ? [] : [[node.name, { captured, node }] as const];
    }),
  );
}

function judged({ judgement }: Side, snapshots: ReadonlyMap<string, Snapshot>) {
  return { judgement, nodes: [...snapshots.values()].map(judgedNode) };
}

function judgedNode({ captured, node }: Snapshot): JudgedNode {
  const { name, containers, coverage } = node;
  const isWhole = coverage.containers.state === "whole";
  return {
    name,
    files: filesRead(captured),
    ...(isWhole ? { containers: new Set(containers.map((container) => container.name)) } : {}),
  };
}

function nodeOf({ captured, node }: Snapshot): Baseline["nodes"][number] {
  const time = capturedAt(captured);
  const { name, source } = node;
  return { name, source, ...(time === undefined ? {} : { capturedAt: isoTime(time) }) };
}

function shortened(all: readonly NodeChange[]): { readonly changes: readonly NodeChange[]; readonly more: number } {
  const settings = all.filter(({ kind }) => kind === "setting-changed");
  const rest = all.filter(({ kind }) => kind !== "setting-changed");
  const more = Math.max(0, settings.length - MOST_SETTINGS);
  return { changes: [...rest, ...settings.slice(0, MOST_SETTINGS)], more };
}

function notesOn(earlier: ReadonlyMap<string, Snapshot>, later: ReadonlyMap<string, Snapshot>): string[] {
  const alone = [...later.keys()].filter((name) => !earlier.has(name));
  const left = [...earlier.keys()].filter((name) => !later.has(name));
  const swapped = [...later].flatMap(([name, { captured }]) => {
    const old = earlier.get(name);
    const [was, is] = [old && capturedAt(old.captured), capturedAt(captured)];
    return was !== undefined && is !== undefined && was > is ? [name] : [];
  });
  return [
    ...alone.map((name) => `${name}: no earlier bundle of it was given, so that nothing of it is compared`),
    ...left.map((name) => `${name}: no later bundle of it was given, so that nothing of it is compared`),
    ...swapped.map((name) => `${name}: the bundle given as the earlier one was captured later`),
  ];
}
