import { bareName, type Draft, isId, type LongType, long, type Type } from "./draft.js";

/** One place of a schema where a type is. */
export interface Spot {
  readonly type: Type;
  /** What the type is of; `id` can only be a string, and `branch` only an object. */
  readonly of: "field" | "id" | "metadata" | "named" | "branch" | "inner";
  /** Puts another type in its place; what belongs to the field stays. */
  replace(type: Type): void;
}

/** What a field says that is not about its type. */
const FIELD_OPTIONS = ["pii", "lookup", "entity", "aliases"] as const;

/** All types of the newest version of everything, and those within them. */
export function spotsOf(draft: Draft): Spot[] {
  const events = Object.values(draft.events).flatMap(({ data }) => fieldSpots(data, draft));
  const groups = Object.values(draft.groups ?? {}).flatMap((fields) => fieldSpots(fields, draft));
  return [...events, ...groups, ...metadataSpots(draft), ...namedSpots(draft)];
}

/** All types, those of earlier versions too. */
export function allSpotsOf(draft: Draft): Spot[] {
  const previous = Object.values(draft.events).flatMap((event) =>
    Object.values(event.previous ?? {}),
  );
  return [...spotsOf(draft), ...previous.flatMap(({ data }) => fieldSpots(data, draft))];
}

function fieldSpots(fields: Record<string, Type>, draft: Draft): Spot[] {
  return Object.entries(fields).flatMap(([key, type]) => {
    const of = isId(draft, bareName(key)) ? "id" : "field";
    return withInner({ type, of, replace: (other) => put(fields, key, other, FIELD_OPTIONS) });
  });
}

function metadataSpots({ metadata = {} }: Draft): Spot[] {
  return Object.entries(metadata).flatMap(([key, type]) => {
    const isRequired = long(type).required === true;
    const replace = (other: Type) => {
      put(metadata, key, other, ["pii"]);
      const field = metadata[key] as Type;
      // An object lists its required properties under the same keyword.
      if (isRequired && long(field).required === undefined)
        metadata[key] = { ...long(field), required: true };
    };
    return withInner({ type, of: "metadata", replace });
  });
}

function namedSpots({ types = {} }: Draft): Spot[] {
  return Object.entries(types).flatMap(([name, type]) =>
    withInner({ type, of: "named", replace: (other) => put(types, name, other, []) }),
  );
}

function put(
  mapping: Record<string, Type>,
  key: string,
  type: Type,
  kept: readonly (keyof LongType)[],
): void {
  const old = long(mapping[key] as Type);
  const options = kept.flatMap((option) =>
    old[option] === undefined ? [] : [[option, old[option]]],
  );
  mapping[key] = options.length === 0 ? type : { ...long(type), ...Object.fromEntries(options) };
}

function withInner(spot: Spot): Spot[] {
  return [spot, ...innerSpots(spot)];
}

/** The types within a type. Each is replaced in a copy of what it is in. */
function innerSpots({ type, replace }: Spot): Spot[] {
  if (typeof type === "string") return [];
  const spots: Spot[] = [];
  const add = (of: Spot["of"], part: Type, change: (copy: LongType, other: Type) => void) => {
    const inner: Spot = {
      type: part,
      of,
      replace(other) {
        const copy = long(type);
        change(copy, other);
        replace(copy);
      },
    };
    spots.push(...withInner(inner));
  };
  const { items, properties = {}, additionalProperties, oneOf = [] } = type;
  if (items !== undefined) {
    add("inner", items, (copy, other) => {
      copy.items = other;
    });
  }
  if (typeof additionalProperties === "object" || typeof additionalProperties === "string") {
    add("inner", additionalProperties, (copy, other) => {
      copy.additionalProperties = other;
    });
  }
  for (const [name, part] of Object.entries(properties)) {
    add("inner", part, (copy, other) => {
      if (copy.properties !== undefined) copy.properties[name] = other;
    });
  }
  for (const [index, part] of oneOf.entries()) {
    add("branch", part, (copy, other) => {
      if (copy.oneOf !== undefined) copy.oneOf[index] = other;
    });
  }
  return spots;
}
