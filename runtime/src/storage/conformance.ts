import { limitTests } from "./conformance/limit-tests.js";
import { readTests } from "./conformance/read-tests.js";
import { signalTests } from "./conformance/signal-tests.js";
import type { ConformanceTest } from "./conformance/support.js";
import { valueTests } from "./conformance/value-tests.js";
import { writeTests } from "./conformance/write-tests.js";

export type { ConformanceTest } from "./conformance/support.js";

/**
 * What every table must do, as tests for any runner. With Vitest, for a table of your own:
 *
 * ```ts
 * for (const { name, run } of conformanceTests) test(name, () => run(openMyTable));
 * ```
 *
 * Each test opens a table and works in partitions of its own, so that all can share one table and run at
 * once. They write about 8 MB.
 */
export const conformanceTests: readonly ConformanceTest[] = [
  ...writeTests,
  ...readTests,
  ...valueTests,
  ...limitTests,
  ...signalTests,
];
