import { InvalidArgumentError, StreamConflictError } from "ddb-pattern-runtime";
import { createEventClient } from "ddb-pattern-runtime/codegen/v1";
import { MemoryTable } from "ddb-pattern-runtime/memory";
import { expect, test } from "vitest";
import { clientOf } from "./support.js";

const ORDERS = {
  codegen: 1,
  name: "Orders",
  events: { PLACED: { ids: { order_id: "order_id" }, lookups: [] } },
  streams: {
    order: {
      name: "order",
      by: ["order_id"],
      events: ["PLACED"],
      consistent: true,
    },
  },
} as const;

const CHARGES = {
  codegen: 1,
  name: "Charges",
  events: { CHARGED: { ids: { card_id: "card_id" }, lookups: [["card_id"]] } },
  streams: {},
} as const;

const PLACED = { type: "PLACED", data: { order_id: "o" } };
const CHARGED = { type: "CHARGED", data: { card_id: "c" } };

test("a client without consistent streams saves with conditions of another schema's streams", async () => {
  const table = new MemoryTable();
  const orders = clientOf(ORDERS as never, { documents: table, tableName: "events" }) as never as {
    saveEvent(event: object): Promise<unknown>;
    streams: {
      order(ids: object): {
        empty(): object;
        read(): Promise<{ head: object }>;
        unchangedSince(head: object): object;
      };
    };
  };
  const charges = clientOf(CHARGES as never, {
    documents: table,
    tableName: "events",
  }) as never as {
    saveEvent(event: object, options?: object): Promise<unknown>;
  };
  const order = orders.streams.order({ order_id: "o" });
  await orders.saveEvent(PLACED);
  const { head } = await order.read();
  await expect(charges.saveEvent(CHARGED, { expect: [order.empty()] })).rejects.toThrow(
    StreamConflictError,
  );
  await charges.saveEvent(CHARGED, { expect: [order.unchangedSince(head)] });
  await charges.saveEvent(CHARGED, { expect: [] });
});

test("a client without consistent streams refuses conditions that no stream created", async () => {
  const charges = clientOf(CHARGES as never, {
    documents: new MemoryTable(),
    tableName: "events",
  }) as never as {
    saveEvent(event: object, options?: object): Promise<unknown>;
  };
  for (const given of [
    "x",
    [{}],
    [null],
    [{ stream: "ORDER::o::@order", expectedRevision: 0, checksum: "x" }],
  ]) {
    await expect(charges.saveEvent(CHARGED, { expect: given })).rejects.toThrow(
      InvalidArgumentError,
    );
  }
});

test("a client with consistent streams needs their code", () => {
  expect(() => createEventClient(ORDERS as never, new MemoryTable(), "events")).toThrow(
    expect.objectContaining({ code: "runtime-mismatch" }),
  );
});
