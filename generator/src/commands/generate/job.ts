import type { Current } from "../../workspace/cache.js";
import type { Target } from "../../workspace/targets.js";
import type { ModuleOutcome } from "./generate-module.js";

/** One schema of a run. */
export interface Job {
  readonly target: Target;
  /** The entry in the cache, if the module is current. */
  readonly current: Current | undefined;
  /** The outcome of an earlier run, if nothing that it depends on has changed since. */
  readonly known?: ModuleOutcome | undefined;
}
