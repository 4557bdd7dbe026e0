import type {
  InterfaceDeclaration,
  Symbol as Member,
  Node,
  Type,
  TypeAliasDeclaration,
} from "ts-morph";
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
import { withRules } from "./comment-rules.js";
import { readComment } from "./doc-comment.js";
import { literalOf, tagOf } from "./literals.js";
import type { Morph } from "./load-morph.js";
import {
  declaredType,
  hasUndefined,
  isSameUnion,
  isScalar,
  isWorthAName,
  readonlyItems,
} from "./type-facts.js";

/** Levels of objects that have no name. A generic type can make itself deeper without end. */
const MAX_DEPTH = 24;

/** The built-in classes that have a string in JSON, and the type of that. */
const CLASSES: Readonly<Record<string, string>> = { Date: "timestamp" };

/** Types of TypeScript in the words of the schema language. Interfaces and aliases become named types, on their first use. */
export class TypeConverter {
  readonly #morph: Morph;
  readonly #taken: Set<string>;
  /** The named types that were found, by what identifies them. */
  readonly #names = new Map<object, string>();
  readonly #types: DraftNamedType[] = [];
  /** The named types that are used, and are still to be converted. */
  readonly #open: {
    readonly name: string;
    readonly type: Type;
    readonly at: Node;
    readonly declaration: Node;
  }[] = [];

  constructor(morph: Morph, taken: Set<string>) {
    this.#morph = morph;
    this.#taken = taken;
  }

  /** All named types so far, in the order of their first use. */
  get types(): readonly DraftNamedType[] {
    // A type can lead to more. One by one: thousands of types can lead to each other.
    for (const { name, type, at, declaration } of this.#open) {
      const { rules, ...facts } = readComment([declaration], this.#morph);
      this.#types.push({ name, type: withRules(this.#structure(type, at, 0), rules), ...facts });
    }
    this.#open.length = 0;
    return this.#types;
  }

  /** The structure of an interface or an alias, and the rules of its comment. */
  declared(node: InterfaceDeclaration | TypeAliasDeclaration): DraftType {
    const { rules } = readComment([node], this.#morph);
    return withRules(this.#structure(node.getType(), node, 0), rules);
  }

  /** The members of an object type. */
  members(type: Type, at: Node, depth = 0): DraftMember[] {
    // A member that a symbol names has no name in JSON.
    const properties = type
      .getProperties()
      .filter((property) => !property.getName().startsWith("__@"));
    return properties.map((property) => this.#member(property, at, depth));
  }

  /** Whether an object type has members beside those that it names. */
  isOpen(type: Type): boolean {
    return type.getStringIndexType() !== undefined;
  }

  #member(property: Member, at: Node, depth: number): DraftMember {
    const declarations = property.getDeclarations();
    const [declaration = at] = declarations;
    const type = property.getTypeAtLocation(declaration);
    const { rules, ...facts } = readComment(declarations, this.#morph);
    const isFunction = type.getCallSignatures().length > 0;
    const isOptional = property.isOptional() || hasUndefined(type) || isFunction;
    const declared = declaredType(declaration, this.#morph);
    const named =
      declared !== undefined && isSameUnion(type, declared.getType()) ? declared.getType() : type;
    const converted = withRules(this.type(named, declaration, depth + 1), rules);
    const text = declared?.getText() ?? "any";
    const isUnknown = type.isAny() && text !== "any";
    const missing = isUnknown
      ? [`Not imported: ${text.slice(0, 200)}, which is not in the project.`]
      : [];
    const notes = [...converted.notes, ...missing];
    return { name: property.getName(), isOptional, type: { ...converted, notes }, ...facts };
  }

  type(type: Type, at: Node, depth = 0): DraftType {
    if (depth > MAX_DEPTH)
      return anyJson(`Not imported: the type has more than ${MAX_DEPTH} levels.`);
    const name = this.#nameOf(type, at);
    if (name !== undefined) return shorthand(name);
    return this.#structure(type, at, depth);
  }

  /** The name under `types:` of an interface or an alias of the project; `undefined` for any other type. */
  #nameOf(type: Type, at: Node): string | undefined {
    const symbol = type.getAliasSymbol() ?? (type.isInterface() ? type.getSymbol() : undefined);
    const [declaration] = symbol?.getDeclarations() ?? [];
    if (symbol === undefined || declaration === undefined || type.isBooleanLiteral())
      return undefined;
    const isGeneric = type.getAliasTypeArguments().length > 0 || type.getTypeArguments().length > 0;
    const isForeign = declaration.getSourceFile().isDeclarationFile();
    if (isGeneric || isForeign || !isWorthAName(type)) return undefined;
    const known = this.#names.get(symbol.compilerSymbol);
    if (known !== undefined) return known;
    const name = uniqueName(typeName(symbol.getName()), this.#taken);
    this.#names.set(symbol.compilerSymbol, name);
    this.#open.push({ name, type, at, declaration });
    return name;
  }

  #structure(type: Type, at: Node, depth: number): DraftType {
    if (type.isAny() || type.isUnknown()) return shorthand("json");
    if (type.isString()) return shorthand("string");
    if (type.isNumber()) return shorthand("number");
    if (type.isBoolean()) return shorthand("boolean");
    if (type.isBigInt()) {
      return {
        words: "int64",
        notes: ["A bigint in its source; the text of a 64-bit integer here."],
      };
    }
    const brand = type.isIntersection() ? type.getIntersectionTypes().find(isScalar) : undefined;
    if (brand !== undefined) return this.#structure(brand, at, depth);
    if (type.getFlags() & this.#morph.ts.TypeFlags.ESSymbolLike)
      return anyJson("Not imported: a symbol.");
    if (type.isTemplateLiteral()) {
      return { words: "string", notes: [`Not imported: the form ${type.getText(at)}.`] };
    }
    if (type.isUnion()) return this.#union(type, at, depth);
    if (type.isLiteral()) return literalOf([type]) ?? anyJson();
    if (type.isNull()) return anyJson("Only null in its source.");
    if (type.isNever()) return anyJson("Not imported: no value fits the type never.");
    if (type.isTuple())
      return anyJson(`Not imported: the tuple ${type.getText(at).slice(0, 200)}.`);
    const items = type.getArrayElementType() ?? readonlyItems(type);
    if (items !== undefined) return listType(this.type(items, at, depth + 1));
    return this.#object(type, at, depth);
  }

  #object(type: Type, at: Node, depth: number): DraftType {
    const text = type.getText(at).slice(0, 200);
    if (type.getCallSignatures().length > 0) return anyJson(`Not imported: the function ${text}.`);
    const symbol = type.getSymbol()?.getName() ?? "";
    const isForeign = type
      .getSymbol()
      ?.getDeclarations()
      .every((declaration) => declaration.getSourceFile().isDeclarationFile());
    const known = isForeign ? CLASSES[symbol] : undefined;
    if (known !== undefined)
      return { words: known, notes: [`A ${symbol} in its source; a string here.`] };
    const isMapped = type.getProperties().length > 0 || type.getStringIndexType() !== undefined;
    if (
      isForeign &&
      !type.isAnonymous() &&
      symbol !== "Record" &&
      symbol !== "__type" &&
      !type.getAliasSymbol()
    ) {
      return anyJson(`Not imported: ${text}, which is no JSON.`);
    }
    const values = type.getStringIndexType();
    const properties = type.getProperties();
    // The emitter says so that an object has no members.
    if (properties.length === 0 && values?.isNever()) return objectType([], false);
    if (properties.length === 0 && values !== undefined) {
      return mapType(this.type(values, at, depth + 1));
    }
    if (!isMapped) {
      return type.isObject() && !type.isTypeParameter() && text === "{}"
        ? objectType([], false)
        : { words: "json", notes: text === "object" ? [] : [`Not imported: ${text}.`] };
    }
    return objectType(this.members(type, at, depth), values !== undefined);
  }

  #union(type: Type, at: Node, depth: number): DraftType {
    const parts = type.getUnionTypes().filter((part) => !part.isUndefined() && !part.isNull());
    const isNullable = type.getUnionTypes().some((part) => part.isNull());
    const plain = this.#plainUnion(type, parts, at, depth);
    return isNullable ? nullable(plain) : plain;
  }

  #plainUnion(type: Type, parts: readonly Type[], at: Node, depth: number): DraftType {
    const [only, ...others] = parts;
    if (only === undefined) return anyJson("Only null in its source.");
    if (others.length === 0) return this.type(only, at, depth + 1);
    if (parts.every((part) => part.isBooleanLiteral())) return shorthand("boolean");
    const literals = literalOf(parts);
    if (literals !== undefined) return literals;
    const tag = tagOf(parts, at);
    if (parts.some((part) => !part.isObject())) {
      return anyJson(`Not imported: ${type.getText(at).slice(0, 200)}, a union of several types.`);
    }
    if (tag === undefined) {
      return anyJson(
        `Not imported: ${type.getText(at).slice(0, 200)}, whose objects no property distinguishes.`,
      );
    }
    return unionType(
      tag,
      parts.map((part) => this.type(part, at, depth + 1)),
    );
  }
}
