import {
  EventIdReusedError,
  newEventId,
  StreamConflictError,
  TransactionLimitError,
} from "ddb-pattern-runtime";
import { beforeAll, describe, expect, test } from "vitest";
import { idsOf, numbered } from "./bank.js";
import {
  bundled,
  type CatalogClient,
  catalogClient,
  catalogEvent,
  issuesOf,
  RELATED,
  TAGGED,
  tagged,
} from "./catalog.js";
import { failureOf } from "./failure.js";
import { callsOf, type Open, type OpenTable } from "./open-table.js";

export function idListsSuite(open: Open): void {
  let table: OpenTable;
  let client: CatalogClient;
  beforeAll(async () => {
    table = await open();
    client = catalogClient(table);
  });

  /** A shop, and products of it. */
  function newShop() {
    const [shopId, a, b, c] = [newEventId(), newEventId(), newEventId(), newEventId()];
    return { shopId, a, b, c };
  }

  /** The keys of an event's items, without the ids. */
  async function storedKeys(id: string, names: Readonly<Record<string, string>>) {
    const items = await table.items();
    const own = items.filter((item) => item.id === id || item.sk === `id#${id}`);
    return own.map(({ pk, sk, canonical }) => {
      let key = pk;
      for (const [name, value] of Object.entries(names)) key = key.replace(value, name);
      const what = sk.startsWith("id#") ? " guard" : canonical === true ? " canonical" : "";
      return key + what;
    });
  }

  const ofProduct = (modelId: string, partitionId: string) => ({
    eventType: TAGGED,
    partitionId,
    modelKey: "productId",
    modelId,
  });

  describe("a list of ids", () => {
    test("makes one copy for each distinct id", async () => {
      const { c, ...names } = newShop();
      const { shopId, a, b } = names;
      const { id } = await client.saveEvent(tagged(shopId, [b, a, b]));
      expect(await storedKeys(id, names)).toEqual([
        "SHOP::shopId::PRODUCT::a::@tags",
        "SHOP::shopId::PRODUCT::a::catalog%3Atagged%25v1",
        "SHOP::shopId::PRODUCT::b::@tags",
        "SHOP::shopId::PRODUCT::b::catalog%3Atagged%25v1",
        "SHOP::shopId::catalog%3Atagged%25v1 canonical",
      ]);
    });

    test("is found by each of its ids, and by no other", async () => {
      const { shopId, a, b, c } = newShop();
      const saved = [
        await client.saveEvent(tagged(shopId, [a, b])),
        await client.saveEvent(tagged(shopId, [b, b])),
        await client.saveEvent(tagged(shopId, [])),
      ];
      const expected = { [a]: saved.slice(0, 1), [b]: saved.slice(0, 2), [c]: [] };
      for (const [productId, events] of Object.entries(expected)) {
        expect(await client.getLatestEvents(ofProduct(productId, shopId))).toEqual(events);
        expect((await client.streams.tags({ shopId, productId }).read()).events).toEqual(events);
        const changes = client.streams.changes({ shopId, productId });
        expect((await changes.read()).events).toEqual(events);
      }
      const all = await client.getLatestEvents({ eventType: TAGGED, partitionId: shopId });
      expect(all).toEqual(saved);
      expect(all.map(({ data }) => data.productIds)).toEqual([[a, b], [b, b], []]);
    });

    test("makes no copy if it is empty", async () => {
      const { shopId } = newShop();
      const { id } = await client.saveEvent(tagged(shopId, []));
      expect(await storedKeys(id, { shopId })).toEqual([
        "SHOP::shopId::catalog%3Atagged%25v1 canonical",
      ]);
    });

    test("shares copies with a field that names the same entity", async () => {
      const { shopId, a, b } = newShop();
      const related = (relatedIds: readonly string[]) =>
        catalogEvent(RELATED, { shopId, productId: a, relatedIds, seenIds: [newEventId()] });
      const { id } = await client.saveEvent(related([b, a]));
      expect(await storedKeys(id, { a, b })).toEqual([
        "PRODUCT::a::100%253A related",
        "PRODUCT::a::@product canonical",
        "PRODUCT::b::100%253A related",
        "PRODUCT::b::@product",
      ]);
    });

    test("costs one write, however many ids it has", async () => {
      const { shopId, a, b, c } = newShop();
      const calls = await callsOf(table, () => client.saveEvent(tagged(shopId, [a, b, c])));
      expect(calls.map(({ kind }) => kind)).toEqual(["write"]);
    });

    test("counts towards the items of a transaction", async () => {
      const { shopId } = newShop();
      const events = Array.from({ length: 9 }, () =>
        tagged(
          shopId,
          Array.from({ length: 5 }, () => newEventId()),
        ),
      );
      expect(await client.saveEvents(events)).toHaveLength(9);
      const more = client.saveEvents([...events, tagged(shopId, [newEventId()])]);
      const error = await failureOf(more, TransactionLimitError);
      expect(error.message).toContain("10 events make 102 items");
      const outcomes = await client.saveEvents([...events, ...events], { atomic: false });
      expect(new Set(outcomes.map(({ status }) => status))).toEqual(new Set(["saved"]));
    });
  });

  describe("a list of ids is refused before any call", () => {
    const refusal = async (event: object, validate: "write" | "off") => {
      const client = catalogClient(table, { validate });
      const issues = await issuesOf(table, () => client.saveEvent(event as never));
      return issues.map(({ path, rule, expected, message }) => {
        return [path.join("."), rule, expected, message];
      });
    };

    test.each(["write", "off"] as const)("with more ids than maxItems: %s", async (validate) => {
      const issue = ["data.productIds", "maxItems", 5, "must have at most 5 items"];
      const event = tagged("s", ["a", "b", "c", "d", "e", "a"]);
      expect(await refusal(event, validate)).toEqual([issue]);
    });

    test.each(["write", "off"] as const)("with fewer ids than minItems: %s", async (validate) => {
      const issue = ["data.productIds", "minItems", 1, "must have at least 1 item"];
      expect(await refusal(bundled([]), validate)).toEqual([issue]);
    });

    test.each(["write", "off"] as const)("with items that cannot be ids: %s", async (validate) => {
      expect(await refusal(tagged("s", ["a", "", 7, null, "\ud800"]), validate)).toEqual([
        ["data.productIds.1", "minLength", 1, "must not be empty"],
        ["data.productIds.2", "type", "string", "must be a string, not number"],
        ["data.productIds.3", "type", "string", "must be a string, not null"],
        ["data.productIds.4", "storable", undefined, expect.stringContaining("Unicode")],
      ]);
    });

    test.each(["write", "off"] as const)("if it is not a list: %s", async (validate) => {
      const issue = ["data.productIds", "type", "array", "must be a list"];
      for (const wrong of ["a", { 0: "a", length: 1 }, null, Uint8Array.of(1)]) {
        const event = tagged("s", wrong as never);
        expect(await refusal(event, validate)).toEqual([issue]);
      }
      const missing = ["data.productIds", "required", undefined, "is required"];
      expect(await refusal(tagged("s", undefined as never), validate)).toEqual([missing]);
    });

    test("without naming an item of personal data", async () => {
      const event = catalogEvent(RELATED, {
        shopId: "s",
        productId: "p",
        relatedIds: ["a", "", ""],
      });
      expect(await refusal(event, "off")).toEqual([
        ["data.relatedIds", "minLength", 1, "a value inside it must not be empty"],
      ]);
    });
  });

  describe("a consistent stream by a listed id", () => {
    const streamOf = (productId: string) => client.streams.product({ productId });
    const eventsOf = async (productId: string) => (await streamOf(productId).read()).events;

    test("has a revision of the event in the stream of each id", async () => {
      const { a, b, c } = newShop();
      const first = await client.saveEvent(bundled([a, b]));
      const [second, third] = await client.saveEvents([bundled([c, b, c]), bundled([b])]);
      expect(await eventsOf(a)).toEqual(numbered([first]));
      expect(await eventsOf(b)).toEqual(numbered([first, second, third]));
      expect(await eventsOf(c)).toEqual(numbered([second]));
      expect(await storedKeys(second?.id ?? "", { b, c })).toEqual([
        "PRODUCT::b::@product",
        "PRODUCT::c::@product canonical",
      ]);
    });

    test("can be expected, for each id", async () => {
      const { a, b, c } = newShop();
      await client.saveEvent(bundled([a, b]));
      const heads = await Promise.all([a, b, c].map((id) => streamOf(id).read()));
      const expectAll = [a, b, c].map((id, index) => {
        return streamOf(id).unchangedSince(heads[index]?.head as never);
      });
      const saved = await client.saveEvent(bundled([a, b, c]), { expect: expectAll });
      expect((await eventsOf(b)).map(({ id }) => id)).toContain(saved.id);
      const late = client.saveEvent(bundled([a, c]), { expect: expectAll.slice(2) });
      const error = await failureOf(late, StreamConflictError);
      expect(error).toMatchObject({ stream: "product", ids: { PRODUCT: c }, expectedRevision: 0 });
      expect(await eventsOf(a)).toHaveLength(2);
    });

    test("is appended to by several clients without gaps", async () => {
      const { a, b, c } = newShop();
      const lists = [
        [a, b],
        [b, c],
        [c, a],
        [a, b, c],
      ];
      const clients = lists.map(() => catalogClient(table));
      const saved = await Promise.all(
        clients.map((each, index) => each.saveEvent(bundled(lists[index] as string[]))),
      );
      for (const productId of [a, b, c]) {
        const events = await eventsOf(productId);
        expect(events.map(({ revision }) => revision)).toEqual([1, 2, 3]);
        const expected = saved.filter((_, index) => lists[index]?.includes(productId));
        expect(idsOf(events).toSorted()).toEqual(idsOf(expected).toSorted());
      }
    });
  });

  describe("a save repeated under one id, with a list of ids", () => {
    test("stores the event once, with lookups", async () => {
      const { shopId, a, b } = newShop();
      const event = { ...tagged(shopId, [b, a]), id: newEventId() };
      const saved = await client.saveEvent(event);
      const before = await storedKeys(event.id, {});
      expect(await catalogClient(table).saveEvent(event)).toEqual(saved);
      expect(await storedKeys(event.id, {})).toEqual(before);
      const other = { ...tagged(shopId, [a, b]), id: event.id };
      await failureOf(client.saveEvent(other), EventIdReusedError);
      expect(await client.getLatestEvents(ofProduct(a, shopId))).toEqual([saved]);
    });

    test("stores the event once, with one guard, if it has only consistent streams", async () => {
      const { a, b, c } = newShop();
      const event = { ...bundled([b, a, c]), id: newEventId() };
      const saved = await client.saveEvent(event);
      const [least] = [a, b, c].toSorted();
      const before = await storedKeys(event.id, { a, b, c });
      expect(before.filter((key) => key.endsWith("guard"))).toHaveLength(1);
      const guards = await storedKeys(event.id, { least: least as string });
      expect(guards).toContain("PRODUCT::least::@product guard");

      await client.saveEvents([bundled([a]), bundled([b, c])]);
      expect(await catalogClient(table).saveEvent(event)).toEqual(saved);
      expect(await storedKeys(event.id, { a, b, c })).toEqual(before);
      const swapped = { ...bundled([a, b, c]), id: event.id };
      await failureOf(client.saveEvent(swapped), EventIdReusedError);
    });
  });
}
