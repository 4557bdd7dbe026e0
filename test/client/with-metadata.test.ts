import { EventValidationError, InvalidArgumentError, newEventId } from "ddb-pattern-runtime";
import { describe, expect, test } from "vitest";
import {
  createCartsEventClient,
  foldShoppingCart,
} from "../../schemas-example/cart/events.generated.js";
import { createOrdersEventClient } from "../../schemas-example/orders/events.generated.js";
import { createTodoEventClient } from "../../schemas-example/todo/events.generated.js";
import { ORDER, orderEvents } from "../deciding/orders.js";
import { type AnyTable, failureOf, TABLES } from "./support.js";

const CART = foldShoppingCart<number>({
  initial: 0,
  ProductItemAddedToShoppingCart: (items, { data }) => items + data.quantity,
  ProductItemRemovedFromShoppingCart: (items, { data }) => items - data.quantity,
  ShoppingCartConfirmed: () => 0,
  ShoppingCartCancelled: () => 0,
});

function confirmed() {
  const shoppingCartId = newEventId();
  const data = { shoppingCartId, occurredAt: "2026-01-02T03:04:05Z", total: "1.50" };
  return { shoppingCartId, event: { type: "ShoppingCartConfirmed", data } as const };
}

const cartsIn = ({ documents, tableName }: AnyTable) =>
  createCartsEventClient(documents, tableName);
const ordersIn = ({ documents, tableName }: AnyTable) =>
  createOrdersEventClient(documents, tableName);

describe.each(TABLES)("client.with, in %s", (_, open) => {
  test("adds its metadata to each save, and that of the event wins", async () => {
    const client = cartsIn(await open()).with({ metadata: { clientId: "c" } });
    const { event } = confirmed();
    expect((await client.saveEvent(event)).metadata).toEqual({ clientId: "c" });
    const correlationId = newEventId();
    const own = { ...event, metadata: { clientId: "d", correlationId } };
    const saved = await client.saveEvents([event, own]);
    expect(saved.map(({ metadata }) => metadata)).toEqual([{ clientId: "c" }, own.metadata]);
    const [outcome] = await client.saveEvents([event], { atomic: false });
    expect(outcome).toMatchObject({ status: "saved", event: { metadata: { clientId: "c" } } });
  });

  test("adds it to what is decided", async () => {
    const client = cartsIn(await open()).with({ metadata: { clientId: "c" } });
    const { event, shoppingCartId } = confirmed();
    const stream = client.streams.shoppingCart({ shoppingCartId });
    const { events } = await stream.decide(CART, () => [event]);
    expect(events.map(({ metadata }) => metadata)).toEqual([{ clientId: "c" }]);
  });

  test("leaves its own client and the caller's object alone, and adds up", async () => {
    const client = cartsIn(await open());
    const metadata = { clientId: "c" };
    const by = client.with({ metadata });
    metadata.clientId = "changed";
    const correlationId = newEventId();
    const both = by.with({ metadata: { correlationId } });
    const { event } = confirmed();
    expect((await both.saveEvent(event)).metadata).toEqual({ clientId: "c", correlationId });
    expect((await by.saveEvent(event)).metadata).toEqual({ clientId: "c" });
    await failureOf(client.saveEvent(event as never), EventValidationError);
  });

  test("appends in turn with its own client", async () => {
    const client = cartsIn(await open());
    const by = client.with({ metadata: { clientId: "c" } });
    const { event, shoppingCartId } = confirmed();
    const { head } = await client.streams.shoppingCart({ shoppingCartId }).read();
    await by.saveEvent(event, {
      expect: [client.streams.shoppingCart({ shoppingCartId }).unchangedSince(head)],
    });
    expect((await by.streams.shoppingCart({ shoppingCartId }).read()).events).toHaveLength(1);
  });

  test("a cause gives its id, and its correlation or its id", async () => {
    const client = ordersIn(await open());
    const { placed, paid, shipped, order_id } = orderEvents();
    const first = await client.saveEvent(placed);
    const second = await client.causedBy(first).saveEvent(paid(1));
    expect(second.metadata).toEqual({ causation_id: first.id, correlation_id: first.id });
    const third = await client.causedBy(second).saveEvent(shipped);
    expect(third.metadata).toEqual({ causation_id: second.id, correlation_id: first.id });
    const { events } = await client
      .causedBy(third)
      .streams.order({ order_id })
      .decide(ORDER, () => [paid(2)]);
    expect(events[0]?.metadata).toEqual({ causation_id: third.id, correlation_id: first.id });
  });
});

describe("an argument is refused", () => {
  const [[, open]] = TABLES.toReversed() as [(typeof TABLES)[number]];

  test.each<[string, unknown]>([
    ["nothing", undefined],
    ["no metadata", {}],
    ["null for metadata", { metadata: null }],
    ["a text for metadata", { metadata: "c" }],
    ["an unknown field", { metadata: { client: "c" } }],
    ["an unknown member", { metadata: { clientId: "c" }, meta: {} }],
    ["a value that cannot be stored", { metadata: { clientId: () => "c" } }],
  ])("of with: %s", async (_, context) => {
    const client = cartsIn(await open());
    const call = async () => client.with(context as never);
    await failureOf(call(), InvalidArgumentError);
  });

  test.each([undefined, null, {}, { id: "x" }, { id: 7 }])("of causedBy: %j", async (event) => {
    const client = ordersIn(await open());
    const call = async () => client.causedBy(event as never);
    await failureOf(call(), InvalidArgumentError);
  });

  test("by a schema without such metadata", async () => {
    const { documents, tableName } = await open();
    const todo = createTodoEventClient(documents, tableName) as unknown as ReturnType<
      typeof ordersIn
    >;
    const calls = [
      async () => todo.with({ metadata: { correlation_id: newEventId() } }),
      async () => todo.causedBy({ id: newEventId() }),
    ];
    for (const call of calls) await failureOf(call(), InvalidArgumentError);
  });
});
