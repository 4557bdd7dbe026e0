import { encodeKey } from "ddb-pattern-runtime/rules";
import { readsLookup } from "../copies/calls.js";
import type { Copy } from "../copies/copy.js";
import { hasOwnCopies, type StreamModel } from "../model/model.js";
import type { EventCost } from "./event-cost.js";
import type { SchemaCost } from "./schema-cost.js";
import { keySizes, type StreamCost } from "./stream-cost.js";
import { itemWriteUnits, MAX_READ_UNITS, MAX_WRITE_UNITS, queryCost } from "./units.js";

/** Saves and reads a second. */
export interface Rates {
  /** Saves of event types, by their names. */
  readonly saves: ReadonlyMap<string, number>;
  /** Reads of streams, by their names. */
  readonly reads: ReadonlyMap<string, number>;
}

/** What all partition keys of one form take in a second. */
export interface KeyLoad {
  /** With the names of ids in braces. */
  readonly pk: string;
  /** The ids of the key; none for a key that all events share. */
  readonly ids: readonly string[];
  readonly writeUnits: number;
  readonly readUnits: number;
  /** The number of keys that the load must be spread over evenly, so that each stays within the limits of one key. */
  readonly leastKeys: number;
}

/** The load of a schema. */
export interface SchemaLoad {
  readonly keys: readonly KeyLoad[];
  /** In a second. */
  readonly writeUnits: number;
  readonly readUnits: number;
  readonly newBytes: number;
}

interface Units {
  readonly ids: readonly string[];
  writeUnits: number;
  readUnits: number;
}

/** DynamoDB stores 100 bytes more for each item. Source: "DynamoDB item sizes and formats", developer guide. */
const OVERHEAD_BYTES = 100;

/** The load of a schema at the given rates. Saves are those of typical events. */
export function schemaLoad(
  cost: SchemaCost,
  { saves, reads }: Rates,
  streamLength: number,
): SchemaLoad {
  const keys = new Map<string, Units>();
  const at = (pk: string, ids: readonly string[]): Units => {
    const units = keys.get(pk) ?? { ids, writeUnits: 0, readUnits: 0 };
    keys.set(pk, units);
    return units;
  };
  let [writeUnits, readUnits, newBytes] = [0, 0, 0];
  for (const [type, rate] of saves) {
    const event = cost.events.get(type);
    if (event === undefined) continue;
    const { items } = event.saves.typical;
    writeUnits += rate * event.saves.typical.writeUnits;
    newBytes += rate * (event.saves.typical.bytes + items.length * OVERHEAD_BYTES);
    for (const { copy, bytes } of items) {
      const units = itemWriteUnits(bytes) * (items.length === 1 ? 1 : 2);
      at(keyText(copy, copy.ending), idsOf(copy)).writeUnits += rate * units;
    }
  }
  for (const [name, rate] of reads) {
    const stream = cost.streams.find((each) => each.stream.name === name);
    if (stream === undefined) continue;
    readUnits += rate * stream.read.units;
    for (const { pk, ids, units } of readKeys(stream, cost.events, streamLength)) {
      at(pk, ids).readUnits += rate * units;
    }
  }
  return { keys: [...keys].map(keyLoad), writeUnits, readUnits, newBytes };
}

function keyLoad([pk, { ids, writeUnits, readUnits }]: [string, Units]): KeyLoad {
  const leastKeys = Math.max(
    1,
    Math.ceil(writeUnits / MAX_WRITE_UNITS),
    Math.ceil(readUnits / MAX_READ_UNITS),
  );
  return { pk, ids, writeUnits, readUnits, leastKeys };
}

/** The keys that a read of a stream queries, with the units of each. */
function readKeys(
  { stream }: StreamCost,
  events: ReadonlyMap<string, EventCost>,
  streamLength: number,
) {
  const names = stream.events.flatMap((event) => {
    const copy = copyOf(stream, events.get(event.type));
    if (copy === undefined) return [];
    return [copy.ending, ...(hasOwnCopies(stream) ? [] : event.aliases)].map((ending) => ({
      pk: keyText(copy, ending),
      ids: idsOf(copy),
    }));
  });
  const [first] = names;
  const keys = hasOwnCopies(stream) && first !== undefined ? [first] : names;
  const sizes = keySizes(stream, events, streamLength);
  return keys.map((key, index) => ({
    ...key,
    units: queryCost(sizes[index] ?? [], stream.isConsistent).units,
  }));
}

function copyOf(stream: StreamModel, cost: EventCost | undefined): Copy | undefined {
  return cost?.copies.copies.find(({ source }) =>
    source.kind === "stream"
      ? source.stream === stream
      : readsLookup(stream, cost.copies.event, source.lookup),
  );
}

function keyText({ steps }: Copy, ending: string): string {
  const entities = steps.map(({ entity, modelKey }) => ({ entity, id: `{${modelKey}}` }));
  return encodeKey({ entities, type: ending });
}

function idsOf({ steps }: Copy): string[] {
  return steps.map(({ modelKey }) => modelKey);
}
