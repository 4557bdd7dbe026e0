import type { Json } from "../../util/json.js";
import {
  anyJson,
  type DraftMember,
  type DraftNamedType,
  type DraftType,
  nullable,
  shorthand,
} from "../draft/draft.js";
import { listType, mapType, objectType, unionType } from "../draft/type-tree.js";
import { typeName, uniqueName } from "../names.js";
import type { Base, Documents, Located } from "./documents.js";
import {
  isObject,
  type JsonObject,
  listMember,
  memberOf,
  objectMember,
  textMember,
} from "./json-object.js";
import { defined, literalsOf, literalValues, soleReference, typeNamesOf } from "./keywords.js";
import { mergeAll } from "./merge.js";
import { listRules, numberType, stringType } from "./scalar-types.js";
import { schemaFacts } from "./schema-facts.js";

/** Levels of schemas in schemas without a name. */
const MAX_DEPTH = 24;

/** Types that one import makes. Beyond it, the rest is json: a few references can lead to any number of types. */
const MAX_TYPES = 20_000;

/** Keywords that say what the language cannot. */
const UNSAID = [
  ...["not", "if", "then", "else", "dependentRequired", "dependentSchemas", "dependencies"],
  ...["patternProperties", "propertyNames", "minProperties", "maxProperties", "contains"],
  ...["unevaluatedProperties", "unevaluatedItems", "prefixItems", "minContains", "maxContains"],
];

/** JSON Schemas of draft-04 to 2020-12 in the words of the schema language. What `$ref` leads to becomes a named type. */
export class SchemaConverter {
  readonly #documents: Documents;
  readonly #taken: Set<string>;
  readonly #names = new Map<string, string>();
  readonly #types: DraftNamedType[] = [];
  /** The named types that are referred to, and are still to be converted. */
  readonly #open: { readonly name: string; readonly found: Located }[] = [];
  /** Schemas with `allOf` → the same without: a schema can be a part of many. */
  readonly #merges = new Map<Json, Merged>();
  #count = 0;

  constructor(documents: Documents, taken: Set<string>) {
    this.#documents = documents;
    this.#taken = taken;
  }

  /** All named types so far, in the order of their first use. */
  get types(): readonly DraftNamedType[] {
    // A type can lead to more. One by one: thousands of types can lead to each other.
    for (const { name, found } of this.#open) {
      const type = this.type(found.value, found.base);
      this.#types.push({ name, type, ...schemaFacts(found.value) });
    }
    this.#open.length = 0;
    return this.#types;
  }

  /** A schema without references and `allOf` at its top. */
  flat(
    value: Json,
    base: Base,
  ): { readonly schema: Json; readonly base: Base; readonly notes: readonly string[] } {
    const target = this.#target(value, base);
    const { schema, notes } = this.#merged(target.value, target.base);
    return { schema, base: target.base, notes };
  }

  /** The members of an object schema. */
  members(schema: Json, base: Base, depth = 0): DraftMember[] {
    const properties = objectMember(schema, "properties") ?? {};
    const required = (listMember(schema, "required") ?? []).filter(
      (name) => typeof name === "string",
    );
    const members = Object.entries(properties).map(([name, value]): DraftMember => {
      const type = this.type(value, base, depth + 1);
      // A property that draft-03 requires says so itself.
      const isRequired = required.includes(name) || memberOf(value, "required") === true;
      return { name, isOptional: !isRequired, type, ...this.#factsOf(value, base) };
    });
    const missing = [...new Set(required)].filter((name) => !Object.hasOwn(properties, name));
    return [
      ...members,
      ...missing.map((name) => ({
        name,
        isOptional: false,
        type: anyJson("Required in its source, and not described."),
      })),
    ];
  }

  /** The facts of a schema; of one that only refers to a scalar, those of the scalar. */
  #factsOf(value: Json, base: Base) {
    const own = schemaFacts(value);
    const reference = soleReference(value);
    const target = reference === undefined ? undefined : this.#documents.resolve(reference, base);
    if (target === undefined || this.#isNamed(target)) return own;
    const { description, ...inherited } = schemaFacts(target.value);
    return own.description
      ? { ...inherited, ...defined(own) }
      : { ...defined(own), ...inherited, description };
  }

  type(value: Json, base: Base, depth = 0): DraftType {
    this.#count += 1;
    if (depth > MAX_DEPTH)
      return anyJson(`Not imported: more than ${MAX_DEPTH} levels of schemas.`);
    if (this.#count > MAX_TYPES)
      return anyJson(`Not imported: the file has more than ${MAX_TYPES} types.`);
    if (value === true || (isObject(value) && Object.keys(value).length === 0))
      return shorthand("json");
    if (!isObject(value)) return anyJson("Not imported: a schema that no value fits.");
    const reference = soleReference(value);
    if (reference !== undefined) return this.#reference(reference, base, depth);
    const { schema, notes } = this.#merged(value, base);
    const type = this.#structure(schema as JsonObject, base, depth);
    const unsaid = UNSAID.filter((keyword) => memberOf(schema, keyword) !== undefined).map(
      (keyword) => `Not imported: ${keyword}.`,
    );
    const all = [...notes, ...type.notes, ...unsaid];
    const isNullable = memberOf(schema, "nullable") === true;
    return isNullable ? nullable({ ...type, notes: all }) : { ...type, notes: all };
  }

  /** The schema that a chain of references leads to. */
  #target(value: Json, base: Base): { readonly value: Json; readonly base: Base } {
    let target: { readonly value: Json; readonly base: Base } = { value, base };
    const seen = new Set<Json>();
    for (;;) {
      const reference = soleReference(target.value);
      if (reference === undefined || seen.has(target.value)) return target;
      seen.add(target.value);
      const next = this.#documents.resolve(reference, target.base);
      if (next === undefined) return target;
      target = next;
    }
  }

  #merged(value: Json, base: Base): Merged {
    const parts = listMember(value, "allOf");
    if (!isObject(value) || parts === undefined) return { schema: value, notes: [] };
    const known = this.#merges.get(value);
    if (known !== undefined) return known;
    // A part that holds the whole adds nothing to it.
    this.#merges.set(value, { schema: {}, notes: [] });
    const merged = mergeAll(
      value,
      parts.map((part) => {
        const target = this.#target(part, base);
        // References in a part of another file would be read in this one.
        const isForeign = target.base.root !== base.root;
        const schema = isForeign ? part : this.#merged(target.value, target.base).schema;
        return { part: schema, isForeign };
      }),
    );
    this.#merges.set(value, merged);
    return merged;
  }

  #reference(reference: string, base: Base, depth: number): DraftType {
    const found = this.#documents.resolve(reference, base);
    if (found === undefined) {
      return anyJson(
        `Not imported: ${JSON.stringify(reference.slice(0, 200))}, which is not in the local files.`,
      );
    }
    const known = this.#names.get(found.identity);
    if (known !== undefined) return shorthand(known);
    if (!this.#isNamed(found)) return this.type(found.value, found.base, depth + 1);
    const name = uniqueName(typeName(textMember(found.value, "title") ?? found.name), this.#taken);
    this.#names.set(found.identity, name);
    this.#open.push({ name, found });
    return shorthand(name);
  }

  /** Whether a schema becomes a named type: a scalar is said at its place. */
  #isNamed({ value }: Located): boolean {
    if (
      ["properties", "oneOf", "anyOf", "allOf", "enum", "$ref", "items"].some(
        (key) => memberOf(value, key) !== undefined,
      )
    ) {
      return true;
    }
    return isObject(memberOf(value, "additionalProperties"));
  }

  #structure(schema: JsonObject, base: Base, depth: number): DraftType {
    const constant = memberOf(schema, "const");
    if (constant !== undefined) return literalsOf([constant]);
    const values = listMember(schema, "enum");
    if (values !== undefined) return literalsOf(values);
    const alternatives = listMember(schema, "oneOf") ?? listMember(schema, "anyOf");
    const hasProperties = objectMember(schema, "properties") !== undefined;
    if (alternatives !== undefined && !hasProperties) return this.#union(alternatives, base, depth);
    const extra =
      alternatives === undefined
        ? []
        : ["Not imported: one of several further conditions (oneOf or anyOf)."];
    const type = this.#plain(schema, base, depth);
    return extra.length === 0 ? type : { ...type, notes: [...type.notes, ...extra] };
  }

  #plain(schema: JsonObject, base: Base, depth: number): DraftType {
    const names = typeNamesOf(schema);
    const others = names.filter((name) => name !== "null");
    const [only] = others;
    if (only === undefined) return anyJson("Only null in its source.");
    if (others.length > 1) {
      const isNumber = others.every((name) => name === "number" || name === "integer");
      if (!isNumber) return anyJson(`Not imported: one of the types ${others.join(", ")}.`);
    }
    const type = this.#single(others.length > 1 ? "number" : only, schema, base, depth);
    return names.length > others.length ? nullable(type) : type;
  }

  #single(name: string, schema: JsonObject, base: Base, depth: number): DraftType {
    switch (name) {
      case "string":
        return stringType(schema);
      case "number":
      case "integer":
        return numberType(schema, name === "integer");
      case "boolean":
        return shorthand("boolean");
      case "array": {
        const items = memberOf(schema, "items");
        if (Array.isArray(items)) return anyJson("Not imported: a list with a type for each item.");
        return listType(
          items === undefined ? shorthand("json") : this.type(items, base, depth + 1),
          listRules(schema),
        );
      }
      case "object":
        return this.#object(schema, base, depth);
      case "any":
        return shorthand("json");
      default:
        return anyJson(`Not imported: the type ${JSON.stringify(name.slice(0, 100))}.`);
    }
  }

  #object(schema: JsonObject, base: Base, depth: number): DraftType {
    const others = memberOf(schema, "additionalProperties");
    const members = this.members(schema, base, depth);
    const hasNone = objectMember(schema, "properties") === undefined && members.length === 0;
    if (hasNone && others !== false) {
      return others === undefined || others === true
        ? shorthand("object")
        : mapType(this.type(others, base, depth + 1));
    }
    const notes =
      isObject(others) && Object.keys(others).length > 0
        ? ["Not imported: the type of further properties."]
        : [];
    return objectType(members, others === true || isObject(others), notes);
  }

  #union(alternatives: readonly Json[], base: Base, depth: number): DraftType {
    const isNull = (one: Json) =>
      memberOf(one, "type") === "null" || memberOf(one, "const") === null;
    const parts = alternatives.filter((one) => !isNull(one));
    const type = this.#alternatives(parts, base, depth);
    return parts.length < alternatives.length ? nullable(type) : type;
  }

  #alternatives(parts: readonly Json[], base: Base, depth: number): DraftType {
    const [only] = parts;
    if (only === undefined) return anyJson("Only null in its source.");
    if (parts.length === 1) return this.type(only, base, depth + 1);
    const flats = parts.map((part) => this.flat(part, base).schema);
    const literals = flats.map(literalValues);
    if (literals.every((values) => values !== undefined)) return literalsOf(literals.flat());
    const tag = tagOf(flats, this, base);
    if (tag !== undefined) {
      return unionType(
        tag,
        parts.map((part) => this.type(part, base, depth + 1)),
      );
    }
    const kinds = [
      ...new Set(flats.flatMap((flat) => (isObject(flat) ? typeNamesOf(flat) : ["any"]))),
    ];
    const isOfObjects = kinds.join() === "object";
    const reason = isOfObjects
      ? ", which no property distinguishes"
      : ` of several types (${kinds.join(", ")})`;
    return anyJson(`Not imported: one of ${parts.length} schemas${reason}.`);
  }
}

/** A schema without `allOf`. */
interface Merged {
  readonly schema: Json;
  readonly notes: readonly string[];
}

/** A required property of objects, whose strings tell them apart. */
function tagOf(
  schemas: readonly Json[],
  converter: SchemaConverter,
  base: Base,
): string | undefined {
  const [first] = schemas;
  const names = Object.keys(objectMember(first, "properties") ?? {});
  return names.find((name) => {
    const seen = new Set<Json>();
    return schemas.every((schema) => {
      const property = memberOf(objectMember(schema, "properties"), name);
      const isRequired = listMember(schema, "required")?.includes(name) === true;
      if (property === undefined || !isRequired) return false;
      const values = literalValues(converter.flat(property, base).schema) ?? [null];
      return values.every(
        (value) => typeof value === "string" && !seen.has(value) && seen.add(value),
      );
    });
  });
}
