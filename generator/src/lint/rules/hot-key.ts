import type { YamlPath } from "../../diagnostics/diagnostic.js";
import type { EventModel } from "../../model/model.js";
import type { LintedSchema, Rule, Warning } from "../rule.js";

const MESSAGE =
  'The lookup "type" stores all events of a type under one key of the whole table, which takes about 500 events a second.';

export const hotKey: Rule = {
  code: "hot-key",
  summary: 'All events of a type are under one key of the whole table, by the lookup "type".',
  help: 'Name a partition, or give "lookups:" without "type"',
  readsLookups: true,
  check: (schema) => [...ownLists(schema), ...commonList(schema)],
};

/** The lookups that event types list themselves. */
function* ownLists({ model, valueAt }: LintedSchema): Iterable<Warning> {
  for (const event of model.events.filter(isHot)) {
    const path = ["events", event.type, "lookups"];
    const lookups = valueAt(path);
    if (Array.isArray(lookups)) yield inList(path, lookups);
  }
}

/** The lookups of the schema, or the default: one warning for all event types that take them. */
function* commonList({ model, valueAt }: LintedSchema): Iterable<Warning> {
  const takesCommon = ({ type }: EventModel) => valueAt(["events", type, "lookups"]) === undefined;
  if (!model.events.some((event) => isHot(event) && takesCommon(event))) return;
  const lookups = valueAt(["lookups"]);
  if (Array.isArray(lookups)) yield inList(["lookups"], lookups);
  else yield { path: ["events"], message: MESSAGE };
}

function inList(path: YamlPath, lookups: readonly unknown[]): Warning {
  return { path: [...path, lookups.indexOf("type")], at: "value", message: MESSAGE };
}

function isHot({ lookups }: EventModel): boolean {
  return lookups.some(({ kind }) => kind === "type");
}
