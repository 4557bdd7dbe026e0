import { type Finding, isHarm } from "./findings.js";
import type { Share } from "./pairs.js";
import type { Problem } from "./problem.js";
import type { Verdict } from "./proof.js";

/** Findings of one rule, and how many of them a stored event shows. */
interface Shown {
  readonly category: Finding["category"];
  findings: number;
  shown: number;
  /** The seeds of pairs with a finding that no event shows. */
  readonly others: number[];
}

/**
 * Rules about what a later change could do, which no event that is stored now can show: a draft may change in any
 * way, and a name that is no longer reserved or retired may be used again.
 */
export const PREVENTIVE: ReadonlySet<string> = new Set([
  "EVENT_NO_DRAFT",
  "EVENT_RETIRED_NO_DELETE",
  "FIELD_NO_REUSE_RESERVED",
  "FIELD_RESERVED_NO_DELETE",
]);

/** What many pairs have shown. */
export class Figures {
  readonly share: Share = { drawn: 0, legal: 0 };
  readonly failures: string[] = [];
  readonly rules = new Map<string, Shown>();
  pairs = 0;
  clean = 0;
  cleanInRolling = 0;
  saved = 0;

  add({ pair, findings, failures, witnesses, rolling, saved }: Verdict): void {
    this.pairs++;
    this.saved += saved;
    if (!findings.some(isHarm)) this.clean++;
    if (rolling.isClean) this.cleanInRolling++;
    for (const witness of [...witnesses, ...rolling.witnesses]) this.#count(...witness, pair.seed);
    const edits = pair.edits.map(({ edit }) => edit.name).join(", then ");
    const all = [...failures, ...rolling.failures.map((failure) => `rolling: ${failure}`)];
    // One failure is enough to find the fault, and a pair can have hundreds.
    if (all.length > 0) this.failures.push(`seed ${pair.seed}: ${edits}: ${all[0]?.slice(0, 600)}`);
  }

  #count({ rule, category }: Finding, problem: Problem | undefined, seed: number): void {
    const counted = this.rules.get(rule) ?? { category, findings: 0, shown: 0, others: [] };
    this.rules.set(rule, counted);
    counted.findings++;
    if (problem !== undefined) counted.shown++;
    else counted.others.push(seed);
  }

  /** The share of the findings of harm that a stored event shows, but for preventive rules. */
  get shareShown(): number {
    const rules = [...this.rules].filter(
      ([rule, { category }]) => isHarm({ category }) && !PREVENTIVE.has(rule),
    );
    const sum = (key: "findings" | "shown") => rules.reduce((all, [, one]) => all + one[key], 0);
    return sum("findings") === 0 ? 1 : sum("shown") / sum("findings");
  }

  get text(): string {
    const { drawn, legal } = this.share;
    const rules = [...this.rules]
      .toSorted(([a, one], [b, other]) =>
        `${one.category} ${a}`.localeCompare(`${other.category} ${b}`),
      )
      .map(([rule, { category, shown, findings, others }]) => {
        const seeds = others.length === 0 ? "" : ` (not: ${others.slice(0, 5).join(", ")})`;
        return `  ${category} ${rule}: ${shown} of ${findings}${seeds}`;
      });
    return [
      `${this.pairs} pairs: ${this.clean} without harm to stored events, ${this.cleanInRolling} also without warnings.`,
      `${legal} of ${drawn} edited schemas were legal. ${this.saved} events were saved and read on the engine.`,
      `${(100 * this.shareShown).toFixed(1)} % of the findings of harm were shown by a stored event:`,
      ...rules,
    ].join("\n");
  }
}
