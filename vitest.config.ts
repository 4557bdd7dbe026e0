import { defineConfig } from "vitest/config";

// Where .ci/run wants the counts.
const report = process.env.DDB_PATTERN_TEST_REPORT;

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: "test/global-setup.ts",
    setupFiles: "test/setup.ts",
    // The SDK's word about its own future on Node 20, once for each file.
    execArgv: ["--disable-warning=NodeVersionSupportWarning"],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    ...(report ? { reporters: ["default", "json"], outputFile: { json: report } } : {}),
  },
});
