import { newEventId } from "ddb-pattern-runtime";
import type { EventClientOptions } from "ddb-pattern-runtime/codegen/v1";
import { expect, inject } from "vitest";
import { copiesOf } from "../../generator/src/copies/event-copies.js";
import { type EventCost, eventCost, saveCost } from "../../generator/src/cost/event-cost.js";
import { savedItems } from "../../generator/src/cost/items.js";
import {
  type EventContent,
  type Extent,
  eventSampler,
} from "../../generator/src/cost/sample/sample-event.js";
import { streamCost } from "../../generator/src/cost/stream-cost.js";
import { memberName } from "../../generator/src/emit/typescript/names.js";
import {
  type EventModel,
  lookupPath,
  type Model,
  type StreamModel,
} from "../../generator/src/model/model.js";
import { descriptorOf } from "../../generator/src/tables/descriptor.js";
import { createClientOf } from "../client/descriptors.js";
import type { UntypedClient, UntypedStream } from "../client/support.js";
import { connect, newTable } from "../engines/connect.js";
import { type RecordedOperation, recordOperations } from "../engines/recorder.js";

const EXTENTS: readonly Extent[] = ["least", "typical", "most"];

/** A table whose engine says what each request consumes. */
export interface MeteredTable {
  /** A client that checks no values: samples need not be valid, only of the right size. */
  clientOf(model: Model): UntypedClient;
  /** The operations of a call. */
  operationsOf(call: () => Promise<unknown>): Promise<readonly RecordedOperation[]>;
}

export async function meteredTable(): Promise<MeteredTable> {
  const connection = connect(inject("endpoint"));
  const tableName = await newTable(connection);
  const operations = recordOperations(connection.documents);
  return {
    clientOf(model) {
      const descriptor = descriptorOf(model);
      const upcasters = Object.fromEntries(
        Object.entries(descriptor.events).map(([type, { previous = {} }]) => [
          type,
          Object.fromEntries(
            Object.keys(previous).map((version) => [version, (data: object) => data]),
          ),
        ]),
      );
      return createClientOf<UntypedClient>(descriptor, connection.documents, tableName, {
        validate: "off",
        ...(Object.values(upcasters).some((steps) => Object.keys(steps).length > 0) && {
          upcasters,
        }),
      } as EventClientOptions);
    },
    async operationsOf(call) {
      const before = operations.length;
      await call();
      return operations.slice(before);
    },
  };
}

function unitsOf(operations: readonly RecordedOperation[], isRead: boolean): number {
  return operations
    .filter(({ name }) => (name === "Query") === isRead)
    .reduce((sum, { units }) => sum + units, 0);
}

/** The content with ids of its own, so that each event of a test has its own keys. */
export function withNewIds(
  event: EventModel,
  content: EventContent,
  shared: ReadonlyMap<string, string> = new Map(),
): EventContent {
  const data = { ...content.data };
  const used = new Set<string>();
  for (const { name, modelKey } of event.fields) {
    if (modelKey === undefined || !Object.hasOwn(data, name)) continue;
    const idOf = () => {
      const id = used.has(modelKey) ? undefined : shared.get(modelKey);
      used.add(modelKey);
      return id ?? newEventId();
    };
    const value = data[name];
    data[name] = Array.isArray(value) ? value.map(idOf) : idOf();
  }
  return { ...content, data };
}

function inputOf(event: EventModel, { data, metadata }: EventContent) {
  return { type: event.storedType, data, ...(metadata === undefined ? {} : { metadata }) };
}

/** Saves events of each type and extent, and checks that the engine consumes what is predicted. */
export async function checkSaves(
  table: MeteredTable,
  model: Model,
  more: (event: EventModel) => readonly EventContent[] = () => [],
): Promise<number> {
  const client = table.clientOf(model);
  const sampleOf = eventSampler(model);
  let saves = 0;
  for (const [type, copies] of copiesOf(model)) {
    const { event } = copies;
    const contents = [...EXTENTS.map((extent) => sampleOf(event, extent)), ...more(event)];
    for (const sample of contents) {
      const content = withNewIds(event, sample);
      const predicted = saveCost(savedItems(copies, content));
      if (predicted.items.length === 0) continue;
      const operations = await table.operationsOf(() => client.saveEvent(inputOf(event, content)));
      const consumed = unitsOf(operations, false);
      expect({ type, content, consumed }).toEqual({
        type,
        content,
        consumed: predicted.writeUnits,
      });
      saves++;
    }
  }
  return saves;
}

/** Fills each stream, and checks its reads and appends. */
export async function checkStreams(table: MeteredTable, model: Model): Promise<number> {
  let checked = 0;
  for (const stream of model.streams) {
    await checkStream(table, model, stream);
    checked++;
  }
  return checked;
}

async function checkStream(table: MeteredTable, model: Model, stream: StreamModel) {
  const client = table.clientOf(model);
  const ids = new Map(lookupPath(stream.lookup).map((modelKey) => [modelKey, newEventId()]));
  const sampleOf = eventSampler(model);
  const contents = new Map(
    model.events.map((event) => [event.type, withNewIds(event, sampleOf(event, "typical"), ids)]),
  );
  const costs = new Map<string, EventCost>(
    [...copiesOf(model)].map(([type, copies]) => [
      type,
      eventCost(copies, () => contents.get(type) as EventContent, undefined),
    ]),
  );
  const length = 2 * stream.events.length + 1;
  const cost = streamCost(stream, costs, length);
  const append = (by: UntypedClient, index: number) => {
    const event = stream.events[index % stream.events.length] as EventModel;
    return by.saveEvent(inputOf(event, contents.get(event.type) as EventContent));
  };
  for (let index = 0; index < length - 1; index++) await append(client, index);

  const last = await table.operationsOf(() => append(table.clientOf(model), length - 1));
  const predicted = cost.appends[(length - 1) % stream.events.length];
  if (predicted !== undefined) {
    expect(unitsOf(last, false)).toBe(predicted.writeUnits);
    expect(last).toHaveLength(predicted.lastRevision.requests + 1);
  }
  const open = client.streams[memberName(stream)]?.(Object.fromEntries(ids)) as UntypedStream;
  for (const [options, expected] of [
    [{}, cost.read],
    [{ consistentRead: true }, cost.consistentRead],
  ] as const) {
    const operations = await table.operationsOf(() => open.read(options));
    const [requests, units] = [operations.length, unitsOf(operations, true)];
    expect({ stream, options, requests, units }).toEqual({ stream, options, ...expected });
  }
}
