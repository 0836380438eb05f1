export interface HealthyFile {
  readonly text: string;
  /** Seconds since the epoch; the time of the capture where it does not matter. */
  readonly mtime?: number;
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
  readonly table: { readonly health: "image" | "engine" | "timer" };
  readonly containers: readonly HealthyContainer[];
}

export const nodes: readonly { readonly release: string; readonly role: string }[];
export function healthyBundle(
  release: string,
  role: string,
): { readonly plan: HealthyPlan; readonly files: Readonly<Record<string, HealthyFile>> };
