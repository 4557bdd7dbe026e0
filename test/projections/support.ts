import { paginateScan } from "@aws-sdk/lib-dynamodb";
import { decodeItem, decodeKey } from "ddb-pattern-runtime";
import { createProjection } from "ddb-pattern-runtime/codegen/v1";
import { dynamoDBStreamHandler } from "ddb-pattern-runtime/consumers";
import type { ConnectedProjection, ProjectionOptions } from "ddb-pattern-runtime/projections";
import { inject } from "vitest";
import type { DeliveredEvent, Run } from "../../runtime/src/consumers/sink.js";
import { createTestClient } from "../client/descriptors.js";
import type { TestTable, UntypedClient } from "../client/support.js";
import { connect } from "../engines/connect.js";
import { rawItems } from "../maintenance/support.js";
import { PLAIN, SHOP, type ShopDefinition, type ShopEventMap } from "./definitions.js";

export {
  CUSTOMERS,
  type CustomerView,
  ORDERS,
  type OrderView,
  SHOP,
  type ShopDefinition,
  type ShopEventMap,
} from "./definitions.js";

export function shopOf({ documents, tableName }: Pick<TestTable, "documents" | "tableName">) {
  return createTestClient<UntypedClient>(PLAIN, documents, tableName);
}

export function project<Item extends object>(
  definition: ShopDefinition<Item>,
  { documents, tableName }: Pick<TestTable, "documents" | "tableName">,
  options?: ProjectionOptions,
): ConnectedProjection<Item> {
  return createProjection<ShopEventMap, Item>(SHOP, definition).connect(documents, tableName, {
    events: { tableName },
    ...options,
  });
}

/** The events of a table for the options of a projection. */
export function eventsOf({ documents, tableName }: Pick<TestTable, "documents" | "tableName">) {
  return { client: documents, tableName };
}

/** What a definition makes of all events of a table: a plain loop, to compare with. */
export async function foldOf<Item extends object>(
  { key, handlers }: ShopDefinition<Item>,
  tableName: string,
): Promise<Map<string, Item>> {
  const items = new Map<string, Item>();
  for (const { type, decode, revision } of await deliveredEvents(tableName)) {
    const handler = handlers[type as keyof ShopEventMap] as
      | ((item: Item | undefined, event: object, context: object) => Item | undefined)
      | undefined;
    const event = decode() as unknown as ShopEventMap[keyof ShopEventMap];
    const id = handler && key(event);
    if (handler === undefined || id === undefined) continue;
    const item = handler(items.get(id), event, { revision, effect: () => {} });
    if (item === undefined) items.delete(id);
    else items.set(id, item);
  }
  return items;
}

/** Every canonical copy of a table, as a consumer delivers it, by stream and in revision order. */
export async function deliveredEvents(tableName: string): Promise<DeliveredEvent[]> {
  const items = await rawItems(tableName);
  const events = items.flatMap((item) => {
    const decoded = decodeItem(item);
    return decoded?.canonical ? [deliveredOf(decoded)] : [];
  });
  return events.sort((a, b) => (a.revision ?? 0) - (b.revision ?? 0));
}

function deliveredOf({
  event,
  stream: key,
  revision,
}: NonNullable<ReturnType<typeof decodeItem>>): DeliveredEvent {
  const ids = Object.fromEntries(
    (decodeKey(key ?? "")?.entities ?? []).map(({ entity, id }) => [
      `${entity.toLowerCase()}_id`,
      id,
    ]),
  );
  return {
    id: event.id,
    type: event.type,
    timestamp: event.timestamp,
    canonical: true,
    stream: key === undefined ? undefined : { key, name: "order", ids },
    revision,
    isReplay: false,
    stored: event,
    decode: () => ({ ...event }),
  };
}

/** Hands every item of a table to a projection, as a function of Lambda gets it from the change stream. */
export async function deliverAll(
  projection: ConnectedProjection<object>,
  tableName: string,
): Promise<void> {
  const records = (await rawItems(tableName)).map(recordOf);
  for (let start = 0; start < records.length; start += 100) {
    await deliverRecords(projection, records.slice(start, start + 100));
  }
}

export function recordOf(NewImage: object, index: number): object {
  return { eventName: "INSERT", dynamodb: { SequenceNumber: String(index + 1), NewImage } };
}

/** @throws The first error of a record. */
export async function deliverRecords(
  projection: ConnectedProjection<object>,
  Records: readonly object[],
): Promise<void> {
  const errors: unknown[] = [];
  const onError = (error: unknown) => errors.push(error);
  const { batchItemFailures } = await dynamoDBStreamHandler(projection, { onError })({ Records });
  if (batchItemFailures.length > 0) throw errors[0];
}

/** A run of each stream from its beginning, and one of each other event. */
export function runsOf(events: readonly DeliveredEvent[]): Run[] {
  const streams = new Map<string | undefined, DeliveredEvent[]>();
  for (const event of events) {
    const key = event.stream?.key;
    streams.set(key, [...(streams.get(key) ?? []), event]);
  }
  return [...streams].flatMap(([stream, own]) =>
    stream === undefined
      ? own.map((event) => ({ stream, after: 0, through: 0, events: [event] }))
      : [runOf(own)],
  );
}

/** A run of consecutive events of one stream. */
export function runOf(events: readonly DeliveredEvent[]): Run {
  const revisions = events.map(({ revision = 0 }) => revision);
  return {
    stream: events[0]?.stream?.key,
    after: Math.min(...revisions) - 1,
    through: Math.max(...revisions),
    events,
  };
}

/** The items under the keys of one version of a projection, read by a separate connection. */
export async function itemsOf(
  tableName: string,
  { name, version }: { readonly name: string; readonly version: number },
): Promise<Map<string, Record<string, unknown>>> {
  const { documents, client } = connect(inject("endpoint"));
  const prefix = `${name}::v${version}::`;
  const items = new Map<string, Record<string, unknown>>();
  const request = { TableName: tableName, ConsistentRead: true };
  for await (const page of paginateScan({ client: documents }, request)) {
    for (const { pk, sk, "@event": _event, ...item } of page.Items ?? []) {
      if (sk === "item" && pk.startsWith(prefix)) items.set(pk.slice(prefix.length), item);
    }
  }
  client.destroy();
  return items;
}
