import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/engines/**"],
    globalSetup: ["test/build.js"],
    // By default a processor stays free for a watcher that nobody runs here; two make half the time.
    maxWorkers: "100%",
    testTimeout: 60_000,
  },
});
