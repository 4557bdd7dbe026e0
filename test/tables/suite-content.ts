import type { JsonValue } from "ddb-pattern-runtime";
import {
  EventIdReusedError,
  EventTooLargeError,
  EventValidationError,
  InvalidArgumentError,
  newEventId,
  UnknownEventTypeError,
} from "ddb-pattern-runtime";
import { beforeAll, describe, expect, test } from "vitest";
import type { PlainDescriptor, PlainEventDescriptor } from "../client/descriptors.js";
import { failureOf } from "./failure.js";
import { callsOf, type Open, type OpenTable } from "./open-table.js";
import {
  lowered,
  newProduct,
  PRICE_DATA,
  READINGS,
  readings,
  SHOP,
  type ShopClient,
  type ShopEvent,
  shopClient,
} from "./shop.js";

const price = SHOP.events.PRICE_LOWERED as PlainEventDescriptor;
/** The same fields without defaults, or with other defaults. */
const withDefaults = (defaults: Readonly<Record<string, JsonValue>>): PlainEventDescriptor => ({
  ...price,
  data: Object.fromEntries(
    Object.entries(PRICE_DATA).map(([key, rule]) => {
      if (typeof rule === "string") return [key, rule];
      const { default: _, ...words } = rule;
      const value = defaults[key.replace("?", "")];
      return [key, value === undefined ? words : { ...words, default: value }];
    }),
  ),
});

const WITHOUT = withDefaults({});
const BAD_DEFAULT = withDefaults({ currency: "XXX" });

/** The schema before any field had a default. */
const WITHOUT_DEFAULTS: PlainDescriptor = {
  ...SHOP,
  events: { PRICE_LOWERED: WITHOUT, PRICE_RAISED: WITHOUT },
};

const DEFAULTS = { currency: "EUR", terms: { days: 30 } };

export function contentSuite(open: Open): void {
  let table: OpenTable;
  let client: ShopClient;
  let older: ShopClient;
  beforeAll(async () => {
    table = await open();
    client = shopClient(table);
    older = shopClient(table, { validate: "off" }, WITHOUT_DEFAULTS);
  });

  describe("validation on save", () => {
    const wrong = () => lowered(newProduct(), { price: "1" });

    test("refuses the whole save before any request", async () => {
      const save = () => client.saveEvents([lowered(newProduct()), wrong()]);
      await failureOf(save(), EventValidationError);
      expect(await callsOf(table, save)).toEqual([]);
    });

    test("is the same if reads are validated too", async () => {
      const save = shopClient(table, { validate: "read-and-write" }).saveEvent(wrong());
      await failureOf(save, EventValidationError);
    });

    test("still checks ids, storability and sizes when off", async () => {
      const off = shopClient(table, { validate: "off" });
      const event = wrong();
      expect(await off.saveEvent(event)).toMatchObject(event);
      const withData = (more: object) => off.saveEvent(lowered(newProduct(), { ...more }));
      await failureOf(withData({ product_id: "" }), EventValidationError);
      await failureOf(withData({ price: Number.NaN }), EventValidationError);
      await failureOf(withData({ note: "x".repeat(400 * 1024) }), EventTooLargeError);
    });

    test("accepts bytes without a type in the schema, and reports everything else that is invalid", async () => {
      const bytes = Uint8Array.of(1, 2);
      const terms = { blob: bytes };
      const saved = await client.saveEvent(lowered(newProduct(), { terms }));
      expect(saved.data).toMatchObject({ terms });
      const wrong = { terms: bytes, note: bytes, payment: { kind: bytes }, tags: 5 };
      const save = client.saveEvent(lowered(newProduct(), wrong));
      const { issues } = await failureOf(save, EventValidationError);
      expect(issues.map(({ path, rule }) => [path.join("."), rule])).toEqual([
        ["data.terms", "type"],
        ["data.note", "type"],
        ["data.payment.kind", "enum"],
        ["data.tags", "type"],
      ]);
    });

    test("of an import refuses only the invalid event", async () => {
      const good = lowered(newProduct());
      const outcomes = await client.saveEvents([wrong(), good], { atomic: false });
      expect(outcomes).toMatchObject([
        {
          status: "not-written",
          error: { code: "event-validation", eventIndex: 0, issues: [{ rule: "type" }] },
        },
        { status: "saved", event: good },
      ]);
    });

    test("checks what will be stored, without undefined members", async () => {
      const saved = await client.saveEvent(lowered(newProduct(), { note: undefined }));
      expect(saved.data).not.toHaveProperty("note");
    });
  });

  describe("metadata", () => {
    const metadata = { correlation_id: "c-1", order_id: newEventId() };

    test.each(READINGS)("is stored with every copy, and read by %s", async (name) => {
      const ids = newProduct();
      const saved = await client.saveEvent({ ...lowered(ids), metadata });
      expect(saved.metadata).toEqual(metadata);
      expect(await readings(client, ids)[name]()).toEqual([saved]);
    });

    test.each([{}, { correlation_id: undefined }])("is absent if it is %o", async (none) => {
      const ids = newProduct();
      const saved = await client.saveEvent({
        ...lowered(ids),
        metadata: none as Record<string, unknown>,
      });
      expect(saved).not.toHaveProperty("metadata");
      expect(await readings(client, ids).getLatestEvent()).toStrictEqual([saved]);
    });

    test.each([undefined, null])("is refused if it is %s", async (none) => {
      const save = client.saveEvent({ ...lowered(newProduct()), metadata: none as never });
      await failureOf(save, InvalidArgumentError);
    });

    test("must be equal in a repeated save", async () => {
      const event = { ...lowered(newProduct()), metadata, id: newEventId() };
      const saved = await client.saveEvent(event);
      expect(await client.saveEvent(event)).toEqual(saved);
      const { metadata: _, ...without } = event;
      await failureOf(client.saveEvent(without), EventIdReusedError);
      const other = { ...event, metadata: { correlation_id: "c-2" } };
      await failureOf(client.saveEvent(other), EventIdReusedError);
    });

    test("counts towards an item's size", async () => {
      const correlation_id = "x".repeat(400 * 1024);
      const save = () =>
        client.saveEvent({ ...lowered(newProduct()), metadata: { correlation_id } });
      await failureOf(save(), EventTooLargeError);
      expect(await callsOf(table, save)).toEqual([]);
    });

    test("is checked like data, in the same error", async () => {
      const wrong = { correlation_id: "", order_id: () => 1, actor: null, extra: 1 };
      const save = client.saveEvent({ ...lowered(newProduct(), { price: -1 }), metadata: wrong });
      const { issues } = await failureOf(save, EventValidationError);
      expect(issues.map(({ path, rule }) => [path.join("."), rule])).toEqual([
        ["data.price", "minimum"],
        ["metadata.correlation_id", "minLength"],
        ["metadata.order_id", "storable"],
        ["metadata.actor", "type"],
        ["metadata.extra", "additionalProperties"],
      ]);
    });

    test("is refused if the schema declares none", async () => {
      const { metadata: _, ...descriptor } = SHOP;
      const plain = shopClient(table, { validate: "off" }, descriptor);
      for (const given of [metadata, {}, "text"]) {
        const save = plain.saveEvent({ ...lowered(newProduct()), metadata: given as never });
        const { issues, message } = await failureOf(save, EventValidationError);
        expect(issues).toMatchObject([{ path: ["metadata"], rule: "additionalProperties" }]);
        expect(message).toContain("this schema declares no metadata");
      }
    });
  });

  describe("defaults", () => {
    test.each(READINGS)(
      "are returned by %s, even for events that are older than the default",
      async (name) => {
        const ids = newProduct();
        const stored = await older.saveEvent(lowered(ids));
        expect(stored.data).not.toHaveProperty("currency");
        const [event] = await readings(client, ids)[name]();
        expect(event?.data).toEqual({ ...stored.data, ...DEFAULTS });
      },
    );

    test("are returned by a save, but not stored", async () => {
      const ids = newProduct();
      const saved = await client.saveEvent(lowered(ids));
      expect(saved.data).toEqual({ ...ids, price: 1, ...DEFAULTS });
      const [second] = await client.saveEvents([lowered(ids)]);
      expect(second?.data).toEqual(saved.data);
      const [third] = await client.saveEvents([lowered(ids)], { atomic: false });
      expect(third).toMatchObject({ status: "saved", event: { data: saved.data } });
      for (const { data } of await readings(older, ids)["a materialized stream"]()) {
        expect(data).toEqual({ ...ids, price: 1 });
      }
    });

    test("replace no stored value, not even null", async () => {
      const ids = newProduct();
      const own = { currency: "USD", terms: null };
      await older.saveEvent(lowered(ids, own));
      const [event] = await readings(client, ids).getLatestEvents();
      expect(event?.data).toMatchObject(own);
    });

    test("are copied for each event", async () => {
      const ids = newProduct();
      const saved = await client.saveEvents([lowered(ids), lowered(ids)]);
      const read = await readings(client, ids).getEventStream();
      for (const event of [...saved, ...read]) (event.data.terms as { days: number }).days++;
      for (const { data } of [...saved, ...read]) expect(data.terms).toEqual({ days: 31 });
      const [again] = await readings(client, ids).getLatestEvent();
      expect(again?.data.terms).toEqual({ days: 30 });
    });

    test("may differ in a repeated save", async () => {
      const event = { ...lowered(newProduct()), id: newEventId() };
      const saved = await client.saveEvent(event);
      expect(await client.saveEvent(event)).toEqual(saved);
      // The stored event has no currency, so an event with a currency is another event.
      const { data } = saved;
      await failureOf(client.saveEvent({ ...event, data }), EventIdReusedError);
    });
  });

  describe("validation on read", () => {
    const strict = () => shopClient(table, { validate: "read-and-write" });

    async function stored(more: Record<string, unknown>, event: object = {}): Promise<ShopEvent> {
      const ids = newProduct();
      return older.saveEvent({ ...lowered(ids, more), ...event });
    }

    const idsOf = ({ data: { store_id, product_id } }: ShopEvent) =>
      ({ store_id, product_id }) as { store_id: string; product_id: string };

    test.each(READINGS)(
      "is done by %s if enabled, with the event's id in the error",
      async (name) => {
        const event = await stored({ price: "secret" });
        expect(await readings(client, idsOf(event))[name]()).toHaveLength(1);
        const read = readings(strict(), idsOf(event))[name]();
        const error = await failureOf(read, EventValidationError);
        expect(error).toMatchObject({
          eventId: event.id,
          eventType: "PRICE_LOWERED",
          code: "event-validation",
          message: `PRICE_LOWERED ${event.id} cannot be read: data.price: must be a number`,
          issues: [{ path: ["data", "price"], rule: "type", expected: "number" }],
        });
      },
    );

    test("checks metadata, and names nothing below personal data", async () => {
      const event = await stored({}, { metadata: { actor: { secret: 7 } } });
      const read = readings(strict(), idsOf(event)).getLatestEvents();
      const { issues } = await failureOf(read, EventValidationError);
      expect(issues).toMatchObject([{ path: ["metadata", "actor"], rule: "type" }]);
    });

    test("accepts unknown members, which a newer writer may have stored", async () => {
      const newer = { discount: 5, seal: Uint8Array.of(1), payment: { kind: "cash", change: 1 } };
      const event = await stored(newer, { metadata: { trace: "t" } });
      expect(await readings(strict(), idsOf(event)).getLatestEvents()).toMatchObject([event]);
    });

    test("does not check skipped events of unknown types", async () => {
      const event = await stored({});
      const ids = idsOf(event);
      const frozen: PlainDescriptor = { ...SHOP, events: { ...SHOP.events, PRICE_FROZEN: price } };
      const streams = { history: { ...SHOP.streams.history, events: ["PRICE_FROZEN"] } };
      const later = shopClient(table, {}, { ...frozen, streams } as PlainDescriptor);
      await later.saveEvent({ ...lowered(ids), type: "PRICE_FROZEN" });
      const read = (options: object) =>
        readings(shopClient(table, { validate: "read-and-write", ...options }), ids)[
          "a materialized stream"
        ]();
      expect(await read({ unknownEvents: "skip" })).toMatchObject([event]);
      await failureOf(read({}), UnknownEventTypeError);
    });

    test.each([
      ["missing", undefined],
      ["null", null],
      ["a text", "secret"],
      ["a list", ["secret"]],
    ])("refuses data that is %s, which is otherwise returned unchanged", async (_, data) => {
      const ids = newProduct();
      const id = newEventId();
      const pk = `STORE::${ids.store_id}::PRODUCT::${ids.product_id}::PRICE_LOWERED`;
      const event = { id, type: "PRICE_LOWERED", timestamp: new Date(0).toISOString(), data };
      await table.put({ pk, sk: id, ...event });
      expect(await readings(client, ids).getLatestEvents()).toEqual([event]);
      const read = readings(strict(), ids).getLatestEvents();
      const { issues, message } = await failureOf(read, EventValidationError);
      expect(issues).toMatchObject([{ path: ["data"], rule: "type", expected: "object" }]);
      expect(message).not.toContain("secret");
    });

    test("checks the event with its defaults", async () => {
      const bad: PlainDescriptor = {
        ...SHOP,
        events: { PRICE_LOWERED: BAD_DEFAULT },
        streams: {},
      };
      const event = await stored({});
      const reader = shopClient(table, { validate: "read-and-write" }, bad);
      const where = { modelKey: "product_id", modelId: idsOf(event).product_id } as const;
      const query = { eventType: "PRICE_LOWERED", partitionId: idsOf(event).store_id, ...where };
      const { issues } = await failureOf(reader.getLatestEvent(query), EventValidationError);
      expect(issues).toMatchObject([{ path: ["data", "currency"], rule: "enum" }]);
      // A stored event must not be reported as not stored.
      expect(await reader.saveEvent(lowered(newProduct()))).toMatchObject({
        type: "PRICE_LOWERED",
      });
    });

    test("yields all events before an invalid one, and reads no further page", async () => {
      const ids = newProduct();
      const good = await client.saveEvents([lowered(ids), lowered(ids)]);
      await older.saveEvent(lowered(ids, { price: "secret" }));
      const eventTypes = ["PRICE_LOWERED"];
      const where = { modelKey: "product_id", modelId: ids.product_id } as const;
      const query = { eventTypes, partitionId: ids.store_id, ...where };
      const page = await strict().getEventPage({ ...query, limit: 2 });
      expect(page.events).toEqual(good);

      const seen: ShopEvent[] = [];
      const walk = async () => {
        for await (const event of strict().iterateEventStream(query)) seen.push(event);
      };
      await failureOf(walk(), EventValidationError);
      expect(seen).toEqual(good);
    });
  });
}
