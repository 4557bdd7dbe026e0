import type { Rule } from "../rule.js";
import { eventFields } from "../shared/event-fields.js";
import { lookupFinder, noLookupHelp } from "../shared/lookups.js";

export const idWithoutLookup: Rule = {
  code: "id-without-lookup",
  summary: "No lookup or stream finds an event by one of its ids.",
  help: 'Add a lookup, or mark the field with "lookup: false"',
  readsLookups: true,
  *check(schema) {
    const { model } = schema;
    const known = new Set(schema.events);
    const isFound = lookupFinder(schema);
    for (const { field, path, events } of eventFields(model)) {
      const { name, modelKey, group } = field;
      // The partition scopes other lookups; a query by it alone is a choice.
      if (modelKey === undefined || modelKey === model.partition || schema.hasError(path)) continue;
      // A field of a group without a lookup would have none in all event types that include the group.
      if (events.some((event) => !known.has(event) || isFound(event, modelKey))) continue;
      const [first, ...others] = events;
      const what = others.length === 0 ? first?.type : `an event type that includes ${group}`;
      const message = `No lookup or stream finds ${what} by "${name}".`;
      yield { path, message, help: `Add a lookup, or ${noLookupHelp(field)}` };
    }
  },
};
