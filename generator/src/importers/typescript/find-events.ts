import type { CallExpression, Node, SourceFile, Type, TypeNode } from "ts-morph";
import type { Morph } from "./load-morph.js";

/** Where the event types of a program are. */
export interface FoundEvents {
  /** The type of each event, each once. */
  readonly events: readonly FoundEvent[];
  /** The third argument of `createEventFunctions`. */
  readonly partition: string | undefined;
  readonly notes: readonly string[];
}

export interface FoundEvent {
  readonly type: Type;
  readonly at: Node;
  /** The member of the enum. */
  readonly member: Node | undefined;
  /** The name of the member of the enum, else the text of the type. */
  readonly name: string;
  /** What is stored as the type; `undefined` if it is no string. */
  readonly storedType: string | undefined;
  readonly notes: readonly string[];
}

/**
 * The events of `createEventFunctions<Types, Events>(…, partition)`; without such a call, the interfaces and types of the file
 * that have a literal `type` and an object `data`.
 */
export function findEvents(source: SourceFile, morph: Morph): FoundEvents {
  const calls = source
    .getDescendantsOfKind(morph.SyntaxKind.CallExpression)
    .filter((call) => call.getExpression().getText().split(".").at(-1) === "createEventFunctions");
  const queries = source
    .getDescendantsOfKind(morph.SyntaxKind.TypeQuery)
    .filter((query) => query.getExprName().getText().split(".").at(-1) === "createEventFunctions");
  const partitions = new Set(calls.flatMap((call) => partitionOf(call, morph) ?? []));
  const [partition, ...others] = partitions;
  const lists: (readonly TypeNode[])[] = [
    ...calls.map((call) => call.getTypeArguments()),
    ...queries.map((query) => query.getTypeArguments()),
  ];
  const unions = lists.flatMap(([, union]) => (union === undefined ? [] : [union]));
  const found = new Map<string, FoundEvent>();
  for (const union of unions) addEvents(union.getType(), union, found);
  if (found.size === 0)
    for (const node of declarations(source)) addEvents(node.getType(), node, found);
  const notes = others.map(
    (other) => `Not imported: ${JSON.stringify(other)} is the partition of another client.`,
  );
  return { events: [...found.values()], partition, notes };
}

function declarations(source: SourceFile): readonly Node[] {
  const all = [...source.getInterfaces(), ...source.getTypeAliases()];
  return all.filter((node) => node.getTypeParameters().length === 0);
}

function partitionOf(call: CallExpression, { Node }: Morph): string | undefined {
  const [, , third] = call.getArguments();
  if (third === undefined) return undefined;
  const type = third.getType();
  if (Node.isStringLiteral(third)) return third.getLiteralValue();
  const value = type.isStringLiteral() ? type.getLiteralValue() : undefined;
  return typeof value === "string" ? value : undefined;
}

function addEvents(type: Type, at: Node, found: Map<string, FoundEvent>): void {
  const parts = type.isUnion() ? type.getUnionTypes() : [type];
  for (const part of parts) {
    const own = part.getProperty("type");
    const data = part.getProperty("data");
    if (own === undefined || data === undefined) continue;
    const types = own.getTypeAtLocation(own.getDeclarations()[0] ?? at);
    for (const literal of types.isUnion() ? types.getUnionTypes() : [types]) {
      const event = eventOf(literal, part, at);
      if (event !== undefined && !found.has(event.name)) found.set(event.name, event);
    }
  }
}

/** The event of a literal type of `type`. */
function eventOf(literal: Type, type: Type, at: Node): FoundEvent | undefined {
  if (!literal.isLiteral() || literal.isBooleanLiteral()) return undefined;
  const value = literal.getLiteralValue();
  const symbol = literal.isEnumLiteral() ? literal.getSymbol() : undefined;
  const [member, name] = [symbol?.getDeclarations()[0], symbol?.getName()];
  if (typeof value === "string")
    return { type, at, member, name: name ?? value, storedType: value, notes: [] };
  if (typeof value !== "number") return undefined;
  const note = `Stored as the number ${value} in its source; event types are strings here.`;
  return { type, at, member, name: name ?? `TYPE_${value}`, storedType: undefined, notes: [note] };
}
