import { defineConfig } from "vitest/config";
import { MAIN, TIERS } from "./test/tiers/tiers.js";

export default defineConfig({
  test: {
    globalSetup: "test/global-setup.ts",
    setupFiles: "test/setup.ts",
    env: {
      // The SDK's word about its own future on Node 20 would stand before each file.
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
      // The SDK would wait for the credentials of a machine of AWS.
      AWS_EC2_METADATA_DISABLED: "true",
    },
    // Much of a test is waiting for the engine or a compiler; one core less would stand idle.
    maxWorkers: "100%",
    // Only what hangs may fail here, never what is slow.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    projects: [
      {
        extends: true,
        test: {
          name: MAIN,
          include: ["test/**/*.test.ts"],
          // Files that a case expects are no tests.
          exclude: [...Object.values(TIERS).flat(), "test/cases/*/**", "**/node_modules/**"],
        },
      },
      ...Object.entries(TIERS).map(([name, include]) => ({
        extends: true as const,
        test: { name, include: [...include] },
      })),
    ],
  },
});
