import { defineConfig } from "vitest/config";

/** Tests that boot nodes with real engines: root and Debian's packages needed, one file at a time. */
export default defineConfig({
  test: { include: ["test/engines/**/*.test.ts"], testTimeout: 300_000, hookTimeout: 300_000, fileParallelism: false },
});
