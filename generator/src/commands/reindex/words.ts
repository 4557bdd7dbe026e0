import type {
  IncompleteCopies,
  MissingCopyProblem,
  ReindexPlan,
  ReindexResult,
} from "ddb-pattern-runtime/maintenance";
import { consistentStreams, kindLines } from "../tables/copy-kinds.js";
import { count } from "../tables/count.js";
import type { TableSchema } from "../tables/read-schema.js";
import { costOf, type Price } from "./price.js";

/** What a reindex is to complete; the first line is what to do before. */
export function goalLines(
  { descriptor }: TableSchema,
  table: string,
  incomplete: readonly IncompleteCopies[],
): string[] {
  if (incomplete.length === 0) {
    return [`All lookups and streams of ${descriptor.name} are complete in table ${table}.`];
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

export function planLines(plan: ReindexPlan, price: Price): string[] {
  const { kinds, events, writeUnits, newestLacking } = plan;
  if (kinds.length === 0) return [];
  const cost = money(costOf(writeUnits, price));
  const perMillion = price.dollarsPerMillion.toLocaleString("en-US", { maximumFractionDigits: 6 });
  return [
    `${count(events, "event")} read; to add: ${additions(plan)}.`,
    `That takes ${count(writeUnits, "write unit")}: ${cost} at $${perMillion} for a million, ${price.of}.`,
    ...(newestLacking === undefined
      ? []
      : [
          `The newest event that lacks a copy was saved at ${newestLacking}, by an earlier schema.`,
        ]),
    ...problemLines(plan),
  ];
}

export function resultLines(result: ReindexResult): string[] {
  const { kinds, events, problems, consumedWriteUnits } = result;
  // The goal says that there is nothing to add.
  if (kinds.length === 0) return [];
  const units = count(consumedWriteUnits, "write unit");
  const complete = problems === 0 ? ["All lookups and streams are complete now."] : [];
  return [
    `${count(events, "event")} read; added: ${additions(result)}, for ${units}.`,
    ...complete,
    ...problemLines(result),
  ];
}

function additions({ copies, guards }: ReindexPlan): string {
  const added = count(copies, "copy", "copies");
  return guards === 0 ? added : `${added} and ${count(guards, "guard")} of event ids`;
}

function problemLines({ problems }: ReindexPlan): string[] {
  if (problems === 0) return [];
  const are = problems === 1 ? "copy that cannot" : "copies that cannot";
  return [`${count(problems, are, are)} be added; the lookups and streams stay incomplete.`];
}

/** `cannot add  01H…  ORDER::{order_id}::@order {revision}: the stream has later events already` */
export function problemLine({ eventId, type, key, reason }: MissingCopyProblem): string {
  return `cannot add  ${eventId}  ${type} in ${key}: ${reason}`;
}

function money(dollars: number): string {
  if (dollars > 0 && dollars < 0.01) return "less than $0.01";
  const amount = dollars.toLocaleString("en-US", {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  });
  return `$${amount}`;
}
