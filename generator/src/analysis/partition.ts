import { wordsOf } from "../diagnostics/suggest/suggest.js";
import { BROKEN } from "../language/document.js";
import type { EventModel } from "../model/model.js";
import { type IdSuffix, isIdField, withoutSuffix } from "../model/names.js";
import type { Analysis } from "./analysis.js";
import { declaredFields } from "./fields.js";
import { entityName, entityWords, idWord, singular } from "./id-names.js";
import { idTypes } from "./id-type.js";
import { isNewlyReported, misspeltIn, namesOf, relatedTo, reportLack } from "./misspelt-id.js";
import { pathKey } from "./reporter.js";

/** Reports event types without the partition field. */
export function checkPartition(analysis: Analysis): void {
  const { document, groups, events, idSuffix, report, suggest, unknown } = analysis;
  const { partition } = document;
  if (partition === undefined || partition === BROKEN || events.length === 0) return;
  if (!isIdField(partition, idSuffix)) {
    unknown.lookups = true;
    return;
  }
  checkPartitionEntities(partition, analysis);
  const hasPartition = ({ fields }: Pick<EventModel, "fields">) =>
    fields.some(({ name }) => name === partition);
  const lacking = events.filter((event) => !hasPartition(event));
  if (lacking.length === 0) return;
  unknown.lookups = true;
  if (lacking.length < events.length) {
    const others = namesOf(events.filter(hasPartition));
    const group = groups.find(hasPartition);
    const idType = idTypes(analysis)(partition);
    for (const event of lacking) {
      const { type } = event;
      if (unknown.ids.has(type)) continue;
      const about = { partition, event: type, idType, suggestion: undefined, group: group?.name };
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
  const about = { partition, idType: idTypes(analysis)(partition), suggestion };
  report.atValue("unknown-partition", ["partition"], about, relatedTo(misspelt));
}

/**
 * Reports other ids of the partition's entity: each would be filled into the keys as the partition is, so that queries
 * in one partition would find events of another one.
 */
function checkPartitionEntities(partition: string, analysis: Analysis): void {
  const { idSuffix, report, unknown } = analysis;
  const entity = withoutSuffix(partition, idSuffix);
  for (const { field, path } of declaredFields(analysis)) {
    const { name, modelKey, type } = field;
    if (modelKey !== partition || name === partition) continue;
    const otherEntity = type.kind === "list" ? entityOfList(name, entity, idSuffix) : undefined;
    const about = { name, partition, entity, otherEntity };
    report.atValue("partition-entity", [...path, "entity"], about);
    unknown.fields.add(pathKey(path));
  }
}

/** An entity for the ids of a list: `counter_account` for `counter_account_ids`. */
function entityOfList(name: string, partition: string, suffix: IdSuffix): string {
  const words = idWord(name) === undefined ? wordsOf(singular(name)) : entityWords(name);
  const own = entityName(words, suffix);
  return own === "" || own === partition
    ? entityName(["other", ...wordsOf(partition)], suffix)
    : own;
}
