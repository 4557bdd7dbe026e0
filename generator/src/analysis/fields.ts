import type { YamlPath } from "../diagnostics/diagnostic.js";
import type { Suggest } from "../diagnostics/suggest/suggest.js";
import { listedIn, synonymOf, typeHint } from "../language/corrections/foreign-types.js";
import type { Json, Literal, RawLongType, RawType, RawUnionType } from "../language/document.js";
import type {
  DocumentedValue,
  FieldType,
  ObjectType,
  Property,
  StringFormat,
  UnionType,
} from "../model/model.js";
import { type Category, checkedPattern, checkKeywords, STRING_FORMATS } from "./checks/keywords.js";
import { checkRanges } from "./checks/ranges.js";
import type { Reporter } from "./reporter.js";

export const BUILT_IN_TYPES: readonly string[] = [
  ...STRING_FORMATS.keys(),
  "number",
  "integer",
  "boolean",
  "json",
  "object",
  "array",
];

/** As much of a set as is asked of names: it can be made of several without a copy. */
export type NameSet = Pick<ReadonlySet<string>, "has">;

export interface TypeContext {
  readonly report: Reporter;
  /** The names under `types:`, imported ones included. */
  readonly typeNames: NameSet;
  /** All that a type can be called, as a list; made when it is first asked for. */
  readonly known: () => readonly string[];
  /** Names that were taken out of the document; using them is no second mistake. */
  readonly missing: NameSet;
  /** Whether all files that are imported could be read. */
  readonly isWhole: boolean;
  readonly suggest: Suggest;
  /** Collects the values that the schema itself gives, to be held against their types later. */
  readonly values: DeclaredValue[];
  /** Collects the unions, whose branches can be judged once all types are known. */
  readonly unions: DeclaredUnion[];
}

/** An example, a default or an allowed value, as the schema gives it. */
export interface DeclaredValue {
  readonly report: Reporter;
  readonly path: YamlPath;
  readonly value: Json;
  readonly type: FieldType;
  readonly typePath: YamlPath;
}

export interface DeclaredUnion {
  readonly path: YamlPath;
  readonly type: UnionType;
}

const JSON_TYPE: FieldType = { kind: "json", isNullable: false };

/** Stands for a type that is wrong, and reported already. */
export const UNKNOWN_TYPE: FieldType = { kind: "json", isNullable: false };

/** The meaning of a type as it is written; what is wrong with it is reported. */
export function fieldType(raw: RawType, path: YamlPath, context: TypeContext): FieldType {
  if (typeof raw === "string") return longType({ type: raw }, path, path, context);
  const type = isUnion(raw)
    ? unionType(raw, path, context)
    : longType(raw, path, [...path, "type"], context);
  if (type === UNKNOWN_TYPE) return type;
  raw.examples?.forEach((value, index) => {
    const valuePath = [...path, "examples", index];
    context.values.push({ report: context.report, path: valuePath, value, type, typePath: path });
  });
  return type;
}

export function isUnion(raw: RawType): raw is RawUnionType {
  return typeof raw === "object" && "oneOf" in raw;
}

function longType(
  long: RawLongType,
  path: YamlPath,
  typePath: YamlPath,
  context: TypeContext,
): FieldType {
  const isNullable = long.nullable === true;
  const { report } = context;

  const category = categoryOf(long.type, typePath, context);
  if (category === undefined) return UNKNOWN_TYPE;
  checkKeywords(long, category, path, report);
  checkRanges(long, path, report);

  if (category === "string" || category === "number" || category === "boolean") {
    const literals = literalType(long, path, context);
    if (literals !== undefined) return literals;
  }
  switch (category) {
    case "string":
      return {
        kind: "string",
        format: (long.format as StringFormat | undefined) ?? STRING_FORMATS.get(long.type),
        minLength: long.minLength,
        maxLength: long.maxLength,
        pattern: checkedPattern(long.pattern, path, report),
        isNullable,
      };
    case "number":
      return {
        kind: "number",
        isInteger: long.type === "integer",
        minimum: long.minimum,
        maximum: long.maximum,
        exclusiveMinimum: long.exclusiveMinimum,
        exclusiveMaximum: long.exclusiveMaximum,
        multipleOf: long.multipleOf,
        isNullable,
      };
    case "boolean":
    case "json":
      return { kind: category, isNullable };
    case "named":
      return { kind: "named", name: long.type, isNullable };
    case "list":
      return {
        kind: "list",
        items: itemsOf(long, path, typePath, context),
        minItems: long.minItems,
        maxItems: long.maxItems,
        hasUniqueItems: long.uniqueItems === true,
        isNullable,
      };
    case "object":
      return { ...objectType(long, path, context), isNullable };
  }
}

function categoryOf(type: string, path: YamlPath, context: TypeContext): Category | undefined {
  if (STRING_FORMATS.has(type)) return "string";
  if (type === "number" || type === "integer") return "number";
  if (type === "boolean" || type === "json" || type === "object") return type;
  if (type === "array" || (type.endsWith("[]") && !isForeignList(type, context))) return "list";
  if (context.typeNames.has(type)) return "named";
  if (!context.missing.has(type) && (context.isWhole || !/^[A-Z]/.test(type))) {
    const known = context.known();
    const hint = typeHint(type);
    const meant = hint === undefined ? meantType(type, path, context) : undefined;
    const isNoId = meant !== undefined && isOfId(path) && !canNameId(meant, context);
    const about = isNoId
      ? { suggestion: undefined, hint: "an id is a string: use ulid, uuid or string." }
      : { suggestion: meant, hint };
    context.report.atValue("unknown-field-type", path, { type, known, ...about });
  }
  return undefined;
}

/** Whether the path is of the type of an id field. */
function isOfId([section, , part, name, ...inner]: YamlPath): boolean {
  const isOwnType = inner.every((key) => key === "type");
  return section === "events" && part === "data" && isOwnType && /._id\??$/.test(String(name));
}

/** Whether an id may be of the type, as far as its name says. */
function canNameId(type: string, { typeNames }: TypeContext): boolean {
  return STRING_FORMATS.has(type) || typeNames.has(type);
}

/** Whether a list is of what another language calls its items, or has a space before its "[]". */
function isForeignList(type: string, { typeNames }: TypeContext): boolean {
  const items = type.slice(0, -"[]".length);
  const isOurs = BUILT_IN_TYPES.includes(items) || typeNames.has(items);
  return !isOurs && (items.endsWith(" ") || synonymOf(items) !== undefined);
}

/** The type that was most likely meant: never that which is declared here, and a list for a list. */
function meantType(type: string, path: YamlPath, context: TypeContext): string | undefined {
  const items = listedIn(type);
  if (items !== undefined) {
    const isKnown = context.typeNames.has(items) || BUILT_IN_TYPES.includes(items);
    const meant = isKnown ? items : meantType(items, path, context);
    return meant && `${meant}[]`;
  }
  const lastWord = type.split(/[./]/).at(-1) ?? "";
  if (context.typeNames.has(lastWord)) return lastWord;
  const declared = path[0] === "types" ? path[1] : undefined;
  const others = context.known().filter((name) => name !== declared);
  return synonymOf(type) ?? context.suggest(type, others);
}

function itemsOf(
  long: RawLongType,
  path: YamlPath,
  typePath: YamlPath,
  context: TypeContext,
): FieldType {
  if (long.type !== "array") {
    const items = long.type.slice(0, -"[]".length);
    return longType({ type: items }, typePath, typePath, context);
  }
  if (long.items !== undefined) return fieldType(long.items, [...path, "items"], context);
  context.report.atValue("missing-items", typePath, {});
  return UNKNOWN_TYPE;
}

type MapType = Extract<FieldType, { kind: "map" }>;

function objectType(
  long: RawLongType,
  path: YamlPath,
  context: TypeContext,
): ObjectType | Omit<MapType, "isNullable"> {
  const { properties, required = [], additionalProperties } = long;
  if (properties === undefined) {
    const values =
      additionalProperties === undefined || typeof additionalProperties === "boolean"
        ? JSON_TYPE
        : fieldType(additionalProperties, [...path, "additionalProperties"], context);
    return { kind: "map", values };
  }
  const names = Object.keys(properties);
  required.forEach((name, index) => {
    if (Object.hasOwn(properties, name)) return;
    const suggestion = context.suggest(name, names);
    context.report.atValue("unknown-required", [...path, "required", index], { name, suggestion });
  });
  const isRequired = new Set(required);
  const members = Object.entries(properties).map(
    ([name, raw]): Property => ({
      name,
      isOptional: !isRequired.has(name),
      type: fieldType(raw, [...path, "properties", name], context),
      ...documentation(raw),
    }),
  );
  return { kind: "object", properties: members, isOpen: additionalProperties === true };
}

function unionType(raw: RawUnionType, path: YamlPath, context: TypeContext): FieldType {
  const type: UnionType = {
    kind: "union",
    tag: raw.discriminator.propertyName,
    branches: raw.oneOf.map((branch, index) =>
      fieldType(branch, [...path, "oneOf", index], context),
    ),
  };
  context.unions.push({ path, type });
  return { ...type, isNullable: raw.nullable === true };
}

export function documentation(raw: RawType): DocumentedValue {
  const { description, deprecated, examples = [] } = typeof raw === "string" ? {} : raw;
  return { description, deprecated, examples };
}

/** The type that `enum` or `const` make: unknown where one of the values is of another type. */
function literalType(
  long: RawLongType,
  path: YamlPath,
  context: TypeContext,
): FieldType | undefined {
  const listed = long.const === undefined ? long.enum : [long.const];
  if (listed === undefined) return undefined;
  const values = listed.filter((value, index) => {
    const valuePath = long.const === undefined ? [...path, "enum", index] : [...path, "const"];
    if (isOfType(value, long.type)) {
      const format = STRING_FORMATS.get(long.type);
      const type = format === undefined ? JSON_TYPE : textOf(format);
      context.values.push({ report: context.report, path: valuePath, value, type, typePath: path });
      return true;
    }
    const needsQuotes = STRING_FORMATS.has(long.type) && typeof value !== "string";
    const about = { value: JSON.stringify(value), type: long.type, needsQuotes };
    context.report.atValue("enum-type-mismatch", valuePath, about);
    return false;
  });
  if (values.length < listed.length) return UNKNOWN_TYPE;
  return { kind: "literals", values, isNullable: long.nullable === true };
}

function textOf(format: StringFormat): FieldType {
  const noRules = { minLength: undefined, maxLength: undefined, pattern: undefined };
  return { kind: "string", format, ...noRules, isNullable: false };
}

function isOfType(value: Literal, type: string): boolean {
  if (type === "boolean") return typeof value === "boolean";
  if (type === "integer") return Number.isInteger(value);
  if (type === "number") return typeof value === "number" && Number.isFinite(value);
  return typeof value === "string";
}
