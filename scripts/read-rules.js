// Reads our rules for dist/: a file that is still the same when the program starts need not be read and checked again.
// A rule with a mistake is left to the program, which tells of it. Part of the build.
import { writeFileSync } from "node:fs";
import { OWN_RULES } from "../dist/analyze.js";
import { checkedOf, loadRules } from "../dist/rules/load.js";

const { rules } = await loadRules([OWN_RULES]);
writeFileSync(new URL("../dist/rules/checked-rules.json", import.meta.url), JSON.stringify(await checkedOf(rules)));
