import type { Json, LookupKind, RawEvent, RawField, SchemaDocument } from "../language/document.js";
import { alongNames, type TypesByName, typesByName } from "../model/aliases.js";
import {
  type EventModel,
  type Field,
  type FieldType,
  type Lookup,
  lookupPath,
  type MetadataField,
  type NamedType,
} from "../model/model.js";
import { isIdField, isLegalIdField, pascalCase } from "../model/names.js";
import { type NameSet, type TypeContext, UNKNOWN_TYPE } from "./fields.js";
import { plainField } from "./metadata.js";

/** The event types of a document, with the lookups that `lookups:` gives them. */
export function buildEvents(
  document: SchemaDocument,
  types: readonly NamedType[],
  context: TypeContext,
): EventModel[] {
  checkLookups(document.lookups, ["lookups"], document.partition, context);
  const events = Object.entries(document.events ?? {}).map(([type, raw]) =>
    buildEvent(type, raw, document, context),
  );
  checkPartition(events, document, context);
  checkIds(events, types, document.partition, context);
  return events;
}

function buildEvent(
  type: string,
  raw: RawEvent,
  document: SchemaDocument,
  context: TypeContext,
): EventModel {
  const { partition } = document;
  checkLookups(raw.lookups, ["events", type, "lookups"], partition, context);
  const fields = buildFields(type, raw, context);
  const defaults: readonly LookupKind[] =
    partition === undefined ? ["type", "entity"] : ["partition", "partition-entity"];
  const kinds = raw.lookups ?? document.lookups ?? defaults;
  return {
    type,
    interfaceName: pascalCase(type),
    description: raw.description,
    deprecated: raw.deprecated,
    fields,
    isOpen: raw.additionalProperties === true,
    lookups: lookupsOf(kinds, fields, partition),
  };
}

function buildFields(type: string, raw: RawEvent, context: TypeContext): Field[] {
  const fields = new Map<string, Field>();
  for (const [key, rawField] of Object.entries(raw.data)) {
    const path = ["events", type, "data", key];
    const name = fieldName(key);
    const first = fields.get(name);
    if (first !== undefined) {
      const related = [{ path: fieldPath(type, first), message: "the first is here" }];
      context.report.atKey("duplicate-field", path, { name }, related);
      continue;
    }
    const modelKey = modelKeyOf(name, rawField, path, context);
    const field = { ...plainField(name, rawField, path, context), modelKey };
    const fallback = defaultOf(field, rawField, path, context);
    fields.set(name, { ...field, isOptional: key.endsWith("?"), default: fallback });
  }
  return [...fields.values()];
}

/** The value that a reader sees where the field is missing. */
function defaultOf(
  { name, type }: MetadataField,
  raw: RawField,
  path: readonly string[],
  { report, values }: TypeContext,
): Json | undefined {
  if (typeof raw !== "object" || raw.default === undefined) return undefined;
  const defaultPath = [...path, "default"];
  if (isIdField(name)) report.atKey("default-for-id", defaultPath, { name });
  if (type !== UNKNOWN_TYPE) {
    values.push({ report, path: defaultPath, value: raw.default, type, typePath: path });
  }
  return raw.default;
}

function fieldName(key: string): string {
  return key.endsWith("?") ? key.slice(0, -1) : key;
}

function modelKeyOf(
  name: string,
  raw: RawField,
  path: readonly string[],
  { report }: TypeContext,
): string | undefined {
  const options = typeof raw === "object" ? raw : undefined;
  if (!isIdField(name)) {
    for (const keyword of ["lookup", "entity"] as const) {
      if (options?.[keyword] === undefined) continue;
      report.atKey("not-an-id-field", [...path, keyword], { name, keyword });
    }
    return undefined;
  }
  if (!isLegalIdField(name)) {
    report.atKey("id-field-name", path, { name });
    return undefined;
  }
  if (options?.lookup === false) return undefined;
  return options?.entity === undefined ? name : `${options.entity}_id`;
}

function checkPartition(
  events: readonly EventModel[],
  document: SchemaDocument,
  context: TypeContext,
): void {
  const { partition } = document;
  if (partition === undefined || events.length === 0) return;
  const names = new Set(events.flatMap(({ fields }) => fields.map(({ name }) => name)));
  if (names.has(partition)) {
    // What stands beside the partition is another id.
    const others = events.filter(({ fields }) => fields.some(({ name }) => name === partition));
    const isOther = new Set(others.flatMap(({ fields }) => fields.map(({ name }) => name)));
    for (const event of events) checkPartitionField(event, document, partition, isOther, context);
    return;
  }
  // One mistake, and not one of each event.
  const suggestion = context.suggest(partition, [...names].filter(isIdField));
  context.report.atValue("unknown-partition", ["partition"], { partition, suggestion });
}

function checkPartitionField(
  { type, fields }: EventModel,
  document: SchemaDocument,
  partition: string,
  isOther: NameSet,
  { report, missing, suggest }: TypeContext,
): void {
  const field = fields.find(({ name }) => name === partition);
  if (field === undefined) {
    if (missing.has(type)) return;
    const misspelt = fields.find(
      ({ name }) => isIdField(name) && !isOther.has(name) && suggest(partition, [name]),
    );
    const path = misspelt === undefined ? ["events", type] : fieldPath(type, misspelt);
    const suggestion = misspelt && partition;
    report.atKey("partition-field-missing", path, { partition, event: type, suggestion });
    return;
  }
  const path = fieldPath(type, field);
  if (field.isOptional) report.atKey("partition-field-optional", path, { partition });
  const options = document.events?.[type]?.data[path[3]];
  for (const keyword of ["lookup", "entity"] as const) {
    if (typeof options !== "object" || options[keyword] === undefined) continue;
    report.atKey("partition-field-option", [...path, keyword], { partition, keyword });
  }
}

function checkLookups(
  kinds: readonly LookupKind[] | undefined,
  path: readonly string[],
  partition: string | undefined,
  { report }: TypeContext,
): void {
  if (partition !== undefined) return;
  kinds?.forEach((kind, index) => {
    if (kind !== "partition" && kind !== "partition-entity") return;
    report.atValue("lookup-without-partition", [...path, index], { lookup: kind });
  });
}

/** The lookups of each kind over the id fields, in the order of the kinds. */
function lookupsOf(
  kinds: readonly LookupKind[],
  fields: readonly Field[],
  partition: string | undefined,
): Lookup[] {
  const modelKeys = fields.flatMap(({ modelKey }) =>
    modelKey === undefined || modelKey === partition ? [] : [modelKey],
  );
  const lookups = kinds.flatMap((kind): Lookup[] => {
    if (kind === "type") return [{ kind }];
    if (kind === "entity") return modelKeys.map((modelKey) => ({ kind, modelKey }));
    if (partition === undefined) return [];
    if (kind === "partition") return [{ kind, partition }];
    return modelKeys.map((modelKey) => ({ kind, partition, modelKey }));
  });
  return uniqueLookups(lookups);
}

export function uniqueLookups(lookups: readonly Lookup[]): Lookup[] {
  const seen = new Set<string>();
  return lookups.filter((lookup) => {
    const what = [lookup.kind, ...lookupPath(lookup)].join();
    return !seen.has(what) && seen.add(what);
  });
}

/** The lookups under which every event of the fields is stored. */
export function certainLookups(lookups: readonly Lookup[], fields: readonly Field[]): Lookup[] {
  const required = fields.filter(({ isOptional }) => !isOptional);
  const modelKeys = new Set(required.map(({ modelKey }) => modelKey));
  return lookups.filter(
    (lookup) =>
      lookup.kind === "type" || lookup.kind === "partition" || modelKeys.has(lookup.modelKey),
  );
}

/** Ids become a part of keys, so they are texts, whatever name their type goes by. */
function checkIds(
  events: readonly EventModel[],
  types: readonly NamedType[],
  partition: string | undefined,
  { report, missing }: TypeContext,
): void {
  const canBeId = idTypes(typesByName(types), missing);
  for (const event of events) {
    for (const field of event.fields.filter(({ name }) => isLegalIdField(name))) {
      if (canBeId(field.type)) continue;
      const { name, type } = field;
      const isNullable = type.isNullable && canBeId({ ...type, isNullable: false });
      const path = fieldPath(event.type, field);
      const about = { name, isNullable, isPartition: name === partition };
      if (isNullable) report.atKey("id-field-not-string", [...path, "nullable"], about);
      else report.atValue("id-field-not-string", path, about);
    }
  }
}

/** Whether ids can be of a type. What is not there or circular is reported already. */
function idTypes(types: TypesByName, missing: NameSet): (type: FieldType) => boolean {
  return alongNames(
    types,
    (type) => type === undefined || isUnknown(type) || isText(type),
    ({ name, isNullable }, canBeId) => !isNullable && (missing.has(name) || canBeId),
  );
}

/** A list of what is wrong is as wrong, and one mistake. */
function isUnknown(type: FieldType): boolean {
  return type === UNKNOWN_TYPE || (type.kind === "list" && isUnknown(type.items));
}

function isText(type: FieldType): boolean {
  if (type.isNullable) return false;
  if (type.kind === "literals") return type.values.every((value) => typeof value === "string");
  return type.kind === "string";
}

/** Where a field of an event type stands. */
export function fieldPath(type: string, { name, isOptional }: Field) {
  return ["events", type, "data", isOptional ? `${name}?` : name] as const;
}
