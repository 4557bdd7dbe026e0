import type { Field, FieldType, MetadataField, Property } from "../model/model.js";
import { rulesOf, type TypePart, typeParts } from "./type-parts.js";

/** A field or a member of an object, as one row of a page. */
export interface FieldRow {
  readonly name: string;
  /** The path of the object that has it, with its end: `lines[].`; empty for a field. */
  readonly parent: string;
  readonly type: readonly TypePart[];
  readonly rules: readonly string[];
  readonly isOptional: boolean;
  readonly isPii: boolean;
  readonly description: string | undefined;
  readonly deprecated: string | undefined;
  /** As JSON. */
  readonly examples: readonly string[];
  /** The value, as JSON, that readers see where the field is missing. */
  readonly default: string | undefined;
  /** The id that queries name it by, if it is the id of an entity. */
  readonly modelKey: string | undefined;
  /** The group that declares it. */
  readonly group: string | undefined;
  /** Former names, which stored events may have it under. */
  readonly aliases: readonly string[];
}

/** The rows of fields of `data`, of a group or of metadata. */
export function fieldRows(fields: readonly (Field | MetadataField)[]): FieldRow[] {
  return fields.flatMap((field) => [
    { ...memberRow(field, ""), isPii: field.isPii, ...("group" in field ? ownParts(field) : {}) },
    ...innerRows(field.type, field.name),
  ]);
}

function ownParts(field: Field) {
  const { modelKey, group, aliases } = field;
  return { modelKey, group, aliases, default: json(field.default) };
}

function memberRow(member: Property, parent: string): FieldRow {
  const { name, type, isOptional, description, deprecated, examples } = member;
  return {
    name,
    parent,
    type: typeParts(type),
    rules: rulesOf(type),
    isOptional,
    isPii: false,
    description,
    deprecated,
    examples: examples.map((value) => JSON.stringify(value)),
    default: undefined,
    modelKey: undefined,
    group: undefined,
    aliases: [],
  };
}

/**
 * The rows of the members of a type that is written at its place. A named type has an entry of its own.
 *
 * @param path The path of the value; empty for a named type itself.
 */
export function innerRows(type: FieldType, path: string): FieldRow[] {
  switch (type.kind) {
    case "object":
      return objectRows(type.properties, path);
    case "list":
      return innerRows(type.items, `${path}[]`);
    case "map":
      return innerRows(type.values, `${path}.*`);
    case "union":
      return type.branches.flatMap((branch) => branchRows(branch, type.tag, path));
    case "string":
    case "number":
    case "boolean":
    case "json":
    case "literals":
    case "named":
    case "error":
      return [];
  }
}

function objectRows(properties: readonly Property[], path: string): FieldRow[] {
  const parent = path === "" ? "" : `${path}.`;
  return properties.flatMap((property) => [
    memberRow(property, parent),
    ...innerRows(property.type, parent + property.name),
  ]);
}

/** A branch without a name: the row of the tag, with the values that select the branch, then those of its members. */
function branchRows(branch: FieldType, tag: string, path: string): FieldRow[] {
  if (branch.kind !== "object") return [];
  const isTag = ({ name }: Property) => name === tag;
  const { properties } = branch;
  const ordered = [...properties.filter(isTag), ...properties.filter((one) => !isTag(one))];
  return objectRows(ordered, path);
}

function json(value: Field["default"]): string | undefined {
  return value === undefined ? undefined : JSON.stringify(value);
}
