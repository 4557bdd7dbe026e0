import { newEventId, type PlainEvent } from "ddb-pattern-runtime";
import { createConsumer, type HandlerContext } from "ddb-pattern-runtime/codegen/v1";
import {
  type CheckpointStore,
  dynamoDBCheckpoints,
  MemoryCheckpoints,
} from "ddb-pattern-runtime/consumers";
import { type RunConsumerOptions, runConsumer } from "ddb-pattern-runtime/runner";
import { describe, expect, test } from "vitest";
import { newTable } from "../engines/connect.js";
import { noteOrder, plainTable, SHOP, type ShopTable, savedOrder, shopTable } from "./support.js";

/** A consumer of orders with checkpoints, run until the end of the change stream. */
function runnerOf(table: ShopTable, checkpoints: CheckpointStore = new MemoryCheckpoints()) {
  const { documents, tableName, streams } = table;
  const seen: string[] = [];
  let onSeen = () => {};
  const consumer = createConsumer(
    SHOP,
    {
      PAGE_VIEWED: ({ data }: PlainEvent) => void seen.push(`page ${data.page_id}`),
      streams: {
        order: ({ type }: PlainEvent, { revision }: HandlerContext) => {
          seen.push(`${type} ${revision}`);
          onSeen();
        },
      },
    },
    { name: "orders", checkpoints, client: documents, tableName },
  );
  const common = { streams, client: documents, tableName, checkpoints, pollMs: 10 };
  return {
    seen,
    consumer,
    run: (options: Partial<RunConsumerOptions> = {}) =>
      runConsumer(consumer, { ...common, stopAtEnd: true, ...options }),
    /** Resolves when so many events have been seen. */
    until: (events: number) =>
      new Promise<void>((resolve) => {
        onSeen = () => {
          if (seen.length >= events) resolve();
        };
        onSeen();
      }),
  };
}

const ORDER = ["ORDER_PLACED 1", "ORDER_PAID 2", "ORDER_NOTED 3"];

describe("runConsumer", () => {
  test("handles the records of the change stream, and goes on where it stopped", async () => {
    const table = await shopTable();
    const { order_id } = await savedOrder(table);
    const checkpoints = dynamoDBCheckpoints(table.client, await plainTable(table));
    const { run, seen } = runnerOf(table, checkpoints);
    await run();
    expect(seen).toEqual(ORDER);
    await table.shop.saveEvent({ type: "PAGE_VIEWED", data: { page_id: "home" } });
    await noteOrder(table, order_id, 1);
    const next = runnerOf(table, checkpoints);
    await next.run();
    await next.run();
    expect(next.seen.toSorted()).toEqual(["ORDER_NOTED 4", "page home"]);
  });

  test("handles events while they are saved, until it is stopped", async () => {
    const table = await shopTable();
    const { run, seen, until } = runnerOf(table);
    const controller = new AbortController();
    const running = run({ stopAtEnd: false, signal: controller.signal });
    await savedOrder(table);
    await until(3);
    controller.abort();
    await running;
    expect(seen).toEqual(ORDER);
  });

  test("tries a record that fails again, until it succeeds", async () => {
    const table = await shopTable();
    await savedOrder(table);
    const { documents: client, tableName, streams } = table;
    const [seen, errors]: unknown[][] = [[], []];
    let failures = 0;
    const order = (_: PlainEvent, { revision }: HandlerContext) => {
      if (revision === 2 && failures++ < 2) throw new Error("not yet");
      seen?.push(revision);
    };
    const checkpoints = new MemoryCheckpoints();
    const own = { name: "orders", checkpoints, client, tableName };
    const consumer = createConsumer(SHOP, { streams: { order } }, { ...own, attempts: 1 });
    await runConsumer(consumer, {
      streams,
      client,
      tableName,
      checkpoints,
      stopAtEnd: true,
      pollMs: 10,
      onError: (error) => errors?.push(error),
    });
    expect(seen).toEqual([1, 2, 3]);
    expect(errors).toEqual([new Error("not yet"), new Error("not yet")]);
  });

  test("runs a consumer without checkpoints under a name of its own", async () => {
    const table = await shopTable();
    await savedOrder(table);
    const { documents: client, tableName, streams } = table;
    const seen: unknown[] = [];
    const ORDER_PAID = ({ type }: PlainEvent) => void seen.push(type);
    const consumer = createConsumer(SHOP, { ORDER_PAID });
    const options = {
      streams,
      client,
      tableName,
      checkpoints: new MemoryCheckpoints(),
      stopAtEnd: true,
      pollMs: 10,
    };
    await expect(runConsumer(consumer, options)).rejects.toThrow("The consumer has no name");
    for (let time = 1; time <= 2; time++) await runConsumer(consumer, { ...options, name: "paid" });
    expect(seen).toEqual(["ORDER_PAID"]);
  });

  test("refuses a table without a change stream", async () => {
    const table = await shopTable();
    const { run } = runnerOf(table);
    const tableName = await newTable(table);
    await expect(run({ tableName })).rejects.toThrow(`Table "${tableName}" has no change stream`);
    await expect(run({ tableName: `missing-${newEventId()}` })).rejects.toMatchObject({
      name: "ResourceNotFoundException",
    });
  });

  test.each<[string, object, string]>([
    ["an unknown option", { poll: 1 }, 'no member "poll"'],
    ["a signal", { signal: {} }, '"signal" must be an AbortSignal'],
    ["clients", { streams: {} }, '"streams" must be a client'],
    ["a poll time", { pollMs: 0 }, '"pollMs" must be'],
    ["a stop", { stopAtEnd: 1 }, '"stopAtEnd" must be true or false'],
    ["a function", { onError: 1 }, '"onError" must be a function'],
    ["a table's name", { tableName: "" }, '"tableName" must be'],
    ["a store", { checkpoints: {} }, '"checkpoints" must be'],
    ["a name", { name: "a b" }, '"name" must have'],
  ])("refuses %s", async (_, options, message) => {
    const { run } = runnerOf(await shopTable());
    await expect(run(options)).rejects.toThrow(message);
  });
});
