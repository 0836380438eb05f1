import type { Source } from "../syntax/text.ts";

/** A container of a pod, as far as it tells why the pod does not work. */
export interface PodContainer {
  readonly name: string;
  readonly ready?: boolean;
  /** How often it was started anew. */
  readonly restarts?: number;
  /** Why it waits: CrashLoopBackOff, ImagePullBackOff, ContainerCreating. */
  readonly waiting?: string;
  readonly message?: string;
  readonly image?: string;
  /** How it ended the last time: OOMKilled, Error; and with which code. */
  readonly lastReason?: string;
  readonly lastExitCode?: number;
  /** It is one of those that prepare the pod, and end. */
  readonly init: boolean;
  readonly source: Source;
}

export interface PodFact {
  readonly kind: "pod";
  readonly name: string;
  readonly namespace: string;
  /** What made it: StatefulSet, ReplicaSet, DaemonSet, Job; absent where the listing does not tell. */
  readonly owner?: { readonly kind: string; readonly name: string };
  /** Running, Pending, Succeeded, Failed, Unknown; absent in a table. */
  readonly phase?: string;
  /** All of its containers are ready. */
  readonly ready?: boolean;
  /** It is being taken away. */
  readonly leaving: boolean;
  /** The word that `oc get` shows for it, where that is what is known. */
  readonly shown?: string;
  readonly restarts?: number;
  readonly containers: readonly PodContainer[];
  readonly source: Source;
}

/** A listing of the pods of a namespace. */
export interface PodListFact {
  readonly kind: "pod-list";
  readonly namespace: string;
  /** False where some may be missing. */
  readonly whole: boolean;
  readonly file: string;
}

/** What a resource of the control plane, or of its nodes' deployment, says of itself. */
export interface ConditionFact {
  readonly kind: "condition";
  readonly resource: string;
  readonly name: string;
  readonly namespace: string;
  readonly type: string;
  readonly status: string;
  readonly message?: string;
  readonly source: Source;
}
