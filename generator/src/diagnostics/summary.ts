import { compareFindings, type Finding, isError } from "./diagnostic.js";

/** More would bury what to do first. */
const MAX_SHOWN = 100;

/** What a run has to say, whatever the format. */
export interface Report {
  /** In reading order, each once; where not all are shown, errors go before warnings. */
  readonly shown: readonly Finding[];
  /** Of all findings, shown or not. */
  readonly errors: number;
  readonly warnings: number;
}

/** Findings as they are told: sorted, each once, and not too many. */
export function reportOf(findings: readonly Finding[]): Report {
  const sorted = withoutRepeats(findings).sort(compareFindings);
  const errors = sorted.filter(isError);
  const warnings = sorted.filter((finding) => !isError(finding));
  const told = new Set([...errors, ...warnings].slice(0, MAX_SHOWN));
  return {
    shown: sorted.filter((finding) => told.has(finding)),
    errors: errors.length,
    warnings: warnings.length,
  };
}

/** Schemas that share a wrong file would each tell what is wrong with it. */
function withoutRepeats(findings: readonly Finding[]): Finding[] {
  const byContent = new Map<string, Finding>();
  for (const finding of findings) {
    const { code, file, place, path, message } = finding;
    const content = JSON.stringify([code, file, place, path, message]);
    if (!byContent.has(content)) byContent.set(content, finding);
  }
  return [...byContent.values()];
}
