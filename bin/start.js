import { existsSync } from "node:fs";

/** Runs the program with these arguments, once it is built. */
export async function start(args) {
  const program = new URL("../dist/cli/main.js", import.meta.url);
  if (existsSync(program)) {
    const { main } = await import(program.href);
    await main(args);
  } else {
    console.error("sospect is not built yet: run 'npm install && npm run build' in its directory");
    process.exitCode = 2;
  }
}
