import type { Parser } from "../facts.ts";
import { present } from "../present.ts";
import { at, booleanAt, isWhole, itemsAt, type Json, numberAt, stringAt } from "../syntax/json-tree.ts";
import { quoting, type Source, type SourceText } from "../syntax/text.ts";
import { readYamlTree } from "../syntax/yaml-tree.ts";
import type { PodContainer, PodFact, PodListFact } from "./pod-facts.ts";

/** The pods of a namespace as `oc adm inspect` writes them. */
const podList: Parser = {
  artefact: "pods of a control plane",
  paths: ["namespaces/*/core/pods.yaml"],
  parse(source) {
    const namespace = namespaceOf(source.file);
    const tree = source.loss === undefined ? readYamlTree(source.text) : undefined;
    const quoted = quoting(source);
    const pods = itemsAt(tree, "items").flatMap((pod) => podOf(pod, namespace, quoted) ?? []);
    const whole = isWhole(tree, "items") && pods.length === itemsAt(tree, "items").length;
    const listing: PodListFact = { kind: "pod-list", namespace, whole, file: source.file };
    return [listing, ...pods];
  },
};
export default podList;

/** The namespace whose folder a file lies in. */
export function namespaceOf(file: SourceText["file"]): string {
  return file.split("/")[1] ?? "";
}

type Quoted = (line: number) => Source;

function podOf(pod: Json, namespace: string, quoted: Quoted): PodFact | undefined {
  const name = stringAt(pod, "metadata", "name");
  const phase = stringAt(pod, "status", "phase");
  if (name === undefined || phase === undefined) return undefined;
  const [owner] = itemsAt(pod, "metadata", "ownerReferences");
  const [kind, ownerName] = [stringAt(owner, "kind"), stringAt(owner, "name")];
  const containers = [
    ...itemsAt(pod, "status", "initContainerStatuses").flatMap((one) => containerOf(one, true, quoted) ?? []),
    ...itemsAt(pod, "status", "containerStatuses").flatMap((one) => containerOf(one, false, quoted) ?? []),
  ];
  return {
    ...{ kind: "pod", name, namespace, phase, containers },
    ...present({
      ready: phase === "Pending" ? false : readyOf(pod),
      owner: kind && ownerName ? { kind, name: ownerName } : undefined,
    }),
    leaving: at(pod, "metadata", "deletionTimestamp") !== undefined,
    source: quoted(at(pod, "metadata", "name")?.line ?? pod.line),
  };
}

function readyOf(pod: Json): boolean | undefined {
  const ready = itemsAt(pod, "status", "conditions").find((one) => stringAt(one, "type") === "Ready");
  const status = stringAt(ready, "status");
  return status === undefined ? undefined : status === "True";
}

function containerOf(status: Json, init: boolean, quoted: Quoted): PodContainer | undefined {
  const name = stringAt(status, "name");
  if (name === undefined) return undefined;
  const waiting = at(status, "state", "waiting", "reason");
  const last = at(status, "lastState", "terminated") ?? at(status, "state", "terminated");
  return {
    ...{ name, init },
    ...present({
      ready: booleanAt(status, "ready"),
      restarts: numberAt(status, "restartCount"),
      waiting: stringAt(status, "state", "waiting", "reason"),
      message: stringAt(status, "state", "waiting", "message"),
      image: stringAt(status, "image"),
      lastReason: stringAt(last, "reason"),
      lastExitCode: numberAt(last, "exitCode"),
    }),
    source: quoted((waiting ?? at(status, "ready") ?? status).line),
  };
}
