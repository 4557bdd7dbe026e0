import { AssertionError } from "node:assert";
import { EventValidationError, InvalidArgumentError, newEventId } from "ddb-pattern-runtime";
import { given } from "ddb-pattern-runtime/testing";
import { describe, expect, test } from "vitest";
import { foldShoppingCart } from "../../schemas-example/cart/events.generated.js";
import { foldCustomerOrders } from "../../schemas-example/orders/events.generated.js";
import { failureOf } from "../client/support.js";
import { ORDER, type Order, orderEvents } from "../deciding/orders.js";

class RefusedError extends Error {}

const { order_id, placed, paid, shipped, cancelled } = orderEvents();

/** A decider as the tests of users have it. */
function ship({ status }: Order) {
  if (status === "cancelled") throw new RefusedError("The order is cancelled.");
  return status === "shipped" ? [] : [shipped];
}

/** The failed assertion of a call. */
async function failedAssertion(call: () => unknown): Promise<AssertionError> {
  try {
    await call();
  } catch (error) {
    expect(error).toBeInstanceOf(AssertionError);
    return error as AssertionError;
  }
  throw new Error("The assertion passed.");
}

describe("given, when, then", () => {
  test("compares the decided events by type and data", async () => {
    given(ORDER, [placed, paid(10_000)])
      .when(ship)
      .then([shipped]);
    const error = await failedAssertion(() => given(ORDER, [placed]).when(ship).then([cancelled]));
    expect(error.actual).toEqual([shipped]);
    expect(error.expected).toEqual([cancelled]);
    await failedAssertion(() => given(ORDER, [placed]).when(ship).then([]));
    await failedAssertion(() => given(ORDER, [placed]).when(ship).then([shipped, shipped]));
  });

  test("compares an id only where one is expected", async () => {
    const id = newEventId();
    const decided = given(ORDER, [placed]).when(() => [{ ...shipped, id }]);
    decided.then([shipped]);
    decided.then([{ ...shipped, id }]);
    await failedAssertion(() => decided.then([{ ...shipped, id: newEventId() }]));
  });

  test("compares the state", async () => {
    given(ORDER).thenState({ status: "none", owed: 0, seen: [] });
    given(ORDER, [placed, paid(4000)]).thenState({ status: "placed", owed: 6000, seen: [1, 2] });
    const state = { status: "shipped", owed: 10_000, seen: [1, 2] } as const;
    const decided = given(ORDER, [placed]).when(ship);
    decided.thenState(state);
    decided.then([shipped]);
    decided.thenState(state);
    await failedAssertion(() => given(ORDER, [placed]).thenState(state));
    await failedAssertion(() => decided.thenState({ ...state, owed: 1 }));
  });

  test("asserts that nothing is decided", async () => {
    given(ORDER, [placed, shipped]).when(ship).thenNothing();
    const error = await failedAssertion(() => given(ORDER, [placed]).when(ship).thenNothing());
    expect(error.actual).toEqual([shipped]);
  });

  test("asserts that the decider throws", async () => {
    const refused = given(ORDER, [placed, cancelled]).when(ship);
    refused.thenThrows();
    refused.thenThrows(RefusedError);
    refused.thenThrows(Error);
    refused.thenThrows((error) => (error as Error).message.includes("cancelled"));
    expect((await failedAssertion(() => refused.thenThrows(TypeError))).message).toBe(
      "Expected the decider to throw TypeError, but it threw Error: The order is cancelled.",
    );
    await failedAssertion(() => refused.thenThrows(() => false));
    const error = await failedAssertion(() => given(ORDER, [placed]).when(ship).thenThrows());
    expect(error.message).toBe("Expected the decider to throw, but it decided on 1 event.");
    expect(() => refused.then([shipped])).toThrow(RefusedError);
    expect(() => refused.thenNothing()).toThrow(RefusedError);
    expect(() => refused.thenState(ORDER.initial())).toThrow(RefusedError);
  });

  test("awaits a decider that is asynchronous", async () => {
    const decided = given(ORDER, [placed]).when(async (order) => ship(order));
    await decided.then([shipped]);
    await decided.thenState({ status: "shipped", owed: 10_000, seen: [1, 2] });
    await failedAssertion(() => decided.then([cancelled]));
    await failedAssertion(() => decided.thenNothing());
    const refused = given(ORDER, [cancelled]).when(async (order) => ship(order));
    await refused.thenThrows(RefusedError);
    await expect(refused.then([])).rejects.toThrow(RefusedError);
  });

  test("calls the decider once, with a state of its own", () => {
    let calls = 0;
    const before = given(ORDER, [placed]);
    const decided = before.when((order) => {
      calls++;
      (order.seen as number[]).push(99);
      return [];
    });
    decided.thenNothing();
    decided.thenState({ status: "placed", owed: 10_000, seen: [1] });
    before.thenState({ status: "placed", owed: 10_000, seen: [1] });
    expect(calls).toBe(1);
  });

  test("checks events as a save does", () => {
    const wrong = { ...paid(1), data: { ...paid(1).data, method: "barter" } };
    expect(() => given(ORDER, [wrong as never])).toThrow(EventValidationError);
    given(ORDER)
      .when(() => [wrong as never])
      .thenThrows(EventValidationError);
    expect(() =>
      given(ORDER)
        .when(ship)
        .then([wrong as never]),
    ).toThrow(EventValidationError);
    expect(() => given(ORDER, [placed, orderEvents().shipped])).toThrow(
      'The given events: events[1], of type ORDER_SHIPPED, does not belong to the stream "order"',
    );
    given(ORDER, [placed])
      .when(() => [orderEvents().shipped])
      .thenThrows(InvalidArgumentError);
  });

  test("works for streams without revisions", () => {
    const orders = foldCustomerOrders<readonly string[]>({
      initial: [],
      ORDER_PLACED: (before, { data }) => [...before, data.order_id],
      ORDER_CANCELLED: (before, { data }) => before.filter((id) => id !== data.order_id),
    });
    given(orders, [placed]).thenState([order_id]);
    given(orders, [placed])
      .when(() => [cancelled])
      .thenState([]);
    expect(() => given(orders, [paid(1) as never])).toThrow("which does not list its type");
  });

  test("checks and compares metadata only where there is some", async () => {
    const cart = foldShoppingCart<number>({
      initial: 0,
      ProductItemAddedToShoppingCart: (items, { data }) => items + data.quantity,
      ProductItemRemovedFromShoppingCart: (items, { data }) => items - data.quantity,
      ShoppingCartConfirmed: () => 0,
      ShoppingCartCancelled: () => 0,
    });
    const data = { shoppingCartId: newEventId(), occurredAt: "2026-01-02T03:04:05Z" };
    const item = { ...data, productId: "p", quantity: 2, unitPrice: "1.50" };
    const added = { type: "ProductItemAddedToShoppingCart", data: item } as const;
    const dropped = { type: "ShoppingCartCancelled", data } as const;
    given(cart, [added]).thenState(2);
    const by = (clientId: string) => ({ ...dropped, metadata: { clientId } });
    const decided = given(cart, [{ ...added, metadata: { clientId: "c" } }]).when(() => [by("d")]);
    decided.then([dropped]);
    decided.then([by("d")]);
    await failedAssertion(() => decided.then([by("e")]));
    given(cart, [{ ...dropped, metadata: {} }]).thenState(0);
    expect(() => given(cart, [{ ...dropped, metadata: { clientId: 1 as never } }])).toThrow(
      EventValidationError,
    );
    // @ts-expect-error a field that the data lacks
    expect(() => given(cart, [{ ...dropped, data: {} }])).toThrow(EventValidationError);
  });

  test.each<[string, () => unknown]>([
    ["no fold", () => given({} as never)],
    ["no list of given events", () => given(ORDER, placed as never)],
    [
      "one expected event",
      () =>
        given(ORDER)
          .when(ship)
          .then(shipped as never),
    ],
    [
      "a text for an error",
      () =>
        given(ORDER, [cancelled])
          .when(ship)
          .thenThrows("no" as never),
    ],
    ["an await without an assertion", async () => given(ORDER).when(ship) as unknown],
    [
      "an await of an asynchronous decider without an assertion",
      async () => given(ORDER).when(async () => []) as unknown,
    ],
  ])("refuses %s", async (_, call) => {
    await failureOf(
      (async () => {
        await call();
      })(),
      InvalidArgumentError,
    );
  });
});
