import { fieldPath } from "../../analysis/fields.js";
import { isFoundBy, noLookupHelp } from "../lookups.js";
import type { Rule } from "../rule.js";

export const idWithoutLookup: Rule = {
  code: "id-without-lookup",
  summary: "No lookup or stream finds an event by one of its ids.",
  help: 'Add a lookup, or mark the field with "lookup: false"',
  readsLookups: true,
  *check({ model, events, streamsOf }) {
    for (const event of events) {
      const isFound = isFoundBy(event, streamsOf(event));
      for (const field of event.fields) {
        const { name, modelKey } = field;
        // The partition scopes other lookups; a query by it alone is a choice.
        if (modelKey === undefined || modelKey === model.partition || isFound(modelKey)) continue;
        const path = fieldPath(event.type, field);
        const message = `No lookup or stream finds ${event.type} by "${name}".`;
        yield { path, message, help: `Add a lookup, or ${noLookupHelp(field)}` };
      }
    }
  },
};
