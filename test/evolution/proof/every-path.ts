import { isDeepStrictEqual } from "node:util";
import { newEventId, type PlainEvent } from "ddb-pattern-runtime";
import {
  type EventModel,
  type FieldType,
  type Lookup,
  lookupPath,
  type StreamModel,
} from "../../../generator/src/model/model.js";
import type { UntypedClient } from "../../client/support.js";
import { collect } from "../../tables/bank.js";
import { type Attempt, Clients, save } from "./attempts.js";
import { idFormat, withIds } from "./candidates.js";
import type { Draws } from "./draws.js";
import type { Table } from "./proof.js";
import type { Release } from "./release.js";
import {
  eventStoredAs,
  expectedEvent,
  idsFor,
  isRetired,
  pickStream,
  queryOf,
  upgraded,
  type Written,
} from "./stored-events.js";

/** Events of one table; they share a few ids, so that streams and queries have several. */
const EVENTS = 10;
const IDS = 2;

/** An event as readers of the new schema get it. */
interface Seen {
  readonly event: EventModel;
  readonly expected: PlainEvent;
}

/**
 * Saves events, and reads all of them by every path of a schema: each lookup by each call, and each stream.
 *
 * @returns What is read otherwise than the schema says.
 */
export async function everyPath(
  next: Release,
  attempts: readonly Attempt[],
  { documents, tableName }: Table,
): Promise<{ readonly failures: readonly string[]; readonly saved: number }> {
  const clients = new Clients(documents, tableName);
  const written: Written[] = [];
  for (const attempt of attempts) {
    const saved = await save(attempt, clients.of(attempt.writer));
    if (saved !== undefined) written.push(saved);
  }
  const seen = written.flatMap((one): Seen[] => {
    const event = eventStoredAs(next, one.candidate.type);
    if (event === undefined || isRetired(next, one.candidate.type)) return [];
    const { data } = upgraded(next, event, one);
    return [{ event, expected: expectedEvent(one, event, data) }];
  });
  const reading = new Reading(clients.of(next), seen);
  await reading.run(next.model.events, next.model.streams);
  return { failures: reading.failures, saved: written.length };
}

/** Some of the attempts, whose events share their ids. */
export function someOf(attempts: readonly Attempt[], draws: Draws): Attempt[] {
  const pools = new Map<string, string>();
  const idOf = (type: FieldType) => {
    const format = idFormat(type);
    if (format === undefined) return undefined;
    const key = `${format} ${draws.below(IDS)}`;
    const id = pools.get(key) ?? (format === "uuid" ? crypto.randomUUID() : newEventId());
    pools.set(key, id);
    return id;
  };
  return draws
    .shuffled(attempts)
    .slice(0, EVENTS)
    .map((attempt) => {
      const { writer, event, candidate } = attempt;
      return {
        ...attempt,
        candidate: { ...candidate, data: withIds(event, writer, candidate.data, idOf) },
      };
    });
}

class Reading {
  readonly failures: string[] = [];
  readonly #client: UntypedClient;
  readonly #seen: readonly Seen[];

  constructor(client: UntypedClient, seen: readonly Seen[]) {
    this.#client = client;
    this.#seen = seen;
  }

  async run(events: readonly EventModel[], streams: readonly StreamModel[]): Promise<void> {
    for (const event of events) {
      for (const lookup of event.lookups) await this.#readLookup(event, lookup, events);
    }
    for (const stream of streams) await this.#readStream(stream);
  }

  /** The events of some types by the ids of a path. */
  #groups(types: readonly EventModel[], path: readonly string[]) {
    const groups = new Map<string, { ids: string[]; events: PlainEvent[] }>();
    for (const { event, expected } of this.#seen) {
      if (!types.some(({ type }) => type === event.type)) continue;
      for (const ids of idsFor(event, path, expected.data as Record<string, unknown>)) {
        const group = groups.get(ids.join("\n")) ?? { ids, events: [] };
        groups.set(ids.join("\n"), group);
        group.events.push(expected);
      }
    }
    return [...groups.values()];
  }

  async #readLookup(event: EventModel, lookup: Lookup, all: readonly EventModel[]): Promise<void> {
    const path = lookupPath(lookup);
    // A query of several types needs the lookup at each.
    const shared = all.filter(({ lookups }) =>
      lookups.some((one) => lookupPath(one).join("\n") === path.join("\n")),
    );
    for (const { ids, events } of this.#groups([event], path)) {
      const { eventType, ...by } = queryOf(event, lookup, ids);
      const name = `${event.type} by ${path.join(" + ")}`;
      const query = { eventType, ...by, consistentRead: true };
      const found = await this.#expect(name, events, () => this.#client.getLatestEvents(query));
      await this.#expectSame(`${name}, the newest`, found.slice(-1), async () => [
        await this.#client.getLatestEvent(query),
      ]);
      const page = { eventTypes: [eventType], ...by, limit: 2, consistentRead: true };
      await this.#expectSame(`${name}, in pages`, found, () => this.#pages(page));
      if (event !== shared[0]) continue;
      const eventTypes = shared.map(({ storedType }) => storedType);
      const several = this.#groups(shared, path).find((one) => one.ids.join() === ids.join());
      const types = { eventTypes, ...by, consistentRead: true };
      const merged = await this.#expect(`${name}, all types`, several?.events ?? [], () =>
        this.#client.getEventStream(types),
      );
      await this.#expectSame(`${name}, all types, one by one`, merged, () =>
        collect(this.#client.iterateEventStream(types)),
      );
    }
  }

  async #pages(query: object): Promise<PlainEvent[]> {
    const events: PlainEvent[] = [];
    let cursor: string | undefined;
    do {
      const page = await this.#client.getEventPage({
        ...query,
        ...(cursor !== undefined && { cursor }),
      });
      events.push(...page.events);
      cursor = page.cursor;
    } while (cursor !== undefined);
    return events;
  }

  async #readStream(stream: StreamModel): Promise<void> {
    for (const { ids, events } of this.#groups(stream.events, lookupPath(stream.lookup))) {
      const picked = pickStream(this.#client, stream, ids);
      const options = { consistentRead: true };
      const found = await this.#expect(`stream ${stream.name}`, events, async () => {
        return (await picked.read(options)).events;
      });
      await this.#expectSame(`stream ${stream.name}, one by one`, found, () =>
        collect(picked.iterate(options)),
      );
    }
  }

  /**
   * Expects that a read gives some events, in order; it can give others, which had the ids in an earlier version.
   *
   * @returns What it gives.
   */
  async #expect(
    what: string,
    expected: readonly PlainEvent[],
    read: Read,
  ): Promise<readonly object[]> {
    const events = await this.#read(what, read);
    const ids = new Set(expected.map(({ id }) => id));
    const found = events.filter((event) => ids.has((event as PlainEvent).id));
    this.#compare(what, found, expected);
    return events;
  }

  async #expectSame(what: string, expected: readonly object[], read: Read): Promise<void> {
    this.#compare(what, await this.#read(what, read), expected);
  }

  #compare(what: string, read: readonly object[], expected: readonly object[]): void {
    if (isDeepStrictEqual([...read], [...expected])) return;
    this.failures.push(`${what}: ${JSON.stringify({ read, expected })}`);
  }

  /** What a read gives, without revisions. */
  async #read(what: string, read: Read): Promise<readonly object[]> {
    try {
      return (await read()).flatMap((event) => {
        const { revision: _, ...rest } = (event ?? {}) as { revision?: number };
        return event === undefined ? [] : [rest];
      });
    } catch (error) {
      this.failures.push(`${what}: ${String(error)}`);
      return [];
    }
  }
}

type Read = () => Promise<readonly (object | undefined)[]>;
