import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { REAL_DATA } from "../support/real-data.ts";

const TABLES = `${REAL_DATA}/expected-containers`;
const SCRIPT = fileURLToPath(new URL("../../scripts/check-services.js", import.meta.url));

describe.skipIf(!existsSync(TABLES))("the tables of deployment tools (skipped where the real data is absent)", () => {
  it("have no name that is not of exactly one component, of its kind, with its image, configuration, logs and ports", () => {
    const { status, stdout } = spawnSync("node", [SCRIPT, TABLES], { encoding: "utf8" });
    expect(stdout).toMatch(/^7\d\d names of 27 tables, 0 differences$/m);
    expect(status).toBe(0);
  });
});
