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
  /** The lookup that every event of the stream is read by. */
  readonly lookup: Lookup;
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

/** The most copies that one event of the type can make: each way to fill each lookup. */
export function maxCopies(event: EventModel): number {
  const waysToFill = (modelKey: string) =>
    event.fields.filter((field) => field.modelKey === modelKey).length;
  return event.lookups
    .map((lookup) => lookupPath(lookup).reduce((product, key) => product * waysToFill(key), 1))
    .reduce((sum, copies) => sum + copies, 0);
}
