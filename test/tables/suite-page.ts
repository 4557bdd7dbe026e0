import {
  type EventBase,
  type EventPage,
  InvalidArgumentError,
  InvalidCursorError,
} from "ddb-pattern-runtime";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { nextEventId, previousEventId } from "../../runtime/src/events/event-id.js";
import { checksum } from "../../runtime/src/util/checksum.js";
import { type BankClient, idAt, newTopic, noted, notesOf, type TopicIds } from "./bank.js";
import type { Open, OpenTable } from "./open-table.js";

/** Few types, because each page queries each type. */
const TYPES = [0, 1, 2, 3].map((turn) => noted(newTopic(), turn).type);

type PageQuery = Parameters<BankClient["getEventPage"]>[0];

export function pageSuite(open: Open): void {
  let table: OpenTable;
  let client: BankClient;
  let topic: TopicIds;
  let saved: EventBase[];
  beforeAll(async () => {
    table = await open();
    client = table.client();
    topic = newTopic();
    saved = await client.saveEvents(
      Array.from({ length: 12 }, (_, turn) => noted(topic, turn % 4)),
    );
  });

  /** Reads all pages from a cursor on, and calls `between` after each. */
  async function walk(query: PageQuery, between = async () => {}): Promise<EventBase[][]> {
    const pages: EventBase[][] = [];
    for (let next: PageQuery | undefined = query; next !== undefined; ) {
      const page: EventPage<EventBase> = await client.getEventPage(next);
      pages.push(page.events);
      next = page.cursor === undefined ? undefined : { ...query, cursor: page.cursor };
      if (pages.length > 100) throw new Error("The pages do not end.");
      await between();
    }
    return pages;
  }

  describe("getEventPage", () => {
    test.each([1, 2, 5, 12, 13])(
      "returns every event once in pages of %i, and no empty page",
      async (limit) => {
        for (const order of ["asc", "desc"] as const) {
          const pages = await walk({ ...notesOf(topic, TYPES), limit, order });
          expect(pages.flat()).toEqual(order === "asc" ? saved : saved.toReversed());
          expect(pages).toHaveLength(Math.ceil(saved.length / limit));
        }
      },
    );

    test("respects the bounds", async () => {
      const bounds = { after: idAt(saved, 2), before: idAt(saved, 10) };
      for (const order of ["asc", "desc"] as const) {
        const pages = await walk({ ...notesOf(topic, TYPES), ...bounds, limit: 3, order });
        const between = saved.slice(3, 10);
        expect(pages.flat()).toEqual(order === "asc" ? between : between.toReversed());
      }
    });

    test("returns no cursor if there is no event", async () => {
      const page = await client.getEventPage({ ...notesOf(newTopic()), limit: 3 });
      expect(page).toStrictEqual({ events: [] });
    });

    test("continues after the last page, including events saved in between", async () => {
      const live = newTopic();
      const save = async () => (await client.saveEvent(noted(live, 0))).id;
      const first = [await save(), await save(), await save(), await save()];
      const late: string[] = [];
      const query = { ...notesOf(live, TYPES), limit: 2 };

      const oldestFirst = await walk(query, async () => {
        if (late.length < 2) late.push(await save());
      });
      expect(oldestFirst.flat().map(({ id }) => id)).toEqual([...first, ...late]);

      const newestFirst = await walk({ ...query, order: "desc" }, async () => {
        if (late.length < 4) late.push(await save());
      });
      const wanted = [...first, ...late.slice(0, 2)].toReversed();
      expect(newestFirst.flat().map(({ id }) => id)).toEqual(wanted);
    });

    test("does not return an event that was saved later with an id before the cursor", async () => {
      const live = newTopic();
      const [one, two, three] = await client.saveEvents([0, 0, 0].map(() => noted(live, 0)));
      const query = { ...notesOf(live, TYPES), limit: 2 };
      const page = await client.getEventPage(query);
      await client.saveEvent({ ...noted(live, 0), id: nextEventId(one?.id as string) as string });

      expect(page.events).toEqual([one, two]);
      const rest = await client.getEventPage({ ...query, cursor: page.cursor as string });
      expect(rest).toStrictEqual({ events: [three] });
    });

    test("returns nothing outside the query's bounds, even for a forged cursor", async () => {
      const bounds = { after: idAt(saved, 3), before: idAt(saved, 8) };
      const [one, two] = TYPES as [string, string];
      const query = { ...notesOf(topic, [one, two]), ...bounds, limit: 20 };
      const within = saved.slice(4, 8).filter(({ type }) => [one, two].includes(type));
      const keys = [one, two].map(
        (type) => `BANK::${topic.bank_id}::TOPIC::${topic.topic_id}::${type}`,
      );
      const [from, to] = [nextEventId(bounds.after), previousEventId(bounds.before)];
      for (const order of ["asc", "desc"] as const) {
        const queryJson = JSON.stringify([keys.sort(), from, to, order]);
        const cursorAt = (id: string) => `1${id}${checksum(id + queryJson)}`;
        const [start, end] = [idAt(saved, 0), idAt(saved, 11)];
        const [before, beyond] = order === "asc" ? [start, end] : [end, start];
        const page = await client.getEventPage({ ...query, order, cursor: cursorAt(before) });
        expect(page.events).toEqual(order === "asc" ? within : within.toReversed());
        const none = await client.getEventPage({ ...query, order, cursor: cursorAt(beyond) });
        expect(none).toEqual({ events: [] });
      }
    });

    test("accepts a cursor with another limit, and with the types reordered or duplicated", async () => {
      const query = notesOf(topic, TYPES);
      const cursor = (await client.getEventPage({ ...query, limit: 2 })).cursor as string;
      const eventTypes = [...TYPES.toReversed(), ...TYPES];
      const rest = await client.getEventPage({ ...query, eventTypes, limit: 4, cursor });
      expect(rest.events).toEqual(saved.slice(2, 6));
    });

    test("fetches at most one event more than the limit for each type", async () => {
      const before = table.calls.length;
      await client.getEventPage({ ...notesOf(topic, TYPES), limit: 2 });
      const fetched = table.calls.slice(before).map((call) => call.fetched);
      expect(fetched).toHaveLength(TYPES.length);
      expect(Math.max(...fetched)).toBeLessThanOrEqual(3);
    });
  });

  describe("before any request", () => {
    let cursor: string;
    let before: number;
    beforeAll(async () => {
      cursor = (await client.getEventPage({ ...notesOf(topic, TYPES), limit: 2 })).cursor as string;
      before = table.calls.length;
    });
    afterEach(() => expect(table.calls).toHaveLength(before));

    const refusal = (query: object) =>
      client.getEventPage({ ...notesOf(topic, TYPES), limit: 2, ...query } as never).then(
        () => undefined,
        (error: unknown) => error,
      );

    test("a cursor with one changed character is refused", async () => {
      for (let index = 0; index < cursor.length; index++) {
        const other = cursor[index] === "0" ? "1" : "0";
        const changed = cursor.slice(0, index) + other + cursor.slice(index + 1);
        expect(await refusal({ cursor: changed })).toBeInstanceOf(InvalidCursorError);
      }
    });

    test("a cursor that is cut, longer, or of another version is refused", async () => {
      const wrong = [cursor.slice(0, -1), cursor.slice(1), `${cursor}0`, ` ${cursor}`];
      for (const changed of [...wrong, `2${cursor.slice(1)}`, "", "1", 7, {}, [cursor]]) {
        const error = await refusal({ cursor: changed });
        expect(error).toBeInstanceOf(InvalidCursorError);
        expect(error).toMatchObject({ code: "invalid-cursor" });
      }
    });

    test("a cursor of another query is refused", async () => {
      const others = [
        { eventTypes: TYPES.slice(1) },
        { modelId: "another" },
        { partitionId: "another" },
        { order: "desc" },
        { after: idAt(saved, 0) },
        { before: idAt(saved, 9) },
      ];
      for (const other of others) {
        const error = await refusal({ cursor, ...other });
        expect(error).toBeInstanceOf(InvalidCursorError);
        expect((error as Error).message).toBe(
          "The cursor was changed, or belongs to another query.",
        );
      }
    });

    test.each([undefined, null])(
      "a cursor that is %s is refused, because it would mean the first page",
      async (none) => {
        expect(await refusal({ cursor: none })).toBeInstanceOf(InvalidArgumentError);
      },
    );

    test.each([undefined, null, 0, -1, 1.5, Number.NaN, "2"])(
      "the limit %s is refused",
      async (limit) => {
        expect(await refusal({ limit })).toBeInstanceOf(InvalidArgumentError);
      },
    );
  });
}
