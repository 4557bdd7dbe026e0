import { isMultipleOf } from "ddb-pattern-runtime/rules";
import { FORMAT_SAMPLES } from "../cost/sample/plain.js";
import { typesByName } from "../model/aliases.js";
import type {
  DocumentedValue,
  EventModel,
  FieldType,
  ListType,
  Model,
  NumberType,
  StringType,
} from "../model/model.js";
import { branchObjects } from "../model/unions.js";
import type { Json } from "../util/json.js";

/** In place of a string that has rules, and no example in the schema. */
export const PLACEHOLDER = "…";

/**
 * An event as `saveEvent` takes it: its required fields, and the optional ones that have examples. The schema's own
 * examples and defaults come first; else a value is made that fits, or `PLACEHOLDER`.
 */
export function exampleEvent(event: EventModel, model: Model): Json {
  const maker = new ExampleMaker(model);
  const metadata = model.metadata.filter(({ isOptional }) => !isOptional);
  return {
    type: event.storedType,
    data: maker.members(event.fields),
    ...(metadata.length === 0 ? {} : { metadata: maker.members(metadata) }),
  };
}

interface Member extends DocumentedValue {
  readonly name: string;
  readonly type: FieldType;
  readonly isOptional: boolean;
  readonly default?: Json | undefined;
}

class ExampleMaker {
  readonly #types: ReturnType<typeof typesByName>;
  /** The named types whose examples are being made: types can hold themselves. */
  readonly #open = new Set<string>();

  constructor({ types }: Model) {
    this.#types = typesByName(types);
  }

  members(members: readonly Member[]): Json {
    const shown = members.filter(({ isOptional, examples }) => !isOptional || examples.length > 0);
    return Object.fromEntries(
      shown.map(({ name, type, examples, default: fallback }) => [
        name,
        examples[0] ?? fallback ?? this.#value(type),
      ]),
    );
  }

  #value(type: FieldType): Json {
    switch (type.kind) {
      case "string":
        return exampleString(type);
      case "number":
        return exampleNumber(type);
      case "boolean":
        return true;
      case "json":
      case "map":
        return {};
      case "literals":
        return type.values[0] ?? PLACEHOLDER;
      case "list":
        return this.#list(type);
      case "object":
        return this.members(type.properties);
      case "named":
        return this.#named(type.name);
      case "union": {
        const [first] = branchObjects(type, this.#types);
        return first === undefined ? PLACEHOLDER : this.members(first.properties);
      }
      case "error":
        return PLACEHOLDER;
    }
  }

  #named(name: string): Json {
    const named = this.#types.get(name);
    if (named === undefined) return PLACEHOLDER;
    const [example] = named.examples;
    if (example !== undefined) return example;
    // Of a type that holds itself, only a nullable part can be reached from itself and must be there.
    if (this.#open.has(name)) return null;
    this.#open.add(name);
    const value = this.#value(named.type);
    this.#open.delete(name);
    return value;
  }

  #list({ items, minItems = 0, maxItems }: ListType): Json {
    const isOpen = items.kind === "named" && this.#open.has(items.name);
    if (maxItems === 0 || (minItems === 0 && isOpen)) return [];
    // Items that must differ cannot all be one example.
    return minItems > 1 ? [this.#value(items), PLACEHOLDER] : [this.#value(items)];
  }
}

function exampleString({ format, pattern, minLength, maxLength }: StringType): string {
  const hasRules = [pattern, minLength, maxLength].some((rule) => rule !== undefined);
  if (hasRules) return PLACEHOLDER;
  return format === undefined ? "text" : FORMAT_SAMPLES[format];
}

/** The first of some plain numbers that fits, else a bound. */
function exampleNumber(type: NumberType): number {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf, isInteger } = type;
  const fits = (value: number) =>
    value >= (minimum ?? value) &&
    value <= (maximum ?? value) &&
    value > (exclusiveMinimum ?? -Infinity) &&
    value < (exclusiveMaximum ?? Infinity) &&
    (!isInteger || Number.isInteger(value)) &&
    (multipleOf === undefined || isMultipleOf(value, multipleOf));
  const bound = minimum ?? maximum ?? exclusiveMinimum ?? exclusiveMaximum ?? 0;
  const candidates = [1, 100, 0, 0.5, multipleOf ?? 1, bound, bound + 1, bound - 1];
  return candidates.find(fits) ?? bound;
}
