import { RULE_IDS } from "../../model/rule-ids.js";
import type { Analysis } from "../analysis.js";

const KNOWN: ReadonlySet<string> = new Set(RULE_IDS);

/** Reports accepted changes of rules that there are not: nothing would ever be accepted by them. */
export function checkAccepted({ accepted, report, suggest }: Analysis): void {
  for (const rule of new Set(accepted.map((change) => change.rule))) {
    if (KNOWN.has(rule)) continue;
    report.atKey("unknown-rule", ["accept", rule], { rule, suggestion: suggest(rule, RULE_IDS) });
  }
}
