import {
  BROKEN,
  type Json,
  type LookupKind,
  type OrBroken,
  type PartialEvent,
  type RawField,
  type RawFieldOptions,
} from "../language/document.js";
import { resolve, typesByName } from "../model/aliases.js";
import {
  type EventModel,
  type Field,
  type FieldType,
  type Lookup,
  lookupPath,
} from "../model/model.js";
import { isIdField, isLegalIdField } from "../model/names.js";
import type { Analysis } from "./analysis.js";
import { isErrorOrListOfErrors } from "./errors.js";
import { isPii } from "./metadata.js";
import { pathKey, type Reporter } from "./reporter.js";
import { documentation } from "./type-reader.js";

/** Declares the event types, with the lookups that `lookups:` gives them. */
export function declareEvents(analysis: Analysis): void {
  const { document, report, unknown } = analysis;
  const { partition } = document;
  const areLookupsRight = checkLookups(document.lookups, ["lookups"], partition, report);
  analysis.events = Object.entries(document.events ?? {}).flatMap(([type, raw]) => {
    if (raw === BROKEN) {
      unknown.ids.add(type);
      return [];
    }
    const path = ["events", type, "lookups"];
    const areOwnRight = checkLookups(raw.lookups, path, partition, report);
    const areRight = raw.lookups === undefined ? areLookupsRight : areOwnRight;
    if (!areRight || partition === BROKEN) unknown.lookups = true;
    const fields = declareFields(type, raw, analysis);
    const kinds = raw.lookups ?? document.lookups ?? defaultLookups(partition);
    return [
      {
        type,
        description: raw.description,
        deprecated: raw.deprecated,
        fields,
        isOpen: raw.additionalProperties === true,
        lookups: lookupsOf(kinds, fields, partition),
      },
    ];
  });
}

function defaultLookups(partition: OrBroken<string> | undefined): readonly LookupKind[] {
  return partition === undefined ? ["type", "entity"] : ["partition", "partition-entity"];
}

function declareFields(event: string, raw: PartialEvent, analysis: Analysis): Field[] {
  const { reader, report, unknown } = analysis;
  const fields = new Map<string, Field>();
  for (const [key, rawField] of Object.entries(raw.data)) {
    const path = ["events", event, "data", key];
    const name = fieldName(key);
    if (rawField === BROKEN) {
      if (mayBeId(name)) unknown.ids.add(event);
      continue;
    }
    const first = fields.get(name);
    if (first !== undefined) {
      const related = [{ path: fieldPath(event, first), message: "the first is here" }];
      report.atKey("duplicate-field", path, { name }, related);
      continue;
    }
    if (!checkIdOptions(name, rawField, path, report)) unknown.ids.add(event);
    // In one piece: spreads are slow, and schemas have fields by the thousands.
    const { description, deprecated, examples } = documentation(rawField);
    const type = reader.read(rawField, path);
    fields.set(name, {
      name,
      type,
      isPii: isPii(rawField),
      description,
      deprecated,
      examples,
      isOptional: key.endsWith("?"),
      default: declareDefault(name, type, rawField, path, analysis),
      modelKey: modelKeyOf(name, rawField),
    });
  }
  return [...fields.values()];
}

/** Whether a broken field may be an id: by its name or, where that looks misspelt, by the right one. */
function mayBeId(name: string): boolean {
  return isIdField(name) || !/^\w+$/.test(name);
}

/** The value that a reader sees where the field is missing. */
function declareDefault(
  name: string,
  type: FieldType,
  raw: RawField,
  path: readonly string[],
  { report, reader }: Analysis,
): Json | undefined {
  if (typeof raw !== "object" || raw.default === undefined) return undefined;
  const defaultPath = [...path, "default"];
  if (isIdField(name)) report.atKey("default-for-id", defaultPath, { name });
  reader.addValue(raw.default, defaultPath, type);
  return raw.default;
}

function fieldName(key: string): string {
  return key.endsWith("?") ? key.slice(0, -1) : key;
}

/** Whether a field that has the options of ids is one, and has a legal name. */
function checkIdOptions(
  name: string,
  raw: RawField,
  path: readonly string[],
  report: Reporter,
): boolean {
  if (isIdField(name)) {
    if (isLegalIdField(name)) return true;
    report.atKey("id-field-name", path, { name });
    return false;
  }
  const options: RawFieldOptions = typeof raw === "object" ? raw : {};
  const useless = (["lookup", "entity"] as const).filter((key) => options[key] !== undefined);
  for (const keyword of useless) {
    report.atKey("not-an-id-field", [...path, keyword], { name, keyword });
  }
  return useless.length === 0;
}

/** The id that queries name a field by; `undefined` for none. */
function modelKeyOf(name: string, raw: RawField): string | undefined {
  if (!isLegalIdField(name)) return undefined;
  const { lookup, entity } = typeof raw === "object" ? raw : {};
  if (lookup === false) return undefined;
  return entity === undefined ? name : `${entity}_id`;
}

/** Reports event types without the partition field, and fields of it that are optional or have options. */
export function checkPartition(analysis: Analysis): void {
  const { document, events, report, suggest, unknown } = analysis;
  const { partition } = document;
  if (partition === undefined || partition === BROKEN || events.length === 0) return;
  const names = new Set(events.flatMap(({ fields }) => fields.map(({ name }) => name)));
  if (names.has(partition)) {
    // An id beside the partition is another one.
    const others = events.filter(({ fields }) => fields.some(({ name }) => name === partition));
    const isOther = new Set(others.flatMap(({ fields }) => fields.map(({ name }) => name)));
    for (const event of events) checkPartitionField(event, partition, isOther, analysis);
    return;
  }
  // An event type that is not known may have the field.
  if (unknown.ids.size === 0) {
    // One mistake, and not one of each event.
    const suggestion = suggest(partition, [...names].filter(isIdField));
    report.atValue("unknown-partition", ["partition"], { partition, suggestion });
  }
  unknown.lookups = true;
}

function checkPartitionField(
  { type, fields }: EventModel,
  partition: string,
  isOther: ReadonlySet<string>,
  { document, report, suggest, unknown }: Analysis,
): void {
  const field = fields.find(({ name }) => name === partition);
  if (field === undefined) {
    if (!unknown.ids.has(type)) {
      const misspelt = fields.find(
        ({ name }) => isIdField(name) && !isOther.has(name) && suggest(partition, [name]),
      );
      const path = misspelt === undefined ? ["events", type] : fieldPath(type, misspelt);
      const suggestion = misspelt && partition;
      report.atKey("partition-field-missing", path, { partition, event: type, suggestion });
      if (misspelt !== undefined) unknown.fields.add(pathKey(path));
    }
    unknown.lookups = true;
    return;
  }
  const path = fieldPath(type, field);
  if (field.isOptional) report.atKey("partition-field-optional", path, { partition });
  const event = document.events?.[type];
  const options = typeof event === "object" ? event.data[path[3]] : undefined;
  for (const keyword of ["lookup", "entity"] as const) {
    if (typeof options !== "object" || options[keyword] === undefined) continue;
    report.atKey("partition-field-option", [...path, keyword], { partition, keyword });
  }
}

/** Whether the lookups are known, and possible with the partition that there is. */
function checkLookups(
  kinds: OrBroken<readonly LookupKind[]> | undefined,
  path: readonly string[],
  partition: OrBroken<string> | undefined,
  report: Reporter,
): boolean {
  if (kinds === BROKEN) return false;
  if (partition !== undefined) return true;
  let isRight = true;
  kinds?.forEach((lookup, index) => {
    if (lookup !== "partition" && lookup !== "partition-entity") return;
    isRight = false;
    report.atValue("lookup-without-partition", [...path, index], { lookup });
  });
  return isRight;
}

/** The lookups of each kind over the id fields, in the order of the kinds. */
function lookupsOf(
  kinds: OrBroken<readonly LookupKind[]>,
  fields: readonly Field[],
  partition: OrBroken<string> | undefined,
): Lookup[] {
  if (kinds === BROKEN || partition === BROKEN) return [];
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

/** Reports id fields that are no strings: ids become parts of keys. */
export function checkIds({ document, events, declaredTypes, report }: Analysis): void {
  const types = typesByName(declaredTypes);
  for (const event of events) {
    for (const field of event.fields.filter(({ name }) => isLegalIdField(name))) {
      const type = resolve(field.type, types);
      if (canBeId(type)) continue;
      const isNullable =
        field.type.isNullable && canBeId(resolve({ ...field.type, isNullable: false }, types));
      const path = fieldPath(event.type, field);
      const about = {
        name: field.name,
        isNullable,
        isPartition: field.name === document.partition,
      };
      if (isNullable) report.atKey("id-field-not-string", [...path, "nullable"], about);
      else report.atValue("id-field-not-string", path, about);
    }
  }
}

/** Whether ids can be of a type. */
function canBeId(type: FieldType): boolean {
  if (isErrorOrListOfErrors(type)) return true;
  if (type.isNullable) return false;
  if (type.kind === "literals") return type.values.every((value) => typeof value === "string");
  return type.kind === "string";
}

/** The path of a field of an event type. */
export function fieldPath(type: string, { name, isOptional }: Field) {
  return ["events", type, "data", isOptional ? `${name}?` : name] as const;
}
