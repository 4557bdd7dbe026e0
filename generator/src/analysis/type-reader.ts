import type { YamlPath } from "../diagnostics/diagnostic.js";
import {
  BROKEN,
  type Json,
  type Literal,
  type OrBroken,
  type RawLongType,
  type RawType,
  type RawUnionType,
} from "../language/document.js";
import { ERROR } from "../model/aliases.js";
import type {
  DocumentedValue,
  FieldType,
  Property,
  StringFormat,
  UnionType,
} from "../model/model.js";
import { formatOf, isStringType } from "../model/string-types.js";
import { type Category, checkKeywords, checkPattern } from "./checks/keywords.js";
import { checkRanges } from "./checks/ranges.js";
import { isErrorOrListOfErrors } from "./errors.js";
import type { Reporter } from "./reporter.js";
import type { Scope } from "./scope.js";
import { isForeignList, type UnknownType } from "./unknown-type.js";

/** An example, a default or an allowed value, as the schema gives it. */
export interface DeclaredValue {
  readonly report: Reporter;
  readonly path: YamlPath;
  readonly value: Json;
  readonly type: FieldType;
}

export interface DeclaredUnion {
  readonly scope: Scope;
  readonly path: YamlPath;
  readonly type: FieldType & UnionType;
}

/** Parts of types that can be checked only when all types are known. */
export interface Collected {
  readonly values: DeclaredValue[];
  readonly unions: DeclaredUnion[];
  readonly unknownTypes: UnknownType[];
  /** The named types that fields and other types use. */
  readonly usedTypes: Set<string>;
}

const JSON_TYPE: FieldType = { kind: "json", isNullable: false };

/** Reads the types of one document. Reports mistakes; a type with a mistake is an error type. */
export class TypeReader {
  readonly #scope: Scope;
  readonly #collected: Collected;
  readonly #shortTypes = new Map<string, FieldType>();

  constructor(scope: Scope, collected: Collected) {
    this.#scope = scope;
    this.#collected = collected;
  }

  read(raw: OrBroken<RawType>, path: YamlPath): FieldType {
    if (raw === BROKEN) return ERROR;
    if (typeof raw === "string") return this.#short(raw, path);
    const type = isUnion(raw) ? this.#union(raw, path) : this.#long(raw, path, [...path, "type"]);
    raw.examples?.forEach((value, index) => {
      this.addValue(value, [...path, "examples", index], type);
    });
    return type;
  }

  /** Remembers a value that the schema gives, to be checked against its type later. */
  addValue(value: Json, path: YamlPath, type: FieldType): void {
    this.#collected.values.push({ report: this.#scope.report, path, value, type });
  }

  /** A type in short: the same one each time, unless something is wrong with it. */
  #short(name: string, path: YamlPath): FieldType {
    const known = this.#shortTypes.get(name);
    if (known !== undefined) return known;
    const type = this.#long({ type: name }, path, path);
    // A type that names itself is not used by that.
    if (!isErrorOrListOfErrors(type) && path[0] !== "types") this.#shortTypes.set(name, type);
    return type;
  }

  #long(long: RawLongType, path: YamlPath, typePath: YamlPath): FieldType {
    const { report } = this.#scope;
    const category = this.#categoryOf(long.type);
    const isUseOfItself = path[0] === "types" && path[1] === long.type;
    if (category === "named" && !isUseOfItself) this.#collected.usedTypes.add(long.type);
    if (category === undefined) {
      const unknown = { scope: this.#scope, name: long.type, path: typePath };
      this.#collected.unknownTypes.push(unknown);
      return ERROR;
    }
    const areKeywordsRight = checkKeywords(long, category, path, report);
    const areRangesRight = checkRanges(long, path, report);
    const isPatternRight = checkPattern(long.pattern, path, report);
    const type = this.#ofCategory(category, long, path, typePath);
    return areKeywordsRight && areRangesRight && isPatternRight ? type : ERROR;
  }

  #categoryOf(type: string): Category | undefined {
    if (isStringType(type)) return "string";
    if (type === "number" || type === "integer") return "number";
    if (type === "boolean" || type === "json" || type === "object") return type;
    if (type === "array") return "list";
    if (type.endsWith("[]") && !isForeignList(type, this.#scope)) return "list";
    return this.#scope.hasType(type) ? "named" : undefined;
  }

  #ofCategory(
    category: Category,
    long: RawLongType,
    path: YamlPath,
    typePath: YamlPath,
  ): FieldType {
    const isNullable = long.nullable === true;
    const literals = long.const === undefined ? long.enum : [long.const];
    switch (category) {
      case "string":
        if (literals !== undefined) return this.#literals(literals, long, path);
        return {
          kind: "string",
          format: (long.format as StringFormat | undefined) ?? formatOf(long.type),
          minLength: long.minLength,
          maxLength: long.maxLength,
          pattern: long.pattern,
          isNullable,
        };
      case "number":
        if (literals !== undefined) return this.#literals(literals, long, path);
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
        if (literals !== undefined) return this.#literals(literals, long, path);
        return { kind: "boolean", isNullable };
      case "json":
        return { kind: "json", isNullable };
      case "named":
        return { kind: "named", name: long.type, isNullable };
      case "list":
        return {
          kind: "list",
          items: this.#items(long, path, typePath),
          minItems: long.minItems,
          maxItems: long.maxItems,
          hasUniqueItems: long.uniqueItems === true,
          isNullable,
        };
      case "object":
        return long.properties === undefined
          ? { kind: "map", values: this.#mapValues(long, path), isNullable }
          : this.#object(long.properties, long, path);
    }
  }

  /** The type that `enum` or `const` make of their values. */
  #literals(values: readonly Literal[], long: RawLongType, path: YamlPath): FieldType {
    const pathOf = (index: number) =>
      long.const === undefined ? [...path, "enum", index] : [...path, "const"];
    const isWrong = values.map((value) => !isOfType(value, long.type));
    values.forEach((value, index) => {
      if (!isWrong[index]) return;
      const needsQuotes = isStringType(long.type) && typeof value !== "string";
      const about = { value: JSON.stringify(value), type: long.type, needsQuotes };
      this.#scope.report.atValue("enum-type-mismatch", pathOf(index), about);
    });
    if (isWrong.includes(true)) return ERROR;
    const format = formatOf(long.type);
    const type = format === undefined ? JSON_TYPE : stringOf(format);
    values.forEach((value, index) => {
      this.addValue(value, pathOf(index), type);
    });
    return { kind: "literals", values, isNullable: long.nullable === true };
  }

  #items(long: RawLongType, path: YamlPath, typePath: YamlPath): FieldType {
    if (long.type !== "array") {
      const items = long.type.slice(0, -"[]".length);
      return this.#long({ type: items }, typePath, typePath);
    }
    if (long.items !== undefined) return this.read(long.items, [...path, "items"]);
    this.#scope.report.atValue("missing-items", typePath, {});
    return ERROR;
  }

  #mapValues({ additionalProperties }: RawLongType, path: YamlPath): FieldType {
    if (additionalProperties === undefined || typeof additionalProperties === "boolean") {
      return JSON_TYPE;
    }
    return this.read(additionalProperties, [...path, "additionalProperties"]);
  }

  #object(
    properties: Readonly<Record<string, RawType>>,
    { required = [], additionalProperties, nullable }: RawLongType,
    path: YamlPath,
  ): FieldType {
    const isRequired = new Set(required);
    const isRight = this.#checkRequired(properties, required, isRequired, path);
    const members = Object.entries(properties).map(
      ([name, raw]): Property => ({
        name,
        isOptional: !isRequired.has(name),
        type: this.read(raw, [...path, "properties", name]),
        ...documentation(raw),
      }),
    );
    if (!isRight) return ERROR;
    return {
      kind: "object",
      properties: members,
      isOpen: additionalProperties === true,
      isNullable: nullable === true,
    };
  }

  /** Whether all names under `required` are those of properties. */
  #checkRequired(
    properties: Readonly<Record<string, RawType>>,
    required: readonly string[],
    isRequired: ReadonlySet<string>,
    path: YamlPath,
  ): boolean {
    const { report, suggest } = this.#scope;
    const unknown = [...required.entries()].filter(([, name]) => !Object.hasOwn(properties, name));
    if (unknown.length === 0) return true;
    const optional = Object.keys(properties).filter((name) => !isRequired.has(name));
    for (const [index, name] of unknown) {
      const suggestion = suggest(name, optional);
      const declaration = suggestion && {
        path: [...path, "properties", suggestion],
        at: "key" as const,
        message: `"${suggestion}" is declared here, and not required`,
      };
      // Either of the two names may be the one that is misspelt.
      const about = { name, suggestion };
      report.atValue(
        "unknown-required",
        [...path, "required", index],
        about,
        declaration ? [declaration] : [],
      );
    }
    return false;
  }

  #union(raw: RawUnionType, path: YamlPath): FieldType {
    const type: FieldType & UnionType = {
      kind: "union",
      tag: raw.discriminator.propertyName,
      branches: raw.oneOf.map((branch, index) => this.read(branch, [...path, "oneOf", index])),
      isNullable: raw.nullable === true,
    };
    this.#collected.unions.push({ scope: this.#scope, path, type });
    return type;
  }
}

function isUnion(raw: RawType): raw is RawUnionType {
  return typeof raw === "object" && "oneOf" in raw;
}

/** The description, the deprecation and the examples of a type. */
export function documentation(raw: OrBroken<RawType>): DocumentedValue {
  const { description, deprecated, examples = [] } = typeof raw === "object" ? raw : {};
  return { description, deprecated, examples };
}

function stringOf(format: StringFormat): FieldType {
  const noRules = { minLength: undefined, maxLength: undefined, pattern: undefined };
  return { kind: "string", format, ...noRules, isNullable: false };
}

function isOfType(value: Literal, type: string): boolean {
  if (type === "boolean") return typeof value === "boolean";
  if (type === "integer") return Number.isInteger(value);
  if (type === "number") return typeof value === "number" && Number.isFinite(value);
  return typeof value === "string";
}
