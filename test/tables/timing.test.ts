import type { EventClientOptions } from "ddb-pattern-runtime";
import { MemoryTable } from "ddb-pattern-runtime/memory";
import type { EventTable, TableProvider } from "ddb-pattern-runtime/storage";
import { expect, test } from "vitest";
import type { PlainDescriptor } from "../client/descriptors.js";
import { clientOf, type UntypedClient } from "../client/support.js";

// Faults at a precise moment of a call: the table is in memory, and the test controls the timing.

const ORDERS: PlainDescriptor = {
  codegen: 1,
  name: "Orders",
  events: {
    PLACED: { ids: { order_id: "order_id" }, lookups: [] },
    PAID: { ids: { order_id: "order_id" }, lookups: [] },
    NOTED: { ids: { topic_id: "topic_id" }, lookups: [["topic_id"]] },
  },
  streams: {
    order: { name: "order", by: ["order_id"], events: ["PLACED", "PAID"], consistent: true },
  },
};

type Write = EventTable["write"];

/** Tables in memory whose writes run through a function of the test. */
function tablesWith(
  memory: MemoryTable,
  write: (...call: [...Parameters<Write>, Write]) => Promise<void>,
) {
  return {
    openTable(tableName: string): EventTable {
      const table = memory.openTable(tableName);
      const go: Write = (actions) => table.write(actions, {});
      return {
        limits: table.limits,
        write: (actions, options) => write(actions, options, go),
        queryPage: (query) => table.queryPage(query, {}),
      };
    },
  };
}

function ordersOf(documents: TableProvider, options?: EventClientOptions): UntypedClient {
  return clientOf(ORDERS, { documents, tableName: "events" }, options);
}

const placed = { type: "PLACED", data: { order_id: "o" } };
const paid = { type: "PAID", data: { order_id: "o" } };

interface Orders {
  order(ids: object): {
    read(): Promise<{
      events: { id: string; revision: number; type: string }[];
      head: { revision: number };
    }>;
    empty(): unknown;
  };
}

const orderOf = (client: UntypedClient) =>
  (client.streams as unknown as Orders).order({ order_id: "o" });

/** Saves both events with an unknown outcome. The write arrives when `arrive` is called. */
async function unknownSave(memory: MemoryTable, isImport: boolean) {
  let arrive = async (): Promise<void> => {};
  const slow = ordersOf(
    tablesWith(memory, (actions, { signal }, go) => {
      arrive = () => go(actions, {});
      return new Promise((_, reject) => {
        signal?.addEventListener("abort", () => reject(signal.reason));
      });
    }),
    { retry: { deadlineMs: 20 } },
  );
  if (isImport) {
    const outcomes = (await slow.saveEvents([placed, paid], { atomic: false })) as unknown[];
    const ids = (outcomes as { status: string; id: string }[]).map(({ status, id }) => {
      expect(status).toBe("unknown");
      return id;
    });
    return { ids, arrive: () => arrive() };
  }
  const error = await slow.saveEvents([placed, paid]).then(
    () => undefined,
    (reason: { outcome: string; eventIds: string[] }) => reason,
  );
  expect(error).toMatchObject({ outcome: "unknown" });
  return { ids: error?.eventIds ?? [], arrive: () => arrive() };
}

test.each([
  ["a batch, without a condition", false, false],
  ["a batch, as it was expected", false, true],
  ["an import, without a condition", true, false],
])(
  "an event of a late save is stored once when it is repeated alone: %s",
  async (_, isImport, isExpected) => {
    const memory = new MemoryTable();
    const { ids, arrive } = await unknownSave(memory, isImport);
    let hasArrived = false;
    const client = ordersOf(
      tablesWith(memory, async (actions, options, go) => {
        if (!hasArrived) await arrive();
        hasArrived = true;
        return go(actions, options);
      }),
    );
    const options = isExpected ? { expect: [orderOf(client).empty()] } : {};
    const saved = await client.saveEvent({ ...paid, id: ids[1] }, options);
    expect(saved.id).toBe(ids[1]);
    const { events } = await orderOf(client).read();
    expect(events.map(({ type, revision }) => [type, revision])).toEqual([
      ["PLACED", 1],
      ["PAID", 2],
    ]);
  },
);

test.each(["iterateEventStream", "getLatestEvents"] as const)(
  "several pages of one event type are a prefix: %s",
  async (call) => {
    const memory = new MemoryTable();
    let release = () => {};
    let isFirst = true;
    const tables = tablesWith(memory, async (actions, options, go) => {
      if (isFirst) {
        isFirst = false;
        await new Promise<void>((resolve) => {
          release = resolve;
        });
      }
      return go(actions, options);
    });
    const writer = ordersOf(tables);
    const note = (name: string, text = "") =>
      writer.saveEvent({ type: "NOTED", data: { topic_id: "t", name, text } });
    const slow = note("A");
    for (let index = 0; index < 4; index++) await note(`C${index}`, "x".repeat(390_000));

    // Between the first page and the next one, A is acknowledged, and only then B is saved.
    let pages = 0;
    const inner = memory.openTable("events");
    const reader = ordersOf(
      {
        openTable: () => ({
          limits: inner.limits,
          write: inner.write.bind(inner),
          async queryPage(query, options) {
            const page = await inner.queryPage(query, options);
            if (++pages === 1) {
              release();
              await slow;
              await note("B");
            }
            return page;
          },
        }),
      },
      { consistentRead: true },
    ) as UntypedClient & {
      iterateEventStream(query: object): AsyncIterable<{ data: { name: string } }>;
    };
    const ids = { modelKey: "topic_id", modelId: "t" };
    const names: unknown[] = [];
    if (call === "getLatestEvents") {
      const events = await reader.getLatestEvents({ eventType: "NOTED", ...ids });
      names.push(...events.map(({ data }) => data.name));
    } else {
      for await (const { data } of reader.iterateEventStream({ eventTypes: ["NOTED"], ...ids })) {
        names.push(data.name);
      }
    }
    expect(names).toEqual(["A", "C0", "C1", "C2", "C3", "B"]);
  },
);

test("a client that reads an emptied table appends from revision 1 again", async () => {
  const old = new MemoryTable();
  const fresh = new MemoryTable();
  let memory = old;
  // Other content under the same table name, as after a restore.
  const table: EventTable = {
    limits: old.openTable("events").limits,
    write: (...call) => memory.openTable("events").write(...call),
    queryPage: (...call) => memory.openTable("events").queryPage(...call),
  };
  const client = ordersOf({ openTable: () => table });
  for (const event of [placed, paid, paid]) await client.saveEvent(event);
  memory = fresh;
  expect((await orderOf(client).read()).head.revision).toBe(0);
  await client.saveEvent(placed);
  const { events } = await orderOf(client).read();
  expect(events.map(({ revision }) => revision)).toEqual([1]);
});

test("an import that the table refuses makes one request for each transaction", async () => {
  const memory = new MemoryTable();
  let writes = 0;
  const client = ordersOf(
    tablesWith(memory, async () => {
      writes++;
      throw Object.assign(new Error("There is no such table."), {
        code: "table",
        reason: "refused",
        mayBeWritten: false,
        requests: 1,
      });
    }),
  );
  const notes = Array.from({ length: 250 }, (_, index) => {
    return { type: "NOTED", data: { topic_id: `t${index}` } };
  });
  const outcomes = (await client.saveEvents(notes, { atomic: false })) as unknown[];
  expect(writes).toBe(3);
  expect(new Set((outcomes as { status: string }[]).map(({ status }) => status))).toEqual(
    new Set(["not-written"]),
  );
});
