import type { YamlPath } from "../diagnostics/diagnostic.js";
import { MAX_ITEMS } from "../language/limits.js";
import { resolve, type TypesByName, typesByName } from "../model/aliases.js";
import type { Field, FieldType, ListType } from "../model/model.js";
import { isLegalIdField } from "../model/names.js";
import type { Analysis } from "./analysis.js";
import { isErrorOrListOfErrors } from "./errors.js";
import { declaredFields } from "./fields.js";

/** Reports ids that are no strings, and lists of ids without a limit: ids become parts of keys. */
export function checkIds(analysis: Analysis): void {
  const types = typesByName(analysis.declaredTypes);
  for (const { field, path } of declaredFields(analysis)) {
    // Nothing is stored under a field with "lookup: false", so it can be of any type.
    if (field.modelKey === undefined) continue;
    if (isLegalIdField(field.name, analysis.idSuffix)) checkId(field, path, types, analysis);
    else if (field.type.kind === "list") {
      checkIdList(field.name, field.type, path, types, analysis);
    }
  }
}

function checkId(
  { name, type }: Field,
  path: YamlPath,
  types: TypesByName,
  { document, idSuffix: suffix, report }: Analysis,
): void {
  const resolved = resolve(type, types);
  if (canBeId(resolved)) return;
  const isNullable = type.isNullable && canBeId(resolve({ ...type, isNullable: false }, types));
  const isPartition = name === document.partition;
  const about = {
    name,
    suffix,
    isNullable: type.isNullable,
    isPartition,
    kind: kindOf(resolved, isNullable),
  };
  if (isNullable) report.atKey("id-field-not-string", [...path, "nullable"], about);
  else report.atValue("id-field-not-string", path, about);
}

function checkIdList(
  name: string,
  type: FieldType & ListType,
  path: YamlPath,
  types: TypesByName,
  { report }: Analysis,
): void {
  if (isErrorOrListOfErrors(type)) return;
  if (!canBeId(resolve(type.items, types))) {
    report.atValue("id-list", path, { name, problem: "items" });
  } else if (type.isNullable) {
    report.atKey("id-list", [...path, "nullable"], { name, problem: "nullable" });
  } else if (type.maxItems === undefined) {
    report.atKey("id-list", path, { name, problem: "maxItems" });
  } else if (type.maxItems > MAX_ITEMS) {
    report.atValue("id-list", [...path, "maxItems"], { name, problem: "limit", limit: MAX_ITEMS });
  }
}

/** What is wrong with the type of an id, as far as the help differs by it. */
function kindOf(
  { kind }: FieldType,
  isNullable: boolean,
): "nullable" | "list" | "number" | "other" {
  if (isNullable) return "nullable";
  return kind === "list" || kind === "number" ? kind : "other";
}

/** Whether ids can be of a type. */
function canBeId(type: FieldType): boolean {
  if (isErrorOrListOfErrors(type)) return true;
  if (type.isNullable) return false;
  if (type.kind === "literals") return type.values.every((value) => typeof value === "string");
  return type.kind === "string";
}
