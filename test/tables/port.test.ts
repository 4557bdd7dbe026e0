import { type EventBase, newEventId, RetriesExhaustedError } from "ddb-pattern-runtime";
import { MemoryTable } from "ddb-pattern-runtime/memory";
import { describe, expect, test } from "vitest";
import type { EventItem } from "../../runtime/src/event.js";
import {
  type CallOptions,
  type ItemPage,
  isHead,
  type KeyRangeQuery,
  type StoredItem,
} from "../../runtime/src/storage/table.js";
import { bankClient, deposited, NOTES, newAccount, newTopic, notesOf, withdrawn } from "./bank.js";
import { failureOf } from "./failure.js";

// What no real table does on demand: each of these stands behind the storage port, and misbehaves.

describe("a million events", () => {
  const EVENTS = 1_000_000;
  const PAGE = 1_000;

  const idAt = (serial: number) => serial.toString().padStart(26, "0");

  /** Pages that are made as they are asked for: the types take turns, event by event. */
  class GeneratedTable extends MemoryTable {
    readonly #fetched = new Map<string, number>();
    readonly #consumed = new Map<string, number>();
    mostHeld = 0;

    override async queryPage({ pk, start }: KeyRangeQuery): Promise<ItemPage> {
      const type = pk.slice(pk.lastIndexOf("::") + 2);
      const turn = NOTES.indexOf(type);
      const first = start === undefined ? turn : Number(start.sk) + NOTES.length;
      const last = Math.min(first + (PAGE - 1) * NOTES.length, EVENTS - 1);
      const items: EventItem[] = [];
      for (let serial = first; serial <= last; serial += NOTES.length) {
        const id = idAt(serial);
        items.push({ pk, sk: id, id, type, timestamp: "", data: {} });
      }
      const fetched = (this.#fetched.get(type) ?? 0) + items.length;
      this.#fetched.set(type, fetched);
      this.mostHeld = Math.max(this.mostHeld, fetched - (this.#consumed.get(type) ?? 0));
      const sk = items.at(-1)?.sk;
      return { items, next: sk === undefined ? undefined : { pk, sk } };
    }

    consume(type: string) {
      this.#consumed.set(type, (this.#consumed.get(type) ?? 0) + 1);
    }
  }

  test("are merged in order, with one page of each type in memory", async () => {
    const table = new GeneratedTable();
    const question = notesOf(newTopic());
    let serial = 0;
    let inOrder = 0;
    for await (const { id, type } of bankClient(table, "").iterateEventStream(question)) {
      if (Number(id) === serial++) inOrder++;
      table.consume(type);
    }
    expect([serial, inOrder]).toEqual([EVENTS, EVENTS]);
    expect(table.mostHeld).toBe(PAGE);
  });
});

describe("a lost answer", () => {
  /** Writes, and then fails as the SDK does when no answer comes. */
  class MuteTable extends MemoryTable {
    writes = 0;
    isMute = true;
    override async write(...args: Parameters<MemoryTable["write"]>) {
      this.writes++;
      await super.write(...args);
      if (!this.isMute) return;
      throw Object.assign(new Error("socket hang up"), { $metadata: { attempts: 3 } });
    }
  }

  test("does not make an import write events again under other ids", async () => {
    const table = new MuteTable();
    const client = bankClient(table, "");
    const ids = newAccount();
    const outcomes = await client.saveEvents([deposited(ids), withdrawn(ids), deposited(ids)], {
      atomic: false,
    });
    expect(table.writes).toBe(1);
    for (const outcome of outcomes) {
      expect(outcome).toMatchObject({ status: "failed", error: { code: "retries-exhausted" } });
    }
    expect((await client.streams.account(ids).read()).head.count).toBe(3);
  });

  test("tells the ids to save again with, and then it is stored once", async () => {
    const table = new MuteTable();
    const client = bankClient(table, "");
    const ids = newAccount();
    const { eventIds } = await failureOf(client.saveEvent(deposited(ids)), RetriesExhaustedError);
    table.isMute = false;
    const [id] = eventIds as [string];
    expect(await client.saveEvent({ ...deposited(ids), id })).toMatchObject({ id });
    expect((await client.streams.account(ids).read()).head).toMatchObject({
      lastEventId: id,
      count: 1,
    });
  });
});

describe("a query that sees half of a transaction", () => {
  /** Shows the items of the next pages as they were before; then as they are. */
  class LateTable extends MemoryTable {
    before: (item: StoredItem) => readonly StoredItem[] = (item) => [item];
    pages = 0;
    asked = 0;
    override async queryPage(query: KeyRangeQuery, options: CallOptions): Promise<ItemPage> {
      const page = await super.queryPage(query, options);
      this.asked++;
      return this.pages-- > 0 ? { ...page, items: page.items.flatMap(this.before) } : page;
    }
    hide(sk: string | undefined) {
      this.before = (item) => (item.sk === sk ? [] : [item]);
    }
  }

  async function lateAccount() {
    const table = new LateTable();
    const client = bankClient(table, "");
    const ids = newAccount();
    const campaign_id = newEventId();
    const saved: EventBase[] = await client.saveEvents([
      deposited(ids, { campaign_id }),
      deposited(ids, { campaign_id }),
      deposited(ids, { campaign_id }),
    ]);
    const { account, campaign } = client.streams;
    return { table, saved, account: account(ids), campaign: campaign({ ...ids, campaign_id }) };
  }

  test("is asked again, until all events of the head are seen", async () => {
    const { table, saved, account, campaign } = await lateAccount();
    for (const stream of [account, campaign]) {
      for (const { id } of saved) {
        table.hide(id);
        table.pages = 9;
        const { events, head } = await stream.read();
        expect(events).toEqual(saved);
        expect(head).toMatchObject({ lastEventId: saved[2]?.id, count: 3 });
      }
    }
  });

  test("is asked again for the newest events, too", async () => {
    const { table, saved, account } = await lateAccount();
    table.hide(saved[2]?.id);
    for (const options of [{ order: "desc", limit: 2 }, { after: saved[0]?.id }] as const) {
      table.pages = 5;
      const { events } = await account.read(options);
      expect(events.map(({ id }) => id).sort()).toEqual([saved[1]?.id, saved[2]?.id]);
    }
  });

  test("is given up in the end", async () => {
    const { table, saved, campaign } = await lateAccount();
    table.hide(saved[1]?.id);
    table.pages = Number.POSITIVE_INFINITY;
    table.asked = 0;
    const error = await failureOf(campaign.read(), RetriesExhaustedError);
    expect(error).toMatchObject({ attempts: 20, eventIds: [] });
    expect(table.asked).toBe(20);
  });

  test("may show the events before the first head; then it is asked again", async () => {
    const { saved, table, account, campaign } = await lateAccount();
    table.hide("#HEAD");
    for (const [stream, pages] of [
      [account, 4],
      [campaign, 1],
    ] as const) {
      table.pages = pages;
      const { events, head } = await stream.read();
      expect(events).toEqual(saved);
      expect(head.count).toBe(3);
    }
  });

  test("may show an event before its head; then neither is there yet", async () => {
    const { saved, table, account, campaign } = await lateAccount();
    const id = saved[1]?.id as string;
    table.before = (item) => [isHead(item) ? { ...item, id, count: 2 } : item];
    table.pages = Number.POSITIVE_INFINITY;
    for (const stream of [account, campaign]) {
      const { events, head } = await stream.read();
      expect(events).toEqual(saved.slice(0, 2));
      expect(head).toMatchObject({ lastEventId: id, count: 2 });
    }
  });
});
