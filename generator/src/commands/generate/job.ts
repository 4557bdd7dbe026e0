import type { Current } from "../../workspace/cache.js";
import type { Target } from "../../workspace/targets.js";

/** One schema of a run. */
export interface Job {
  readonly target: Target;
  /** The entry in the cache, if the module is current. */
  readonly current: Current | undefined;
}
