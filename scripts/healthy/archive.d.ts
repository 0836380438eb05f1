import type { HealthyFile } from "./index.js";

export function archiveOf(folder: string, files: Readonly<Record<string, HealthyFile>>): Buffer;
