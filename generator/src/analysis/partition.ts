import { BROKEN } from "../language/document.js";
import type { EventModel } from "../model/model.js";
import { isIdField } from "../model/names.js";
import type { Analysis } from "./analysis.js";
import { isNewlyReported, misspeltIn, namesOf, relatedTo, reportLack } from "./misspelt-id.js";

/** Reports event types without the partition field. */
export function checkPartition(analysis: Analysis): void {
  const { document, groups, events, idSuffix, report, suggest, unknown } = analysis;
  const { partition } = document;
  if (partition === undefined || partition === BROKEN || events.length === 0) return;
  if (!isIdField(partition, idSuffix)) {
    unknown.lookups = true;
    return;
  }
  const hasPartition = ({ fields }: Pick<EventModel, "fields">) =>
    fields.some(({ name }) => name === partition);
  const lacking = events.filter((event) => !hasPartition(event));
  if (lacking.length > 0) unknown.lookups = true;
  if (lacking.length < events.length) {
    const others = namesOf(events.filter(hasPartition));
    const group = groups.find(hasPartition);
    for (const event of lacking) {
      const { type } = event;
      if (unknown.ids.has(type)) continue;
      const about = { partition, event: type, suggestion: undefined, group: group?.name };
      const part = { path: ["events", type], at: "key" } as const;
      const lack = { id: partition, event, others };
      reportLack("partition-field-missing", about, lack, part, analysis);
    }
    return;
  }
  // An event type that is not known may have the field.
  if (unknown.ids.size > 0) return;
  // One mistake, and not one of each event type.
  const names = new Set(events.flatMap(({ fields }) => fields.map(({ name }) => name)));
  const ids = [...names].filter((name) => isIdField(name, idSuffix));
  const suggestion = suggest(partition, ids);
  const misspelt = misspeltIn(events, partition, suggestion, analysis);
  if (misspelt !== undefined) isNewlyReported(misspelt, analysis);
  const about = { partition, suggestion };
  report.atValue("unknown-partition", ["partition"], about, relatedTo(misspelt));
}
