import { readFileSync } from "node:fs";
import { newEventId, StreamConflictError } from "ddb-pattern-runtime";
import { describe, expect, test } from "vitest";
import { copiesOf } from "../../generator/src/copies/event-copies.js";
import { saveCost } from "../../generator/src/cost/event-cost.js";
import { savedItems } from "../../generator/src/cost/items.js";
import { eventSampler } from "../../generator/src/cost/sample/sample-event.js";
import { schemaCost } from "../../generator/src/cost/schema-cost.js";
import { memberName } from "../../generator/src/emit/typescript/names.js";
import type { EventModel, Model, StreamModel } from "../../generator/src/model/model.js";
import type { UntypedStream } from "../client/support.js";
import { modelOfText } from "../copies/support.js";
import { skipReason } from "../engines/differences.js";
import { failureOf } from "../tables/failure.js";
import { checkSaves, checkStreams, meteredTable, withNewIds } from "./saved.js";

const EXAMPLES = [
  "billing/2024",
  "billing/2025",
  "billing/2026",
  "cart",
  "consumer",
  "hotel",
  "orders",
  "store",
  "todo",
];
const without = skipReason("consumed-capacity");

function exampleModel(name: string): Promise<Model> {
  const file = new URL(`../../schemas-example/${name}/events.yaml`, import.meta.url);
  return modelOfText(readFileSync(file, "utf8"));
}

describe.skipIf(without)("the figures of `cost` are those of the engine", () => {
  test.each(EXAMPLES)("for the example %s", async (name) => {
    const table = await meteredTable();
    const model = await exampleModel(name);
    expect(await checkSaves(table, model)).toBeGreaterThan(2);
    expect(await checkStreams(table, model)).toBe(model.streams.length);
  });

  test.each([1023, 1024, 1025, 2048, 2049, 4096, 4097, 40_000])(
    "for items of %i bytes",
    async (bytes) => {
      const table = await meteredTable();
      const model = await exampleModel("hotel");
      for (const type of ["CHARGE_RECORDED", "GROUP_CHECKED_OUT"]) {
        const copies = [...copiesOf(model).values()].find(({ event }) => event.type === type);
        if (copies === undefined) throw new Error(`there is no ${type}`);
        const sample = withNewIds(copies.event, eventSampler(model)(copies.event, "typical"));
        const padded = (length: number) => ({
          ...sample,
          data: { ...sample.data, pad: "x".repeat(length) },
        });
        const [first] = savedItems(copies, padded(0));
        const content = padded(bytes - (first?.bytes ?? 0));
        const items = savedItems(copies, content);
        expect(items[0]?.bytes).toBe(bytes);
        const operations = await table.operationsOf(() =>
          table.clientOf(model).saveEvent({ type, data: content.data }),
        );
        const consumed = operations.filter(({ name }) => name !== "Query");
        expect(consumed.map(({ units }) => units)).toEqual([saveCost(items).writeUnits]);
      }
    },
  );

  test("for conflicts", async () => {
    const table = await meteredTable();
    const model = await exampleModel("orders");
    const stream = model.streams.find(({ name }) => name === "order") as StreamModel;
    const event = stream.events[0] as EventModel;
    const cost = schemaCost(model, { dataBytes: new Map(), streamLength: 1 });
    const append = cost.streams.find((each) => each.stream === stream)?.appends[0];
    const ids = { order_id: newEventId() };
    const sample = eventSampler(model)(event, "typical");
    const { data } = withNewIds(event, sample, new Map(Object.entries(ids)));
    const input = { type: event.storedType, data, metadata: sample.metadata };
    const [mine, other] = [table.clientOf(model), table.clientOf(model)];
    await mine.saveEvent(input);
    await other.saveEvent(input);

    const retried = await table.operationsOf(() => mine.saveEvent(input));
    const readUnits = retried.filter(({ name }) => name === "Query").map(({ units }) => units);
    expect(retried).toHaveLength(append?.conflict.requests ?? 0);
    expect(readUnits).toEqual([append?.conflict.readUnits]);
    // The engine says what the write consumed that succeeded; AWS documents the same for the refused one.
    expect(retried.at(-1)?.units).toBe((append?.conflict.writeUnits ?? 0) / 2);

    const open = mine.streams[memberName(stream)]?.(ids) as UntypedStream;
    const refused = await table.operationsOf(() =>
      failureOf(mine.saveEvent(input, { expect: [open.empty()] }), StreamConflictError),
    );
    expect(refused).toHaveLength(append?.refusal.requests ?? 0);
  });
});
