#!/usr/bin/env node
import { start } from "./start.js";

await start(["analyze", ...process.argv.slice(2)]);
