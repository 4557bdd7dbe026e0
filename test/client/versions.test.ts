import { PutCommand } from "@aws-sdk/lib-dynamodb";
import {
  newEventId,
  StreamConflictError,
  type StreamHead,
  UnknownEventTypeError,
  UnknownLookupError,
} from "ddb-pattern-runtime";
import * as runtime from "ddb-pattern-runtime/codegen/v1";
import { transformSync } from "esbuild";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { emitBody } from "../emit/support.js";
import {
  collect,
  failureOf,
  operationsOf,
  removeItem,
  storedItems,
  streamOf,
  type TestTable,
  testTable,
  type UntypedClient,
  untyped,
} from "./support.js";

// Several versions of one schema on one table, as during and after a deployment or a rollback. Each
// has the client that the generator emits for it.

const schema = (...types: readonly string[]) => `version: 1
name: Orders
lookups: [entity]
events:
${types.map((type) => `  ${type}: { data: { order_id: string, n?: integer } }`).join("\n")}
streams:
  order: { by: order_id, consistent: true, events: [${types.join(", ")}] }
  log: { by: order_id, materialized: true, events: [${types.join(", ")}] }
  plain: { by: order_id, events: [${types.join(", ")}] }
`;

type Factory = (
  client: runtime.DocumentClient,
  tableName: string,
  options?: runtime.EventClientOptions,
) => object;

/** The factory of a generated module, compiled and run with the runtime. */
async function factoryOf(yaml: string): Promise<Factory> {
  const typescript = await emitBody(yaml, "native");
  const { code } = transformSync(typescript, { loader: "ts", format: "cjs" });
  const module: { exports: Record<string, Factory> } = { exports: {} };
  new Function("module", "require", code)(module, () => runtime);
  return module.exports.createOrdersEventClient as Factory;
}

let first: Factory;
let withFrozen: Factory;
let withoutPaid: Factory;
beforeAll(async () => {
  [first, withFrozen, withoutPaid] = (await Promise.all([
    factoryOf(schema("PLACED", "PAID", "SHIPPED")),
    factoryOf(schema("PLACED", "PAID", "SHIPPED", "FROZEN")),
    factoryOf(schema("PLACED", "SHIPPED")),
  ])) as [Factory, Factory, Factory];
});

let table: TestTable;
let order_id: string;
beforeAll(async () => {
  table = await testTable();
});
beforeEach(() => {
  order_id = newEventId();
});

const clientOf = (factory: Factory, options: runtime.EventClientOptions = {}): UntypedClient =>
  untyped(factory(table.documents, table.tableName, options));

const event = (type: string, n = 0) => ({ type, data: { order_id, n } });

const orderOf = (client: UntypedClient) => streamOf(client, "order", { order_id });
const logOf = (client: UntypedClient) => streamOf(client, "log", { order_id });
const plainOf = (client: UntypedClient) => streamOf(client, "plain", { order_id });

const typesOf = (events: readonly { readonly type: string }[]) => events.map(({ type }) => type);

const KEY = () => `ORDER::${order_id}::@order`;
const revisionKey = (revision: number) => String(revision).padStart(16, "0");

/** PLACED, FROZEN and PAID, saved by a newer writer. */
async function frozenOrder(): Promise<void> {
  const newer = clientOf(withFrozen);
  for (const type of ["PLACED", "FROZEN", "PAID"]) await newer.saveEvent(event(type));
}

describe("an event type of a newer schema version", () => {
  beforeEach(frozenOrder);

  test.each([
    ["a consistent stream", "order"],
    ["a materialized stream", "log"],
  ])("is an error of %s that names the type and the fix", async (_, name) => {
    const stream = streamOf(clientOf(first), name, { order_id });
    const reads: (() => Promise<unknown>)[] = [
      () => stream.read(),
      () => stream.read({ order: "desc" }),
      () => stream.read({ limit: 2 }),
      () => stream.read({ unknownEvents: "throw" }),
      () => collect(stream.iterate()),
      () => collect(stream.iterate({ limit: 2 })),
    ];
    for (const read of reads) {
      const operations = await operationsOf(table, async () => {
        const error = await failureOf(read(), UnknownEventTypeError);
        expect(error.code).toBe("unknown-event-type");
        expect(error.eventTypes).toEqual(["FROZEN"]);
        expect(error.message).toBe(
          `Stream "${name}" holds events of types that it does not list: "FROZEN". A newer ` +
            "version of the schema wrote them: deploy that version, or read with unknownEvents: " +
            '"skip".',
        );
      });
      expect(operations).toHaveLength(1);
    }
  });

  test("does not affect reads that cannot find it", async () => {
    const client = clientOf(first);
    // A plain stream queries the types that its schema lists.
    expect(typesOf((await plainOf(client).read()).events)).toEqual(["PLACED", "PAID"]);
    const where = { modelKey: "order_id", modelId: order_id };
    const eventTypes = ["PLACED", "PAID", "SHIPPED"];
    expect(typesOf(await client.getEventStream({ eventTypes, ...where }))).toEqual([
      "PLACED",
      "PAID",
    ]);
    expect(await client.getLatestEvent({ eventType: "PAID", ...where })).toMatchObject({
      type: "PAID",
    });
    const latest = client.getLatestEvent({ eventType: "FROZEN", ...where });
    await failureOf(latest, UnknownLookupError);
    const several = client.getEventStream({ eventTypes: [...eventTypes, "FROZEN"], ...where });
    await failureOf(several, UnknownLookupError);
    // Events before it, and after it.
    const { events, head } = await orderOf(client).read({ limit: 1 });
    expect(typesOf(events)).toEqual(["PLACED"]);
    expect(head.revision).toBe(1);
    expect(typesOf((await orderOf(client).read({ after: 2 })).events)).toEqual(["PAID"]);
    expect(typesOf((await orderOf(client).read({ before: 2 })).events)).toEqual(["PLACED"]);
  });

  test("is left out if the client or the read skips unknown events, but counts for the head", async () => {
    const skipping = clientOf(first, { unknownEvents: "skip" });
    const strict = clientOf(first);
    const skip = { unknownEvents: "skip" };
    for (const [client, options] of [
      [skipping, {}],
      [strict, skip],
    ] as const) {
      const { events, head } = await orderOf(client).read(options);
      expect(events.map(({ type, revision }) => [type, revision])).toEqual([
        ["PLACED", 1],
        ["PAID", 3],
      ]);
      expect(head.revision).toBe(3);
      const newestFirst = await orderOf(client).read({ ...options, order: "desc" });
      expect(typesOf(newestFirst.events)).toEqual(["PAID", "PLACED"]);
      expect(typesOf(await collect(orderOf(client).iterate(options)))).toEqual(["PLACED", "PAID"]);
      expect(typesOf((await logOf(client).read(options)).events)).toEqual(["PLACED", "PAID"]);
      expect(typesOf(await collect(logOf(client).iterate(options)))).toEqual(["PLACED", "PAID"]);
    }
    const read = orderOf(skipping).read({ unknownEvents: "throw" });
    expect((await failureOf(read, UnknownEventTypeError)).eventTypes).toEqual(["FROZEN"]);
  });

  test("does not count for the limit if it is left out", async () => {
    const client = clientOf(first, { unknownEvents: "skip" });
    const two = await orderOf(client).read({ limit: 2 });
    expect(typesOf(two.events)).toEqual(["PLACED", "PAID"]);
    expect(two.head.revision).toBe(3);
    // No event is lost by continuing from a head.
    const one = await orderOf(client).read({ limit: 1 });
    expect(typesOf(one.events)).toEqual(["PLACED"]);
    expect(one.head.revision).toBe(1);
    const rest = await orderOf(client).read({ after: one.head.revision, limit: 1 });
    expect(typesOf(rest.events)).toEqual(["PAID"]);
    expect(rest.head.revision).toBe(3);
    expect(typesOf((await logOf(client).read({ limit: 2 })).events)).toEqual(["PLACED", "PAID"]);
    expect(typesOf(await collect(orderOf(client).iterate({ after: 1, limit: 1 })))).toEqual([
      "PAID",
    ]);
  });

  test("conflicts with an append that expects a head before it", async () => {
    const client = clientOf(first);
    const { head } = await orderOf(client).read({ limit: 1 });
    const save = client.saveEvent(event("SHIPPED"), {
      expect: [orderOf(client).unchangedSince(head)],
    });
    const error = await failureOf(save, StreamConflictError);
    expect(error).toMatchObject({ expectedRevision: 1, outcome: "not-written" });
    const empty = client.saveEvent(event("PLACED"), { expect: [orderOf(client).empty()] });
    await failureOf(empty, StreamConflictError);
  });

  test("does not prevent appends of an older writer", async () => {
    const client = clientOf(first);
    await client.saveEvent(event("SHIPPED"));
    const { events, head } = await orderOf(clientOf(withFrozen)).read();
    expect(typesOf(events)).toEqual(["PLACED", "FROZEN", "PAID", "SHIPPED"]);
    expect(head.revision).toBe(4);
    // Heads are equal in every version.
    const { head: same } = await orderOf(client).read({ unknownEvents: "skip" });
    expect(same).toEqual(head);
    await client.saveEvent(event("SHIPPED"), { expect: [orderOf(client).unchangedSince(head)] });
  });

  test("is refused when an older version saves it", async () => {
    await failureOf(clientOf(first).saveEvent(event("FROZEN")), UnknownLookupError);
  });
});

test("the error names all unknown types of a page once, and the message ten of them", async () => {
  const many = Array.from({ length: 12 }, (_, index) => `NEW_${index}`);
  const newer = clientOf(await factoryOf(schema("PLACED", "PAID", "SHIPPED", ...many)));
  await newer.saveEvents([event("PLACED"), ...[...many, ...many].map((type) => event(type))]);
  const { eventTypes, message } = await failureOf(
    orderOf(clientOf(first)).read(),
    UnknownEventTypeError,
  );
  expect(eventTypes).toEqual(many);
  expect(message).toContain('"NEW_9" and 2 more.');
  expect(message).not.toContain("NEW_10");
});

test("a removed event type is named in the error, and skipping it reads the others", async () => {
  const older = clientOf(first);
  await older.saveEvents(["PLACED", "PAID", "SHIPPED"].map((type) => event(type)));
  const newer = clientOf(withoutPaid);
  for (const stream of [orderOf(newer), logOf(newer)]) {
    for (const read of [() => stream.read(), () => collect(stream.iterate())]) {
      expect((await failureOf(read(), UnknownEventTypeError)).eventTypes).toEqual(["PAID"]);
    }
  }
  expect(typesOf((await plainOf(newer).read()).events)).toEqual(["PLACED", "SHIPPED"]);

  const { events, head } = await orderOf(newer).read({ unknownEvents: "skip" });
  expect(events.map(({ type, revision }) => [type, revision])).toEqual([
    ["PLACED", 1],
    ["SHIPPED", 3],
  ]);
  await newer.saveEvent(event("SHIPPED"), { expect: [orderOf(newer).unchangedSince(head)] });
  expect((await orderOf(older).read()).events).toHaveLength(4);
});

test("adding a type to a stream does not add its earlier events", async () => {
  const apart = clientOf(
    await factoryOf(
      schema("PLACED", "PAID").replace(
        "streams:",
        "  CANCELLED: { data: { order_id: string } }\nstreams:",
      ),
    ),
  );
  const joined = clientOf(await factoryOf(schema("PLACED", "PAID", "CANCELLED")));
  await apart.saveEvent({ type: "CANCELLED", data: { order_id } });
  await apart.saveEvent(event("PLACED"));
  // Readers of every version see the same stream and the same head.
  for (const client of [apart, joined]) {
    const { events, head } = await orderOf(client).read();
    expect(typesOf(events)).toEqual(["PLACED"]);
    expect(head.revision).toBe(1);
  }
});

test("two schemas with streams of one name see each other's events as unknown types and lose nothing", async () => {
  const orders = clientOf(first);
  const bills = clientOf(await factoryOf(schema("BILLED")));
  await orders.saveEvent(event("PLACED"));
  await bills.saveEvent(event("BILLED"));
  for (const [client, type] of [
    [orders, "BILLED"],
    [bills, "PLACED"],
  ] as const) {
    const read = orderOf(client).read();
    expect((await failureOf(read, UnknownEventTypeError)).eventTypes).toEqual([type]);
  }
});

describe("an item that was deleted by hand", () => {
  let client: UntypedClient;
  let heads: StreamHead[];

  /** Saves five events, and keeps the head after each. */
  beforeEach(async () => {
    client = clientOf(first);
    heads = [];
    for (let n = 1; n <= 5; n++) {
      await client.saveEvent(event("PLACED", n));
      heads.push((await orderOf(client).read()).head);
    }
  });

  const remove = (revision: number) => removeItem(table, { pk: KEY(), sk: revisionKey(revision) });

  /** A client that does not know the stream yet, and one that does. */
  const clients = () => [clientOf(first), client];

  const revisionsOf = async (by: UntypedClient, options = {}) => {
    const { events, head } = await orderOf(by).read(options);
    expect(events.map(({ data, revision }) => [data.n, revision])).toEqual(
      events.map(({ revision }) => [revision, revision]),
    );
    return [events.map(({ revision }) => revision), head.revision];
  };

  test.each([1, 3])("at revision %i leaves the other events readable", async (gone) => {
    await remove(gone);
    const left = [1, 2, 3, 4, 5].filter((revision) => revision !== gone);
    for (const by of clients()) {
      expect(await revisionsOf(by)).toEqual([left, 5]);
      expect(await revisionsOf(by, { order: "desc" })).toEqual([left.toReversed(), 5]);
      expect(await revisionsOf(by, { limit: 3 })).toEqual([left.slice(0, 3), left[2]]);
      const iterated = await collect(orderOf(by).iterate());
      expect(iterated.map(({ revision }) => revision)).toEqual(left);
    }
    // The next append continues after the last revision; no revision is assigned twice.
    for (const [index, by] of clients().entries()) {
      await by.saveEvent(event("PLACED", 6 + index));
    }
    expect(await revisionsOf(client)).toEqual([[...left, 6, 7], 7]);
  });

  test("does not affect a reader that continues from a stored head", async () => {
    for (const gone of [2, 3]) await remove(gone);
    for (const by of clients()) {
      for (const head of heads) {
        const [revisions, last] = await revisionsOf(by, { after: head.revision });
        const rest = [1, 4, 5].filter((revision) => revision > head.revision);
        expect([revisions, last]).toEqual([rest, 5]);
        expect(
          (await collect(orderOf(by).iterate({ after: head.revision }))).map(
            ({ revision }) => revision,
          ),
        ).toEqual(rest);
        const [one, next] = await revisionsOf(by, { after: head.revision, limit: 1 });
        expect([one, next]).toEqual([rest.slice(0, 1), rest[0] ?? 5]);
      }
    }
  });

  test("does not change the condition of a stored head", async () => {
    for (const gone of [1, 4]) await remove(gone);
    const stale = heads[2] as StreamHead;
    // Revision 4 is deleted, so a condition on revision 3 cannot detect it; the last head can.
    const condition = orderOf(client).unchangedSince(heads[4] as StreamHead);
    await client.saveEvent(event("PLACED", 6), { expect: [condition] });
    const again = clientOf(first).saveEvent(event("PLACED", 7), { expect: [condition] });
    await failureOf(again, StreamConflictError);
    expect(await revisionsOf(clientOf(first), { after: stale.revision })).toEqual([[5, 6], 6]);
    const empty = client.saveEvent(event("PLACED"), { expect: [orderOf(client).empty()] });
    // Revision 1 is free again, and nothing records that it was taken.
    expect(await empty).toMatchObject({ type: "PLACED" });
  });

  test("at the end of the stream makes the previous event the last", async () => {
    await remove(5);
    const other = clientOf(first);
    expect(await revisionsOf(other)).toEqual([[1, 2, 3, 4], 4]);
    // Also for a reader with an older head.
    expect(await revisionsOf(other, { after: 5 })).toEqual([[], 4]);
    await other.saveEvent(event("PLACED", 5));
    expect(await revisionsOf(client)).toEqual([[1, 2, 3, 4, 5], 5]);
  });

  test("like all other items leaves an empty stream that starts again at revision 1", async () => {
    for (const gone of [1, 2, 3, 4, 5]) await remove(gone);
    const other = clientOf(first);
    expect(await revisionsOf(other)).toEqual([[], 0]);
    expect(await revisionsOf(other, { after: 3 })).toEqual([[], 0]);
    await other.saveEvent(event("PLACED", 1), { expect: [orderOf(other).empty()] });
    expect(await revisionsOf(other)).toEqual([[1], 1]);
  });

  test("is missing only under its own key", async () => {
    const log = await storedItems(table, `ORDER::${order_id}::@log`);
    const lookup = await storedItems(table, `ORDER::${order_id}::PLACED`);
    const gone = log[1] as { pk: string; sk: string };
    await removeItem(table, { pk: gone.pk, sk: gone.sk });
    const other = lookup[3] as { pk: string; sk: string };
    await removeItem(table, { pk: other.pk, sk: other.sk });
    const ns = async (stream: ReturnType<typeof orderOf>) =>
      (await stream.read()).events.map(({ data }) => data.n);
    expect(await ns(orderOf(client))).toEqual([1, 2, 3, 4, 5]);
    expect(await ns(logOf(client))).toEqual([1, 3, 4, 5]);
    expect(await ns(plainOf(client))).toEqual([1, 2, 3, 5]);
  });

  test("next to foreign items under the stream's key leaves readers unaffected", async () => {
    const pk = KEY();
    for (const sk of ["#HEAD", "0", revisionKey(0), "note", `id#${newEventId()}`, revisionKey(6)]) {
      await table.documents.send(
        new PutCommand({ TableName: table.tableName, Item: { pk, sk, text: "foreign" } }),
      );
    }
    const { events } = await orderOf(clientOf(first)).read();
    expect(events.map(({ revision }) => revision)).toEqual([1, 2, 3, 4, 5]);
    // A foreign item takes the revision that is its sort key.
    await clientOf(first).saveEvent(event("PLACED", 7));
    const after = await orderOf(clientOf(first)).read();
    expect(after.events.map(({ revision }) => revision)).toEqual([1, 2, 3, 4, 5, 7]);
  });
});

describe("a generated module with earlier versions and names", () => {
  const FIRST = `version: 1
name: Orders
lookups: [entity]
events:
  PLACED: { data: { order_id: string, cents: integer } }
  PAID: { data: { order_id: string, by: string } }
  LOST: { data: { order_id: string } }
streams:
  order: { by: order_id, consistent: CONSISTENT, events: [PLACED, PAID, LOST] }
  log: { by: order_id, materialized: true, events: [PLACED, PAID, LOST] }
  plain: { by: order_id, events: [PLACED, PAID, LOST] }
`;
  const SECOND = `version: 1
name: Orders
lookups: [entity]
groups:
  Payer: { payer: { type: string, aliases: [by] } }
events:
  ORDERED:
    aliases: [PLACED]
    version: 2
    previous: { 1: { data: { order_id: string, cents: integer } } }
    data: { order_id: string, price: { type: string } }
  PAID: { include: [Payer], data: { order_id: string } }
retired: { LOST: Lost orders are cancelled. }
streams:
  order: { by: order_id, consistent: CONSISTENT, events: [ORDERED, PAID] }
  log: { by: order_id, materialized: true, events: [ORDERED, PAID] }
  plain: { by: order_id, events: [ORDERED, PAID] }
`;
  const upcasters = {
    ORDERED: { 1: ({ cents, ...data }: { cents: number }) => ({ ...data, price: `${cents}` }) },
  };

  test.each([true, false])("reads what earlier modules stored; consistent: %s", async (is) => {
    const yaml = (text: string) => text.replace("CONSISTENT", `${is}`);
    const [old, young] = [await factoryOf(yaml(FIRST)), await factoryOf(yaml(SECOND))];
    const earlier = clientOf(old);
    await earlier.saveEvent({ type: "PLACED", data: { order_id, cents: 5 } });
    await earlier.saveEvent({ type: "LOST", data: { order_id } });
    await earlier.saveEvent({ type: "PAID", data: { order_id, by: "me" } });
    const client = clientOf(young, { upcasters } as runtime.EventClientOptions);
    await client.saveEvent({ type: "ORDERED", data: { order_id, price: "7" } });
    const contentOf = (events: readonly { readonly type: string; readonly data: object }[]) =>
      events.map(({ type, data }) => [type, data]);
    const expected = [
      ["ORDERED", { order_id, price: "5" }],
      ["PAID", { order_id, payer: "me" }],
      ["ORDERED", { order_id, price: "7" }],
    ];
    for (const stream of [orderOf(client), logOf(client), plainOf(client)]) {
      expect(contentOf((await stream.read()).events)).toEqual(expected);
    }
    const query = { eventType: "ORDERED", modelKey: "order_id", modelId: order_id };
    expect(contentOf(await client.getLatestEvents(query))).toEqual([expected[0], expected[2]]);
    const without = () => clientOf(young);
    expect(without).toThrow('"upcasters" lacks functions: ORDERED from version 1 to 2.');
  });
});
