#!/usr/bin/env node
import { start } from "./start.js";

await start(["lab", ...process.argv.slice(2)]);
