// Writes the JSON Schemas that are made from types, for readers of the JSON report and for editors of rules:
//   node scripts/write-schemas.js            writes schemas/
//   node scripts/write-schemas.js --check    exits with 1 where what is there is not what the types say
// It reads dist/: run `npm run build` first. schemas/manifest.schema.json is written by hand.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { CapabilitiesFile, ServiceFile, ToolsFile } from "../dist/catalogue/schema.js";
import { ExerciseFile } from "../dist/lab/schema.js";
import { Result } from "../dist/report/result.js";
import { AcceptanceFile } from "../dist/rules/acceptance-schema.js";
import { RuleFile } from "../dist/rules/schema.js";

const schemas = {
  "result.schema.json": {
    $id: "https://sospect.invalid/schemas/result-2.json",
    title: "A report of sospect",
    ...Result,
  },
  "rule.schema.json": RuleFile,
  "service.schema.json": ServiceFile,
  "capabilities.schema.json": CapabilitiesFile,
  "tools.schema.json": ToolsFile,
  "lab.schema.json": ExerciseFile,
  "acceptances.schema.json": AcceptanceFile,
};

const check = process.argv.includes("--check");
for (const [name, schema] of Object.entries(schemas)) {
  const file = new URL(`../schemas/${name}`, import.meta.url);
  const text = `${JSON.stringify({ $schema: "https://json-schema.org/draft/2020-12/schema", ...schema }, null, 2)}\n`;
  if (!check) writeFileSync(file, text);
  else if (!existsSync(file) || readFileSync(file, "utf8") !== text) {
    console.error(`schemas/${name} is not what the types say: run 'npm run build && node scripts/write-schemas.js'`);
    process.exitCode = 1;
  }
}
