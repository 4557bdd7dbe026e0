import type { Node, TypeNode } from "ts-morph";
import { factEntries } from "../draft/type-tree.js";
import type { Morph } from "../typescript/load-morph.js";
import { type Entry, entry, entryOf, isMap, mapOf, type Tree, type TreeMap } from "../yaml/tree.js";
import { moduleComment } from "./module-comment.js";

/** The members of an interface or of an object type, by their names: their comments, and their types. */
export type Members = ReadonlyMap<
  string,
  { readonly node: Node; readonly type: TypeNode | undefined }
>;

export function membersOf(node: Node | undefined, { Node }: Morph): Members {
  if (!Node.isInterfaceDeclaration(node) && !Node.isTypeLiteral(node)) return new Map();
  return new Map(
    node.getProperties().map((property) => {
      const name = property.getNameNode();
      const text = Node.isStringLiteral(name) ? name.getLiteralText() : property.getName();
      return [text, { node: property, type: property.getTypeNode() }];
    }),
  );
}

/** Rules of fields as fields of the schema: `{ "note?": "string" }`. The documentation is that of the members. */
export function ruleFields(rules: Tree | undefined, members: Members, morph: Morph): TreeMap {
  const fields = isMap(rules) ? rules.entries : [];
  return mapOf(
    fields.map(({ key, value }) => {
      const member = members.get(key.replace(/\?$/, ""));
      const isPii = entryOf(value, "pii")?.value === true;
      const facts = member === undefined ? {} : moduleComment(member.node, { isPii });
      return entry(key, withEntries(ruleTree(value, member?.type, morph), factEntries(facts)));
    }),
  );
}

/** A type with more words. */
export function withEntries(type: Tree, more: readonly Entry[]): Tree {
  if (more.length === 0) return type;
  return mapOf([...(isMap(type) ? type.entries : [entry("type", type)]), ...more]);
}

/** A rule of a descriptor as a type of the schema language. */
export function ruleTree(rule: Tree, node: TypeNode | undefined, morph: Morph): Tree {
  if (!isMap(rule)) return rule;
  const type = withoutNull(node, morph);
  const literal = rule.entries.find(({ key }) => key === "enum" || key === "const");
  const head =
    literal !== undefined && entryOf(rule, "type") === undefined
      ? [entry("type", typeofLiteral(literal.value))]
      : [];
  const words = rule.entries.flatMap(({ key, value }): Entry[] => {
    if (key === "properties") return objectEntries(value, type, morph);
    if (key === "items") return [entry(key, ruleTree(value, itemsOf(type, morph), morph))];
    if (key === "additionalProperties")
      return [entry(key, ruleTree(value, valuesOf(type, morph), morph))];
    if (key === "oneOf" && Array.isArray(value)) {
      const branches = branchesOf(type, value.length, morph);
      return [
        entry(
          key,
          value.map((branch, index) => ruleTree(branch, branches[index], morph)),
        ),
      ];
    }
    return [entry(key, value)];
  });
  return mapOf([...head, ...words]);
}

function typeofLiteral(value: Tree): string {
  const first = Array.isArray(value) ? value[0] : value;
  return typeof first;
}

function objectEntries(rules: Tree, type: TypeNode | Node | undefined, morph: Morph): Entry[] {
  const fields = ruleFields(rules, membersOf(type, morph), morph).entries;
  const required = fields.filter(({ key }) => !key.endsWith("?")).map(({ key }) => key);
  const properties = fields.map(({ key, value }) => entry(key.replace(/\?$/, ""), value));
  return [
    entry("properties", mapOf(properties)),
    ...(required.length === 0 ? [] : [entry("required", required)]),
  ];
}

/** A type without parentheses and without null. */
function withoutNull(node: TypeNode | undefined, morph: Morph): TypeNode | undefined {
  const { Node } = morph;
  if (Node.isParenthesizedTypeNode(node)) return withoutNull(node.getTypeNode(), morph);
  if (!Node.isUnionTypeNode(node)) return node;
  const parts = node.getTypeNodes().filter((part) => part.getText() !== "null");
  return parts.length === 1 ? parts[0] : node;
}

function itemsOf(node: TypeNode | undefined, morph: Morph): TypeNode | undefined {
  return morph.Node.isArrayTypeNode(node) ? node.getElementTypeNode() : undefined;
}

function valuesOf(node: TypeNode | undefined, { Node }: Morph): TypeNode | undefined {
  if (!Node.isTypeLiteral(node)) return undefined;
  return node.getIndexSignatures()[0]?.getReturnTypeNode();
}

function branchesOf(
  node: TypeNode | undefined,
  count: number,
  { Node }: Morph,
): readonly TypeNode[] {
  if (!Node.isUnionTypeNode(node)) return [];
  const parts = node.getTypeNodes().filter((part) => part.getText() !== "null");
  return parts.length === count ? parts : [];
}
