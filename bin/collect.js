#!/usr/bin/env node
// Runs the collector, which is plain shell so that nodes without Node.js can run it too.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const places = ["../dist/collect/collect.sh", "../src/collect/collect.sh"].map((path) =>
  fileURLToPath(new URL(path, import.meta.url)),
);
const script = places.find((path) => existsSync(path)) ?? places[0];
const child = spawn("sh", [script, ...process.argv.slice(2)], { stdio: "inherit" });
const signals = ["SIGHUP", "SIGINT", "SIGTERM"];
for (const signal of signals) process.on(signal, () => child.kill(signal));
child.on("exit", (code, signal) => {
  for (const name of signals) process.removeAllListeners(name);
  if (signal) process.kill(process.pid, signal);
  else process.exitCode = code ?? 1;
});
