import type { AcceptedChange, Model } from "../model/model.js";
import { type Comparison, createComparison } from "./comparison.js";
import { type Finding, SEVERITIES } from "./finding.js";
import { fingerprint } from "./fingerprint.js";
import type { PairedEvents } from "./pairs.js";
import { rules } from "./rules/index.js";

/** What a schema changes since its releases. */
export interface Changes {
  /** The findings that the schema does not accept, in the order of rules. */
  readonly findings: readonly Finding[];
  /** Those that it accepts. */
  readonly accepted: readonly Finding[];
  /** The acceptances without a finding. Those that the newest release has, too, are not among them. */
  readonly unused: readonly AcceptedChange[];
}

/** Everything that rules find between two schemas, whether it is accepted or not: each rule once for each path. */
export function compare(old: Model, next: Model): Finding[] {
  return findingsOf(createComparison(old, next), 0).map(({ finding }) => finding);
}

/**
 * Compares a schema with its releases. Stored events may be of any of them, so the rules of category `STORED`
 * compare with all; the others compare with the newest. What several releases show is found once, in the
 * newest of them; so is what stored events of several releases have lost, however each release shows it.
 *
 * An acceptance that the newest release has, with the same reason, accepts nothing that changed since: it would
 * accept any later change of the same part.
 *
 * @param releases - The earlier schemas, the first one first; the finding's `release` is an index of it.
 */
export function compareWithHistory(releases: readonly Model[], current: Model): Changes {
  const newest = releases.length - 1;
  const all = new Map<string, Finding>();
  let later: PairedEvents | undefined;
  const lostLater = new Set<string>();
  const repeated = new Set<Finding>();
  for (let release = newest; release >= 0; release--) {
    const comparison = createComparison(releases[release] as Model, current, later);
    later = comparison.events;
    const candidates = findingsOf(comparison, release);
    for (const { finding, lost } of candidates) {
      const isOfNewest = release === newest || finding.category === "STORED";
      const key = keyOf(finding);
      if (!isOfNewest || all.has(key)) continue;
      all.set(key, finding);
      if (lost.length > 0 && lost.every((name) => lostLater.has(name))) repeated.add(finding);
    }
    for (const { lost } of candidates) for (const name of lost) lostLater.add(name);
  }
  const reasons = reasonsOf(current);
  const before = reasonsOf(releases[newest]);
  // An acceptance of the newest release is of a change before it.
  const isSpent = (finding: Finding) =>
    finding.release === newest && before.get(keyOf(finding)) === reasons.get(keyOf(finding));
  const isAccepted = (finding: Finding) => reasons.has(keyOf(finding)) && !isSpent(finding);
  // An acceptance of a finding that a later release repeats is of use, as it was before that release.
  const found = [...all.values()].filter((finding) => !repeated.has(finding));
  return {
    findings: found
      .filter((finding) => !isAccepted(finding))
      .map((finding) => (reasons.has(keyOf(finding)) ? withNewReason(finding) : finding)),
    accepted: found.filter(isAccepted),
    unused: current.accepted.filter((one) => !all.has(keyOf(one)) && !before.has(keyOf(one))),
  };
}

/** The reasons of the acceptances of a schema, by rule and path. */
function reasonsOf(model: Model | undefined): ReadonlyMap<string, string> {
  return new Map(model?.accepted.map((one) => [keyOf(one), one.reason]));
}

function withNewReason(finding: Finding): Finding {
  const help = `${finding.help} The entry under "accept" is of an earlier change: to accept this one, too, write a new reason.`;
  return { ...finding, help };
}

interface Candidate {
  readonly finding: Finding;
  /** As in `Found`. */
  readonly lost: readonly string[];
}

function findingsOf(comparison: Comparison, release: number): Candidate[] {
  const all = new Map<string, Candidate>();
  for (const { id, category, check } of rules) {
    for (const found of check(comparison)) {
      const { path, oldPath = path, newPath = path, message, help, lost = [] } = found;
      const finding: Finding = {
        rule: id,
        category,
        severity: SEVERITIES[category],
        path: path.join("."),
        oldPath,
        newPath,
        message,
        help,
        fingerprint: fingerprint(id, found),
        release,
      };
      const key = keyOf(finding);
      if (!all.has(key)) all.set(key, { finding, lost });
    }
  }
  return [...all.values()];
}

function keyOf({ rule, path }: Pick<Finding, "rule" | "path">): string {
  return `${rule} ${path}`;
}
