import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import json from "../../src/report/json/json.ts";
import { healthy, samples } from "./samples.ts";

const schema = JSON.parse(readFileSync(new URL("../../schemas/result.schema.json", import.meta.url), "utf8"));
const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema);

describe("the JSON report", () => {
  it.each(samples)("keeps to its published schema: %s", (_, result) => {
    validate(JSON.parse(json.render(result, {})));
    expect(validate.errors).toBeNull();
  });

  it.each(samples)("reads back as the very result: %s", (_, result) => {
    expect(JSON.parse(json.render(result, {}))).toEqual(result);
  });

  it.each(samples)("holds nothing that a terminal would obey: %s", (_, result) => {
    const report = json.render(result, { color: true, columns: 80, generatedAt: "2026-01-01T00:00:00Z" });
    expect(report).toMatch(/\}\n$/);
    for (const line of report.trimEnd().split("\n")) expect(line).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u);
  });

  it("is described by the schema that its types give now", () => {
    const script = fileURLToPath(new URL("../../scripts/write-schemas.js", import.meta.url));
    const { status, stderr } = spawnSync(process.execPath, [script, "--check"], { encoding: "utf8" });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  });

  it("does not fit the schema with a property that the schema does not know", () => {
    expect(validate({ ...healthy, more: 1 })).toBe(false);
  });
});
