import type { PlainEvent } from "ddb-pattern-runtime";
import { expect, test } from "vitest";
import { catchUp } from "../../../runtime/src/consumers/catch-up.js";
import { MemoryCheckpoints } from "../../../runtime/src/consumers/checkpoints.js";
import { createConsumer } from "../../../runtime/src/consumers/create-consumer.js";
import type { HandlerContext } from "../../../runtime/src/consumers/handlers-sink.js";
import { followStream } from "../../../runtime/src/runner/follow-stream.js";
import type { TableItem } from "../../../runtime/src/storage/table.js";
import { FakeChangeStream } from "../fake-change-stream.js";
import { SHOP, shopClient } from "../shop.js";
import { LoggedTables, shopWriter } from "./history.js";
import { Mortal, mortalCheckpoints, UNHARMED } from "./mortal.js";
import { Random } from "./random.js";
import { foldOf, GuardedTotals } from "./totals.js";

const EVENTS = 10_000;
const CHUNK = 200;
const SEED = Number(process.env.CHAOS_SEED ?? 20_261_129);

/** A shard, and the part of the keys that it has. */
interface Leaf {
  readonly id: string;
  readonly modulus: number;
  readonly rest: number;
}

test("a runner that is killed, on a stream that splits and expires, misses no event", async ({
  annotate,
}) => {
  const random = new Random(SEED);
  const client = new LoggedTables();
  const write = shopWriter(shopClient(client, "events"), EVENTS, random);
  const stream = new FakeChangeStream();
  stream.pageSize = 100;
  const store = new MemoryCheckpoints();
  const totals = new GuardedTotals();
  const figures = { runs: 0, kills: 0, splits: 0, trims: 0, catchUps: 0 };

  let leaves: Leaf[] = [0, 1].map((rest) => ({ id: `root-${rest}`, modulus: 2, rest }));
  for (const { id } of leaves) stream.open(id);
  const split = () => {
    figures.splits++;
    const [leaf] = random.shuffle(leaves);
    if (leaf === undefined) return;
    const { id, modulus, rest } = leaf;
    const children = [rest, rest + modulus].map((each) => {
      return { id: `${id}.${each}`, modulus: modulus * 2, rest: each };
    });
    for (const child of children) stream.open(child.id, id);
    leaves = [...leaves.filter((each) => each !== leaf), ...children];
  };
  const add = (items: readonly TableItem[]) => {
    for (const { id, modulus, rest } of leaves) {
      stream.add(
        id,
        items.filter(({ pk }) => hash(pk) % modulus === rest),
      );
    }
  };

  /** Runs a process until it is killed, or the stream has ended. */
  const run = async (mortal: Mortal, signal: AbortSignal): Promise<void> => {
    figures.runs++;
    const checkpoints = mortalCheckpoints(store, mortal);
    const consumer = createConsumer(
      SHOP,
      {
        PAGE_VIEWED: (event: PlainEvent) => mortal.call(() => totals.view(event)),
        streams: {
          order: (event: PlainEvent, { revision = 0 }: HandlerContext) =>
            mortal.call(() => totals.apply(event, revision)),
        },
      },
      { name: "totals", checkpoints, client, tableName: "events", attempts: 1 },
    );
    const controller = new AbortController();
    const stop = () => controller.abort();
    signal.addEventListener("abort", stop);
    await followStream(consumer, stream, {
      checkpoints,
      name: "runner",
      pollMs: 1,
      stopAtEnd: true,
      signal: controller.signal,
      // A process that was killed goes no further.
      onError: () => mortal.isDead && controller.abort(),
      async catchUp() {
        figures.catchUps++;
        const withoutRevisionSince = new Date(0);
        await catchUp(consumer, { client, tableName: "events", withoutRevisionSince });
      },
    })
      .catch((error) => {
        if (!mortal.isDead) throw error;
      })
      .finally(() => signal.removeEventListener("abort", stop));
    if (mortal.isDead) figures.kills++;
  };

  let written = 0;
  const stopped = new AbortController();
  const running = (async () => {
    while (!stopped.signal.aborted) {
      await run(new Mortal(random, { killed: 0.0003, lost: 0, delayed: 0.02 }), stopped.signal);
      await new Promise((go) => setImmediate(go));
    }
  })();
  for (let done = 0, chunk = 1; done < EVENTS; done += CHUNK, chunk++) {
    await write(CHUNK);
    add(client.log.slice(written));
    written = client.log.length;
    if (chunk % 9 === 0) split();
    if (chunk % 5 === 0) stream.expireIterators();
    if (chunk % 16 === 0) {
      figures.trims++;
      for (const { id } of leaves) stream.trim(id);
    }
    for (let turn = random.between(0, 20); turn > 0; turn--) {
      await new Promise((go) => setImmediate(go));
    }
  }
  stopped.abort();
  await running;
  await run(new Mortal(random, UNHARMED), new AbortController().signal);

  const expected = foldOf(client.items("events"));
  await annotate(
    `seed ${SEED}: ${EVENTS} events, ${figures.runs} runs, ${figures.kills} killed, ${figures.splits} splits, ` +
      `records expired ${figures.trims} times, ${figures.catchUps} times read from the table, ` +
      `${totals.repeated} handled again; ${totals.missed} missed`,
  );
  expect(totals.missed).toBe(0);
  expect(totals.rows).toEqual(expected.rows);
  expect(totals.applied).toBe(expected.applied);
  for (const each of [figures.kills, figures.splits, figures.trims, figures.catchUps]) {
    expect(each).toBeGreaterThan(0);
  }
  expect(new Set(totals.pages.keys())).toEqual(new Set(expected.pages.keys()));
}, 600_000);

function hash(text: string): number {
  let value = 2166136261;
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), 16777619);
  }
  return (value ^ (value >>> 15)) >>> 0;
}
