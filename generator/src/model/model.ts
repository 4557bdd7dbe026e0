/**
 * What a schema means: readonly data, names settled, nothing left to look up. The emitter reads it and
 * nothing else; `breaking` and `docs` will.
 */
export interface Model {
  /** PascalCase: `Store`. */
  readonly name: string;
  readonly description: string | undefined;
  /** The id field that scopes everything. */
  readonly partition: string | undefined;
  readonly types: readonly NamedType[];
  readonly events: readonly EventModel[];
  readonly streams: readonly StreamModel[];
}

export interface Documented {
  readonly description: string | undefined;
  /** Why it should no longer be used. */
  readonly deprecated: string | undefined;
}

export interface NamedType extends Documented {
  readonly name: string;
  readonly type: FieldType;
}

export interface EventModel extends Documented {
  /** `PRICE_LOWERED`. */
  readonly type: string;
  /** `PriceLowered`. */
  readonly interfaceName: string;
  /** In the order of the schema. */
  readonly fields: readonly Field[];
  /** What the event is found by. The first is certain to be stored, and canonical. */
  readonly lookups: readonly Lookup[];
}

export interface Field extends Documented {
  readonly name: string;
  readonly isOptional: boolean;
  readonly type: FieldType;
  /**
   * The id that questions name this field by: its own name, or that of its `entity:`. `undefined` for
   * what is no id field, and for one with `lookup: false`.
   */
  readonly modelKey: string | undefined;
}

/** A question that can be asked of an event type. */
export type Lookup =
  | { readonly kind: "type" }
  | { readonly kind: "partition"; readonly partition: string }
  | { readonly kind: "entity"; readonly modelKey: string }
  | { readonly kind: "partition-entity"; readonly partition: string; readonly modelKey: string };

export interface StreamModel {
  /** `product_prices`. */
  readonly name: string;
  /** `productPrices`. */
  readonly memberName: string;
  /** The name of the union of its events: `StoreProductPricesEvents`. */
  readonly unionName: string;
  readonly description: string | undefined;
  /** What picks one stream; unless it is materialized, also the lookup that its events are read by. */
  readonly lookup: Lookup;
  /** Whether each event has one more copy under the stream itself. */
  readonly isMaterialized: boolean;
  /** Whether a head is kept. */
  readonly isConsistent: boolean;
  readonly events: readonly EventModel[];
}

/** The type of a value in `data`. */
export type FieldType = Nullable &
  (
    | StringType
    | NumberType
    | { readonly kind: "boolean" }
    | { readonly kind: "json" }
    | { readonly kind: "literals"; readonly values: readonly (string | number | boolean)[] }
    | ListType
    | { readonly kind: "object"; readonly properties: readonly Property[] }
    | { readonly kind: "map"; readonly values: FieldType }
    | { readonly kind: "named"; readonly name: string }
  );

interface Nullable {
  readonly isNullable: boolean;
}

export type StringFormat = "ulid" | "uuid" | "date-time" | "date" | "email" | "uri";

export interface StringType {
  readonly kind: "string";
  readonly format: StringFormat | undefined;
  readonly minLength: number | undefined;
  readonly maxLength: number | undefined;
  readonly pattern: string | undefined;
}

export interface NumberType {
  readonly kind: "number";
  readonly isInteger: boolean;
  readonly minimum: number | undefined;
  readonly maximum: number | undefined;
  readonly exclusiveMinimum: number | undefined;
  readonly exclusiveMaximum: number | undefined;
  readonly multipleOf: number | undefined;
}

export interface ListType {
  readonly kind: "list";
  readonly items: FieldType;
  readonly minItems: number | undefined;
  readonly maxItems: number | undefined;
  readonly hasUniqueItems: boolean;
}

export interface Property extends Documented {
  readonly name: string;
  readonly isOptional: boolean;
  readonly type: FieldType;
}

/** The ids that a lookup asks for, outermost first. */
export function lookupPath(lookup: Lookup): readonly string[] {
  switch (lookup.kind) {
    case "type":
      return [];
    case "partition":
      return [lookup.partition];
    case "entity":
      return [lookup.modelKey];
    case "partition-entity":
      return [lookup.partition, lookup.modelKey];
  }
}

export function isSameLookup(a: Lookup, b: Lookup): boolean {
  return a.kind === b.kind && lookupPath(a).join() === lookupPath(b).join();
}

/**
 * The most items that saving one event of the type can write: each way to fill each lookup and each
 * materialized stream, and the heads of its consistent streams.
 */
export function maxItems(event: EventModel, streams: readonly StreamModel[]): number {
  const waysToFill = (lookup: Lookup) =>
    lookupPath(lookup)
      .map((modelKey) => event.fields.filter((field) => field.modelKey === modelKey).length)
      .reduce((product, ways) => product * ways, 1);
  const ofType = streams.filter(({ events }) => events.some(({ type }) => type === event.type));
  const places = [
    ...event.lookups,
    ...ofType.filter(({ isMaterialized }) => isMaterialized).map(({ lookup }) => lookup),
    ...ofType.filter(({ isConsistent }) => isConsistent).map(({ lookup }) => lookup),
  ];
  return places.reduce((sum, lookup) => sum + waysToFill(lookup), 0);
}
