import type { Catalogue } from "../../catalogue/catalogue.ts";
import type { PodContainer, PodFact } from "../../parse/cluster/pod-facts.ts";
import { present } from "../../parse/present.ts";
import { shellWord } from "../../shell.ts";
import type { Pod } from "../types/pods.ts";

/** What stands behind the name of what made a pod: -0, -7d4b9c6f8-x2x5z, -x2x5z. Such names have no vowels. */
const SUFFIXES = [/-\d+$/, /-[bcdf-hj-np-tv-xz24-9]{5,10}-[bcdf-hj-np-tv-xz24-9]{5}$/, /-[bcdf-hj-np-tv-xz24-9]{5}$/];

type Ran = NonNullable<ReturnType<Catalogue["ofPods"]>>;

/** What a pod runs; `undefined` for those of jobs, and where nobody knows it. */
export function ranBy({ name, owner }: PodFact, catalogue: Catalogue): Ran | undefined {
  if (owner?.kind === "Job") return undefined;
  const made = owner?.kind === "ReplicaSet" ? owner.name.replace(/-[^-]+$/, "") : owner?.name;
  const names = made === undefined ? SUFFIXES.map((suffix) => name.replace(suffix, "")) : [made];
  return names.flatMap((one) => catalogue.ofPods(one) ?? [])[0];
}

/** The pod of a fact, with the container of it that tells most of why it does not work. */
export function podOf(fact: PodFact, catalogue: Catalogue): Pod {
  const { name, namespace, containers, source } = fact;
  const ran = ranBy(fact, catalogue);
  const worst = containers.find(({ waiting }) => waiting !== undefined && !WAITS.has(waiting));
  const killed = containers.find(({ lastReason }) => lastReason === "OOMKilled");
  const line = (worst ?? killed)?.source ?? containers.find(({ ready }) => ready === false)?.source ?? source;
  return {
    subject: { kind: "cluster", name },
    ...{ name, namespace, address: ran?.address ?? name, leaving: isLeaving(fact) },
    ...present({ component: ran?.component.id, ready: fact.ready, restarts: restartsOf(fact) }),
    waiting: worst?.waiting ?? waitingIn(fact.shown),
    where: worst === undefined ? "" : `${worst.init ? " while it starts" : ""} (container ${worst.name})`,
    said: worst?.message === undefined ? "" : `: ${worst.message}`,
    image: worst?.image ?? "",
    ended: endedOf(worst),
    killed: killed !== undefined,
    look: lookAt(fact, worst),
    evidence: { waiting: line, ready: line, killed: killed?.source ?? line },
    lacks: { "*": "the must-gather does not tell; collect: oc get pods -o yaml" },
  };
}

/** What stands for the pods of a namespace that a listing, which is damaged or was cut short, may have left out. */
export function untold(namespace: string): Pod {
  return {
    subject: { kind: "cluster", name: `pods of ${namespace}` },
    ...{ name: "", namespace, address: "", leaving: false, where: "", said: "", image: "", ended: "", killed: false },
    look: `oc -n ${shellWord(namespace)} get pods`,
    evidence: {},
    lacks: { "*": `not all pods of ${namespace} could be read; collect: oc adm inspect ns/${namespace}` },
  };
}

/** Why a container ended is in what it printed before; one without an image, or not made, has printed nothing. */
function lookAt({ name, namespace, shown }: PodFact, worst: PodContainer | undefined): string {
  const oc = `oc -n ${shellWord(namespace)}`;
  const loops = (worst?.waiting ?? shown)?.endsWith("CrashLoopBackOff") === true;
  const container = worst === undefined ? "--all-containers" : `-c ${shellWord(worst.name)}`;
  const log = `${oc} logs ${shellWord(name)} ${container} --previous --tail=50`;
  return [`${oc} describe pod ${shellWord(name)}`, ...(loops ? [log] : [])].join("\n");
}

/** Waiting for these is no fault. */
const WAITS: ReadonlySet<string> = new Set(["ContainerCreating", "PodInitializing"]);

/** Pods of jobs end, and are kept; what failed once has been tried again by another. */
function isLeaving({ owner, phase, leaving, shown = "" }: PodFact): boolean {
  return leaving || owner?.kind === "Job" || phase === "Succeeded" || phase === "Failed" || ENDED.has(shown);
}

/** Words for a pod that has ended, or that do not tell whether it is of a job. */
const ENDED: ReadonlySet<string> = new Set(["Completed", "Error", "Evicted", "OOMKilled", "Terminating"]);

/** `Init:CrashLoopBackOff` is of a container that prepares the pod. */
function waitingIn(shown = ""): string {
  const word = shown.replace(/^Init:/, "");
  return /^(?:CrashLoopBackOff|ImagePullBackOff|Err\w+|InvalidImageName|Create\w+Error|RunContainerError)$/.test(word)
    ? word
    : "";
}

function endedOf(worst: PodContainer | undefined): string {
  if (worst?.lastReason === undefined && worst?.lastExitCode === undefined) return "";
  const code = worst.lastExitCode === undefined ? "" : ` with exit code ${worst.lastExitCode}`;
  return `, it last ended${code}${worst.lastReason === undefined ? "" : ` (${worst.lastReason})`}`;
}

function restartsOf({ restarts, containers }: PodFact): number | undefined {
  if (restarts !== undefined) return restarts;
  const all = containers.flatMap((one) => one.restarts ?? []);
  return all.length === 0 ? undefined : all.reduce((sum, one) => sum + one, 0);
}
