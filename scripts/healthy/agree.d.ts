import type { HealthyFile } from "./index.js";

export function inAgreement(files: Readonly<Record<string, HealthyFile>>): Record<string, HealthyFile>;
