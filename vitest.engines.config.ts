import { defineConfig } from "vitest/config";

/** Tests on real engines and in a real browser: root and Debian's packages needed, one file at a time. */
export default defineConfig({
  test: {
    include: ["test/engines/**/*.test.ts"],
    globalSetup: ["test/build.js"],
    // Engines and browsers on a machine that others use as well are late at times; what is wrong is so twice.
    retry: 1,
    testTimeout: 300_000,
    hookTimeout: 300_000,
    fileParallelism: false,
  },
});
