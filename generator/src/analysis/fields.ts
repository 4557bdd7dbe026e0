import type { YamlPath } from "../diagnostics/diagnostic.js";
import { INCLUDING } from "../language/corrections/field-names.js";
import { BROKEN, type Entries, type Json, type RawField } from "../language/document.js";
import { isMapping } from "../language/mapping.js";
import { ERROR } from "../model/aliases.js";
import { type Field, type FieldType, type Model, ownFields } from "../model/model.js";
import { fieldName, isIdField, isLegalIdField } from "../model/names.js";
import type { Analysis } from "./analysis.js";
import { isErrorOrListOfErrors } from "./errors.js";
import { idWord } from "./id-names.js";
import { isPii } from "./metadata.js";
import { pathKey } from "./reporter.js";
import { documentation } from "./type-reader.js";

/** The fields of an event type or of a group. */
export interface DeclaredFields {
  readonly fields: readonly Field[];
  /** Whether all of its id fields are among them: a broken field may be one. */
  readonly areIdsKnown: boolean;
}

/** Where fields are declared: under `data` of an event type, or in a group. */
export interface FieldOwner {
  readonly path: readonly string[];
  readonly group: string | undefined;
}

/** Declares fields; of two with one name, the second is reported. */
export function declareFields(
  raw: Entries<RawField>,
  { path: ownerPath, group }: FieldOwner,
  analysis: Analysis,
): DeclaredFields {
  const { reader, report } = analysis;
  const fields = new Map<string, Field>();
  let areIdsKnown = true;
  for (const [key, rawField] of Object.entries(raw)) {
    const path = [...ownerPath, key];
    const name = fieldName(key);
    if (rawField === BROKEN) {
      if (mayBeId(name, path, analysis)) areIdsKnown = false;
      continue;
    }
    const first = fields.get(name);
    if (first !== undefined) {
      const related = [{ path: [...ownerPath, keyOf(first)], message: "the first is here" }];
      report.atKey("duplicate-field", path, { name }, related);
      continue;
    }
    // In one piece: spreads are slow, and schemas have fields by the thousands.
    const { description, deprecated, examples } = documentation(rawField);
    const type = isNamedList(name, rawField, analysis) ? ERROR : reader.read(rawField, path);
    // A list with the name of one id is reported later.
    const isWrongId = isIdField(name, analysis.idSuffix) && type.kind === "list";
    // The ids of a group may be missing.
    const isInclusion = INCLUDING.has(name) && isErrorOrListOfErrors(type);
    const areOptionsRight = checkIdOptions(name, rawField, type, path, analysis);
    if (!areOptionsRight || isWrongId || isInclusion) areIdsKnown = false;
    if (name === analysis.document.partition) checkPartitionField(name, rawField, path, analysis);
    fields.set(name, {
      name,
      type,
      isPii: isPii(rawField),
      description,
      deprecated,
      examples,
      isOptional: key.endsWith("?"),
      default: declareDefault(name, type, rawField, path, analysis),
      modelKey: modelKeyOf(name, rawField, type, analysis),
      group,
      aliases: (typeof rawField === "object" ? rawField.aliases : undefined) ?? [],
    });
  }
  return { fields: [...fields.values()], areIdsKnown };
}

/** The fields of groups and then those of their own owner, of which those that a group has are reported. */
export function withIncluded(
  path: readonly string[],
  included: readonly Field[],
  own: readonly Field[],
  { report }: Analysis,
): readonly Field[] {
  if (included.length === 0) return own;
  const byName = new Map(included.map((field) => [field.name, field]));
  const added = own.filter((field) => {
    const first = byName.get(field.name);
    if (first === undefined) return true;
    const related = [{ path: groupFieldPath(first), message: `${first.group} has it here` }];
    const about = { name: field.name, groups: [first.group ?? ""] };
    report.atKey("duplicate-field", [...path, keyOf(field)], about, related);
    return false;
  });
  return [...included, ...added];
}

/** The path of a field of an event type: in the event type, or in the group that it comes from. */
export function fieldPath(type: string, field: Field): readonly string[] {
  return field.group === undefined ? ["events", type, "data", keyOf(field)] : groupFieldPath(field);
}

/** The path of a field of a group. */
export function groupFieldPath(field: Field): readonly string[] {
  return ["groups", String(field.group), keyOf(field)];
}

/** The fields of all groups and event types, each once, with their paths. */
export function* declaredFields({
  groups,
  events,
}: Pick<Model, "groups" | "events">): Iterable<{ readonly field: Field; readonly path: YamlPath }> {
  for (const { fields } of groups) {
    for (const field of fields) yield { field, path: groupFieldPath(field) };
  }
  for (const event of events) {
    for (const field of ownFields(event)) yield { field, path: fieldPath(event.type, field) };
  }
}

function keyOf({ name, isOptional }: Field): string {
  return isOptional ? `${name}?` : name;
}

/**
 * Whether a broken field may be an id, or a list of ids: by its name or, where that looks misspelt, by the right one; or
 * by its entity, which may be misspelt, too.
 */
function mayBeId(name: string, path: YamlPath, { idSuffix, suggest, valueAt }: Analysis): boolean {
  if (isIdField(name, idSuffix) || INCLUDING.has(name) || !/^\w+$/.test(name)) return true;
  const raw = valueAt(path);
  return isMapping(raw) && suggest("entity", Object.keys(raw)) !== undefined;
}

/** The value that a reader sees where the field is missing. */
function declareDefault(
  name: string,
  type: FieldType,
  raw: RawField,
  path: readonly string[],
  { idSuffix, report, reader }: Analysis,
): Json | undefined {
  if (typeof raw !== "object" || raw.default === undefined) return undefined;
  const defaultPath = [...path, "default"];
  const isId = isIdField(name, idSuffix) && raw.lookup !== false;
  if (isId || raw.entity !== undefined) {
    report.atKey("default-for-id", defaultPath, { name });
  }
  reader.addValue(raw.default, defaultPath, type);
  return raw.default;
}

/** Whether a field names an entity, and has the name of a type, which may be that of a list of ids. */
function isNamedList(name: string, raw: RawField, { idSuffix }: Analysis): boolean {
  if (typeof raw !== "object" || raw.entity === undefined) return false;
  return !isIdField(name, idSuffix) && /^[A-Z]\w*$/.test(raw.type ?? "");
}

/** Whether a field that has the options of ids is one, and has a legal name. */
function checkIdOptions(
  name: string,
  raw: RawField,
  type: FieldType,
  path: readonly string[],
  analysis: Analysis,
): boolean {
  const { idSuffix: suffix, report, unknown } = analysis;
  if (isIdField(name, suffix)) {
    if (isLegalIdField(name, suffix)) return true;
    report.atKey("id-field-name", path, { name, suffix });
    return false;
  }
  if (typeof raw !== "object") return true;
  if (isNamedList(name, raw, analysis)) {
    const about = { name, keyword: "entity", suffix, isList: true, isIdList: false } as const;
    report.atKey("not-an-id-field", [...path, "entity"], about);
    return false;
  }
  // A type that is wrong may be that of a list of ids.
  if (raw.entity !== undefined && isErrorOrListOfErrors(type)) {
    unknown.fields.add(pathKey(path));
    return false;
  }
  const isIdList = raw.entity !== undefined && type.kind === "list";
  const isIdLike = raw.entity === undefined && idWord(name) !== undefined;
  const useless = (["lookup", "entity"] as const).filter(
    (keyword) => raw[keyword] !== undefined && !(keyword === "entity" ? isIdList : isIdLike),
  );
  for (const keyword of useless) {
    const isList = type.kind === "list";
    const about = { name, keyword, suffix, isList, isIdList };
    report.atKey("not-an-id-field", [...path, keyword], about);
  }
  if (useless.length === 0) return true;
  unknown.fields.add(pathKey(path));
  return false;
}

/** Reports a partition field that may be left out, or has options: every event belongs to a partition. */
function checkPartitionField(
  partition: string,
  raw: RawField,
  path: readonly string[],
  { report }: Analysis,
): void {
  if (path.at(-1) !== partition) report.atKey("partition-field-optional", path, { partition });
  for (const keyword of ["lookup", "entity"] as const) {
    if (typeof raw !== "object" || raw[keyword] === undefined) continue;
    report.atKey("partition-field-option", [...path, keyword], { partition, keyword });
  }
}

/** The id that queries name a field by; `undefined` for none. */
function modelKeyOf(
  name: string,
  raw: RawField,
  type: FieldType,
  { idSuffix }: Analysis,
): string | undefined {
  const { lookup, entity } = typeof raw === "object" ? raw : {};
  const isOne = isLegalIdField(name, idSuffix);
  const isList = entity !== undefined && type.kind === "list";
  if (lookup === false || !(isOne || isList)) return undefined;
  return entity === undefined ? name : `${entity}${idSuffix}`;
}
