import { EXPORTED_FORMATS } from "../../exporters/schema/string-patterns.js";
import { isStringType, STRING_TYPES } from "../../model/string-types.js";
import type { Json } from "../../util/json.js";
import { type DraftType, longForm } from "../draft/draft.js";
import type { Tree } from "../yaml/tree.js";
import { memberOf, numberMember, textMember } from "./json-object.js";

/** A string with its format and its rules. */
export function stringType(schema: Json): DraftType {
  const format = textMember(schema, "format");
  const pattern = textMember(schema, "pattern");
  const exported = Object.entries(STRING_TYPES).find(
    ([, one]) =>
      one !== undefined && pattern !== undefined && EXPORTED_FORMATS[one].pattern === pattern,
  );
  const known = format === undefined ? "string" : typeOfFormat(format);
  const type = exported?.[0] ?? known ?? "string";
  const notes = known === undefined ? [`Not imported: the format ${JSON.stringify(format)}.`] : [];
  const encoding = textMember(schema, "contentEncoding");
  if (encoding !== undefined)
    notes.push(`Not imported: contentEncoding ${JSON.stringify(encoding)}.`);
  return withRules(
    type,
    [
      ["minLength", countOf(schema, "minLength")],
      ["maxLength", countOf(schema, "maxLength")],
      ["pattern", exported === undefined ? pattern : undefined],
    ],
    notes,
  );
}

/** A rule that says nothing is left out. */
function countOf(schema: Json, name: string): number | undefined {
  const value = numberMember(schema, name);
  return name.startsWith("min") && value === 0 ? undefined : value;
}

/** The type of a format of JSON Schema; "string" for one that says nothing of the text, `undefined` for an unknown one. */
function typeOfFormat(format: string): string | undefined {
  if (format === "date-time") return "timestamp";
  if (format === "string" || format === "password") return "string";
  return isStringType(format) && format !== "timestamp" ? format : undefined;
}

/** A number with its rules. In draft-04, `exclusiveMinimum` is a boolean. */
export function numberType(schema: Json, isInteger: boolean): DraftType {
  const exclusive = (name: string, bound: string): number | undefined =>
    memberOf(schema, name) === true ? numberMember(schema, bound) : numberMember(schema, name);
  const inclusive = (name: string, excluding: string): number | undefined =>
    memberOf(schema, excluding) === true ? undefined : numberMember(schema, name);
  return withRules(isInteger ? "integer" : "number", [
    ["minimum", inclusive("minimum", "exclusiveMinimum")],
    ["maximum", inclusive("maximum", "exclusiveMaximum")],
    ["exclusiveMinimum", exclusive("exclusiveMinimum", "minimum")],
    ["exclusiveMaximum", exclusive("exclusiveMaximum", "maximum")],
    ["multipleOf", numberMember(schema, "multipleOf")],
  ]);
}

/** The rules of a list. */
export function listRules(
  schema: Json,
): readonly (readonly [key: string, value: Tree | undefined])[] {
  return [
    ["minItems", countOf(schema, "minItems")],
    ["maxItems", countOf(schema, "maxItems")],
    ["uniqueItems", memberOf(schema, "uniqueItems") === true ? true : undefined],
  ];
}

function withRules(
  type: string,
  rules: readonly (readonly [key: string, value: Tree | undefined])[],
  notes: readonly string[] = [],
): DraftType {
  const given = rules.filter(([, value]) => value !== undefined);
  return given.length === 0 ? { words: type, notes } : longForm([["type", type], ...given], notes);
}
