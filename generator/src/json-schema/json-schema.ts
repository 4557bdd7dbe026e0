import { type NamedFieldType, resolve, type TypesByName, typesByName } from "../model/aliases.js";
import type {
  FieldType,
  NamedType,
  NumberType,
  ObjectType,
  StringType,
  UnionType,
} from "../model/model.js";
import { branchObjects, tagValues } from "../model/unions.js";
import type { Discriminator } from "./keywords.js";

/** A JSON Schema of draft-07. */
export interface JsonSchema {
  readonly [keyword: string]: unknown;
}

/** The options of ajv for these schemas. */
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

/** One type after the other by itself, each with all that the types so far refer to. */
export function jsonSchemaWriter(types: readonly NamedType[]): (type: FieldType) => {
  readonly schema: JsonSchema;
  readonly shared: ReadonlyMap<string, JsonSchema>;
} {
  const writer = new SchemaWriter(types);
  return (type) => ({ schema: writer.type(type), shared: writer.shared() });
}

/** Writes each named type once, and once more where it may be null. */
class SchemaWriter {
  readonly #shared = new Map<string, JsonSchema>();
  /** The named types that were asked for, and are still to be written. */
  readonly #open: { readonly id: string; readonly type: NamedFieldType }[] = [];
  readonly #types: TypesByName;

  constructor(types: readonly NamedType[]) {
    this.#types = typesByName(types);
  }

  /** All that the schemas written so far refer to. */
  shared(): ReadonlyMap<string, JsonSchema> {
    // A type that is written can refer to more. One by one: thousands of types can lead to each other.
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
      case "error":
        return {};
      case "boolean":
        return { type: typeNames("boolean", type.isNullable) };
      case "literals":
        return literalsSchema(type.isNullable ? [...type.values, null] : type.values);
      case "string":
        return stringSchema(type, type.isNullable);
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
        return this.#object(type, type.isNullable);
      case "union":
        return this.#union(type, type.isNullable);
      case "named":
        return { $ref: this.#reference(type) };
    }
  }

  #object({ properties, isOpen }: ObjectType, isNullable: boolean): JsonSchema {
    const required = properties.filter(({ isOptional }) => !isOptional).map(({ name }) => name);
    return defined({
      type: typeNames("object", isNullable),
      required: required.length === 0 ? undefined : required,
      additionalProperties: isOpen ? undefined : false,
      properties: Object.fromEntries(properties.map(({ name, type }) => [name, this.type(type)])),
    });
  }

  #union(union: UnionType, isNullable: boolean): JsonSchema {
    const { tag, branches } = union;
    const kinds = branchObjects(union, this.#types).map((object) => tagValues(object, tag));
    return {
      type: typeNames("object", isNullable),
      required: [tag],
      properties: { [tag]: { enum: kinds.flat() } },
      discriminator: { propertyName: tag, kinds } satisfies Discriminator,
      oneOf: branches.map((branch) => this.type(branch)),
    };
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

/** The rules of a number, in the words of any draft since 06. */
export function numberSchema(type: NumberType, isNullable: boolean): JsonSchema {
  return defined({
    type: typeNames(type.isInteger ? "integer" : "number", isNullable),
    minimum: type.minimum,
    maximum: type.maximum,
    exclusiveMinimum: type.exclusiveMinimum,
    exclusiveMaximum: type.exclusiveMaximum,
    multipleOf: type.multipleOf,
  });
}

/** The value of `type` for a type that can be null. */
export function typeNames(name: string, isNullable: boolean): string | string[] {
  return isNullable ? [name, "null"] : name;
}

/** The keywords that have a value. */
export function defined(schema: JsonSchema): JsonSchema {
  return Object.fromEntries(Object.entries(schema).filter(([, value]) => value !== undefined));
}
