import { InvalidArgumentError, newEventId, StorageError } from "ddb-pattern-runtime";
import { beforeAll, describe, expect, test } from "vitest";
import { type StoreEvents, StoreEventTypes } from "../../schemas-example/store/events.generated.js";
import {
  createTodoEventClient,
  TodoEventTypes,
} from "../../schemas-example/todo/events.generated.js";
import type { PlainDescriptor } from "../client/descriptors.js";
import {
  behindProxy,
  clientOf,
  failureOf,
  operationsOf,
  priceLowered,
  priceRaised,
  storeOf,
  type TestTable,
  testTable,
} from "../client/support.js";
import { pass, refuse } from "../engines/proxy.js";
import { queriedKey } from "../engines/recorder.js";

const { PRICE_LOWERED, PRICE_RAISED } = StoreEventTypes;

/** More types than the client queries in parallel. */
const MANY_TYPES = Array.from({ length: 20 }, (_, index) => `STEP_${index}_TAKEN`);
const STEPS: PlainDescriptor = {
  codegen: 1,
  name: "Steps",
  events: Object.fromEntries(
    MANY_TYPES.map((type) => [type, { ids: { walk_id: "walk_id" }, lookups: [["walk_id"]] }]),
  ),
  streams: {},
};

const allSteps = () => ({
  eventTypes: MANY_TYPES,
  modelKey: "walk_id",
  modelId: newEventId(),
});

let table: TestTable;
beforeAll(async () => {
  table = await testTable();
});

/** Seven prices of one product, the two types mixed. */
async function sevenPrices() {
  const store = storeOf(table);
  const ids = { store_id: newEventId(), product_id: newEventId() };
  const make = [priceLowered, priceRaised, priceRaised, priceLowered, priceRaised, priceLowered];
  const saved = await store.saveEvents(make.map((event) => event(ids)));
  saved.push(await store.saveEvent(priceLowered(ids)));
  const query = {
    eventTypes: [PRICE_LOWERED, PRICE_RAISED],
    partitionId: ids.store_id,
    modelKey: "product_id",
    modelId: ids.product_id,
  } as const;
  const idAt = (index: number) => (saved[index] as StoreEvents).id;
  return { store, ids, saved, query, idAt };
}

describe("getEventStream", () => {
  test("merges the types into one order", async () => {
    const { store, saved, query } = await sevenPrices();
    expect(await store.getEventStream(query)).toEqual(saved);
    const newestFirst = await store.getEventStream({ ...query, order: "desc" });
    expect(newestFirst).toEqual(saved.toReversed());
  });

  test("respects the bounds for every type", async () => {
    const { store, saved, query, idAt } = await sevenPrices();
    const bounds = { after: idAt(1), before: idAt(5) };
    expect(await store.getEventStream({ ...query, ...bounds })).toEqual(saved.slice(2, 5));
  });

  test.each([1, 2, 6, 7, 8])(
    "returns at most %i events and requests no more for each type",
    async (limit) => {
      const { store, saved, query } = await sevenPrices();
      const operations = await operationsOf(table, async () => {
        expect(await store.getEventStream({ ...query, limit })).toEqual(saved.slice(0, limit));
        expect(await store.getEventStream({ ...query, limit, order: "desc" })).toEqual(
          saved.toReversed().slice(0, limit),
        );
      });
      expect(operations.map(({ input }) => input.Limit)).toEqual([limit, limit, limit, limit]);
    },
  );

  test("reads a type once that is listed twice", async () => {
    const { store, saved, query } = await sevenPrices();
    const eventTypes = [...query.eventTypes, ...query.eventTypes];
    const operations = await operationsOf(table, async () => {
      expect(await store.getEventStream({ ...query, eventTypes })).toEqual(saved);
    });
    expect(operations).toHaveLength(2);
  });

  test("returns nothing for an empty range, without a request", async () => {
    const { store, query, idAt } = await sevenPrices();
    expect(await store.getEventStream({ ...query, modelId: newEventId() })).toEqual([]);
    const impossible = { ...query, after: idAt(0), before: idAt(0) };
    expect(await operationsOf(table, () => store.getEventStream(impossible))).toEqual([]);
  });

  test("queries eight types in parallel", async () => {
    const faulty = await behindProxy(table);
    let underWay = 0;
    const seen: number[] = [];
    faulty.documents.middlewareStack.add(
      (next) => async (args) => {
        seen.push(++underWay);
        return next(args).finally(() => underWay--);
      },
      { step: "initialize" },
    );
    await clientOf(STEPS, faulty).getEventStream(allSteps());

    expect(seen).toHaveLength(MANY_TYPES.length);
    expect(Math.max(...seen)).toBe(8);
    await faulty.close();
  });

  test("queries no further type after a failure", async () => {
    const faulty = await behindProxy(table);
    const steps = clientOf(STEPS, faulty);
    let release = () => {};
    const failed = new Promise<void>((resolve) => {
      release = resolve;
    });
    faulty.proxy.always(async (exchange) => {
      await failed;
      await pass(exchange);
    });
    faulty.proxy.next(refuse("AccessDeniedException"));
    await failureOf(steps.getEventStream(allSteps()), StorageError);
    release();

    // A query that continued in the background would be made before this one is answered.
    await steps.getEventStream(allSteps());
    expect(faulty.proxy.requests).toHaveLength(8 + MANY_TYPES.length);
    await faulty.close();
  });
});

describe("streams", () => {
  test("read the same events as getEventStream", async () => {
    const { store, ids, saved, idAt } = await sevenPrices();
    const stream = store.streams.productPrices(ids);
    expect(await stream.read()).toEqual({ events: saved });
    const last = { after: idAt(3), order: "desc", limit: 2 } as const;
    expect(await stream.read(last)).toEqual({ events: [saved[6], saved[5]] });
  });

  test("are scoped to an entity in a partition, to a partition, or to all partitions, as declared", async () => {
    const todo = createTodoEventClient(table.documents, table.tableName);
    const user_id = newEventId();
    const [here, there] = [newEventId(), newEventId()];
    const archive = (list_id: string) => ({
      type: TodoEventTypes.TODO_ARCHIVED as const,
      data: { list_id, todo_id: newEventId(), user_id },
    });
    const saved = await todo.saveEvents([archive(here), archive(there), archive(here)]);
    const [first, second, third] = saved;

    const { list, userArchive } = todo.streams;
    expect((await list({ list_id: here }).read()).events).toEqual([first, third]);
    expect((await list({ list_id: there }).read()).events).toEqual([second]);
    expect((await userArchive({ user_id }).read()).events).toEqual(saved);
  });

  test("query each type by the stream's ids", async () => {
    const store = storeOf(table);
    const ids = { store_id: "s", product_id: "p" };
    const operations = await operationsOf(table, () => store.streams.productPrices(ids).read());
    expect(operations.map(queriedKey)).toEqual([
      "STORE::s::PRODUCT::p::PRICE_LOWERED",
      "STORE::s::PRODUCT::p::PRICE_RAISED",
    ]);
  });

  test("refuse invalid options", async () => {
    const { store, ids } = await sevenPrices();
    const stream = store.streams.productPrices(ids);
    for (const options of [{ limit: 0 }, { after: "yesterday" }, { order: "up" }]) {
      await failureOf(stream.read(options as never), InvalidArgumentError);
    }
  });
});
