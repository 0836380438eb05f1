import { defineConfig } from "vitest/config";

/** Tests on real engines and in a real browser: root and Debian's packages needed, one file at a time. */
export default defineConfig({
  test: {
    include: ["test/engines/**/*.test.ts"],
    globalSetup: ["test/build.js"],
    testTimeout: 300_000,
    hookTimeout: 300_000,
    fileParallelism: false,
  },
});
