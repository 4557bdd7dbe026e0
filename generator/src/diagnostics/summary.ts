import { compareDiagnostics, type Diagnostic, isError } from "./diagnostic.js";

/** More diagnostics would hide those to fix first. */
const MAX_SHOWN = 100;

/** The diagnostics of a run, ready for any format. */
export interface Report {
  /** In reading order, each once, at most 100; if there are more, errors are kept before warnings. */
  readonly shown: readonly Diagnostic[];
  /** The number of errors, shown or not. */
  readonly errors: number;
  /** The number of warnings, shown or not. */
  readonly warnings: number;
  /** Those of the errors that are changes of schemas, shown or not: their number in each category. */
  readonly breaking: ReadonlyMap<string, number>;
}

/** Sorts diagnostics, drops those that repeat, and keeps the first ones. */
export function reportOf(diagnostics: readonly Diagnostic[]): Report {
  const sorted = withoutRepeats(diagnostics).sort(compareDiagnostics);
  const errors = sorted.filter(isError);
  const warnings = sorted.filter((diagnostic) => !isError(diagnostic));
  const kept = new Set([...errors, ...warnings].slice(0, MAX_SHOWN));
  return {
    shown: sorted.filter((diagnostic) => kept.has(diagnostic)),
    errors: errors.length,
    warnings: warnings.length,
    breaking: countByCategory(errors),
  };
}

function countByCategory(errors: readonly Diagnostic[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { change } of errors) {
    if (change === undefined) continue;
    counts.set(change.category, (counts.get(change.category) ?? 0) + 1);
  }
  return counts;
}

/** Drops equal diagnostics: each schema that imports a wrong file reports the mistakes in it. */
function withoutRepeats(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const byContent = new Map<string, Diagnostic>();
  for (const diagnostic of diagnostics) {
    const { code, file, location, path, message } = diagnostic;
    const content = JSON.stringify([code, file, location, path, message]);
    if (!byContent.has(content)) byContent.set(content, diagnostic);
  }
  return [...byContent.values()];
}
