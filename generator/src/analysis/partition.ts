import { BROKEN } from "../language/document.js";
import type { EventModel } from "../model/model.js";
import { isIdField } from "../model/names.js";
import type { Analysis } from "./analysis.js";
import { fieldPath } from "./fields.js";
import { pathKey } from "./reporter.js";

/** Reports event types without the partition field. */
export function checkPartition(analysis: Analysis): void {
  const { document, events, idSuffix, report, suggest, unknown } = analysis;
  const { partition } = document;
  if (partition === undefined || partition === BROKEN || events.length === 0) return;
  if (!isIdField(partition, idSuffix)) {
    unknown.lookups = true;
    return;
  }
  const names = new Set(events.flatMap(({ fields }) => fields.map(({ name }) => name)));
  if (names.has(partition)) {
    // An id beside the partition is another one.
    const others = events.filter(({ fields }) => fields.some(({ name }) => name === partition));
    const isOther = new Set(others.flatMap(({ fields }) => fields.map(({ name }) => name)));
    for (const event of events) checkHasPartition(event, partition, isOther, analysis);
    return;
  }
  // An event type that is not known may have the field.
  if (unknown.ids.size === 0) {
    // One mistake, and not one of each event.
    const ids = [...names].filter((name) => isIdField(name, idSuffix));
    const suggestion = suggest(partition, ids);
    report.atValue("unknown-partition", ["partition"], { partition, suggestion });
  }
  unknown.lookups = true;
}

function checkHasPartition(
  { type, fields }: EventModel,
  partition: string,
  isOther: ReadonlySet<string>,
  { idSuffix, report, suggest, unknown }: Analysis,
): void {
  if (fields.some(({ name }) => name === partition)) return;
  unknown.lookups = true;
  if (unknown.ids.has(type)) return;
  const misspelt = fields.find(
    ({ name }) =>
      isIdField(name, idSuffix) && !isOther.has(name) && suggest(partition, [name]) !== undefined,
  );
  const path = misspelt === undefined ? ["events", type] : fieldPath(type, misspelt);
  const suggestion = misspelt && partition;
  if (!unknown.fields.has(pathKey(path))) {
    report.atKey("partition-field-missing", path, { partition, event: type, suggestion });
  }
  if (misspelt !== undefined) unknown.fields.add(pathKey(path));
}
