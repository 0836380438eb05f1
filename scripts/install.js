// Installs the packages that package-lock.json names, where they are not there yet.
import { existsSync } from "node:fs";
import { run } from "./run.js";

export function installMissing() {
  if (!existsSync(new URL("../node_modules/.package-lock.json", import.meta.url)))
    run("npm", "ci", "--no-audit", "--no-fund");
}

if (process.argv[1] === new URL(import.meta.url).pathname) installMissing();
