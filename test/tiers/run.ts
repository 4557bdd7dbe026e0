/**
 * Runs one tier of the tests, then checks that each promise of the docs whose test is in this tier was
 * kept: `tsx test/tiers/run.ts faults`. Further arguments go to vitest.
 */
import { spawnSync } from "node:child_process";
import { randomInt } from "node:crypto";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { broken, promises, type TestReport } from "./promises.js";
import { MAIN, reportOf, TIER_NAMES, TIERS, type Tier } from "./tiers.js";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const [tier = "", ...rest] = process.argv.slice(2);
if (!isTier(tier)) {
  console.error(`Name one tier: ${TIER_NAMES.join(", ")}.`);
  process.exit(2);
}

// A new seed finds new faults; the run prints it, so that it can be repeated.
const seed =
  process.env.FAST_CHECK_SEED ?? (tier === "fuzz" ? String(randomInt(2 ** 31)) : undefined);
if (tier === "fuzz") console.log(`FAST_CHECK_SEED=${seed}`);

const report = reportOf(tier);
rmSync(join(ROOT, report), { force: true });
const { status } = spawnSync(
  process.execPath,
  [
    ...["node_modules/vitest/vitest.mjs", "run", "--project", tier],
    ...["--reporter=verbose", "--reporter=json", `--outputFile.json=${report}`],
    ...rest,
  ],
  { cwd: ROOT, stdio: "inherit", env: { ...process.env, ...(seed && { FAST_CHECK_SEED: seed }) } },
);
if (status !== 0) process.exit(status ?? 1);
// On another engine some tests are skipped, each with its reason.
if ((process.env.DDB_PATTERN_ENGINE ?? "dynoxide") !== "dynoxide") process.exit(0);

const results: TestReport = JSON.parse(readFileSync(join(ROOT, report), "utf8"));
const own = promises(ROOT).filter(({ file }) => tierOf(file) === tier);
const failures = own.flatMap((promise) => {
  const reason = broken(promise, results);
  return reason === undefined
    ? []
    : [`${promise.page}: "${promise.title}" (${promise.file}): ${reason}`];
});
console.log(
  `${own.length - failures.length} of ${own.length} promises of the docs were kept by this tier.`,
);
for (const failure of failures) console.error(`Broken promise: ${failure}`);
process.exitCode = failures.length === 0 ? 0 : 1;

function isTier(name: string): name is Tier {
  return (TIER_NAMES as readonly string[]).includes(name);
}

/** The tier that runs a test file; a suite that test files import runs in the main tier. */
function tierOf(file: string): Tier {
  for (const [name, patterns] of Object.entries(TIERS)) {
    if (patterns.some((pattern) => matches(file, pattern))) return name as Tier;
  }
  return MAIN;
}

/** A `*` is any part of the name of a file or a folder. */
function matches(file: string, pattern: string): boolean {
  const parts = pattern.split("*").map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join("[^/]*")}$`).test(file);
}
