import { resolve, type TypesByName, typesByName } from "../../model/aliases.js";
import type { EventModel, Field, FieldType, MetadataField, Model } from "../../model/model.js";
import type { Json } from "../../util/json.js";
import {
  listOf,
  MAX_PARTS,
  type MinimalSample,
  membersOf,
  minimalSamples,
  type Sample,
} from "./minimal.js";
import { idSample, plainSample } from "./plain.js";

/**
 * How much of an event there is. "least": without optional fields. "typical": with all fields, and one item in each list
 * that may have more. "most": as typical, with all ids that lists of ids can hold.
 */
export type Extent = "least" | "typical" | "most";

/** What a writer gives of an event. */
export interface EventContent {
  readonly data: Readonly<Record<string, Json>>;
  /** `undefined` where the schema declares none, or where none is given. */
  readonly metadata: Readonly<Record<string, Json>> | undefined;
}

/** Makes events of a schema: their values are examples and defaults of the schema, or usual ones. */
export type SampleEvent = (event: EventModel, extent: Extent) => EventContent;

/** A function that makes events, with all that is made once for a schema. */
export function eventSampler(model: Model): SampleEvent {
  const types = typesByName(model.types);
  const sampler = new Sampler(types, minimalSamples(types));
  return (event, extent) => {
    let ids = 0;
    const fields = event.fields.filter((field) => isPresent(field, extent));
    const data = fields.map((field) => {
      if (field.modelKey === undefined) return [field.name, sampler.field(field)] as const;
      const { type } = field;
      if (type.kind !== "list") return [field.name, idSample(resolve(type, types), ids++)] as const;
      const items = resolve(type.items, types);
      const list = Array.from({ length: idCount(field, extent) }, () => idSample(items, ids++));
      return [field.name, list] as const;
    });
    const metadata = model.metadata
      .filter((field) => isPresent(field, extent))
      .map((field) => [field.name, sampler.field(field)] as const);
    return {
      data: Object.fromEntries(data),
      metadata: metadata.length === 0 ? undefined : Object.fromEntries(metadata),
    };
  };
}

function isPresent({ isOptional }: Pick<Field, "isOptional">, extent: Extent): boolean {
  return !isOptional || extent !== "least";
}

function idCount({ type }: Field, extent: Extent): number {
  if (type.kind !== "list") return 1;
  const least = type.minItems ?? 0;
  if (extent === "least") return least;
  return extent === "typical" ? Math.max(1, least) : (type.maxItems ?? 1);
}

/** Makes values. Below a type that holds itself, and in a schema of many types, they are the smallest ones. */
class Sampler {
  readonly #types: TypesByName;
  readonly #minimal: MinimalSample;
  /** The parts that the current field may still have. */
  #left = 0;

  constructor(types: TypesByName, minimal: MinimalSample) {
    this.#types = types;
    this.#minimal = minimal;
  }

  field(field: MetadataField & { readonly default?: Json | undefined }): Json {
    const [example] = field.examples;
    if (example !== undefined) return example;
    if (field.default !== undefined) return field.default;
    this.#left = MAX_PARTS;
    const sample = this.#full(field.type, new Set()) ?? this.#minimal(field.type);
    // An event of that many parts cannot be stored.
    return sample?.value ?? null;
  }

  #full(type: FieldType, open: ReadonlySet<string>): Sample | undefined {
    if (--this.#left <= 0) return this.#minimal(type);
    switch (type.kind) {
      case "named": {
        const named = this.#types.get(type.name);
        if (named === undefined || open.has(type.name)) return this.#minimal(type);
        const [example] = named.examples;
        if (example !== undefined) return { value: example, parts: 1 };
        return this.#full(named.type, new Set([...open, type.name]));
      }
      case "list":
        return listOf(type, Math.max(1, type.minItems ?? 0), (items) => this.#full(items, open));
      case "map": {
        const values = this.#full(type.values, open);
        return values && { value: { key: values.value }, parts: values.parts + 1 };
      }
      case "object":
        return membersOf(type.properties, (property) => {
          const [example] = property.examples;
          return example === undefined
            ? this.#full(property.type, open)
            : { value: example, parts: 1 };
        });
      case "union":
        return type.branches[0] && this.#full(type.branches[0], open);
      default:
        return { value: plainSample(type), parts: 1 };
    }
  }
}
