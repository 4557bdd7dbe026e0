import type { Environment } from "./environment.js";
import type { Sink } from "./terminal.js";

/** A value of `--color`. */
export type ColorChoice = "auto" | "always" | "never";

/** CI services whose logs show colours, although a step's streams are no terminals. */
const COLORFUL_CI = ["BUILDKITE", "CIRCLECI", "GITHUB_ACTIONS", "GITLAB_CI"] as const;

/** Whether a stream gets colours. The option decides, then the environment, then the kind of stream. */
export function usesColor(choice: ColorChoice, sink: Sink, env: Environment): boolean {
  if (choice !== "auto") return choice === "always";
  // Node's own order: variables that force colours come before those that forbid them.
  if (env.FORCE_COLOR !== undefined) return !["0", "false"].includes(env.FORCE_COLOR);
  if (env.NO_COLOR || env.TERM === "dumb") return false;
  return sink.isTTY || COLORFUL_CI.some((name) => env[name]);
}
