import type { HealthyFile } from "../healthy/index.js";

type Files = Readonly<Record<string, HealthyFile>>;

export interface StudentOptions {
  readonly done?: boolean;
  readonly setup?: boolean;
  readonly change?: (files: Files, node: string) => Files;
}

export const SETUP_AT: number;
export function studentFiles(
  student: string,
  options?: StudentOptions,
): { readonly node: string; readonly files: Files }[];
export function studentBundles(
  student: string,
  options?: StudentOptions,
): { readonly node: string; readonly name: string; readonly bytes: Buffer }[];
export function recordOf(
  setupAt: number,
  bootId: string,
  times?: { readonly mtime?: number; readonly ctime?: number },
): string;
