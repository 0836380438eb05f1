import type { Parser } from "../facts.ts";
import { quoting, type Source, wholeLines } from "../syntax/text.ts";
import type { PodFact, PodListFact } from "./pod-facts.ts";
import { namespaceOf } from "./pod-list.ts";

/** `oc get all` of a namespace, in which pods stand as `oc get pods` shows them. */
const podTable: Parser = {
  artefact: "pods of a control plane",
  paths: ["namespaces/*/all_resources.log"],
  parse(source) {
    const namespace = namespaceOf(source.file);
    const quoted = quoting(source);
    const lines = wholeLines(source).split("\n");
    const pods = lines.flatMap((line, index) => podOf(line, namespace, quoted(index + 1)) ?? []);
    const rows = lines.filter((line) => line.startsWith("pod/")).length;
    const whole = source.loss === undefined && rows > 0 && rows === pods.length;
    const listing: PodListFact = { kind: "pod-list", namespace, whole, file: source.file };
    return [listing, ...pods];
  },
};
export default podTable;

/** pod/rabbitmq-server-0   0/1   CrashLoopBackOff   12 (3m ago)   45m */
const ROW = /^pod\/(\S+) +(\d+)\/(\d+) +(\S+) +(\d+)(?: \([^)]*\))? +\S+\s*$/;

function podOf(line: string, namespace: string, source: Source): PodFact | undefined {
  const [, name, ready, all, shown, restarts] = ROW.exec(line) ?? [];
  if (name === undefined || shown === undefined) return undefined;
  return {
    ...{ kind: "pod", name, namespace, shown, source, containers: [] },
    ready: ready === all && shown === "Running",
    leaving: shown === "Terminating",
    restarts: Number(restarts),
  };
}
