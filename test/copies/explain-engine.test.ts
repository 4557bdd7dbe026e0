import { ExecuteStatementCommand, QueryCommand } from "@aws-sdk/client-dynamodb";
import { newEventId } from "ddb-pattern-runtime";
import { beforeAll, expect, test } from "vitest";
import { type EventExplanation, explainEvent } from "../../generator/src/copies/explain/event.js";
import {
  explainStream,
  type StreamExplanation,
} from "../../generator/src/copies/explain/stream.js";
import type { GivenIds } from "../../generator/src/copies/given-ids.js";
import type { Model } from "../../generator/src/model/model.js";
import { shellWord } from "../../generator/src/workspace/targets.js";
import { clientOf } from "../properties/modules.js";
import { type AnyTable, openTable } from "./engine.js";
import { modelOfText } from "./support.js";

const SCHEMA = `version: 1
name: Shop
partition: store_id
lookups: [type, partition, partition-entity]
events:
  PRICE_LOWERED:
    wire: "shop:it's lowered"
    data: { store_id: string, product_id: string, alert_id?: string, price: number }
  TAGGED:
    data: { store_id: string, tag_ids: { type: "string[]", entity: tag, maxItems: 4 } }
  MOVED:
    lookups: []
    data: { store_id: string, from_id: { type: string, entity: shelf }, to_id: { type: string, entity: shelf } }
streams:
  prices: { by: product_id, events: [PRICE_LOWERED] }
  shelf: { by: shelf_id, consistent: true, events: [MOVED] }
  tags: { by: tag_id, materialized: true, events: [TAGGED] }
`;

let table: AnyTable;
let model: Model;
beforeAll(async () => {
  table = await openTable();
  model = await modelOfText(SCHEMA);
});

function idsOf(data: Readonly<Record<string, unknown>>): GivenIds {
  const ids = Object.entries(data).filter(([name]) => /_ids?$/.test(name));
  return new Map(ids.map(([name, id]) => [name, [id].flat() as string[]]));
}

const options = (ids: GivenIds) => ({ ids, table: table.tableName, quote: shellWord });

function explained(type: string, data: Readonly<Record<string, unknown>>): EventExplanation {
  const event = model.events.find((each) => each.type === type);
  const found = event === undefined ? "no event" : explainEvent(event, model, options(idsOf(data)));
  if (typeof found === "string") throw new Error(found);
  return found;
}

function explainedStream(name: string, ids: Readonly<Record<string, unknown>>): StreamExplanation {
  const stream = model.streams.find((each) => each.name === name);
  const found =
    stream === undefined ? "no stream" : explainStream(stream, model, options(idsOf(ids)));
  if (typeof found === "string") throw new Error(found);
  return found;
}

/** The words of a command line, as a shell reads them. */
function wordsOf(line: string): string[] {
  return Array.from(line.matchAll(/'((?:[^']|'\\'')*)'|(\S+)/g), ([, quoted, plain]) =>
    quoted === undefined ? (plain ?? "") : quoted.replaceAll("'\\''", "'"),
  );
}

/** The ids of the events that the key condition of a command of the AWS CLI finds. */
async function foundByCli(line: string): Promise<unknown[]> {
  const words = wordsOf(line);
  const optionOf = (option: string) => words[words.indexOf(option) + 1] as string;
  const { Items = [] } = await table.client.send(
    new QueryCommand({
      TableName: optionOf("--table-name"),
      KeyConditionExpression: optionOf("--key-condition-expression"),
      ExpressionAttributeValues: JSON.parse(optionOf("--expression-attribute-values")),
    }),
  );
  return Items.map(({ id }) => id?.S);
}

async function foundByPartiql(statement: string): Promise<unknown[]> {
  const { Items = [] } = await table.client.send(
    new ExecuteStatementCommand({ Statement: statement }),
  );
  return Items.map(({ id }) => id?.S);
}

const HOSTILE = ["it's", "a::b", "100%", "%3A", "{store_id}", "ü", '"', "$(x)`y`\\"];

test.each([
  ["PRICE_LOWERED", { product_id: HOSTILE[0], price: 1 }],
  ["PRICE_LOWERED", { product_id: HOSTILE[1], alert_id: HOSTILE[2], price: 1 }],
  ["TAGGED", { tag_ids: [] }],
  ["TAGGED", { tag_ids: [HOSTILE[3], HOSTILE[4], HOSTILE[3]] }],
  ["MOVED", { from_id: HOSTILE[5], to_id: HOSTILE[6] }],
  ["MOVED", { from_id: HOSTILE[7], to_id: HOSTILE[7] }],
])("the keys of %s %j are those that are stored, and its statements find it", async (type, own) => {
  const id = newEventId();
  const data = { store_id: `it's %:${id}`, ...own };
  const event = explained(type, data);
  await clientOf(model, table.documents, table.tableName).saveEvent({
    id,
    type: event.storedType,
    data,
  });

  const items = event.copies.flatMap((copy) => copy.items);
  const stored = (await table.items()).filter((item) => item.id === id || item.sk === `id#${id}`);
  const guard = event.guard === undefined ? [] : [event.guard.pk];
  expect(stored.map(({ pk }) => pk)).toEqual([...items.map(({ pk }) => pk), ...guard].sort());
  const canonical = event.copies.filter((copy) => copy.canonical).map((copy) => copy.items[0]?.pk);
  expect(stored.filter((item) => item.canonical === true).map(({ pk }) => pk)).toEqual(canonical);
  for (const { partiql, awsCli } of items) {
    expect(await foundByCli(awsCli)).toContain(id);
    expect(await foundByPartiql(partiql)).toContain(id);
  }
});

test.each([
  ["prices", "PRICE_LOWERED", { product_id: "p:1", price: 1 }, { product_id: "p:1" }],
  ["tags", "TAGGED", { tag_ids: ["t1", "t2"] }, { tag_id: "t2" }],
  ["shelf", "MOVED", { from_id: "a", to_id: "b" }, { shelf_id: "b" }],
])("the statements of the stream %s find its events", async (name, type, own, by) => {
  const [id, store_id] = [newEventId(), newEventId()];
  const client = clientOf(model, table.documents, table.tableName);
  const { storedType } = explained(type, {});
  await client.saveEvent({ id, type: storedType, data: { store_id, ...own } });
  const stream = explainedStream(name, { store_id, ...by });
  expect(stream.keys).toHaveLength(1);
  for (const { partiql, awsCli } of stream.keys) {
    expect(await foundByCli(awsCli)).toEqual([id]);
    expect(await foundByPartiql(partiql)).toEqual([id]);
  }
});

test("calls that are said to find an event do, and calls that are said to miss it do not", async () => {
  const data = { store_id: newEventId(), product_id: "p", alert_id: "a", price: 1 };
  const event = explained("PRICE_LOWERED", data);
  const client = clientOf(model, table.documents, table.tableName);
  const saved = await client.saveEvent({ type: event.storedType, data });
  const names = ["store_id", "product_id", "alert_id", "tag_id", "shelf_id"];
  const call = (code: string) =>
    new Function("client", "ShopEventTypes", ...names, `return ${code}`)(
      client,
      { PRICE_LOWERED: event.storedType },
      ...names.map((name) => Reflect.get(data, name) ?? "x"),
    ) as Promise<unknown>;

  const calls = event.copies.flatMap((copy) => copy.calls);
  expect(calls.length).toBeGreaterThan(10);
  for (const code of calls) {
    const found = JSON.stringify(await call(code));
    expect(found, code).toContain(saved.id);
  }
  expect(event.misses.length).toBeGreaterThan(3);
  for (const { code } of event.misses) {
    const found = await call(code).catch((error: Error) => error.name);
    expect(JSON.stringify(found ?? "nothing"), code).not.toContain(saved.id);
  }
});
