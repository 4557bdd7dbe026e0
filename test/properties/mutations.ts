import { resolve, type TypesByName } from "../../generator/src/model/aliases.js";
import type { FieldType, NumberType, StringType } from "../../generator/src/model/model.js";
import { branchObjects, tagValues } from "../../generator/src/model/unions.js";
import type { Member } from "./values.js";

/** A value that breaks its type at one place. */
export interface Mutation {
  readonly value: unknown;
  /** Where it is broken. */
  readonly path: readonly (string | number)[];
}

type Plain = Readonly<Record<string, unknown>>;

/** A name that no schema of ours has. */
const UNKNOWN = "no member of any type";

/** Every way to break a valid value at one place. */
export function* mutationsOf(
  given: FieldType,
  value: unknown,
  types: TypesByName,
): Generator<Mutation> {
  const type = resolve(given, types);
  if (type === undefined || type.kind === "json") return;
  yield here(otherKind(type));
  if (!type.isNullable) yield here(null);
  if (value === null) return;
  switch (type.kind) {
    case "string":
      yield* brokenTexts(type).map(here);
      return;
    case "number":
      yield* brokenNumbers(type, value as number).map(here);
      return;
    case "list": {
      const items = value as readonly unknown[];
      const { minItems = 0, maxItems } = type;
      if (minItems > 0) yield here(items.slice(0, minItems - 1));
      if (items.length === 0) return;
      if (maxItems !== undefined) yield here(Array(maxItems + 1).fill(items[0]));
      if (type.hasUniqueItems) yield here([...items, items[0]]);
      for (const mutation of mutationsOf(type.items, items[0], types)) {
        yield { value: [mutation.value, ...items.slice(1)], path: [0, ...mutation.path] };
      }
      return;
    }
    case "map": {
      const [first] = Object.entries(value as Plain);
      if (first === undefined) return;
      yield* within(value as Plain, first[0], type.values, types);
      return;
    }
    case "object":
      yield* objectMutations(type.properties, type.isOpen, value as Plain, types);
      return;
    case "union": {
      const { tag } = type;
      const object = value as Plain;
      yield { value: { ...object, [tag]: UNKNOWN }, path: [tag] };
      yield { value: without(object, tag), path: [tag] };
      const branch = branchObjects(type, types).find((candidate) =>
        tagValues(candidate, tag).includes(object[tag] as string),
      );
      if (branch === undefined) throw new Error("A valid value is of one branch");
      // With another tag it may be right again, as another branch.
      const others = branch.properties.filter(({ name }) => name !== tag);
      yield* objectMutations(others, branch.isOpen, object, types);
    }
  }
}

/** Every way to break an object with these members at one place. */
export function* objectMutations(
  members: readonly Member[],
  isOpen: boolean,
  value: Plain,
  types: TypesByName,
): Generator<Mutation> {
  if (!isOpen) yield { value: { ...value, [UNKNOWN]: 1 }, path: [UNKNOWN] };
  for (const { name, isOptional, type } of members) {
    if (!isOptional) yield { value: without(value, name), path: [name] };
    if (Object.hasOwn(value, name)) yield* within(value, name, type, types);
  }
}

function* within(
  value: Plain,
  name: string,
  type: FieldType,
  types: TypesByName,
): Generator<Mutation> {
  for (const mutation of mutationsOf(type, value[name], types)) {
    yield { value: { ...value, [name]: mutation.value }, path: [name, ...mutation.path] };
  }
}

function here(value: unknown): Mutation {
  return { value, path: [] };
}

function without(value: Plain, name: string): Plain {
  return Object.fromEntries(Object.entries(value).filter(([other]) => other !== name));
}

/** A value of a kind that the type has not. */
function otherKind({ kind }: FieldType): unknown {
  return kind === "list" ? {} : [];
}

function brokenTexts({ format, minLength = 0, maxLength, pattern }: StringType): unknown[] {
  const texts: unknown[] = [1];
  if (format !== undefined) texts.push("§ no format has this");
  if (minLength > 0) texts.push("😀".repeat(minLength - 1));
  if (maxLength !== undefined) texts.push("😀".repeat(maxLength + 1));
  if (pattern !== undefined && !new RegExp(pattern, "u").test("§")) texts.push("§");
  return texts;
}

function brokenNumbers(type: NumberType, value: number): unknown[] {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = type;
  const numbers: unknown[] = ["1"];
  if (type.isInteger) numbers.push(value + 0.5);
  if (minimum !== undefined) numbers.push(minimum - 1);
  if (maximum !== undefined) numbers.push(maximum + 1);
  if (exclusiveMinimum !== undefined) numbers.push(exclusiveMinimum);
  if (exclusiveMaximum !== undefined) numbers.push(exclusiveMaximum);
  if (multipleOf !== undefined) numbers.push(value + multipleOf / 3);
  return numbers;
}
