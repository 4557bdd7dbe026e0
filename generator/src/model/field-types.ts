import type { YamlPath } from "../diagnostics/finding.js";
import { suggest } from "../diagnostics/suggest.js";
import type { Literal, RawLongType, RawType } from "../schema/document.js";
import type { FieldType, Property, StringFormat } from "./model.js";
import type { Reporter } from "./reporter.js";

/** The types of the language and, for texts, the format that each stands for. */
const STRING_FORMATS: ReadonlyMap<string, StringFormat | undefined> = new Map([
  ["string", undefined],
  ["ulid", "ulid"],
  ["uuid", "uuid"],
  ["timestamp", "date-time"],
  ["date", "date"],
  ["email", "email"],
  ["uri", "uri"],
]);

export const BUILT_IN_TYPES: readonly string[] = [
  ...STRING_FORMATS.keys(),
  "number",
  "integer",
  "boolean",
  "json",
  "object",
  "array",
];

/** What other languages call them. */
const SYNONYMS: ReadonlyMap<string, string> = new Map([
  ["any", "json"],
  ["bool", "boolean"],
  ["datetime", "timestamp"],
  ["date-time", "timestamp"],
  ["double", "number"],
  ["float", "number"],
  ["int", "integer"],
  ["map", "object"],
  ["text", "string"],
  ["unknown", "json"],
  ["url", "uri"],
]);

/** The keywords that say something about each kind of type, beside those that all take. */
const KEYWORDS = {
  string: ["enum", "const", "format", "minLength", "maxLength", "pattern"],
  number: [
    "enum",
    "const",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
  ],
  boolean: ["const"],
  json: [],
  object: ["properties", "required", "additionalProperties"],
  list: ["items", "minItems", "maxItems", "uniqueItems"],
  named: [],
} as const;

const COMMON_KEYWORDS: ReadonlySet<string> = new Set([
  "type",
  "nullable",
  "description",
  "deprecated",
  "lookup",
  "entity",
]);

export interface TypeContext {
  readonly report: Reporter;
  /** The names under `types:`. */
  readonly typeNames: ReadonlySet<string>;
  /** Names that were taken out of the document; using them is no second mistake. */
  readonly missing: ReadonlySet<string>;
}

const JSON_TYPE: FieldType = { kind: "json", isNullable: false };

/** Stands for a type that is wrong, and reported already. */
export const UNKNOWN_TYPE: FieldType = { kind: "json", isNullable: false };

/** The meaning of a type as it is written; what is wrong with it is reported. */
export function fieldType(raw: RawType, path: YamlPath, context: TypeContext): FieldType {
  const long: RawLongType = typeof raw === "string" ? { type: raw } : raw;
  const typePath = typeof raw === "string" ? path : [...path, "type"];
  const isNullable = long.nullable === true;
  const { report } = context;

  const category = categoryOf(long.type, typePath, context);
  if (category === undefined) return UNKNOWN_TYPE;
  checkKeywords(long, category, path, report);
  checkRanges(long, path, report);

  if (category === "string" || category === "number" || category === "boolean") {
    const literals = literalsOf(long, path, report);
    if (literals !== undefined) return { kind: "literals", values: literals, isNullable };
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
      return objectType(long, path, context, isNullable);
  }
}

type Category = keyof typeof KEYWORDS;

function checkKeywords(
  long: RawLongType,
  category: Category,
  path: YamlPath,
  report: Reporter,
): void {
  const allowed: readonly string[] = KEYWORDS[category];
  const withoutEffect = (keyword: string, type: string) =>
    report.atKey("keyword-without-effect", [...path, keyword], { keyword, type });
  for (const keyword of Object.keys(long)) {
    if (COMMON_KEYWORDS.has(keyword)) continue;
    if (!allowed.includes(keyword)) withoutEffect(keyword, long.type);
    else if (keyword === "format" && long.type !== "string") withoutEffect(keyword, long.type);
    else if (keyword === "enum" && long.const !== undefined) withoutEffect(keyword, "with a const");
    else if (keyword === "items" && long.type !== "array") withoutEffect(keyword, long.type);
    else if (keyword === "required" && long.properties === undefined) {
      withoutEffect(keyword, "object without properties");
    } else if (keyword === "additionalProperties" && long.properties !== undefined) {
      withoutEffect(keyword, "object with properties");
    }
  }
}

function categoryOf(type: string, path: YamlPath, context: TypeContext): Category | undefined {
  if (STRING_FORMATS.has(type)) return "string";
  if (type === "number" || type === "integer") return "number";
  if (type === "boolean" || type === "json" || type === "object") return type;
  if (type === "array" || type.endsWith("[]")) return "list";
  if (context.typeNames.has(type)) return "named";
  if (!context.missing.has(type)) {
    const known = [...BUILT_IN_TYPES, ...context.typeNames];
    const suggestion = SYNONYMS.get(type) ?? suggest(type, known);
    context.report.atValue("unknown-field-type", path, { type, known, suggestion });
  }
  return undefined;
}

function itemsOf(
  long: RawLongType,
  path: YamlPath,
  typePath: YamlPath,
  context: TypeContext,
): FieldType {
  if (long.type !== "array") {
    return fieldType(long.type.slice(0, -"[]".length), typePath, context);
  }
  if (long.items !== undefined) return fieldType(long.items, [...path, "items"], context);
  context.report.atValue("missing-items", typePath, {});
  return UNKNOWN_TYPE;
}

function objectType(
  long: RawLongType,
  path: YamlPath,
  context: TypeContext,
  isNullable: boolean,
): FieldType {
  const { properties, required = [], additionalProperties } = long;
  if (properties === undefined) {
    const values =
      additionalProperties === undefined
        ? JSON_TYPE
        : fieldType(additionalProperties, [...path, "additionalProperties"], context);
    return { kind: "map", values, isNullable };
  }
  required.forEach((name, index) => {
    if (Object.hasOwn(properties, name)) return;
    const suggestion = suggest(name, Object.keys(properties));
    context.report.atValue("unknown-required", [...path, "required", index], { name, suggestion });
  });
  const members = Object.entries(properties).map(
    ([name, raw]): Property => ({
      name,
      isOptional: !required.includes(name),
      type: fieldType(raw, [...path, "properties", name], context),
      ...documentation(raw),
    }),
  );
  return { kind: "object", properties: members, isNullable };
}

export function documentation(raw: RawType): {
  readonly description: string | undefined;
  readonly deprecated: string | undefined;
} {
  return typeof raw === "string"
    ? { description: undefined, deprecated: undefined }
    : { description: raw.description, deprecated: raw.deprecated };
}

/** The values that `enum` or `const` leave, each of the type. */
function literalsOf(long: RawLongType, path: YamlPath, report: Reporter): Literal[] | undefined {
  const listed = long.const === undefined ? long.enum : [long.const];
  if (listed === undefined) return undefined;
  const isTextType = STRING_FORMATS.has(long.type);
  return listed.filter((value, index) => {
    const valuePath = long.const === undefined ? [...path, "enum", index] : [...path, "const"];
    const isLegal =
      long.type === "boolean"
        ? typeof value === "boolean"
        : long.type === "integer"
          ? Number.isInteger(value)
          : long.type === "number"
            ? typeof value === "number" && Number.isFinite(value)
            : typeof value === "string";
    if (!isLegal) {
      const isText = typeof value === "string";
      const about = {
        value: JSON.stringify(value),
        type: long.type,
        needsQuotes: isTextType && !isText,
      };
      report.atValue("enum-type-mismatch", valuePath, about);
    }
    return isLegal;
  });
}

/** Bounds, and whether equal ones leave no value. */
const RANGES = [
  ["minimum", "maximum", false],
  ["minimum", "exclusiveMaximum", true],
  ["exclusiveMinimum", "maximum", true],
  ["exclusiveMinimum", "exclusiveMaximum", true],
  ["minLength", "maxLength", false],
  ["minItems", "maxItems", false],
] as const;

function checkRanges(long: RawLongType, path: YamlPath, report: Reporter): void {
  for (const [low, high, isStrict] of RANGES) {
    const from = long[low];
    const to = long[high];
    if (from !== undefined && to !== undefined && (isStrict ? from >= to : from > to)) {
      report.atValue("empty-range", [...path, low], { low, high });
    }
  }
}

function checkedPattern(
  pattern: string | undefined,
  path: YamlPath,
  report: Reporter,
): string | undefined {
  if (pattern === undefined) return undefined;
  try {
    new RegExp(pattern, "u");
    return pattern;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    report.atValue("invalid-pattern", [...path, "pattern"], { reason });
    return undefined;
  }
}
