import { newEventId, type PlainEvent } from "ddb-pattern-runtime";
import { MemoryTable } from "ddb-pattern-runtime/memory";
import { describe, expect, test } from "vitest";
import { MemoryCheckpoints } from "../../runtime/src/consumers/checkpoints.js";
import { createConsumer } from "../../runtime/src/consumers/create-consumer.js";
import type { HandlerContext } from "../../runtime/src/consumers/handlers-sink.js";
import { type FollowSettings, followStream } from "../../runtime/src/runner/follow-stream.js";
import type { TableItem } from "../../runtime/src/storage/table.js";
import { FakeChangeStream } from "./fake-change-stream.js";
import { noteOrder, SHOP, shopClient } from "./support.js";

/** Orders in memory, and a consumer that follows a change stream made of them. */
function followedShop() {
  const client = new MemoryTable();
  const shop = shopClient(client, "events");
  const stream = new FakeChangeStream();
  const checkpoints = new MemoryCheckpoints();
  const seen: string[] = [];
  const errors: unknown[] = [];
  const caughtUp: (number | undefined)[] = [];
  const consumer = createConsumer(
    SHOP,
    {
      streams: {
        order: ({ data }: PlainEvent, { revision }: HandlerContext) => {
          seen.push(`${data.order_id} ${revision}`);
        },
      },
    },
    { name: "orders", checkpoints, client, tableName: "events" },
  );
  const follow = (settings: Partial<FollowSettings> = {}, followed = stream) =>
    followStream(consumer, followed, {
      checkpoints,
      name: "orders",
      pollMs: 1,
      stopAtEnd: true,
      signal: new AbortController().signal,
      onError: (error) => errors.push(error),
      catchUp: async (since) => {
        caughtUp.push(since);
      },
      ...settings,
    });
  /** Saves an order with so many events, and gives the items of its stream. */
  const order = async (id: string, events: number): Promise<readonly TableItem[]> => {
    await noteOrder({ shop }, id, events);
    return client
      .items("events")
      .filter(({ pk, sk }) => pk.includes(`::${id}::`) && /^\d/.test(sk));
  };
  return { stream, checkpoints, seen, errors, caughtUp, follow, order };
}

const revisions = (id: string, from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => `${id} ${from + index}`);

const GAP = 1_700_000_000_000;

describe("the shards of a change stream", () => {
  test("are read each after its parent, to their ends", async () => {
    const { stream, follow, order, seen } = followedShop();
    const [a, b] = [await order("a", 9), await order("b", 9)];
    stream.open("root");
    stream.add("root", [...a.slice(0, 4), ...b.slice(0, 4)]);
    stream.open("left", "root");
    stream.add("left", a.slice(4, 8));
    stream.open("right", "root");
    stream.add("right", b.slice(4));
    stream.open("leaf", "left");
    stream.add("leaf", a.slice(8));
    await follow();
    expect(seen.filter((each) => each.startsWith("a"))).toEqual(revisions("a", 1, 9));
    expect(seen.filter((each) => each.startsWith("b"))).toEqual(revisions("b", 1, 9));
    const first = (call: string) => stream.calls.indexOf(call);
    const last = (call: string) => stream.calls.lastIndexOf(call);
    expect(first("iterator left")).toBeGreaterThan(last("records root"));
    expect(first("iterator right")).toBeGreaterThan(last("records root"));
    expect(first("iterator leaf")).toBeGreaterThan(last("records left"));
  });

  test("can split while they are read", async () => {
    const { stream, follow, order, seen } = followedShop();
    const items = await order("a", 12);
    stream.open("root");
    stream.add("root", items.slice(0, 5));
    const controller = new AbortController();
    const running = follow({ stopAtEnd: false, signal: controller.signal });
    await expect.poll(() => seen.length).toBe(5);
    stream.add("root", items.slice(5, 7));
    stream.open("child", "root");
    stream.add("child", items.slice(7, 10));
    await expect.poll(() => seen.length).toBe(10);
    stream.add("child", items.slice(10));
    await expect.poll(() => seen.length).toBe(12);
    controller.abort();
    await running;
    expect(seen).toEqual(revisions("a", 1, 12));
  });

  test("are not read again when they have been read to their ends", async () => {
    const { stream, follow, order, seen } = followedShop();
    const items = await order("a", 8);
    stream.open("root");
    stream.add("root", items.slice(0, 4));
    stream.open("child", "root");
    stream.add("child", items.slice(4, 6));
    await follow();
    stream.add("child", items.slice(6));
    stream.calls.length = 0;
    await follow();
    expect(seen).toEqual(revisions("a", 1, 8));
    expect(stream.calls.filter((call) => call.endsWith("root"))).toEqual([]);
  });

  test("are read on when an iterator expires, or a call fails", async () => {
    const { stream, follow, order, seen, errors } = followedShop();
    stream.open("root");
    stream.add("root", await order("a", 7));
    stream.pageSize = 2;
    const controller = new AbortController();
    const running = follow({ stopAtEnd: false, signal: controller.signal });
    await expect.poll(() => seen.length).toBe(7);
    stream.expireIterators();
    stream.add("root", await order("b", 3));
    await expect.poll(() => seen.length).toBe(10);
    expect(errors).toEqual([]);
    const failure = Object.assign(new Error("busy"), { name: "InternalServerError" });
    stream.failures.push(failure);
    stream.add("root", await order("c", 2));
    await expect.poll(() => seen.length).toBe(12);
    expect(errors).toEqual([failure]);
    controller.abort();
    await running;
    expect(seen).toEqual([
      ...revisions("a", 1, 7),
      ...revisions("b", 1, 3),
      ...revisions("c", 1, 2),
    ]);
  });

  test("whose records have expired are read on, after the table was read", async () => {
    const { stream, follow, order, seen, caughtUp } = followedShop();
    const items = await order("a", 9);
    stream.open("root");
    stream.add("root", items.slice(0, 3));
    await follow();
    stream.add("root", items.slice(3, 6));
    stream.trim("root");
    stream.add("root", items.slice(6));
    await follow();
    // The events between come from the table as soon as a later one is there.
    expect(seen).toEqual(revisions("a", 1, 9));
    expect(caughtUp).toEqual([GAP]);
    await follow();
    expect(caughtUp).toEqual([GAP]);
  });

  test("that have expired before they were read to their ends are a gap, too", async () => {
    const { stream, follow, order, caughtUp, seen } = followedShop();
    const items = await order("a", 9);
    stream.open("root");
    stream.add("root", items.slice(0, 3));
    await follow();
    stream.open("child", "root");
    stream.add("child", items.slice(6));
    stream.remove("root");
    await follow();
    expect(caughtUp).toEqual([GAP]);
    expect(seen).toEqual(revisions("a", 1, 9));
    await follow();
    expect(caughtUp).toEqual([GAP]);
  });

  test("that were read to their ends may expire", async () => {
    const { stream, follow, order, caughtUp, seen } = followedShop();
    const items = await order("a", 9);
    stream.open("root");
    stream.add("root", items.slice(0, 3));
    stream.open("child", "root");
    await follow();
    stream.remove("root");
    stream.add("child", items.slice(3));
    await follow();
    expect(seen).toEqual(revisions("a", 1, 9));
    expect(caughtUp).toEqual([]);
  });

  test("that expire while they are read are a gap, too", async () => {
    const { stream, follow, order, caughtUp, seen } = followedShop();
    const items = await order("a", 6);
    stream.open("root");
    stream.add("root", items.slice(0, 3));
    const controller = new AbortController();
    const running = follow({ stopAtEnd: false, signal: controller.signal });
    await expect.poll(() => seen.length).toBe(3);
    stream.remove("root");
    await expect.poll(() => caughtUp).toEqual([GAP]);
    controller.abort();
    await running;
  });

  test("of another stream of the table are read from their beginning, after the table", async () => {
    const { stream, follow, order, caughtUp, seen } = followedShop();
    const items = await order("a", 9);
    stream.open("root");
    stream.add("root", items.slice(0, 3));
    await follow();
    const other = new FakeChangeStream(`${stream.arn}2`);
    other.open("new");
    other.add("new", items.slice(5));
    await follow({}, other);
    expect(caughtUp).toEqual([undefined]);
    expect(seen).toEqual(revisions("a", 1, 9));
  });

  test("can be many, without a warning of Node about listeners", async () => {
    const { stream, follow, order, seen } = followedShop();
    const warnings: Error[] = [];
    const onWarning = (warning: Error) => warnings.push(warning);
    process.on("warning", onWarning);
    for (let shard = 1; shard <= 30; shard++) {
      stream.open(`shard-${shard}`);
      stream.add(`shard-${shard}`, await order(`order-${shard}`, 1));
    }
    const controller = new AbortController();
    const running = follow({ stopAtEnd: false, signal: controller.signal, pollMs: 5 });
    await expect.poll(() => seen.length).toBe(30);
    await new Promise((resolve) => setTimeout(resolve, 20));
    controller.abort();
    await running;
    process.off("warning", onWarning);
    expect(new Set(seen).size).toBe(30);
    expect(warnings).toEqual([]);
  });

  test("are read by one process", async () => {
    const { stream, follow, order, checkpoints, seen } = followedShop();
    const items = await order("a", 6);
    stream.open("root");
    stream.add("root", items.slice(0, 3));
    const running = follow({ stopAtEnd: false });
    await expect.poll(() => seen.length).toBe(3);
    const stored = await checkpoints.read("orders", "shard::root");
    await checkpoints.compareAndSet("orders", "shard::root", stored, "000000000000000000001");
    stream.add("root", items.slice(3));
    await expect(running).rejects.toThrow('Another process runs the consumer "orders"');
  });

  test("are not read after the signal has aborted", async () => {
    const { stream, follow, order, seen } = followedShop();
    stream.open("root");
    stream.add("root", await order(newEventId(), 3));
    await follow({ signal: AbortSignal.abort(), stopAtEnd: false });
    expect(seen).toEqual([]);
  });
});
