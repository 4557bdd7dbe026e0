import { defineConfig } from "vitest/config";

// Where .ci/run wants the counts. Its log then has what tests measured, too: tries, units, faults.
const report = process.env.DDB_PATTERN_TEST_REPORT;

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: "test/global-setup.ts",
    setupFiles: "test/setup.ts",
    // The SDK's word about its own future on Node 20 would stand before each file.
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" },
    // Much of a test is waiting for the engine or a compiler; one core less would stand idle.
    maxWorkers: "100%",
    testTimeout: 30_000,
    hookTimeout: 60_000,
    ...(report ? { reporters: ["verbose", "json"], outputFile: { json: report } } : {}),
  },
});
