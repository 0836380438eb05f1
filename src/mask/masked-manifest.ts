import { type Repacked, repackedFiles } from "./repacked.ts";

/** What masking came to. */
export interface MaskCounts {
  readonly values: number;
  readonly secrets: number;
}

/**
 * The manifest of our collector, told what was masked besides what it tells itself, and what files are now, in the form
 * that the collector writes: a capture and a file to a line. `undefined` where it is not ours, or not whole.
 */
export function maskedManifest(
  text: string,
  { values, secrets }: MaskCounts,
  repacked: ReadonlyMap<string, Repacked>,
): string | undefined {
  const manifest = parse(text);
  if (!isObject(manifest) || !isObject(manifest["tool"]) || manifest["tool"]["name"] !== "sospect-collect")
    return undefined;
  const { captures, files, ...head } = manifest;
  if (!Array.isArray(captures)) return undefined;
  const told = {
    ...head,
    masked: true,
    maskedValues: numberOf(head["maskedValues"]) + values,
    maskedSecrets: numberOf(head["maskedSecrets"]) + secrets,
  };
  const lists = [`"captures":${lined(captures)}`];
  if (Array.isArray(files)) lists.push(`"files":${lined(repackedFiles(files, repacked))}`);
  return `${JSON.stringify(told).slice(0, -1)},${lists.join(",")}}\n`;
}

function lined(items: readonly unknown[]): string {
  return `[\n${items.map((item) => JSON.stringify(item)).join("\n,")}\n]`;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function numberOf(value: unknown): number {
  return typeof value === "number" ? value : 0;
}
