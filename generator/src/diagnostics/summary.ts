import { compareFindings, type Finding, isError } from "./diagnostic.js";

/** More diagnostics would hide those to fix first. */
const MAX_SHOWN = 100;

/** The diagnostics of a run, ready for any format. */
export interface Report {
  /** In reading order, each once, at most 100; if there are more, errors are kept before warnings. */
  readonly shown: readonly Finding[];
  /** The number of errors, shown or not. */
  readonly errors: number;
  /** The number of warnings, shown or not. */
  readonly warnings: number;
}

/** Sorts diagnostics, drops those that repeat, and keeps the first ones. */
export function reportOf(findings: readonly Finding[]): Report {
  const sorted = withoutRepeats(findings).sort(compareFindings);
  const errors = sorted.filter(isError);
  const warnings = sorted.filter((finding) => !isError(finding));
  const kept = new Set([...errors, ...warnings].slice(0, MAX_SHOWN));
  return {
    shown: sorted.filter((finding) => kept.has(finding)),
    errors: errors.length,
    warnings: warnings.length,
  };
}

/** Each schema that imports a wrong file reports the mistakes in it. */
function withoutRepeats(findings: readonly Finding[]): Finding[] {
  const byContent = new Map<string, Finding>();
  for (const finding of findings) {
    const { code, file, place, path, message } = finding;
    const content = JSON.stringify([code, file, place, path, message]);
    if (!byContent.has(content)) byContent.set(content, finding);
  }
  return [...byContent.values()];
}
