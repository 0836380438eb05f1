import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { REAL_DATA } from "./support/real-data.ts";

const TABLES = `${REAL_DATA}/expected-containers`;
const at = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));

describe.skipIf(!existsSync(TABLES))("the tables of releases (skipped where the real data is absent)", () => {
  it("are what the script makes of the templates' tables", () => {
    const out = mkdtempSync(join(tmpdir(), "releases-"));
    try {
      execFileSync("node", [at("scripts/make-releases.js"), TABLES, out]);
      for (const release of ["12", "13", "14", "15", "16", "17"]) {
        const file = `osp${release}.json`;
        expect(readFileSync(join(out, file), "utf8"), file).toBe(readFileSync(at(`rules/releases/${file}`), "utf8"));
      }
    } finally {
      rmSync(out, { recursive: true });
    }
  });
});
