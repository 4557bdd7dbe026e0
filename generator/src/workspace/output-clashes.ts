import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { newDiagnostic } from "../diagnostics/messages.js";
import { outputKey, type Target } from "./targets.js";

/** Reports schemas of one run that would be generated into the same file. */
export function outputClashes(targets: readonly Target[]): Diagnostic[] {
  const owners = new Map<string, string>();
  return targets.flatMap((target) => {
    const { input, output } = target;
    const other = owners.get(outputKey(target));
    if (other === undefined) {
      owners.set(outputKey(target), input);
      return [];
    }
    return [newDiagnostic("output-clash", { file: input }, { output, other })];
  });
}
