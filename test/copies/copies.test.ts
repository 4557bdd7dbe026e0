import fc from "fast-check";
import { expect, test } from "vitest";
import { callsOf } from "../../generator/src/copies/calls.js";
import { copiesOf } from "../../generator/src/copies/event-copies.js";
import {
  canonicalKey,
  guardOfIds,
  type Ids,
  storedCopies,
} from "../../generator/src/copies/stored-keys.js";
import { typesByName } from "../../generator/src/model/aliases.js";
import type { EventModel, Model } from "../../generator/src/model/model.js";
import { eventKeys } from "../../runtime/src/keys/event-keys.js";
import { schemaOf } from "../../runtime/src/schema/schema.js";
import { legalSchema } from "../properties/emit-schemas.js";
import { descriptorOf, modelOf } from "../properties/modules.js";
import { validObject } from "../properties/values.js";
import { modelOfText } from "./support.js";

const SHOP = `version: 1
name: Shop
partition: store_id
events:
  PRICE_LOWERED:
    aliases: [PRICE_REDUCED]
    data: { store_id: ulid, product_id: ulid, alert_id?: ulid, price: number }
  MOVED:
    lookups: []
    data: { store_id: ulid, from_id: { type: ulid, entity: shelf }, to_id: { type: ulid, entity: shelf } }
  TAGGED:
    wire: "shop:tagged"
    lookups: [partition-entity]
    data: { store_id: ulid, product_ids: { type: "ulid[]", entity: product, minItems: 2, maxItems: 5, uniqueItems: true } }
streams:
  prices: { by: product_id, events: [PRICE_LOWERED] }
  shelf: { by: shelf_id, consistent: true, events: [MOVED] }
  tags: { by: product_id, materialized: true, events: [TAGGED, PRICE_LOWERED] }
`;

async function shop() {
  const model = await modelOfText(SHOP);
  const copies = copiesOf(model);
  const of = (type: string) => {
    const found = copies.get(type);
    if (found === undefined) throw new Error(`there is no ${type}`);
    return found;
  };
  return { model, of };
}

test("each kind of copy has its key, its number of items and its calls", async () => {
  const { model, of } = await shop();
  const lines = ["PRICE_LOWERED", "MOVED", "TAGGED"].flatMap((type) => {
    const { event, copies, guard, min, max } = of(type);
    return [
      `${type} ${min} to ${max}${guard === undefined ? "" : ` and ${guard.pks} ${guard.sk}`}`,
      ...copies.map((copy) => {
        const marks = `${copy.isCertain ? "certain" : "optional"}${copy.isCanonical ? ", canonical" : ""}`;
        const calls = callsOf(copy, event, model).map(({ code }) => code.replace(/^client\./, ""));
        return `  ${copy.pk} ${copy.sk} (${marks}, ${copy.min} to ${copy.max}) ${copy.earlierPks} ${calls.at(-1)}`;
      }),
    ];
  });
  expect(lines.join("\n")).toMatchInlineSnapshot(`
    "PRICE_LOWERED 3 to 4
      STORE::{store_id}::PRICE_LOWERED {id} (certain, canonical, 1 to 1) STORE::{store_id}::PRICE_REDUCED getEventStream({ eventTypes: [ShopEventTypes.PRICE_LOWERED], partitionId: store_id })
      STORE::{store_id}::ALERT::{alert_id}::PRICE_LOWERED {id} (optional, 0 to 1) STORE::{store_id}::ALERT::{alert_id}::PRICE_REDUCED getEventStream({ eventTypes: [ShopEventTypes.PRICE_LOWERED], partitionId: store_id, modelKey: "alert_id", modelId: alert_id })
      STORE::{store_id}::PRODUCT::{product_id}::PRICE_LOWERED {id} (certain, 1 to 1) STORE::{store_id}::PRODUCT::{product_id}::PRICE_REDUCED streams.prices({ store_id, product_id }).read()
      STORE::{store_id}::PRODUCT::{product_id}::@tags {id} (certain, 1 to 1)  streams.tags({ store_id, product_id }).read()
    MOVED 1 to 2 and STORE::{store_id}::SHELF::{from_id|to_id}::@shelf id#{id}
      STORE::{store_id}::SHELF::{from_id|to_id}::@shelf {revision} (certain, canonical, 1 to 2)  streams.shelf({ store_id, shelf_id }).read()
    TAGGED 4 to 10
      STORE::{store_id}::PRODUCT::{product_ids}::shop%3Atagged {id} (certain, canonical, 2 to 5)  getEventStream({ eventTypes: [ShopEventTypes.TAGGED], partitionId: store_id, modelKey: "product_id", modelId: product_id })
      STORE::{store_id}::PRODUCT::{product_ids}::@tags {id} (certain, 2 to 5)  streams.tags({ store_id, product_id }).read()"
  `);
});

test("the call of a lookup names its ids", async () => {
  const { model, of } = await shop();
  const { event, copies } = of("PRICE_LOWERED");
  const copy = copies.find(({ pk }) => pk.includes("PRODUCT") && !pk.includes("@"));
  if (copy === undefined) throw new Error("there is no copy by product");
  const calls = callsOf(copy, event, model);
  expect(calls.map(({ code, ids, stream }) => [code, ids.join(), stream?.name])).toEqual([
    [
      'client.getLatestEvent({ eventType: ShopEventTypes.PRICE_LOWERED, partitionId: store_id, modelKey: "product_id", modelId: product_id })',
      "store_id,product_id",
      undefined,
    ],
    [
      'client.getLatestEvents({ eventType: ShopEventTypes.PRICE_LOWERED, partitionId: store_id, modelKey: "product_id", modelId: product_id })',
      "store_id,product_id",
      undefined,
    ],
    [
      'client.getEventStream({ eventTypes: [ShopEventTypes.PRICE_LOWERED], partitionId: store_id, modelKey: "product_id", modelId: product_id })',
      "store_id,product_id",
      undefined,
    ],
    ["client.streams.prices({ store_id, product_id }).read()", "store_id,product_id", "prices"],
  ]);
});

test("ids fill the keys, encoded", async () => {
  const { of } = await shop();
  const stored = storedCopies(of("TAGGED"), { store_id: "a:b", product_ids: ["50%", "p", "p"] });
  expect(stored.map(({ pks }) => pks)).toEqual([
    ["STORE::a%3Ab::PRODUCT::50%25::shop%3Atagged", "STORE::a%3Ab::PRODUCT::p::shop%3Atagged"],
    ["STORE::a%3Ab::PRODUCT::50%25::@tags", "STORE::a%3Ab::PRODUCT::p::@tags"],
  ]);
  const moved = storedCopies(of("MOVED"), { store_id: "s", from_id: "b", to_id: "a" });
  expect(guardOfIds(moved, "01JA8B7K770W4XABTR20SSW99B")).toEqual({
    pk: "STORE::s::SHELF::a::@shelf",
    sk: "id#01JA8B7K770W4XABTR20SSW99B",
  });
});

/** The ids in the data of an event. */
function idsOf({ fields }: EventModel, data: Readonly<Record<string, unknown>>): Ids {
  const ids = fields.filter(
    ({ modelKey, name }) => modelKey !== undefined && Object.hasOwn(data, name),
  );
  return Object.fromEntries(ids.map(({ name }) => [name, data[name] as string]));
}

function checkEvent(model: Model, event: EventModel, data: Readonly<Record<string, unknown>>) {
  const copies = copiesOf(model).get(event.type);
  if (copies === undefined) throw new Error(`there is no ${event.type}`);
  const stored = storedCopies(copies, idsOf(event, data));
  const keys = eventKeys(schemaOf(descriptorOf(model)), event.storedType, data);
  const pksOf = (sk: string) =>
    stored.filter(({ copy }) => copy.sk === sk).flatMap(({ pks }) => pks);
  expect(pksOf("{id}")).toEqual(keys.copies);
  expect(pksOf("{revision}")).toEqual(keys.streams);
  expect(canonicalKey(copies, stored)).toBe(keys.canonical);
  expect(guardOfIds(stored, "x")?.pk).toBe(keys.guard);
  if (keys.guard !== undefined) expect(copies.guard).toBeDefined();
  for (const { copy, pks } of stored) {
    expect(pks.length).toBeGreaterThanOrEqual(copy.min);
    expect(pks.length).toBeLessThanOrEqual(copy.max);
  }
  return stored.reduce((sum, { pks }) => sum + pks.length, 0);
}

test("of random schemas, copies and keys are those of the runtime", async () => {
  let items = 0;
  for (const [seed, document] of fc.sample(legalSchema, { numRuns: 40, seed: 13 }).entries()) {
    const model = await modelOf(document);
    if (model === undefined) continue;
    const types = typesByName(model.types);
    for (const event of model.events) {
      const ids = event.fields.filter(({ modelKey }) => modelKey !== undefined);
      const data = fc.sample(validObject(ids, false, types), { numRuns: 3, seed });
      for (const one of data) items += checkEvent(model, event, one);
    }
  }
  expect(items).toBeGreaterThan(500);
});
