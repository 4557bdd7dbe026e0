import { newEventId } from "ddb-pattern-runtime";
import fc from "fast-check";
import { resolve, type TypesByName } from "../../../generator/src/model/aliases.js";
import type {
  FieldType,
  ListType,
  NumberType,
  ObjectType,
  StringType,
} from "../../../generator/src/model/model.js";
import type { StringFormat } from "../../../generator/src/model/string-types.js";
import { canonical } from "../../properties/values.js";
import type { Draws } from "./draws.js";

type Members = Readonly<Record<string, unknown>>;

/** Where a type is: how deep, and within which named types. */
interface Level {
  readonly depth: number;
  readonly names: readonly string[];
}

const TOP: Level = { depth: 0, names: [] };

/** How deep values have members that they need not have. */
const MAX_DEPTH = 8;

const ODD_TEXTS = ["", "a", "7", "é", "😀", "a b", "word", "123", "2026-01-31"];
const LENGTHS = [...Array(13).keys(), 20, 40, 300];
const ODD_NUMBERS = [0, 1, -1, 2, 3, 4, 5, 6, 7, 8, 9, 0.5, 0.01, 0.123, 1e6, -1e6, 1e15, -1e15];
const ODD_JSON = [null, true, 1, 0.5, "x", [], ["x"], {}, { x: 1 }];
/** Values of members that no schema lists. */
export const FOREIGN_VALUES: readonly unknown[] = [7, "x", null, ["x"], newEventId()];

/** Values of types, with those at the limits of what a type allows. Some are beyond: writers refuse them. */
export class Variants {
  readonly #types: TypesByName;
  readonly #foreign: readonly string[];
  readonly #count: number;
  readonly #draws: Draws;

  /** @param aim - Of more values of a part than `count`, chance leaves some out. */
  constructor(
    types: TypesByName,
    { foreign, count }: { readonly foreign: readonly string[]; readonly count: number },
    draws: Draws,
  ) {
    this.#types = types;
    this.#foreign = foreign;
    this.#count = count;
    this.#draws = draws;
  }

  /** A value that has everything that it can have, down to some depth. */
  plain(given: FieldType, level: Level = TOP): unknown {
    const type = resolve(given, this.#types);
    const within = inside(given, level);
    const isDeep = within.depth > MAX_DEPTH;
    if (isDeep && type.isNullable) return null;
    switch (type.kind) {
      case "list":
        return this.#plainList(type, within);
      case "map":
        return isDeep ? {} : { key: this.plain(type.values, within) };
      case "object":
        return this.#plainObject(type, within);
      case "union": {
        // Below some depth each branch in turn, as one of them may hold the union itself.
        const index = isDeep ? within.depth : this.#draws.below(type.branches.length);
        return this.plain(type.branches[index % type.branches.length] as FieldType, within);
      }
      default:
        return this.#draws.pick(this.#usual(type));
    }
  }

  /** Values that differ from each other in one part each. */
  all(given: FieldType, level: Level = TOP): unknown[] {
    const type = resolve(given, this.#types);
    const values = this.#nonNull(type, given, level);
    return this.#draws.shuffled(type.isNullable ? [null, ...values] : values).slice(0, this.#count);
  }

  #nonNull(type: FieldType, given: FieldType, level: Level): readonly unknown[] {
    const within = inside(given, level);
    if (within.depth > MAX_DEPTH) return [this.plain(given, level)];
    switch (type.kind) {
      case "string":
        return this.#texts(type);
      case "list":
        return this.#lists(type, within);
      case "map":
        return this.#maps(type.values, within);
      case "object":
        return this.#objects(type, within);
      case "union":
        return type.branches.flatMap((branch) => this.all(branch, within));
      default:
        return this.#usual(type);
    }
  }

  /** Values of a type without parts; for strings, only some. */
  #usual(type: FieldType): readonly unknown[] {
    switch (type.kind) {
      case "boolean":
        return [true, false];
      case "literals":
        return type.values;
      case "json":
        return ODD_JSON;
      case "string":
        return usualTexts(type);
      case "number":
        return numbers(type);
      default:
        return [];
    }
  }

  #texts(type: StringType): readonly string[] {
    const { format, pattern, minLength = 0, maxLength = 1000 } = type;
    if (pattern !== undefined || format !== undefined) return usualTexts(type);
    const lengths = [minLength, maxLength, ...LENGTHS].filter(
      (length) => length >= minLength && length <= Math.min(maxLength, 1000),
    );
    return [
      ...ODD_TEXTS,
      ...lengths.map((length) => "x".repeat(length)),
      "😀".repeat(Math.min(minLength, 1000)),
    ];
  }

  #plainList(type: ListType, level: Level): readonly unknown[] {
    const { items, minItems = 0, maxItems = 1 } = type;
    const isDeep = level.depth > MAX_DEPTH;
    const count = Math.max(minItems, isDeep ? 0 : Math.min(1, maxItems));
    return this.#listOf(type, count === 0 ? [] : [this.plain(items, level)], count, level);
  }

  /** A list of some length that begins with some items. */
  #listOf(
    { items, hasUniqueItems }: ListType,
    first: readonly unknown[],
    length: number,
    level: Level,
  ): readonly unknown[] {
    const list = [...first];
    const known = new Set(list.map(canonical));
    // Only so many tries, as a type may have fewer values than the list is to have.
    const others = hasUniqueItems && length > list.length ? this.all(items, level) : [];
    while (list.length < length) {
      const item = hasUniqueItems ? others.pop() : this.plain(items, level);
      if (item === undefined) break;
      if (hasUniqueItems && known.has(canonical(item))) continue;
      known.add(canonical(item));
      list.push(item);
    }
    return list;
  }

  #lists(type: ListType, level: Level): readonly unknown[] {
    const { items, minItems = 0, maxItems = minItems + 6 } = type;
    const lengths = [...new Set([0, 1, 2, 3, 4, minItems, minItems + 1, maxItems])].filter(
      (length) => length >= minItems && length <= Math.min(maxItems, 30),
    );
    const first = this.plain(items, level);
    const least = Math.max(1, minItems);
    return [
      ...lengths.map((length) => this.#listOf(type, length === 0 ? [] : [first], length, level)),
      Array(Math.max(2, minItems)).fill(first),
      ...this.all(items, level).map((item) => this.#listOf(type, [item], least, level)),
    ];
  }

  #maps(values: FieldType, level: Level): readonly Members[] {
    const all = this.all(values, level);
    const named = this.#foreign.flatMap((name) =>
      all.slice(0, 4).map((value) => ({ [name]: value })),
    );
    return [{}, ...all.map((value) => ({ key: value })), ...named];
  }

  #plainObject({ properties }: ObjectType, level: Level): Members {
    const isDeep = level.depth > MAX_DEPTH;
    const present = properties.filter(({ isOptional }) => !isOptional || !isDeep);
    return Object.fromEntries(present.map(({ name, type }) => [name, this.plain(type, level)]));
  }

  #objects(type: ObjectType, level: Level): readonly Members[] {
    const { properties, isOpen } = type;
    const whole = this.#plainObject(type, level);
    const required = properties.filter(({ isOptional }) => !isOptional);
    const least = Object.fromEntries(required.map(({ name }) => [name, whole[name]]));
    const varied = properties.flatMap(({ name, isOptional, type: inner }) => {
      const { [name]: _, ...others } = whole;
      const values = this.all(inner, level).map((value) => ({ ...whole, [name]: value }));
      return isOptional ? [others, ...values] : values;
    });
    return [whole, least, ...varied, ...(isOpen ? this.#withForeign(whole) : [])];
  }

  #withForeign(whole: Members): readonly Members[] {
    const odd = this.#foreign.flatMap((name) =>
      FOREIGN_VALUES.map((value) => ({ [name]: value, ...whole })),
    );
    return [{ ...whole, "not listed": 1 }, ...odd];
  }
}

/** The level within a type. A named type within itself is as deep as can be. */
function inside(type: FieldType, { depth, names }: Level): Level {
  if (type.kind !== "named") return { depth: depth + 1, names };
  const isWithinItself = names.includes(type.name);
  return {
    depth: isWithinItself ? Math.max(depth, MAX_DEPTH) + 1 : depth + 1,
    names: [...names, type.name],
  };
}

function numbers(type: NumberType): readonly number[] {
  const { isInteger, minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = type;
  const bounds = [minimum, maximum, exclusiveMinimum, exclusiveMaximum];
  const near = bounds.flatMap((bound) =>
    bound === undefined ? [] : [bound, bound + 1, bound - 1, bound + 0.001, bound - 0.001],
  );
  const stepped = [...near, ...ODD_NUMBERS].map((value) =>
    multipleOf === undefined
      ? value
      : Number((Math.round(value / multipleOf) * multipleOf).toFixed(9)),
  );
  const isWithin = (value: number) =>
    (!isInteger || Number.isInteger(value)) &&
    value >= (minimum ?? value) &&
    value <= (maximum ?? value) &&
    (exclusiveMinimum === undefined || value > exclusiveMinimum) &&
    (exclusiveMaximum === undefined || value < exclusiveMaximum);
  // Neither -0, which becomes 0.
  return [...new Set(stepped.map((value) => value + 0).filter(isWithin))];
}

function usualTexts({ format, pattern, minLength = 0, maxLength }: StringType): readonly string[] {
  if (format === undefined && pattern === undefined) {
    const length = Math.max(minLength, Math.min(4, maxLength ?? 4));
    return ["word".repeat(1 + minLength).slice(0, length)];
  }
  const texts = pattern === undefined ? USUAL_TEXTS[format as StringFormat] : matching(pattern);
  const fitting = texts.filter(
    ({ length }) => length >= minLength && length <= (maxLength ?? length),
  );
  return fitting.length > 0 ? fitting : texts;
}

/** Texts of each format: usual ones, long and short ones, and other ways to write them. */
const USUAL_TEXTS: Readonly<Record<StringFormat, readonly string[]>> = {
  ulid: Array.from({ length: 6 }, newEventId),
  uuid: [
    "01234567-89AB-7DEF-8123-456789ABCDEF",
    ...Array.from({ length: 5 }, () => crypto.randomUUID()),
  ],
  "date-time": ["2026-01-31T12:00:00Z", "2026-01-31T12:00:00.123456789123+02:00"],
  date: ["2026-01-31", "0001-01-01"],
  time: ["19:30", "19:30:00.123456789123+02:00", "19:30:00Z"],
  "local-date-time": ["2026-01-31T19:30", "2026-01-31T19:30:00.123456789123"],
  duration: ["P1D", "P100W", "P1Y2M3DT4H5M6.789123S"],
  email: ["a@b.c", "somebody@example.com", `${"x".repeat(60)}@example.com`],
  uri: ["a:b", "https://example.com/", `https://example.com/${"x".repeat(300)}`],
  decimal: ["0", "7", "-12.50", "12345678901234567890.123456789012345678"],
  int64: ["0", "7", "-9223372036854775808", "9223372036854775807"],
};

const matches = new Map<string, readonly string[]>();

/** Texts that match a pattern. */
function matching(pattern: string): readonly string[] {
  let texts = matches.get(pattern);
  if (texts === undefined) {
    const expression = new RegExp(pattern, "u");
    texts = fc.sample(fc.stringMatching(expression), { numRuns: 20, seed: 1 });
    matches.set(pattern, texts);
  }
  return texts;
}
