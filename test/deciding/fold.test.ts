import { DdbPatternError, InvalidArgumentError, type WithRevision } from "ddb-pattern-runtime";
import { createFold } from "ddb-pattern-runtime/codegen/v1";
import { describe, expect, test } from "vitest";
import {
  foldCustomerOrders,
  foldOrder,
  OrdersEventTypes,
  type OrdersOrderEvents,
  ordersDescriptor,
} from "../../schemas-example/orders/events.generated.js";
import { failureOf } from "../client/support.js";
import { HANDLERS, ORDER } from "./orders.js";

const lost = (revision: number) =>
  ({
    type: OrdersEventTypes.ORDER_LOST,
    id: "01JA8B7K770W4XABTR20SSW99B",
    timestamp: "2024-10-15T00:00:00.000Z",
    data: { order_id: "o", customer_id: "c" },
    revision,
  }) satisfies WithRevision<OrdersOrderEvents>;

test("a fold applies events to a state, without a table", () => {
  expect(ORDER.stream).toBe("order");
  expect(ORDER.apply(ORDER.initial(), [])).toEqual({ status: "none", owed: 0, seen: [] });
  const state = ORDER.apply(ORDER.initial(), [lost(1), lost(2)]);
  expect(state).toEqual({ status: "lost", owed: 0, seen: [1, 2] });
});

test("each use of a fold begins with its own initial state", () => {
  for (const initial of [{ lost: 0 }, () => ({ lost: 0 })]) {
    const fold = foldOrder<{ lost: number }>({
      initial,
      ORDER_PLACED: (state) => state,
      ORDER_PAID: (state) => state,
      ORDER_SHIPPED: (state) => state,
      ORDER_CANCELLED: (state) => state,
      ORDER_LOST: (state) => {
        state.lost++;
        return state;
      },
    });
    expect(fold.apply(fold.initial(), [lost(1), lost(2)])).toEqual({ lost: 2 });
    expect(fold.apply(fold.initial(), [lost(1)])).toEqual({ lost: 1 });
  }
});

test("a state can be undefined if the initial state is", () => {
  const fold = foldCustomerOrders<string | undefined>({
    initial: undefined,
    ORDER_PLACED: (_, { data }) => data.order_id,
    ORDER_CANCELLED: () => undefined,
  });
  const cancelled = { ...lost(1), type: OrdersEventTypes.ORDER_CANCELLED } as never;
  expect(fold.apply("o", [cancelled])).toBeUndefined();
});

describe("a handler is refused that returns", () => {
  test.each<[string, () => unknown, string]>([
    ["nothing", () => undefined, "the handler of ORDER_LOST returned undefined"],
    ["a promise", async () => ({}), "the handler of ORDER_LOST returned a promise"],
    [
      "a promise that is rejected",
      () => Promise.reject(new Error("no")),
      "the handler of ORDER_LOST returned a promise",
    ],
  ])("%s", async (_, handler, message) => {
    const fold = foldOrder<unknown>({ ...HANDLERS, ORDER_LOST: handler } as never);
    const call = async () => fold.apply({}, [lost(1)]);
    expect((await failureOf(call(), InvalidArgumentError)).message).toContain(message);
  });
});

test("an initial state that is a promise is refused", async () => {
  const initial = () => Promise.reject(new Error("no"));
  const call = async () => foldOrder<unknown>({ ...HANDLERS, initial } as never);
  expect((await failureOf(call(), InvalidArgumentError)).message).toContain("returned a promise");
});

test("a fold is applied to nothing but a list of events", async () => {
  const call = async () => ORDER.apply(ORDER.initial(), { events: [] } as never);
  expect((await failureOf(call(), InvalidArgumentError)).message).toBe(
    "A fold is applied to a list of events, not to an object.",
  );
});

test("an event that the stream does not list is refused", async () => {
  const call = async () => ORDER.apply(ORDER.initial(), [{ ...lost(1), type: "OTHER" } as never]);
  expect((await failureOf(call(), InvalidArgumentError)).message).toBe(
    'The fold of stream "order" has no handler of "OTHER".',
  );
});

test.each([undefined, null, "ORDER_LOST", {}])("a fold is not applied to %j", async (value) => {
  const call = async () => ORDER.apply(ORDER.initial(), [lost(1), value as never]);
  expect((await failureOf(call(), InvalidArgumentError)).message).toContain(
    'without a "type" is none',
  );
});

class Basket {
  readonly lines = [];
}

test.each<[string, unknown, string]>([
  ["null", null, "must be a plain object, not null"],
  ["a list", [], "must be a plain object, not a list"],
  ["no initial state", omit("initial"), 'lacks "initial"'],
  ["no handler of a type", omit("ORDER_LOST"), "lacks a handler of ORDER_LOST"],
  ["an unknown type", { ...HANDLERS, ORDER_SENT: () => 1 }, "which is no event type of the stream"],
  [
    "a handler of no type",
    { ...HANDLERS, toString: () => 1 },
    '"toString", which is no event type',
  ],
  ["no function", { ...HANDLERS, ORDER_LOST: {} }, "must be a function, not an object"],
  ["an instance of a class", { ...HANDLERS, initial: new Basket() }, "an instance of Basket"],
  [
    "a function in the state",
    { ...HANDLERS, initial: { f() {} } },
    "members that cannot be copied",
  ],
])("a definition with %s is refused", async (_, definition, message) => {
  const call = async () => foldOrder(definition as never);
  expect((await failureOf(call(), InvalidArgumentError)).message).toContain(message);
});

function omit(name: string): object {
  return Object.fromEntries(Object.entries(HANDLERS).filter(([key]) => key !== name));
}

test("a fold of a stream that the descriptor lacks is refused", async () => {
  const call = async () => createFold(ordersDescriptor, "parcel", HANDLERS);
  expect(await failureOf(call(), DdbPatternError)).toMatchObject({ code: "runtime-mismatch" });
});
