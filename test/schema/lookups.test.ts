import { describe, expect, test } from "vitest";
import { codesOf, eventOf, lookupsOf, modelOf } from "./support.js";

const PRICES = `events:
  PRICE_LOWERED:
    data: { store_id: ulid, product_id: ulid, user_id: ulid }
  PRICE_RAISED:
    data: { store_id: ulid, product_id: ulid }
`;

describe("defaults", () => {
  test("without a partition: the type, and every entity", () => {
    expect(lookupsOf(modelOf(PRICES), "PRICE_RAISED")).toEqual([
      "type()",
      "entity(store_id)",
      "entity(product_id)",
    ]);
  });

  test("with a partition: nothing reaches over it", () => {
    expect(lookupsOf(modelOf(`partition: store_id\n${PRICES}`), "PRICE_LOWERED")).toEqual([
      "partition(store_id)",
      "partition-entity(store_id, product_id)",
      "partition-entity(store_id, user_id)",
    ]);
  });

  test("the schema's lookups replace them, an event's replace the schema's", () => {
    const model = modelOf(`partition: store_id
lookups: [entity, partition]
events:
  A: { data: { store_id: ulid, product_id: ulid } }
  B: { lookups: [type], data: { store_id: ulid, product_id: ulid } }
`);
    expect(lookupsOf(model, "A")).toEqual(["entity(product_id)", "partition(store_id)"]);
    expect(lookupsOf(model, "B")).toEqual(["type()"]);
  });
});

describe("streams", () => {
  const stream = (rest: string) =>
    modelOf(`partition: store_id\nlookups: []\n${PRICES}  OTHER:
    lookups: [type]
    data: { store_id: ulid, product_id: ulid }
streams:
  prices: { events: [PRICE_LOWERED, PRICE_RAISED], ${rest} }
`);

  test("add what they need to their own event types, and to no others", () => {
    const model = stream("by: product_id");
    const needed = ["partition-entity(store_id, product_id)"];
    expect(lookupsOf(model, "PRICE_LOWERED")).toEqual(needed);
    expect(lookupsOf(model, "PRICE_RAISED")).toEqual(needed);
    expect(lookupsOf(model, "OTHER")).toEqual(["type()"]);
  });

  test("across partitions, they are found by the entity alone", () => {
    const model = stream("by: product_id, across_partitions: true");
    expect(lookupsOf(model, "PRICE_RAISED")).toEqual(["entity(product_id)"]);
    expect(model.streams[0]?.lookup).toEqual({ kind: "entity", modelKey: "product_id" });
  });

  test("across_partitions: false says what is so anyway", () => {
    expect(lookupsOf(stream("by: product_id, across_partitions: false"), "PRICE_RAISED")).toEqual([
      "partition-entity(store_id, product_id)",
    ]);
  });

  test("by the partition field, they are the partition", () => {
    expect(lookupsOf(stream("by: store_id"), "PRICE_RAISED")).toEqual(["partition(store_id)"]);
  });

  test("keep the order of their event types, and have names of their own", () => {
    const [prices] = stream("by: product_id").streams;
    expect(prices).toMatchObject({ memberName: "prices", unionName: "StorePricesEvents" });
    expect(prices?.events.map(({ type }) => type)).toEqual(["PRICE_LOWERED", "PRICE_RAISED"]);
  });

  test("a lookup that two streams or a default need is there once", () => {
    const model = modelOf(`${PRICES}streams:
  one: { by: product_id, events: [PRICE_RAISED] }
  two: { by: product_id, events: [PRICE_RAISED] }
`);
    expect(lookupsOf(model, "PRICE_RAISED")).toHaveLength(3);
  });

  test("a field with lookup: false has no stream", () => {
    expect(
      codesOf(`version: 1
name: Store
events:
  A: { data: { product_id: { type: ulid, lookup: false } } }
streams:
  prices: { by: product_id, events: [A] }
`),
    ).toEqual(["stream-field-missing"]);
  });
});

describe("entities", () => {
  const TASKS = `events:
  TASK_ASSIGNED:
    data:
      task_id: ulid
      assigned_to_user_id: { type: ulid, entity: user }
      assigned_by_user_id?: { type: ulid, entity: user }
`;

  test("fields of one entity make one lookup, and are asked for by its id", () => {
    const model = modelOf(TASKS);
    const modelKeys = eventOf(model, "TASK_ASSIGNED").fields.map(({ modelKey }) => modelKey);
    expect(modelKeys).toEqual(["task_id", "user_id", "user_id"]);
    expect(lookupsOf(model, "TASK_ASSIGNED")).toEqual([
      "type()",
      "entity(task_id)",
      "entity(user_id)",
    ]);
  });

  test("streams name the entity's id, and not the field's", () => {
    const streamBy = (by: string) =>
      `version: 1\nname: Tasks\n${TASKS}streams:\n  s: { by: ${by}, events: [TASK_ASSIGNED] }\n`;
    expect(codesOf(streamBy("user_id"))).toEqual([]);
    expect(codesOf(streamBy("assigned_to_user_id"))).toEqual(["stream-field-missing"]);
  });

  test("lookup: false makes no copy, and no model key", () => {
    const model = modelOf(
      "events: { A: { data: { x_id: ulid, y_id: { type: ulid, lookup: false } } } }\n",
    );
    expect(lookupsOf(model, "A")).toEqual(["type()", "entity(x_id)"]);
    expect(eventOf(model, "A").fields[1]?.modelKey).toBeUndefined();
  });

  test("ids that fold to one entity by case are refused, also through entity:", () => {
    const withEntity = (entity: string) =>
      `version: 1\nname: S\nevents: { A: { data: { user_id: ulid, x_id: { type: ulid, entity: ${entity} } } } }\n`;
    expect(codesOf(withEntity("User"))).toEqual(["entity-clash"]);
    expect(codesOf(withEntity("user"))).toEqual([]);
  });

  test("an id may be a named string, and a named object may not", () => {
    const withType = (type: string) =>
      `version: 1\nname: S\ntypes: { Id: ${type} }\nevents: { A: { data: { x_id: Id } } }\n`;
    expect(codesOf(withType("ulid"))).toEqual([]);
    expect(codesOf(withType("{ type: string, enum: [a, b] }"))).toEqual([]);
    expect(codesOf(withType("json"))).toEqual(["id-field-not-string"]);
    expect(codesOf(withType("{ type: ulid, nullable: true }"))).toEqual(["id-field-not-string"]);
    expect(codesOf(withType("Id"))).toEqual(["circular-type"]);
  });
});

describe("the canonical copy", () => {
  test("is the first lookup that no optional id can take away", () => {
    const model = modelOf(`lookups: [entity, type]
events:
  A: { data: { alert_id?: ulid, product_id: ulid } }
  B: { data: { alert_id?: ulid } }
`);
    expect(lookupsOf(model, "A")).toEqual(["entity(product_id)", "type()", "entity(alert_id)"]);
    expect(lookupsOf(model, "B")).toEqual(["type()", "entity(alert_id)"]);
  });

  test("one required field of an entity is enough", () => {
    const model = modelOf(`lookups: [entity]
events:
  A: { data: { a_user_id?: { type: ulid, entity: user }, b_user_id: { type: ulid, entity: user } } }
`);
    expect(lookupsOf(model, "A")).toEqual(["entity(user_id)"]);
  });

  test("an event that might be stored nowhere is refused", () => {
    const only = (data: string) =>
      codesOf(`version: 1\nname: S\nlookups: [entity]\nevents: { A: { data: ${data} } }\n`);
    expect(only("{ x_id: ulid }")).toEqual([]);
    expect(only("{ x_id?: ulid }")).toEqual(["event-not-stored"]);
    expect(only("{ x: ulid }")).toEqual(["event-not-stored"]);
  });
});

test("an event of 100 items is legal, one of 101 is not", () => {
  const withIds = (count: number) => {
    const ids = Array.from({ length: count }, (_, index) => `      x${index}_id: ulid\n`);
    return codesOf(`version: 1\nname: S\nevents:\n  A:\n    data:\n${ids.join("")}`);
  };
  expect(withIds(99)).toEqual([]);
  expect(withIds(100)).toEqual(["too-many-copies"]);
});
