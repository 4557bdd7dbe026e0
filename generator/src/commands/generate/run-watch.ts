import type { ExitCode } from "../../terminal/exit-code.js";
import type { Terminal } from "../../terminal/terminal.js";
import type { Call } from "../command.js";
import type { GenerateRequest } from "../generate.js";
import { type Watching, watchModules } from "./watch.js";

/** Runs `generate --watch`, until SIGINT or SIGTERM ends it. */
export async function runWatch(
  request: GenerateRequest,
  { reload }: Pick<Call, "reload">,
  terminal: Terminal,
): Promise<ExitCode> {
  let endListening = () => {};
  const until = new Promise<ExitCode>((resolve) => {
    endListening = terminal.onSignal(resolve);
  });
  try {
    return await watchModules(request, { reload: reloader(request, reload), until }, terminal);
  } finally {
    endListening();
  }
}

/** Makes requests of the calls that the config makes. */
export function reloader(first: GenerateRequest, reload: Call["reload"]): Watching["reload"] {
  return async () => {
    const applied = await reload?.();
    if (applied?.kind === "end") return applied;
    if (applied?.kind !== "call") return first;
    const { operands, config } = applied.call;
    return { ...first, files: operands, config };
  };
}
