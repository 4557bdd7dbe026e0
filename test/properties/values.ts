import fc from "fast-check";
import type { TypesByName } from "../../generator/src/model/aliases.js";
import type { FieldType, NumberType, StringType } from "../../generator/src/model/model.js";
import { memberName, storableJson, storableNumber, storableText } from "./storable.js";

export interface Member {
  readonly name: string;
  readonly isOptional: boolean;
  readonly type: FieldType;
}

type Entries = [name: string, value: unknown][];

/** Below it, only what must be there is there: types may hold themselves. */
const MAX_DEPTH = 3;

/** Any value that the type allows, and that a table gives back as it took it. */
export function validValue(type: FieldType, types: TypesByName, depth = 0): fc.Arbitrary<unknown> {
  if (!type.isNullable) return plainValue(type, types, depth);
  if (depth >= MAX_DEPTH) return fc.constant(null);
  return fc.oneof({ weight: 3, arbitrary: plainValue(type, types, depth) }, fc.constant(null));
}

/** Any value of an object with these members. */
export function validObject(
  members: readonly Member[],
  isOpen: boolean,
  types: TypesByName,
  depth = 0,
): fc.Arbitrary<Record<string, unknown>> {
  const known = members
    .filter(({ isOptional }) => !isOptional || depth < MAX_DEPTH)
    .map(({ name, isOptional, type }) => {
      const present = validValue(type, types, depth + 1).map((value): Entries => [[name, value]]);
      return isOptional ? fc.oneof(present, fc.constant<Entries>([])) : present;
    });
  const names = new Set(members.map(({ name }) => name));
  const more = fc
    .array(fc.tuple(memberName, storableJson), { maxLength: isOpen && depth < MAX_DEPTH ? 2 : 0 })
    .map((entries) => entries.filter(([name]) => !names.has(name)));
  return fc.tuple(more, ...known).map((entries) => Object.fromEntries(entries.flat()));
}

function plainValue(type: FieldType, types: TypesByName, depth: number): fc.Arbitrary<unknown> {
  switch (type.kind) {
    case "boolean":
      return fc.boolean();
    case "literals":
      return fc.constantFrom(...type.values);
    case "json":
      return storableJson;
    case "string":
      return text(type);
    case "number":
      return number(type);
    case "named": {
      const named = types.get(type.name)?.type;
      if (named === undefined) throw new Error(`There is no type ${type.name}`);
      return lazily(() => validValue(named, types, depth + 1));
    }
    case "list": {
      const minLength = type.minItems ?? 0;
      const maxLength = depth < MAX_DEPTH ? Math.min(type.maxItems ?? 3, minLength + 3) : minLength;
      const items = lazily(() => validValue(type.items, types, depth + 1));
      return type.hasUniqueItems
        ? fc.uniqueArray(items, { minLength, maxLength, selector: canonical })
        : fc.array(items, { minLength, maxLength });
    }
    case "map":
      return fc.dictionary(
        memberName,
        lazily(() => validValue(type.values, types, depth + 1)),
        { maxKeys: depth < MAX_DEPTH ? 3 : 0, noNullPrototype: true },
      );
    case "object":
      return lazily(() => validObject(type.properties, type.isOpen, types, depth));
    case "union":
      return fc.oneof(...type.branches.map((branch) => validValue(branch, types, depth)));
    case "error":
      throw new Error("The schema has errors");
  }
}

/** What is made only when it is wanted: a type may hold itself. */
function lazily<T>(make: () => fc.Arbitrary<T>): fc.Arbitrary<T> {
  return fc.constant(undefined).chain(make);
}

function text({
  format,
  pattern,
  minLength = 0,
  maxLength = 30,
}: StringType): fc.Arbitrary<string> {
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern, "u"));
  switch (format) {
    case "ulid":
      return fc.ulid();
    case "uuid":
      return fc.uuid();
    case "date-time":
      return time.map((date) => date.toISOString());
    case "date":
      return time.map((date) => date.toISOString().slice(0, 10));
    case "time":
      return fc.tuple(localTime, offset).map((parts) => parts.join(""));
    case "local-date-time":
      return fc
        .tuple(time, localTime)
        .map(([date, clock]) => `${date.toISOString().slice(0, 10)}T${clock}`);
    case "duration":
      return fc.oneof(fc.stringMatching(/^P[0-9]{1,3}W$/), fc.stringMatching(DURATION));
    case "email":
      return fc.stringMatching(/^[a-z]{1,9}(\.[a-z0-9]{1,9})?@[a-z]{1,9}\.(com|example)$/);
    case "uri":
      return fc.webUrl();
    case "decimal":
      return fc.stringMatching(/^-?(0|[1-9][0-9]{0,9})(\.[0-9]{1,20})?$/);
    case "int64":
      return fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n).map(String);
    case undefined:
      return storableText(minLength, maxLength);
  }
}

const time = fc.date({
  min: new Date("0001-01-01T00:00:00Z"),
  max: new Date("9999-12-31T23:59:59Z"),
  noInvalidDate: true,
});

const localTime = fc.stringMatching(/^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,9})?)?$/);
const offset = fc.stringMatching(/^(Z|[+-](0[0-9]|1[0-4]):[0-5][0-9])?$/);

/** Always with hours: a duration names at least one unit. */
const DURATION =
  /^P([0-9]{1,2}Y)?([0-9]M)?([0-9]{1,3}D)?T[0-9]{1,2}H([0-9]M)?([0-9]{1,2}(\.[0-9]{1,9})?S)?$/;

function number(type: NumberType): fc.Arbitrary<number> {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = type;
  const low = minimum ?? exclusiveMinimum ?? -1000;
  const high = maximum ?? exclusiveMaximum ?? 1000;
  if (multipleOf !== undefined) {
    // Large amounts are where the quotient of two numbers is no longer whole.
    const [least, most] = [minimum ?? -1e9, maximum ?? 1e9];
    const range = { min: Math.ceil(least / multipleOf), max: Math.floor(most / multipleOf) };
    return fc.integer(range).map((times) => Number((times * multipleOf).toFixed(6)) + 0);
  }
  const isInside = (value: number) => value !== exclusiveMinimum && value !== exclusiveMaximum;
  const range = { min: Math.ceil(low), max: Math.floor(high) };
  const integers = fc.integer(range).filter(isInside);
  return type.isInteger ? integers : fc.oneof(integers, storableNumber(low, high).filter(isInside));
}

/** Equal values are equal texts, whatever the order of their members. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
