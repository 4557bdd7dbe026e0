import type { ColorChoice } from "./arguments.js";
import type { Environment, Sink } from "./terminal.js";

/** Their logs show colours, although they are no terminals. */
export const COLORFUL_CI = ["BUILDKITE", "CIRCLECI", "GITHUB_ACTIONS", "GITLAB_CI"];

/** Whether a stream gets colours: as asked, else as the environment says, else as what it is. */
export function usesColor(choice: ColorChoice, sink: Sink, env: Environment): boolean {
  if (choice !== "auto") return choice === "always";
  // Node's own order: what forces colours goes before what forbids them.
  if (env.FORCE_COLOR !== undefined) return !["0", "false"].includes(env.FORCE_COLOR);
  if (env.NO_COLOR || env.TERM === "dumb") return false;
  return sink.isTTY || COLORFUL_CI.some((name) => env[name]);
}
