import { limitTests } from "./conformance/limit-tests.js";
import { readTests } from "./conformance/read-tests.js";
import { signalTests } from "./conformance/signal-tests.js";
import type { ConformanceTest } from "./conformance/support.js";
import { valueTests } from "./conformance/value-tests.js";
import { writeTests } from "./conformance/write-tests.js";

export type { ConformanceTest } from "./conformance/support.js";

/**
 * The tests that every table must pass, for any test runner. With Vitest, for your own table:
 *
 * ```ts
 * for (const { name, run } of conformanceTests) test(name, () => run(openMyTable));
 * ```
 *
 * Each test opens a table and uses its own partitions, so that all tests can share one table and
 * run concurrently. They write about 8 MB.
 */
export const conformanceTests: readonly ConformanceTest[] = [
  ...writeTests,
  ...readTests,
  ...valueTests,
  ...limitTests,
  ...signalTests,
];
