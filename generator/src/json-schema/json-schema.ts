import { branchObjects, tagValues } from "../analysis/checks/unions.js";
import { type NamedFieldType, resolve, type TypesByName } from "../model/aliases.js";
import type {
  FieldType,
  Model,
  NamedType,
  NumberType,
  ObjectType,
  StringType,
  UnionType,
} from "../model/model.js";
import type { Discriminator } from "./keywords.js";
import { nameOfPart, splitWide } from "./schema-parts.js";

/** A JSON Schema of draft-07. */
export interface JsonSchema {
  readonly [keyword: string]: unknown;
}

/** How ajv reads the JSON Schemas of a model. */
export const AJV_OPTIONS = {
  allErrors: true,
  allowUnionTypes: true,
  discriminator: true,
  // A reference is a function of its own, and not written out wherever it is used.
  inlineRefs: false,
  strict: true,
  strictRequired: false,
  strictTypes: false,
  // They are made here, and right; to check them takes longer than to compile them.
  validateSchema: false,
} as const;

/** JSON Schemas that refer to each other; each is found under its id. */
export interface SchemaSet {
  /** Event type → the schema of its data. */
  readonly events: ReadonlyMap<string, JsonSchema>;
  readonly metadata: JsonSchema | undefined;
  /** Id → what the others refer to. */
  readonly shared: ReadonlyMap<string, JsonSchema>;
}

/** What a model's data and metadata must be, as JSON Schema. */
export function jsonSchemas(model: Model): SchemaSet {
  const writer = new SchemaWriter(model.types);
  const events = new Map(
    model.events.map(({ type, fields, isOpen }) => [
      type,
      writer.object({ kind: "object", properties: fields, isOpen }, false),
    ]),
  );
  const fields = model.metadata.map((field) => ({ ...field, isOptional: true }));
  const metadata =
    fields.length === 0
      ? undefined
      : writer.object({ kind: "object", properties: fields, isOpen: false }, false);
  return { events, metadata, shared: writer.shared() };
}

/** One type after the other by itself, each with all that the types so far refer to. */
export function jsonSchemaWriter(types: readonly NamedType[]): (type: FieldType) => {
  readonly schema: JsonSchema;
  readonly shared: ReadonlyMap<string, JsonSchema>;
} {
  const writer = new SchemaWriter(types);
  return (type) => ({ schema: writer.type(type), shared: writer.shared() });
}

/** Below this depth of the set, each named type stands once, and once more where it may be null. */
class SchemaWriter {
  readonly #shared = new Map<string, JsonSchema>();
  /** The named types that were asked for, and are still to be written. */
  readonly #open: { readonly id: string; readonly type: NamedFieldType }[] = [];
  readonly #types: TypesByName;

  constructor(types: readonly NamedType[]) {
    this.#types = new Map(types.map((type) => [type.name, type]));
  }

  /** All that the schemas written so far refer to. */
  shared(): ReadonlyMap<string, JsonSchema> {
    // What is written can ask for more. One by one: types can lead to each other by the thousands.
    for (let next = this.#open.pop(); next !== undefined; next = this.#open.pop()) {
      const { id, type } = next;
      const { isNullable, name } = type;
      const named = isNullable ? resolve(type, this.#types) : this.#types.get(name)?.type;
      this.#shared.set(id, { $id: id, ...this.type(named ?? { kind: "json", isNullable }) });
    }
    return this.#shared;
  }

  type(type: FieldType): JsonSchema {
    switch (type.kind) {
      case "json":
        return {};
      case "boolean":
        return { type: typeNames("boolean", type.isNullable) };
      case "literals":
        return literalsSchema(type.isNullable ? [...type.values, null] : type.values);
      case "string":
        return this.#string(type, type.isNullable);
      case "number":
        return numberSchema(type, type.isNullable);
      case "list":
        return defined({
          type: typeNames("array", type.isNullable),
          items: this.type(type.items),
          minItems: type.minItems,
          maxItems: type.maxItems,
          uniqueItems: type.hasUniqueItems ? true : undefined,
        });
      case "map":
        return {
          type: typeNames("object", type.isNullable),
          additionalProperties: this.type(type.values),
        };
      case "object":
        return this.object(type, type.isNullable);
      case "union":
        return this.#union(type, type.isNullable);
      case "named":
        return { $ref: this.#reference(type) };
    }
  }

  object({ properties, isOpen }: ObjectType, isNullable: boolean): JsonSchema {
    const required = properties.filter(({ isOptional }) => !isOptional).map(({ name }) => name);
    const whole = defined({
      type: typeNames("object", isNullable),
      required: required.length === 0 ? undefined : required,
      additionalProperties: isOpen ? undefined : false,
      properties: Object.fromEntries(properties.map(({ name, type }) => [name, this.type(type)])),
    });
    return splitWide(whole, (part) => this.#part(part));
  }

  /** Texts of one format are everywhere in a schema; their check is written once. */
  #string(type: StringType, isNullable: boolean): JsonSchema {
    const schema = stringSchema(type, isNullable);
    const isBare = Object.keys(schema).every((key) => key === "type" || key === "format");
    if (type.format === undefined || !isBare) return schema;
    const id = `format:${type.format}${isNullable ? ":null" : ""}`;
    this.#shared.set(id, { $id: id, ...schema });
    return { $ref: id };
  }

  #union(union: UnionType, isNullable: boolean): JsonSchema {
    const { tag, branches } = union;
    const kinds = branchObjects(union, this.#types).map((object) => tagValues(object, tag));
    return {
      type: typeNames("object", isNullable),
      required: [tag],
      properties: { [tag]: { enum: kinds.flat() } },
      discriminator: { propertyName: tag, kinds } satisfies Discriminator,
      oneOf: branches.map((branch) => this.#referred(this.type(branch))),
    };
  }

  #referred(schema: JsonSchema): JsonSchema {
    return schema.$ref === undefined ? this.#part(schema) : schema;
  }

  /** Puts a schema without a name beside the others, and refers to it. */
  #part(schema: JsonSchema): JsonSchema {
    const id = nameOfPart(schema);
    this.#shared.set(id, { $id: id, ...schema });
    return { $ref: id };
  }

  /** The id of a named type, which is written later. */
  #reference(type: NamedFieldType): string {
    const id = `type:${type.name}${type.isNullable ? ":null" : ""}`;
    if (this.#shared.has(id)) return id;
    this.#shared.set(id, {});
    this.#open.push({ id, type });
    return id;
  }
}

function literalsSchema(values: readonly unknown[]): JsonSchema {
  return values.length === 1 ? { const: values[0] } : { enum: values };
}

function stringSchema(type: StringType, isNullable: boolean): JsonSchema {
  const { format, minLength, maxLength, pattern } = type;
  return defined({ type: typeNames("string", isNullable), format, minLength, maxLength, pattern });
}

function numberSchema(type: NumberType, isNullable: boolean): JsonSchema {
  return defined({
    type: typeNames(type.isInteger ? "integer" : "number", isNullable),
    minimum: type.minimum,
    maximum: type.maximum,
    exclusiveMinimum: type.exclusiveMinimum,
    exclusiveMaximum: type.exclusiveMaximum,
    multipleOf: type.multipleOf,
  });
}

function typeNames(name: string, isNullable: boolean): string | string[] {
  return isNullable ? [name, "null"] : name;
}

function defined(schema: JsonSchema): JsonSchema {
  return Object.fromEntries(Object.entries(schema).filter(([, value]) => value !== undefined));
}
