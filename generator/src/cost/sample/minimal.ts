import { resolve, type TypesByName } from "../../model/aliases.js";
import type { FieldType, ListType } from "../../model/model.js";
import type { Json } from "../../util/json.js";
import { plainSample } from "./plain.js";

/** A value of a type, with the number of its parts, so that a value of too many parts is given up in time. */
export interface Sample {
  readonly value: Json;
  readonly parts: number;
}

/** An item of 400 KB, DynamoDB's limit, can have no more parts than about as many. */
export const MAX_PARTS = 20_000;

/** The smallest values of types: without optional members and list items. `undefined` for one of too many parts. */
export type MinimalSample = (type: FieldType) => Sample | undefined;

/** Finds the smallest values. Each named type waits for those that it requires, so that circles end. */
export function minimalSamples(types: TypesByName): MinimalSample {
  const known = new Map<string, Sample>();
  const minimal = (type: FieldType): Sample | undefined => minimalOf(type, known);
  let open = [...types.values()];
  for (let before = -1; before !== open.length; ) {
    before = open.length;
    open = open.filter(({ name, type }) => {
      const sample = minimal(type);
      if (sample !== undefined) known.set(name, sample);
      return sample === undefined;
    });
  }
  return (type) => minimal(type.kind === "named" ? resolve(type, types) : type);
}

function minimalOf(type: FieldType, known: ReadonlyMap<string, Sample>): Sample | undefined {
  if (type.isNullable) return { value: null, parts: 1 };
  switch (type.kind) {
    case "named":
      return known.get(type.name);
    case "list":
      return listOf(type, type.minItems ?? 0, (items) => minimalOf(items, known));
    case "map":
      return { value: {}, parts: 1 };
    case "object":
      return membersOf(
        type.properties.filter(({ isOptional }) => !isOptional),
        (property) => minimalOf(property.type, known),
      );
    case "union":
      return type.branches
        .map((branch) => minimalOf(branch, known))
        .filter((sample) => sample !== undefined)
        .reduce<Sample | undefined>(
          (least, sample) => (least === undefined || sample.parts < least.parts ? sample : least),
          undefined,
        );
    default:
      return { value: plainSample(type), parts: 1 };
  }
}

/** A list of so many equal items; `undefined` if it has too many parts. */
export function listOf(
  { items }: ListType,
  length: number,
  sampleOf: MinimalSample,
): Sample | undefined {
  if (length === 0) return { value: [], parts: 1 };
  const item = sampleOf(items);
  if (item === undefined) return undefined;
  const parts = 1 + length * item.parts;
  if (parts > MAX_PARTS) return undefined;
  return { value: Array.from({ length }, () => item.value), parts };
}

interface Named {
  readonly name: string;
}

/** An object with a member for each of the parts; `undefined` if one has no value, or all have too many parts. */
export function membersOf<Part extends Named>(
  parts: readonly Part[],
  sampleOf: (part: Part) => Sample | undefined,
): Sample | undefined {
  const members: [string, Json][] = [];
  let count = 1;
  for (const part of parts) {
    const sample = sampleOf(part);
    if (sample === undefined) return undefined;
    count += sample.parts;
    if (count > MAX_PARTS) return undefined;
    members.push([part.name, sample.value]);
  }
  return { value: Object.fromEntries(members), parts: count };
}
