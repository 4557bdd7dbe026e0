import type { Field, FieldType, MetadataField, NumberType, StringType } from "../../model/model.js";
import { type IdSuffix, isIdField, withoutSuffix } from "../../model/names.js";
import type { Json } from "../../util/json.js";

/** A constant of the generated module. Members that are `undefined` are left out. */
export type Value = Json | readonly Value[] | Values;

export interface Values {
  readonly [name: string]: Value | undefined;
}

/** The rules of the fields of `data`, in the words of the schema language. */
export function fieldRules(fields: readonly Field[], suffix: IdSuffix): Values {
  return byName(fields, (field) => withWords(typeRule(field.type), fieldWords(field, suffix)));
}

/** The rules of the fields of metadata. */
export function metadataRules(fields: readonly MetadataField[]): Values {
  return byName(fields, ({ type, isPii }) =>
    withWords(typeRule(type), { pii: isPii ? true : undefined }),
  );
}

function byName<T extends { readonly name: string; readonly isOptional: boolean }>(
  members: readonly T[],
  ruleOf: (member: T) => Value,
): Values {
  return Object.fromEntries(
    members.map((member) => [`${member.name}${member.isOptional ? "?" : ""}`, ruleOf(member)]),
  );
}

/** The words that only fields have. */
function fieldWords(
  { name, modelKey, aliases, default: fallback, isPii }: Field,
  suffix: IdSuffix,
): Values {
  const isOther = modelKey !== undefined && modelKey !== name;
  return {
    entity: isOther ? withoutSuffix(modelKey, suffix) : undefined,
    lookup: isIdField(name, suffix) && modelKey === undefined ? false : undefined,
    aliases: aliases.length > 0 ? aliases : undefined,
    default: fallback,
    pii: isPii ? true : undefined,
  };
}

/** The rule of a type: in short its name, else the long form. */
export function typeRule(type: FieldType): Value {
  return type.isNullable ? withWords(plainRule(type), { nullable: true }) : plainRule(type);
}

function plainRule(type: FieldType): Value {
  switch (type.kind) {
    case "string":
      return stringRule(type);
    case "number":
      return numberRule(type);
    case "boolean":
    case "json":
      return type.kind;
    case "named":
      return type.name;
    case "literals": {
      const [only] = type.values;
      return type.values.length === 1 && only !== undefined
        ? { const: only }
        : { enum: type.values };
    }
    case "list": {
      const items = typeRule(type.items);
      const { minItems, maxItems } = type;
      const words = { minItems, maxItems, uniqueItems: type.hasUniqueItems ? true : undefined };
      return isShort(items) ? withWords(`${items}[]`, words) : { type: "array", items, ...words };
    }
    case "map": {
      const { values } = type;
      // In the schema language, "object" is a map of JSON values.
      if (values.kind === "json") return "object";
      return { type: "object", additionalProperties: typeRule(values) };
    }
    case "object":
      return {
        type: "object",
        properties: byName(type.properties, (property) => typeRule(property.type)),
        additionalProperties: type.isOpen ? true : undefined,
      };
    case "union":
      return {
        oneOf: type.branches.map(typeRule),
        discriminator: { propertyName: type.tag },
      };
    case "error":
      throw new Error("The model of a schema with errors becomes no module.");
  }
}

function stringRule({ format, minLength, maxLength, pattern }: StringType): Value {
  const name = format === undefined ? "string" : format === "date-time" ? "timestamp" : format;
  return withWords(name, { minLength, maxLength, pattern });
}

function numberRule(type: NumberType): Value {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = type;
  const words = { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf };
  return withWords(type.isInteger ? "integer" : "number", words);
}

/** The longest short rule before `[]`: lists of lists can have any number of them. */
const MAX_SHORT = 80;

function isShort(rule: Value): rule is string {
  return typeof rule === "string" && rule.length <= MAX_SHORT;
}

/** A rule with more words. A short rule without more words stays short. */
function withWords(rule: Value, words: Values): Value {
  for (const name in words) if (words[name] !== undefined) return longRule(rule, words);
  return rule;
}

function longRule(rule: Value, words: Values): Values {
  return typeof rule === "string" ? { type: rule, ...words } : { ...(rule as Values), ...words };
}
