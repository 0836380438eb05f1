// Installs the packages that package-lock.json names, where they are not there yet. Not by `npm ci`: it refuses a lock file
// that lacks the binaries of other platforms.
import { existsSync, statSync } from "node:fs";
import { run } from "./run.js";

const wanted = new URL("../package-lock.json", import.meta.url);
const installed = new URL("../node_modules/.package-lock.json", import.meta.url);

export function installMissing() {
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(wanted).mtimeMs) return;
  run("npm", "install", "--no-audit", "--no-fund");
}

if (process.argv[1] === new URL(import.meta.url).pathname) installMissing();
