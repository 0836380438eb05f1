#!/usr/bin/env node
// Times the grading of a class: N students of three nodes each, with the peak of memory of all workers together.
// Usage: npm run bench:lab [-- N…]      20 and 300 unless said otherwise
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "./build.js";
import { studentBundles } from "./labs/students.js";

const LAB = fileURLToPath(new URL("../bin/lab.js", import.meta.url));
const given = process.argv.slice(2).map(Number);
const sizes = given.length > 0 ? given : [20, 300];
const SAMPLE_MS = 50;

build();
const directory = mkdtempSync(join(tmpdir(), "sospect-bench-lab-"));
try {
  console.log("students  bundles  seconds  per student  peak MB");
  for (const size of sizes) {
    const folder = join(directory, String(size));
    const bytes = makeClass(folder, size);
    const { seconds, peak } = await grade(folder);
    const cells = [size, size * 3, seconds.toFixed(1), (seconds / size).toFixed(2), Math.round(peak / 1e6)];
    const widths = [8, 7, 7, 11, 7];
    console.log(
      `${cells.map((cell, at) => String(cell).padStart(widths[at])).join("  ")}   (${Math.round(bytes / 1e6)} MB packed)`,
    );
  }
} finally {
  rmSync(directory, { recursive: true, force: true });
}

/** Every third student has not done it. */
function makeClass(folder, size) {
  let total = 0;
  for (let number = 1; number <= size; number++) {
    const student = `student${String(number).padStart(3, "0")}`;
    const own = join(folder, student);
    mkdirSync(own, { recursive: true });
    for (const { name, bytes } of studentBundles(student, { done: number % 3 !== 0 })) {
      writeFileSync(join(own, name), bytes);
      total += bytes.length;
    }
  }
  return total;
}

function grade(folder) {
  const began = performance.now();
  const args = [LAB, "grade", "architecture-containerization", "--class", folder, "-o", join(directory, "out")];
  const child = spawn(process.execPath, args, { stdio: "ignore" });
  let peak = 0;
  const timer = setInterval(() => {
    peak = Math.max(peak, residentBytes(child.pid));
  }, SAMPLE_MS);
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", () => {
      clearInterval(timer);
      resolve({ seconds: (performance.now() - began) / 1000, peak });
    });
  });
}

/** Threads share the process: its memory is that of all. */
function residentBytes(pid) {
  try {
    const kib = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    return Number(kib ?? 0) * 1024;
  } catch {
    return 0;
  }
}
