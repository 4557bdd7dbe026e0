import { parse } from "yaml";
import { isMapping } from "../language/mapping.js";
import { firstLine, YAML_OPTIONS } from "./prices/read-prices.js";
import type { SchemaCost } from "./schema-cost.js";

/** The write units that a save of an event type may cost. */
export interface EventBudget {
  /** Of the typical event. */
  readonly typical: number;
  /** Of the event with all ids that it can have. */
  readonly most: number;
}

/** By the name of the schema, then by that of the event type. */
export type Budget = ReadonlyMap<string, ReadonlyMap<string, EventBudget>>;

/** An event type that is dearer than its budget, or has none. */
export interface Overspending {
  readonly schema: string;
  readonly event: string;
  readonly now: EventBudget;
  /** `undefined` if the budget does not list the event type. */
  readonly allowed: EventBudget | undefined;
}

/** The budget that schemas keep exactly. */
export function budgetOf(costs: readonly SchemaCost[]): Budget {
  return new Map(
    costs.map(({ model, events }) => [
      model.name,
      new Map(
        [...events].map(([type, { saves }]) => [
          type,
          { typical: saves.typical.writeUnits, most: saves.most.writeUnits },
        ]),
      ),
    ]),
  );
}

/** The event types that exceed a budget. */
export function overspending(now: Budget, allowed: Budget): Overspending[] {
  return [...now].flatMap(([schema, events]) =>
    [...events].flatMap(([event, units]) => {
      const budget = allowed.get(schema)?.get(event);
      const isWithin =
        budget !== undefined && units.typical <= budget.typical && units.most <= budget.most;
      return isWithin ? [] : [{ schema, event, now: units, allowed: budget }];
    }),
  );
}

/** The text of a budget: one line for each event type, in the order of names. */
export function budgetText(budget: Budget): string {
  const sorted = <Value>(map: ReadonlyMap<string, Value>) =>
    [...map].sort(([a], [b]) => (a < b ? -1 : 1));
  const lines = sorted(budget).flatMap(([schema, events]) => [
    `  ${schema}:`,
    ...sorted(events).map(
      ([event, { typical, most }]) => `    ${event}: { typical: ${typical}, most: ${most} }`,
    ),
  ]);
  return `# The write units of a save of each event type. \`ddb-pattern-gen cost --budget\` fails if one becomes dearer;
# with --write-budget it writes this file. Commit it.
version: 1
events:
${lines.join("\n")}
`;
}

/** Reads a budget; or the reason why the text is none. */
export function readBudget(text: string): Budget | { readonly reason: string } {
  let value: unknown;
  try {
    value = parse(text, YAML_OPTIONS);
  } catch (error) {
    return { reason: `is not YAML: ${firstLine(error)}` };
  }
  if (!isMapping(value) || value.version !== 1 || !isMapping(value.events)) {
    return { reason: "is not a budget of version 1 with `events`" };
  }
  const budget = new Map<string, ReadonlyMap<string, EventBudget>>();
  for (const [schema, events] of Object.entries(value.events)) {
    if (!isMapping(events)) return { reason: `has no event types for ${schema}` };
    const units = new Map<string, EventBudget>();
    for (const [event, raw] of Object.entries(events)) {
      if (!isMapping(raw) || !isUnits(raw.typical) || !isUnits(raw.most)) {
        return { reason: `lacks \`typical\` or \`most\` for ${schema}.${event}` };
      }
      units.set(event, { typical: raw.typical, most: raw.most });
    }
    budget.set(schema, units);
  }
  return budget;
}

function isUnits(value: unknown): value is number {
  return typeof value === "number" && value >= 0;
}
