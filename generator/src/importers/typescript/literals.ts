import type { Node, Type } from "ts-morph";
import type { DraftType } from "../draft/draft.js";
import { literalsType } from "../draft/type-tree.js";

/** The values of literals and of enums; `undefined` if one of the types has no value. */
export function literalOf(parts: readonly Type[]): DraftType | undefined {
  const values = parts.map((part) => {
    if (part.isBooleanLiteral()) return part.getText() === "true";
    return part.isLiteral() ? part.getLiteralValue() : undefined;
  });
  const literals = values.filter(
    (value) => typeof value === "string" || typeof value === "number" || typeof value === "boolean",
  );
  if (literals.length < parts.length) return undefined;
  const [first] = literals;
  if (literals.some((value) => typeof value !== typeof first)) return undefined;
  return literalsType(literals);
}

/** A property whose literals tell the objects of a union apart. */
export function tagOf(parts: readonly Type[], at: Node): string | undefined {
  const [first] = parts;
  if (first === undefined || parts.some((part) => !part.isObject())) return undefined;
  return first
    .getProperties()
    .map((property) => property.getName())
    .find((name) => {
      const seen = new Set<unknown>();
      return parts.every((part) => {
        const property = part.getProperty(name);
        if (property === undefined || property.isOptional()) return false;
        const type = property.getTypeAtLocation(property.getDeclarations()[0] ?? at);
        const values = type.isUnion() ? type.getUnionTypes() : [type];
        return values.every((value) => {
          const literal =
            value.isStringLiteral() || value.isEnumLiteral() ? value.getLiteralValue() : undefined;
          if (typeof literal !== "string" || seen.has(literal)) return false;
          seen.add(literal);
          return true;
        });
      });
    });
}
