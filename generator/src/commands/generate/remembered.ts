import { hash } from "node:crypto";
import { resolve } from "node:path";
import { MAX_FILE_BYTES } from "../../language/source-file.js";
import { type Observation, stillHolds } from "../../workspace/observations.js";
import { readRegularFile } from "../../workspace/regular-file.js";
import type { Target } from "../../workspace/targets.js";
import type { ModuleOutcome } from "./generate-module.js";

/** The outcome of a schema in the last run. */
export interface Remembered {
  readonly target: Target;
  readonly outcome: ModuleOutcome;
  /** The digest of the schema; `undefined` for a file that could not be read. */
  readonly schema: string | undefined;
}

/** Remembers an outcome. */
export function remember(target: Target, outcome: ModuleOutcome): Remembered {
  const { schema } = outcome;
  return { target, outcome, schema: schema === undefined ? undefined : hash("sha256", schema) };
}

/** Whether generating a schema again would have the same outcome. `held` has what is known of other files. */
export function isUpToDate(
  { target, outcome, schema }: Remembered,
  now: Target,
  cwd: string,
  held: Map<string, boolean>,
): boolean {
  const holds = (observation: Observation) => {
    const key = JSON.stringify(observation);
    const known = held.get(key) ?? stillHolds(observation);
    held.set(key, known);
    return known;
  };
  return (
    JSON.stringify(target) === JSON.stringify(now) &&
    schema === digestOf(resolve(cwd, target.input)) &&
    outcome.observer.observations.every(holds)
  );
}

function digestOf(path: string): string | undefined {
  const bytes = readRegularFile(path, MAX_FILE_BYTES);
  return bytes === undefined ? undefined : hash("sha256", bytes);
}
