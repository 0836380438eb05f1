import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** Runs a command in the project's directory, its output shown; ends this process with its exit code where it fails. */
export function run(command, ...args) {
  const cwd = fileURLToPath(new URL("..", import.meta.url));
  const { status, error } = spawnSync(command, args, { cwd, stdio: "inherit" });
  if (error) console.error(`${command}: ${error.message}`);
  if (status !== 0) process.exit(status ?? 1);
}
