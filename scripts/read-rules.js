// Reads our rules and the catalogue of services for dist/: a file that is still the same when the program starts need not
// be read and checked again.
// A rule with a mistake is left to the program, which tells of it. Part of the build.
import { writeFileSync } from "node:fs";
import { OWN_RULES } from "../dist/analyze.js";
import { loadCatalogue } from "../dist/catalogue/load.js";
import { loadRules } from "../dist/rules/load.js";
import { checkedOf } from "../dist/yaml/checked.js";

const { rules } = await loadRules([OWN_RULES]);
const { sources } = await loadCatalogue([OWN_RULES]);
const read = {
  "rules/checked-rules.json": rules.map(({ file, source: { data } }) => ({ file, data })),
  "catalogue/checked-services.json": [sources.services, sources.capabilities, sources.tools]
    .flat()
    .map(({ yaml: { file, data } }) => ({ file, data })),
};
for (const [name, files] of Object.entries(read))
  writeFileSync(new URL(`../dist/${name}`, import.meta.url), JSON.stringify(await checkedOf(files)));
