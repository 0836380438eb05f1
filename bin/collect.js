#!/usr/bin/env node
import { start } from "./start.js";

await start(["collect", ...process.argv.slice(2)]);
