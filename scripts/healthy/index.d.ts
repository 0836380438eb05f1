export interface HealthyFile {
  readonly text: string;
  /** Seconds since the epoch; the time of the capture where it does not matter. */
  readonly mtime?: number;
  readonly mode?: number;
  readonly owner?: { readonly uid: number; readonly gid: number };
  readonly command?: string;
}

export interface HealthyContainer {
  readonly name: string;
  readonly service: boolean;
  readonly health: boolean;
}

export interface HealthyPlan {
  readonly host: string;
  readonly release: string;
  readonly role: string;
  readonly product: string;
  readonly containers: readonly HealthyContainer[];
}

export const nodes: readonly { readonly release: string; readonly role: string }[];
export const deployments: readonly string[];

export interface HealthyBundle {
  readonly plan: HealthyPlan;
  readonly files: Readonly<Record<string, HealthyFile>>;
}

/** Which node of its role it is, and how many controllers its cluster has; the first of one, where this is left out. */
export interface Place {
  readonly index?: number;
  /** Of OSP 18: how containers are started, by definitions or by quadlets. */
  readonly layout?: "manage" | "quadlet";
  readonly controllers?: number;
}

export function healthyBundle(release: string, role: string, place?: Place): HealthyBundle;
export function healthyDeployment(release: string): HealthyBundle[];
