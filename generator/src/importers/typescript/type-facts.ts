import type { Node, Type, TypeNode } from "ts-morph";
import type { Morph } from "./load-morph.js";

/** Names of scalars are not kept: `type ProductId = string` says no more than `string` does. */
export function isWorthAName(type: Type): boolean {
  if (type.isArray() || type.isTuple() || type.getCallSignatures().length > 0) return false;
  const parts = type.isUnion() ? type.getUnionTypes() : [type];
  if (type.isBoolean() || parts.some((part) => part.isNull() || part.isUndefined())) return false;
  return type.isUnion() ? parts.length > 1 : type.getProperties().length > 0 && type.isObject();
}

/** The type that a member is declared with. */
export function declaredType(declaration: Node, { Node }: Morph): TypeNode | undefined {
  const hasType = Node.isPropertySignature(declaration) || Node.isPropertyDeclaration(declaration);
  return hasType ? declaration.getTypeNode() : undefined;
}

/** Whether two unions differ in null and undefined at most: the compiler drops the name of an alias that it adds them to. */
export function isSameUnion(type: Type, declared: Type): boolean {
  if (!type.isUnion() || !declared.isUnion() || declared.getAliasSymbol() === undefined)
    return false;
  const partsOf = (union: Type) =>
    new Set(
      union
        .getUnionTypes()
        .filter((part) => !part.isUndefined())
        .map((part) => part.compilerType),
    );
  const [parts, others] = [partsOf(type), partsOf(declared)];
  return parts.size === others.size && [...parts].every((part) => others.has(part));
}

/** Whether a type is a string, a number or a boolean: `string & { __brand: "x" }` is a string to JSON. */
export function isScalar(type: Type): boolean {
  return type.isString() || type.isNumber() || type.isBoolean();
}

/** Whether undefined is one of the types of a union. */
export function hasUndefined(type: Type): boolean {
  return type.isUnion() && type.getUnionTypes().some((part) => part.isUndefined());
}

/** The items of a `readonly T[]`; `undefined` for any other type. */
export function readonlyItems(type: Type): Type | undefined {
  return type.isReadonlyArray() ? type.getTypeArguments()[0] : undefined;
}
