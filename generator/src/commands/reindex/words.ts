import type {
  IncompleteCopies,
  MissingCopyProblem,
  ReindexPlan,
  ReindexResult,
} from "ddb-pattern-runtime/maintenance";
import { count } from "../../util/count.js";
import { consistentStreams, kindLines } from "../tables/copy-kinds.js";
import type { TableSchema } from "../tables/read-schema.js";
import { costOf, type Price } from "./price.js";

/** More copies that cannot be added are not shown one by one, and more reasons are not counted. */
const MAX_SHOWN = 10;

/**
 * What a reindex is to complete; the first line is what to do before.
 *
 * @param everything Whether all copies are looked for.
 */
export function goalLines(
  { descriptor }: TableSchema,
  table: string,
  incomplete: readonly IncompleteCopies[],
  everything: boolean,
): string[] {
  if (incomplete.length === 0) {
    const complete = `all lookups and streams of ${descriptor.name} are complete in table ${table}`;
    return everything
      ? [`By the contract, ${complete}. All copies are looked for nevertheless.`]
      : [
          `By the contract, ${complete}, so there is nothing to add. To look for all copies nevertheless, use --all.`,
        ];
  }
  const streams = consistentStreams(incomplete);
  const first =
    streams.length === 0
      ? []
      : [
          `First stop all programs that save events by an earlier schema: their events would have no revision in the consistent stream${streams.length === 1 ? "" : "s"} ${streams.join(", ")}.`,
        ];
  return [
    ...first,
    `Stored events may lack copies in table ${table}:`,
    ...kindLines(incomplete, ({ since }) => `, saved before ${since}`),
  ];
}

/** @param everything Whether all copies were looked for. */
export function planLines(plan: ReindexPlan, price: Price, everything: boolean): string[] {
  const { kinds, events, writeUnits, newestLacking } = plan;
  if (kinds.length === 0) return [];
  const cost = money(costOf(writeUnits, price));
  const perMillion = price.dollarsPerMillion.toLocaleString("en-US", { maximumFractionDigits: 6 });
  return [
    `${count(events, "event")} must have these copies; to add: ${additions(plan)}.`,
    `That takes ${count(writeUnits, "write unit")}: ${cost} at $${perMillion} for a million, ${price.of}.`,
    ...(newestLacking === undefined
      ? []
      : [
          `The newest event that lacks a copy was saved at ${newestLacking}, by an earlier schema.`,
        ]),
    ...problemLines(plan, everything),
  ];
}

/** @param everything Whether all copies were looked for. */
export function resultLines(result: ReindexResult, everything: boolean): string[] {
  const { kinds, events, problems, consumedWriteUnits } = result;
  // The goal says that there is nothing to add.
  if (kinds.length === 0) return [];
  const units = count(consumedWriteUnits, "write unit");
  const complete = problems === 0 ? ["All lookups and streams are complete now."] : [];
  return [
    `${count(events, "event")} must have these copies; added: ${additions(result)}, for ${units}.`,
    ...complete,
    ...problemLines(result, everything),
  ];
}

function additions({ copies, guards }: ReindexPlan): string {
  const added = count(copies, "copy", "copies");
  return guards === 0 ? added : `${added} and ${count(guards, "guard")} of event ids`;
}

function problemLines({ problems }: ReindexPlan, everything: boolean): string[] {
  if (problems === 0) return [];
  const are = problems === 1 ? "copy that cannot" : "copies that cannot";
  // The contract may say that they are complete.
  const effect = everything ? "" : "; the lookups and streams stay incomplete";
  return [`${count(problems, are, are)} be added${effect}.`];
}

/** The lines of copies that cannot be added: the first ones, and then the number of each reason. */
export class ProblemLines {
  readonly #numbers = new Map<string, number>();
  #problems = 0;
  #late = 0;

  /** `cannot add  01H…  ORDER::{order_id}::@order {revision}: the stream has later events already` */
  add({ problem, eventId, type, key, reason }: MissingCopyProblem): string[] {
    // A reason can name the event.
    const name = `${type} in ${key}: ${reason.replaceAll(eventId, "…")}`;
    this.#numbers.set(name, (this.#numbers.get(name) ?? 0) + 1);
    this.#problems++;
    if (problem === "late") this.#late++;
    if (this.#problems > MAX_SHOWN + 1) return [];
    if (this.#problems > MAX_SHOWN) return ["cannot add  more are counted below"];
    return [`cannot add  ${eventId}  ${type} in ${key}: ${reason}`];
  }

  /**
   * The lines after all.
   *
   * @param appending The command that appends late events; `undefined` if this one does.
   */
  end(appending: string | undefined): string[] {
    const late =
      this.#late > 0 && appending !== undefined
        ? [`To add late events to consistent streams after the later ones, run: ${appending}`]
        : [];
    if (this.#problems <= MAX_SHOWN) return late;
    const reasons = [...this.#numbers].sort(([, a], [, b]) => b - a);
    const shown = reasons.slice(0, MAX_SHOWN);
    const others = reasons.slice(MAX_SHOWN).reduce((sum, [, number]) => sum + number, 0);
    return [
      ...shown.map(([name, number]) => `  ${number.toLocaleString("en-US")}  ${name}`),
      ...(others === 0 ? [] : [`  ${others.toLocaleString("en-US")}  for other reasons`]),
      ...late,
    ];
  }
}

function money(dollars: number): string {
  if (dollars > 0 && dollars < 0.01) return "less than $0.01";
  const amount = dollars.toLocaleString("en-US", {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  });
  return `$${amount}`;
}
