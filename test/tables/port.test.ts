import {
  newEventId,
  type PlainEvent,
  RetriesExhaustedError,
  StorageError,
} from "ddb-pattern-runtime";
import { MemoryTable } from "ddb-pattern-runtime/memory";
import { describe, expect, test } from "vitest";
import { DYNAMODB_LIMITS } from "../../runtime/src/storage/dynamodb/limits.js";
import {
  type CallOptions,
  ConditionFailedError,
  type ConditionFailure,
  type EventTable,
  type ItemPage,
  type KeyRangeQuery,
  TableError,
  type TableItem,
  type TableProvider,
  type WriteAction,
} from "../../runtime/src/storage/table.js";
import {
  type AccountIds,
  bankClient,
  collect,
  deposited,
  idsOf,
  NOTES,
  newAccount,
  newTopic,
  notesOf,
  numbered,
  opened,
  withdrawn,
} from "./bank.js";
import { failureOf } from "./failure.js";

// Tables that implement the storage port and misbehave in ways that no real table does on demand.

/** A base for these tables: a table in memory that is also its own provider. */
class Table implements EventTable, TableProvider {
  readonly limits = DYNAMODB_LIMITS;
  readonly #inner = new MemoryTable().openTable("events");

  openTable(): EventTable {
    return this;
  }

  write(actions: readonly WriteAction[], options: CallOptions): Promise<void> {
    return this.#inner.write(actions, options);
  }

  queryPage(query: KeyRangeQuery, options: CallOptions): Promise<ItemPage> {
    return this.#inner.queryPage(query, options);
  }
}

const clientOf = (table: TableProvider) => bankClient(table, "events");

describe("a million events", () => {
  const EVENTS = 1_000_000;

  const idAt = (serial: number) => serial.toString().padStart(26, "0");

  /** Generates pages on demand. The types alternate, event by event. */
  class GeneratedTable extends Table {
    readonly #fetched = new Map<string, number>();
    readonly #consumed = new Map<string, number>();
    readonly #pageSize: number;
    maxHeld = 0;

    constructor(pageSize: number) {
      super();
      this.#pageSize = pageSize;
    }

    override async queryPage({ pk, start }: KeyRangeQuery): Promise<ItemPage> {
      const type = pk.slice(pk.lastIndexOf("::") + 2);
      const turn = NOTES.indexOf(type);
      const first = start === undefined ? turn : Number(start.sk) + NOTES.length;
      const last = Math.min(first + (this.#pageSize - 1) * NOTES.length, EVENTS - 1);
      const items: TableItem[] = [];
      for (let serial = first; serial <= last; serial += NOTES.length) {
        const id = idAt(serial);
        items.push({ pk, sk: id, id, type, timestamp: "", data: {} });
      }
      const fetched = (this.#fetched.get(type) ?? 0) + items.length;
      this.#fetched.set(type, fetched);
      this.maxHeld = Math.max(this.maxHeld, fetched - (this.#consumed.get(type) ?? 0));
      const sk = items.at(-1)?.sk;
      return { items, next: sk === undefined ? undefined : { pk, sk } };
    }

    consume(type: string) {
      this.#consumed.set(type, (this.#consumed.get(type) ?? 0) + 1);
    }
  }

  test("are merged in order, with one page of each type in memory", async () => {
    const pageSize = 1_000;
    const table = new GeneratedTable(pageSize);
    const query = notesOf(newTopic());
    let serial = 0;
    let inOrder = 0;
    for await (const { id, type } of clientOf(table).iterateEventStream(query)) {
      if (Number(id) === serial++) inOrder++;
      table.consume(type);
    }
    expect([serial, inOrder]).toEqual([EVENTS, EVENTS]);
    expect(table.maxHeld).toBe(pageSize);
  });

  test("can be read as one large page", async () => {
    const client = clientOf(new GeneratedTable(20_000));
    const page = await client.getEventPage({ ...notesOf(newTopic()), limit: 300_000 });
    expect([page.events.length, page.events.at(-1)?.id]).toEqual([300_000, idAt(299_999)]);
    expect(page.cursor).toBeDefined();
  });
});

describe("a lost answer", () => {
  /** Writes, and then fails as if the answer was lost. */
  class MuteTable extends Table {
    writes = 0;
    failure: Error | undefined = new TableError("No answer came.", {
      reason: "unavailable",
      mayBeWritten: true,
      requests: 3,
    });

    override async write(actions: readonly WriteAction[], options: CallOptions) {
      this.writes++;
      await super.write(actions, options);
      if (this.failure !== undefined) throw this.failure;
    }
  }

  const storedIn = async (table: Table, ids: AccountIds) =>
    idsOf((await clientOf(table).streams.account(ids).read()).events);

  test("does not make an import write events again under new ids", async () => {
    const table = new MuteTable();
    const ids = newAccount();
    const events = [deposited(ids), withdrawn(ids), opened(ids)];
    const outcomes = await clientOf(table).saveEvents(events, { atomic: false });
    expect(table.writes).toBe(1);
    for (const outcome of outcomes) {
      expect(outcome).toMatchObject({
        status: "unknown",
        error: { code: "retries-exhausted", outcome: "unknown", eventIds: idsOf(outcomes) },
      });
    }
    expect(await storedIn(table, ids)).toEqual(idsOf(outcomes));

    table.failure = undefined;
    const again = events.map((event, index) => ({ ...event, id: outcomes[index]?.id as string }));
    const repeated = await clientOf(table).saveEvents(again, { atomic: false });
    expect(repeated.map(({ status }) => status)).toEqual(["saved", "saved", "saved"]);
    expect(await storedIn(table, ids)).toEqual(idsOf(outcomes));
  });

  test.each([
    ["with copies under its id", deposited],
    ["without copies under its id", opened],
  ])(
    "reports the ids to repeat the save with, and an event %s is then stored once",
    async (_, kind) => {
      const table = new MuteTable();
      const ids = newAccount();
      const error = await failureOf(clientOf(table).saveEvent(kind(ids)), RetriesExhaustedError);
      expect(error).toMatchObject({ outcome: "unknown", attempts: 3 });
      const [id] = error.eventIds as [string];
      expect(error.message).toContain(`save again with the same event ids: ${id}.`);
      table.failure = undefined;
      expect(await clientOf(table).saveEvent({ ...kind(ids), id })).toMatchObject({ id });
      expect(await storedIn(table, ids)).toEqual([id]);
    },
  );

  test("of a table with other errors than the storage port's is unknown too", async () => {
    const table = new MuteTable();
    table.failure = new Error("socket hang up");
    const ids = newAccount();
    const error = await failureOf(clientOf(table).saveEvent(deposited(ids)), StorageError);
    expect(error).toMatchObject({ outcome: "unknown", cause: table.failure });
    expect(await storedIn(table, ids)).toEqual(error.eventIds);
  });
});

describe("a query that returns part of a transaction", () => {
  /**
   * Hides items from some queries, as if they were inserted after the query had passed their keys.
   */
  class LateTable extends Table {
    hidden: readonly number[] = [];
    queries = 0;
    lateQueries = Number.POSITIVE_INFINITY;

    override async queryPage(query: KeyRangeQuery, options: CallOptions): Promise<ItemPage> {
      const page = await super.queryPage(query, options);
      if (++this.queries > this.lateQueries) return page;
      return { ...page, items: page.items.filter(({ sk }) => !this.hidden.includes(Number(sk))) };
    }
  }

  /** A stream of 6 events, of which the last 4 are one transaction. */
  async function lateStream() {
    const table = new LateTable();
    const client = clientOf(table);
    const ids = newAccount();
    const saved = [await client.saveEvent(deposited(ids)), await client.saveEvent(withdrawn(ids))];
    saved.push(
      ...(await client.saveEvents([opened(ids), withdrawn(ids), opened(ids), opened(ids)])),
    );
    table.queries = 0;
    return { table, saved: numbered(saved), stream: client.streams.account(ids) };
  }

  const hide = (table: LateTable, hidden: readonly number[], lateQueries: number) => {
    Object.assign(table, { hidden, lateQueries, queries: 0 });
  };

  test.each([[[3]], [[4]], [[3, 4, 5]], [[3, 5]]])(
    "is repeated once, so that no event is missing before a later one: without %j",
    async (hidden) => {
      const { table, saved, stream } = await lateStream();
      hide(table, hidden, 1);
      const { events, head } = await stream.read();
      expect(events).toEqual(saved);
      expect(head.revision).toBe(6);
      expect(table.queries).toBe(2);

      hide(table, hidden, 1);
      expect(await collect(stream.iterate())).toEqual(saved);
    },
  );

  test("is repeated for a part of the stream too, and returns no more than its limit", async () => {
    const { table, saved, stream } = await lateStream();
    for (const [options, from, to] of [
      [{ after: 2 }, 2, 6],
      [{ after: 3 }, 3, 6],
      [{ limit: 3 }, 0, 3],
      [{ after: 2, limit: 2 }, 2, 4],
      [{ before: 6 }, 0, 5],
    ] as const) {
      hide(table, [3, 4], 1);
      const { events, head } = await stream.read(options);
      expect({ options, events }).toEqual({ options, events: saved.slice(from, to) });
      expect(head.revision).toBe(to);
      hide(table, [3, 4], 1);
      expect(await collect(stream.iterate(options))).toEqual(events);
    }
  });

  test("may return the stream without the whole transaction, as it was before", async () => {
    const { table, saved, stream } = await lateStream();
    hide(table, [3, 4, 5, 6], 1);
    const { events, head } = await stream.read();
    expect(events).toEqual(saved.slice(0, 2));
    expect(head.revision).toBe(2);
    expect(table.queries).toBe(1);
  });

  test("treats an event as deleted if it is still missing", async () => {
    const { table, saved, stream } = await lateStream();
    hide(table, [4], Number.POSITIVE_INFINITY);
    const { events, head } = await stream.read();
    expect(events).toEqual(saved.filter(({ revision }) => revision !== 4));
    expect(head.revision).toBe(6);
    expect(table.queries).toBe(2);
  });

  test("is not repeated for a gap that is further back than the length of a transaction", async () => {
    const { table, stream } = await lateStream();
    const client = clientOf(table);
    const { data } = (await stream.read()).events[0] as PlainEvent;
    const ids = { bank_id: String(data.bank_id), account_id: String(data.account_id) };
    for (let batch = 0; batch < 2; batch++) {
      await client.saveEvents(Array.from({ length: 60 }, () => opened(ids)));
    }
    hide(table, [4], Number.POSITIVE_INFINITY);
    expect((await stream.read()).events).toHaveLength(125);
    expect(table.queries).toBe(1);
  });
});

describe("a table that reports only one of several taken keys", () => {
  /**
   * Reports one taken key, as a table may. The report then does not show that the save itself was
   * stored.
   */
  class TerseTable extends Table {
    readonly #which: (failures: readonly ConditionFailure[]) => ConditionFailure | undefined;

    constructor(which: (failures: readonly ConditionFailure[]) => ConditionFailure | undefined) {
      super();
      this.#which = which;
    }

    override async write(actions: readonly WriteAction[], options: CallOptions) {
      try {
        await super.write(actions, options);
      } catch (error) {
        if (!(error instanceof Error) || !("failures" in error)) throw error;
        const failures = error.failures as readonly ConditionFailure[];
        throw new ConditionFailedError([this.#which(failures) ?? (failures[0] as never)]);
      }
    }
  }

  const isRevision = ({ item }: ConditionFailure) => item?.sk.length === 16;

  test.each<[string, (failures: readonly ConditionFailure[]) => ConditionFailure | undefined]>([
    ["the first", (failures) => failures[0]],
    ["the last", (failures) => failures.at(-1)],
    ["a revision", (failures) => failures.find(isRevision)],
  ])(
    "%s: a repeated save still succeeds once, after any appends and under any conditions",
    async (_, which) => {
      const table = new TerseTable(which);
      const client = clientOf(table);
      for (const kind of [deposited, opened]) {
        const ids = newAccount();
        const stream = client.streams.account(ids);
        const isEmpty = { expect: [stream.empty()] };
        const events = [kind(ids), withdrawn(ids)].map((event) => ({ ...event, id: newEventId() }));
        // Another event precedes them, so the condition never held for them.
        await clientOf(table).saveEvent(kind(ids));
        const saved = await client.saveEvents(events);
        await clientOf(table).saveEvent(kind(ids));
        expect(await client.saveEvents(events, isEmpty)).toEqual(saved);
        expect(await clientOf(table).saveEvents(events)).toEqual(saved);
        expect((await stream.read()).events).toHaveLength(4);
      }
    },
  );
});
