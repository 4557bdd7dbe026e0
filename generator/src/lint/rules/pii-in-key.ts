import { fieldPath } from "../../analysis/fields.js";
import { isFoundBy, noLookupHelp } from "../lookups.js";
import type { Rule } from "../rule.js";

export const piiInKey: Rule = {
  code: "pii-in-key",
  summary: "Personal data becomes a part of keys.",
  help: 'Use an id that reveals nothing, or mark the field with "lookup: false"',
  readsLookups: true,
  *check({ events, streamsOf }) {
    for (const event of events) {
      const isFound = isFoundBy(event, streamsOf(event));
      for (const field of event.fields) {
        const { name, modelKey, isPii } = field;
        if (!isPii || modelKey === undefined || !isFound(modelKey)) continue;
        const message = `"${name}" is personal data, and becomes a part of keys.`;
        const help = `Use an id that reveals nothing, or ${noLookupHelp(field)}`;
        yield { path: fieldPath(event.type, field), message, help };
      }
    }
  },
};
