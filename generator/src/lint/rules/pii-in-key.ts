import type { Rule } from "../rule.js";
import { eventFields } from "../shared/event-fields.js";
import { lookupFinder, noLookupHelp } from "../shared/lookups.js";

export const piiInKey: Rule = {
  code: "pii-in-key",
  summary: "Personal data becomes a part of keys.",
  help: 'Use an id that reveals nothing, or mark the field with "lookup: false"',
  readsLookups: true,
  *check(schema) {
    const known = new Set(schema.events);
    const isFound = lookupFinder(schema);
    for (const { field, path, events } of eventFields(schema.model)) {
      const { name, modelKey, isPii } = field;
      if (!isPii || modelKey === undefined) continue;
      if (!events.some((event) => known.has(event) && isFound(event, modelKey))) continue;
      const message = `"${name}" is personal data, and becomes a part of keys.`;
      const help = `Use an id that reveals nothing, or ${noLookupHelp(field)}`;
      yield { path, message, help };
    }
  },
};
