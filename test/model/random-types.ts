import fc from "fast-check";
import type {
  FieldType,
  NumberType,
  Property,
  StringType,
} from "../../generator/src/model/model.js";
import { mapInnerTypes } from "../../generator/src/model/visit.js";

/** The names that types are declared with; each can contain each. */
export const TYPE_NAMES = ["Alpha", "Beta"] as const;

const TAG = "kind";
const PATTERNS = ["^[a-c]{2,4}$", "^x", undefined] as const;
const FORMATS = [
  "ulid",
  "uuid",
  "date",
  "int64",
  "decimal",
  "email",
  undefined,
  undefined,
] as const;

const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });

const string: fc.Arbitrary<FieldType> = fc
  .record({
    format: fc.constantFrom(...FORMATS),
    minLength: optional(fc.nat(3)),
    maxLength: optional(fc.integer({ min: 3, max: 30 })),
    pattern: fc.constantFrom(...PATTERNS),
  })
  // A string has either limits of its length, or a pattern, or a format: a value can be made then.
  .map(({ format, pattern, minLength, maxLength }): Omit<StringType, "kind"> => {
    const none = {
      format: undefined,
      pattern: undefined,
      minLength: undefined,
      maxLength: undefined,
    };
    if (format !== undefined) return { ...none, format };
    if (pattern !== undefined) return { ...none, pattern };
    return { ...none, minLength, maxLength };
  })
  .map((words) => ({ kind: "string", isNullable: false, ...words }));

const number: fc.Arbitrary<FieldType> = fc
  .record({
    isInteger: fc.boolean(),
    minimum: optional(fc.integer({ min: -2, max: 2 })),
    maximum: optional(fc.integer({ min: 6, max: 9 })),
    exclusiveMinimum: optional(fc.integer({ min: -2, max: 2 })),
    exclusiveMaximum: optional(fc.integer({ min: 6, max: 9 })),
    multipleOf: optional(fc.constantFrom(0.5, 1, 2, 3)),
  })
  .map(({ minimum, maximum, exclusiveMinimum, exclusiveMaximum, ...words }): NumberType => {
    const isMultiple = words.multipleOf !== undefined;
    return {
      kind: "number",
      ...words,
      minimum: exclusiveMinimum === undefined || isMultiple ? minimum : undefined,
      exclusiveMinimum: isMultiple ? undefined : exclusiveMinimum,
      maximum: exclusiveMaximum === undefined || isMultiple ? maximum : undefined,
      exclusiveMaximum: isMultiple ? undefined : exclusiveMaximum,
    };
  })
  .map((type) => ({ isNullable: false, ...type }));

const literals: fc.Arbitrary<FieldType> = fc
  .oneof(
    fc.uniqueArray(fc.constantFrom("a", "bc", "7", "-12"), { minLength: 1 }),
    fc.uniqueArray(fc.constantFrom(0, 3, 4, 8.5), { minLength: 1 }),
    fc.constantFrom([true], [false]),
  )
  .map((values) => ({ kind: "literals", isNullable: false, values }));

const scalar: fc.Arbitrary<FieldType> = fc.oneof(
  string,
  number,
  literals,
  fc.constantFrom<FieldType>(
    { kind: "boolean", isNullable: false },
    { kind: "json", isNullable: true },
  ),
);

/** Types in types, down to a few levels. */
export const fieldType: fc.Arbitrary<FieldType> = typeOf(2);

function typeOf(depth: number): fc.Arbitrary<FieldType> {
  const plain = fc.oneof(
    { weight: 3, arbitrary: scalar },
    {
      weight: 1,
      arbitrary: fc
        .constantFrom(...TYPE_NAMES)
        .map((name): FieldType => ({ kind: "named", isNullable: false, name })),
    },
    ...(depth === 0 ? [] : [{ weight: 5, arbitrary: composite(depth - 1) }]),
  );
  return fc
    .tuple(plain, fc.nat(4))
    .map(([type, drawn]) => (drawn === 0 ? { ...type, isNullable: true } : type));
}

function composite(depth: number): fc.Arbitrary<FieldType> {
  const inner = typeOf(depth);
  const list = fc.record({
    kind: fc.constant("list" as const),
    isNullable: fc.constant(false),
    items: inner,
    minItems: optional(fc.nat(1)),
    maxItems: optional(fc.integer({ min: 1, max: 3 })),
    hasUniqueItems: fc.constant(false),
  });
  const map = inner.map((values): FieldType => ({ kind: "map", isNullable: false, values }));
  return fc.oneof(list, map, objectOf(inner), unionOf(inner));
}

/** The declaration of a named type: an object, which may contain named types where they can be missing. */
export const declaration: fc.Arbitrary<FieldType> = objectOf(typeOf(1)).map((type) => ({
  ...type,
  properties: type.properties.map((property) => ({ ...property, isOptional: true })),
}));

function objectOf(inner: fc.Arbitrary<FieldType>) {
  const property = fc.record({
    name: fc.constantFrom("p", "q", "r"),
    type: inner,
    drawn: fc.nat(2),
  });
  return fc
    .record({
      properties: fc.uniqueArray(property, { maxLength: 3, selector: ({ name }) => name }),
      drawn: fc.nat(3),
    })
    .map(({ properties, drawn }) => ({
      kind: "object" as const,
      isNullable: false,
      isOpen: drawn === 0,
      properties: properties.map(({ name, type, drawn: need }) =>
        propertyOf(name, type, need === 0 || type.kind === "named"),
      ),
    }));
}

function unionOf(inner: fc.Arbitrary<FieldType>): fc.Arbitrary<FieldType> {
  const branch = (tags: readonly string[]) =>
    objectOf(inner).map((object) => ({
      ...object,
      properties: [
        propertyOf(TAG, { kind: "literals", isNullable: false, values: tags }, false),
        ...object.properties,
      ],
    }));
  return fc
    .tuple(branch(["a"]), branch(["b", "c"]), fc.option(branch(["d"])))
    .map(([first, second, third]) => ({
      kind: "union",
      isNullable: false,
      tag: TAG,
      branches: third === null ? [first, second] : [first, second, third],
    }));
}

function propertyOf(name: string, type: FieldType, isOptional: boolean): Property {
  return { name, type, isOptional, description: undefined, deprecated: undefined, examples: [] };
}

/** A type, and one that it was changed to: at some of its parts, or altogether. */
export const typePair: fc.Arbitrary<readonly [FieldType, FieldType]> = fc
  .tuple(fieldType, fieldType, fc.infiniteStream(fc.nat(11)), fc.nat(9))
  .map(([type, other, draws, drawn]) => {
    const draw = () => draws.next().value as number;
    return [type, drawn === 0 ? other : edited(type, other, draw)];
  });

function edited(type: FieldType, other: FieldType, draw: () => number): FieldType {
  const drawn = draw();
  if (drawn === 0) return other;
  if (drawn === 1) return { ...type, isNullable: !type.isNullable };
  if (drawn === 2) return { kind: "json", isNullable: true };
  const changed = drawn < 6 ? withOtherWords(type, draw) : type;
  return mapInnerTypes(changed, (inner) =>
    // A branch stays an object with its tag.
    changed.kind === "union" ? inner : edited(inner, other, draw),
  );
}

function withOtherWords(type: FieldType, draw: () => number): FieldType {
  const toggled = <T>(value: T | undefined, given: T) => (value === undefined ? given : undefined);
  switch (type.kind) {
    case "string":
      return type.format === "int64"
        ? { ...type, format: "decimal" }
        : {
            ...type,
            format: undefined,
            pattern: undefined,
            maxLength: toggled(type.maxLength, 26),
          };
    case "number":
      return draw() < 6
        ? { ...type, isInteger: !type.isInteger }
        : { ...type, minimum: toggled(type.minimum, 1), multipleOf: toggled(type.multipleOf, 1) };
    case "literals":
      return draw() < 4
        ? { ...string0, isNullable: type.isNullable }
        : { ...type, values: [...type.values, ...type.values.slice(0, 1).map(another)] };
    case "list":
      return { ...type, maxItems: toggled(type.maxItems, 2), hasUniqueItems: draw() < 4 };
    case "object": {
      const [first] = type.properties;
      if (draw() < 3 && first !== undefined) {
        return { kind: "map", isNullable: type.isNullable, values: first.type };
      }
      if (draw() < 3) return { ...type, isOpen: !type.isOpen };
      const extra = propertyOf("s", { kind: "boolean", isNullable: false }, draw() < 8);
      return draw() < 6
        ? { ...type, properties: [...type.properties, extra] }
        : {
            ...type,
            properties: type.properties.map((property) => ({
              ...property,
              isOptional: draw() < 4 || property.isOptional,
            })),
          };
    }
    case "union":
      return draw() < 4
        ? (type.branches[0] as FieldType)
        : { ...type, branches: type.branches.slice(0, 2) };
    case "map":
    case "named":
    case "boolean":
    case "json":
    case "error":
      return type;
  }
}

const string0: FieldType = {
  kind: "string",
  isNullable: false,
  format: undefined,
  minLength: undefined,
  maxLength: undefined,
  pattern: undefined,
};

function another(value: string | number | boolean): string | number | boolean {
  if (typeof value === "string") return `${value}x`;
  return typeof value === "number" ? value + 1 : !value;
}
