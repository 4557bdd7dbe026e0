import type { Descriptor } from "ddb-pattern-runtime/codegen/v1";
import fc from "fast-check";
import type { IdSuffix, StreamDescriptor } from "../../runtime/src/schema/descriptor.js";
import type { FieldRules, LongFieldRule } from "../../runtime/src/schema/rule.js";
import { hostileIds, hostileTypes } from "./keys-hostile.js";

/** A field that names an entity, by one id or by a list of ids. */
export interface NamingField {
  readonly name: string;
  readonly entity: string;
  readonly isOptional: boolean;
  /** Whether the event has copies for the field. */
  readonly isLookedUp: boolean;
  readonly list?: { readonly minItems: number; readonly maxItems: number };
}

export interface WorldEvent {
  readonly type: string;
  readonly fields: readonly NamingField[];
  /** The entities of each lookup. */
  readonly lookups: readonly (readonly string[])[];
}

export interface WorldStream {
  readonly name: string;
  readonly kind: "plain" | "materialized" | "consistent";
  /** The entities that identify the stream. */
  readonly by: readonly string[];
  readonly types: readonly string[];
}

/** A schema, and events of it as writers give them. */
export interface World {
  readonly suffix: IdSuffix;
  readonly partition: string | undefined;
  readonly events: readonly WorldEvent[];
  readonly streams: readonly WorldStream[];
  /** All ids of the inputs, of every entity. */
  readonly ids: readonly string[];
  readonly inputs: readonly { readonly type: string; readonly data: Readonly<Data> }[];
}

type Data = Record<string, string | readonly string[]>;

const PARTITION = "shop";
const MAX_TYPE_LENGTH = 128;
const ENTITIES: Readonly<Record<IdSuffix, readonly string[]>> = {
  _id: ["product", "shopping_cart", "x"],
  Id: ["product", "shoppingCart", "parentURL"],
  ID: ["order", "oauth2Client", "x"],
};

const fieldOf = (entities: readonly string[]) =>
  fc.record({
    entity: fc.constantFrom(...entities),
    isOptional: fc.boolean(),
    isLookedUp: fc.integer({ min: 0, max: 4 }).map((drawn) => drawn > 0),
    list: fc.option(fc.record({ minItems: fc.nat(1), maxItems: fc.integer({ min: 1, max: 3 }) })),
  });

/** Any legal schema of a few event types that share entities, lookups and streams. */
export const worlds: fc.Arbitrary<World> = fc
  .record({
    suffix: fc.constantFrom<IdSuffix>("_id", "Id", "ID"),
    hasPartition: fc.boolean(),
    types: fc.uniqueArray(
      hostileTypes.filter(({ length }) => length <= MAX_TYPE_LENGTH),
      { minLength: 1, maxLength: 2 },
    ),
    isForging: fc.boolean(),
    ids: fc.uniqueArray(hostileIds, { minLength: 2, maxLength: 3 }),
  })
  .chain(({ suffix, hasPartition, types, isForging, ids }) => {
    const partition = hasPartition ? PARTITION : undefined;
    const all = new Set(isForging ? [...types, forgingType(types, suffix, ids)] : types);
    const events = Array.from(all, (type) => worldEvent(type, suffix, partition));
    return fc.tuple(...events).map((drawn) => ({ suffix, partition, ids, events: drawn }));
  })
  .chain((world) =>
    fc
      .record({
        streams: worldStreams(world.events, world.partition),
        inputs: fc.array(inputOf(world.events, world.ids), { minLength: 1, maxLength: 6 }),
      })
      .map((drawn) => ({ ...world, ...drawn })),
  );

/** A type that is spelled like the end of another type's key. */
function forgingType(types: readonly string[], suffix: IdSuffix, ids: readonly string[]): string {
  const [[entity = ""], [id = ""], [type = ""]] = [ENTITIES[suffix], ids, types];
  const encoded = id.replaceAll("%", "%25").replaceAll(":", "%3A");
  return `${entity.toUpperCase()}::${encoded}::${type}`;
}

function worldEvent(type: string, suffix: IdSuffix, partition: string | undefined) {
  const drawn = fc.array(fieldOf(ENTITIES[suffix]), { minLength: 1, maxLength: 4 });
  return drawn.chain((given) => {
    const fields = given.map(({ list, ...field }, index): NamingField => {
      const isFirst = given.findIndex(({ entity }) => entity === field.entity) === index;
      const name = list === null && isFirst ? field.entity : `role${index}`;
      return list === null
        ? { ...field, name: name + suffix }
        : { ...field, name: `list${index}`, list };
    });
    if (partition !== undefined) {
      const name = partition + suffix;
      fields.unshift({ name, entity: partition, isOptional: false, isLookedUp: true });
    }
    const named = new Set(fields.flatMap((field) => (field.isLookedUp ? [field.entity] : [])));
    const entities = [...named].filter((entity) => entity !== partition);
    const paths = partition === undefined ? [[]] : [[], [partition]];
    const all = paths.flatMap((path) => [path, ...entities.map((entity) => [...path, entity])]);
    return fc.subarray(all as string[][]).map((lookups) => ({ type, fields, lookups }));
  });
}

function worldStreams(
  events: readonly WorldEvent[],
  partition: string | undefined,
): fc.Arbitrary<readonly WorldStream[]> {
  const named = events.flatMap(({ fields }) => fields).filter(({ isLookedUp }) => isLookedUp);
  const entities = [...new Set(named.map(({ entity }) => entity))];
  if (entities.length === 0) return fc.constant([]);
  const stream = fc
    .record({
      name: fc.constantFrom("history", "purchases", "all_of_it"),
      kind: fc.constantFrom("plain", "materialized", "consistent"),
      entity: fc.constantFrom(...entities),
      isWithin: fc.boolean(),
    })
    .map(({ name, kind, entity, isWithin }): WorldStream => {
      const hasPartition = isWithin && partition !== undefined && entity !== partition;
      const path = hasPartition ? [partition, entity] : [entity];
      const members = events.filter(({ fields, lookups }) => {
        // A plain stream reads lookups.
        if (kind === "plain") return lookups.some((lookup) => lookup.join() === path.join());
        return fields.some((field) => field.entity === entity && field.isLookedUp);
      });
      const types = members.map(({ type }) => type);
      return { name, kind: kind as WorldStream["kind"], by: path, types };
    })
    .filter(({ types }) => types.length > 0);
  return fc.uniqueArray(stream, { maxLength: 3, selector: ({ name }) => name });
}

function inputOf(events: readonly WorldEvent[], ids: readonly string[]) {
  const id = fc.constantFrom(...ids);
  return fc.constantFrom(...events).chain(({ type, fields }) => {
    const values = fields.map(({ name, list, isOptional }) => {
      const value =
        list === undefined
          ? id
          : fc.array(id, { minLength: list.minItems, maxLength: list.maxItems });
      return [name, isOptional ? fc.option<string | readonly string[]>(value) : value] as const;
    });
    return fc.record(Object.fromEntries(values)).map((drawn) => {
      const present = Object.entries(drawn).filter(([, value]) => value !== null);
      return { type, data: Object.fromEntries(present) as Data };
    });
  });
}

/** The descriptor of a world's schema. The first field of each event is in a group of its own. */
export function descriptorOf({ suffix, partition, events, streams }: World): Descriptor {
  const path = (entities: readonly string[]) => entities.map((entity) => entity + suffix);
  const named = (index: number) => `Group${index}`;
  const groups = events.map(({ fields }, index) => {
    return [named(index), rulesOf(fields.slice(0, 1), suffix)] as const;
  });
  return {
    codegen: 1,
    name: "World",
    ...(suffix === "_id" ? {} : { idSuffix: suffix }),
    ...(partition === undefined ? {} : { partition: partition + suffix }),
    groups: Object.fromEntries(groups),
    events: Object.fromEntries(
      events.map(({ type, fields, lookups }, index) => [
        type,
        {
          include: [named(index)],
          data: rulesOf(fields.slice(1), suffix),
          lookups: lookups.map(path),
        },
      ]),
    ),
    streams: Object.fromEntries(
      streams.map(({ name, kind, by, types }): [string, StreamDescriptor] => {
        const stream = { name, by: path(by), events: types };
        return [name, kind === "plain" ? stream : { ...stream, [kind]: true }];
      }),
    ),
  };
}

function rulesOf(fields: readonly NamingField[], suffix: IdSuffix): FieldRules {
  const rules = fields.map(({ name, entity, isOptional, isLookedUp, list }) => {
    const rule: LongFieldRule = {
      type: list === undefined ? "string" : "string[]",
      ...(name === entity + suffix ? {} : { entity }),
      ...(isLookedUp ? {} : { lookup: false }),
      ...list,
    };
    return [isOptional ? `${name}?` : name, rule] as const;
  });
  return Object.fromEntries(rules);
}

/** Whether an event of a type, with this data, names these ids of these entities. */
export function names(
  { events }: World,
  type: string,
  data: Readonly<Record<string, unknown>>,
  ids: readonly (readonly [entity: string, id: string])[],
): boolean {
  const fields = events.find((event) => event.type === type)?.fields ?? [];
  return ids.every(([entity, id]) =>
    fields.some((field) => {
      if (field.entity !== entity || !field.isLookedUp) return false;
      return [data[field.name]].flat().includes(id);
    }),
  );
}
