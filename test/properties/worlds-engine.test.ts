import { EventValidationError, type PlainEvent, UnknownLookupError } from "ddb-pattern-runtime";
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { createClientOf } from "../client/descriptors.js";
import { failureOf, TABLES, type UntypedClient } from "../client/support.js";
import { SLOWNESS } from "../engines/differences.js";
import { numbered } from "../tables/bank.js";
import { descriptorOf, names, type World, type WorldStream, worlds } from "./worlds.js";

vi.setConfig({ testTimeout: 60_000 * SLOWNESS });

type Ids = readonly (readonly [entity: string, id: string])[];

/** Every choice of ids for entities. */
function choices(entities: readonly string[], ids: readonly string[]): Ids[] {
  return entities.reduce<Ids[]>(
    (lists, entity) => lists.flatMap((list) => ids.map((id) => [...list, [entity, id]] as Ids)),
    [[]],
  );
}

/** Every list of entities that a lookup could have. */
function paths({ partition, events }: World): string[][] {
  const entities = new Set(events.flatMap(({ fields }) => fields.map(({ entity }) => entity)));
  const others = [...entities].filter((entity) => entity !== partition);
  const scopes = partition === undefined ? [[]] : [[], [partition]];
  return scopes.flatMap((scope) => [scope, ...others.map((entity) => [...scope, entity])]);
}

function queryOf({ suffix, partition }: World, eventType: string, ids: Ids) {
  const query: Record<string, string> = { eventType };
  for (const [entity, id] of ids) {
    if (entity === partition) query.partitionId = id;
    else Object.assign(query, { modelKey: entity + suffix, modelId: id });
  }
  return query;
}

/** The places that an event is in: its lookups, and its streams that have copies. */
function placesOf(world: World, { type, data }: Pick<PlainEvent, "type" | "data">): string[] {
  const { lookups = [] } = world.events.find((event) => event.type === type) ?? {};
  const streams = world.streams.filter(({ kind, types }) => {
    return kind !== "plain" && types.includes(type);
  });
  const all = [
    ...lookups.map((path) => ["lookup", path] as const),
    ...streams.map(({ name, by }) => [name, by] as const),
  ];
  return all.flatMap(([place, path]) =>
    choices(path, world.ids)
      .filter((ids) => names(world, type, data, ids))
      .map((ids) => JSON.stringify([place, ids])),
  );
}

/** Saves the inputs. An event that would be in no place is refused. */
async function saveAll(client: UntypedClient, world: World): Promise<PlainEvent[]> {
  const saved: PlainEvent[] = [];
  for (const { type, data } of world.inputs) {
    if (placesOf(world, { type, data }).length > 0) {
      saved.push(await client.saveEvent({ type, data }));
      expect(saved.at(-1)).toMatchObject({ type, data });
      continue;
    }
    const { issues } = await failureOf(client.saveEvent({ type, data }), EventValidationError);
    expect(issues).toMatchObject([{ path: ["data"], rule: "lookup" }]);
  }
  return saved;
}

async function checkLookups(client: UntypedClient, world: World, saved: readonly PlainEvent[]) {
  for (const { type, lookups } of world.events) {
    for (const path of paths(world)) {
      const isKnown = lookups.some((lookup) => lookup.join() === path.join());
      for (const ids of choices(path, world.ids)) {
        const query = queryOf(world, type, ids);
        const found = client.getLatestEvents({ ...query, consistentRead: true });
        if (!isKnown) {
          await failureOf(found, UnknownLookupError);
          continue;
        }
        const expected = saved.filter((event) => {
          return event.type === type && names(world, type, event.data, ids);
        });
        expect({ query, events: await found }).toEqual({ query, events: expected });
      }
    }
  }
}

async function checkStreams(client: UntypedClient, world: World, saved: readonly PlainEvent[]) {
  for (const stream of world.streams) {
    for (const ids of choices(stream.by, world.ids)) {
      const expected = saved.filter(({ type, data }) => {
        return stream.types.includes(type) && names(world, type, data, ids);
      });
      const { name, kind } = stream;
      const events = await readStream(client, world, stream, ids);
      const wanted = kind === "consistent" ? numbered(expected) : expected;
      expect({ name, ids, events }).toEqual({ name, ids, events: wanted });
    }
  }
}

async function readStream(client: UntypedClient, { suffix }: World, stream: WorldStream, ids: Ids) {
  const pick = client.streams[stream.name];
  const named = Object.fromEntries(ids.map(([entity, id]) => [entity + suffix, id]));
  return (await pick?.(named).read({ consistentRead: true }))?.events;
}

describe.each(TABLES)("in %s, of any schema", (_, open) => {
  test("each event is found by the lookups and in the streams of its ids, and by no others", async () => {
    let copies = 0;
    await fc.assert(
      fc.asyncProperty(worlds, async (world) => {
        const opened = await open();
        const client = createClientOf<UntypedClient>(
          descriptorOf(world),
          opened.documents,
          opened.tableName,
        );
        const saved = await saveAll(client, world);
        await checkLookups(client, world, saved);
        await checkStreams(client, world, saved);

        const items = await opened.items();
        const places = saved.flatMap((event) => placesOf(world, event));
        expect(items).toHaveLength(places.length);
        const counted = items.filter(({ canonical }) => canonical === true);
        expect(counted.map(({ id }) => id).toSorted()).toEqual(saved.map(({ id }) => id));
        copies += items.length - saved.length;
      }),
      { numRuns: 100 },
    );
    expect(copies).toBeGreaterThan(100);
  });

  test("a save repeated under its id changes nothing", async () => {
    await fc.assert(
      fc.asyncProperty(worlds, async (world) => {
        const opened = await open();
        const [descriptor, table] = [descriptorOf(world), opened.documents];
        const client = () => createClientOf<UntypedClient>(descriptor, table, opened.tableName);
        const saved = await saveAll(client(), world);
        const before = await opened.items();
        for (const { id, type, data } of saved) {
          expect(await client().saveEvent({ id, type, data })).toMatchObject({ id, type, data });
        }
        expect(await opened.items()).toEqual(before);
      }),
      { numRuns: 50 },
    );
  });
});
