import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/engines/**"],
    globalSetup: ["test/build.js"],
    testTimeout: 60_000,
  },
});
