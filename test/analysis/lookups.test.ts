import { describe, expect, test } from "vitest";
import {
  allCodesOf,
  allDiagnosticsOf,
  codesOf,
  diagnosticsOf,
  eventOf,
  lookupsOf,
  modelOf,
  warningsOf,
} from "../language/support.js";

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

  test.each([["materialized"], ["consistent"]])(
    "with copies of their own need no lookup: %s",
    (kind) => {
      const model = stream(`by: product_id, ${kind}: true`);
      expect(lookupsOf(model, "PRICE_RAISED")).toEqual([]);
      expect(lookupsOf(stream(`by: product_id, ${kind}: false`), "PRICE_RAISED")).toHaveLength(1);
    },
  );

  test("are in the order of the schema, whatever kinds they are of", () => {
    const { streams } = modelOf(`${PRICES}streams:
  plain: { by: product_id, events: [PRICE_RAISED] }
  copied: { by: product_id, materialized: true, events: [PRICE_RAISED] }
  numbered: { by: product_id, consistent: true, events: [PRICE_RAISED] }
  another: { by: store_id, consistent: true, materialized: false, events: [PRICE_RAISED] }
`);
    expect(
      streams.map(({ name, isMaterialized, isConsistent }) => [name, isMaterialized, isConsistent]),
    ).toEqual([
      ["plain", false, false],
      ["copied", true, false],
      ["numbered", false, true],
      ["another", false, true],
    ]);
  });

  test("keep the order of their event types", () => {
    const [prices] = stream("by: product_id").streams;
    expect(prices?.name).toBe("prices");
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
    expect(codesOf(streamBy("assigned_to_user_id"))).toEqual(["unknown-stream-field"]);
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

describe("an event", () => {
  test("has its lookups in the order of the schema, whatever optional ids they need", () => {
    const model = modelOf(`lookups: [entity, type]
events:
  A: { data: { alert_id?: ulid, product_id: ulid } }
  B: { data: { alert_id?: ulid } }
`);
    expect(lookupsOf(model, "A")).toEqual(["entity(alert_id)", "entity(product_id)", "type()"]);
    expect(lookupsOf(model, "B")).toEqual(["entity(alert_id)", "type()"]);
  });

  test("has the lookups that only streams need after its own", () => {
    const model = modelOf(`lookups: [type]
events:
  A: { data: { product_id: ulid, alert_id?: ulid } }
streams:
  alerts: { by: alert_id, events: [A] }
  products: { by: product_id, events: [A] }
`);
    expect(lookupsOf(model, "A")).toEqual(["type()", "entity(alert_id)", "entity(product_id)"]);
  });

  test("one required field of an entity is enough", () => {
    const model = modelOf(`lookups: [entity]
events:
  A: { data: { a_user_id?: { type: ulid, entity: user }, b_user_id: { type: ulid, entity: user } } }
`);
    expect(lookupsOf(model, "A")).toEqual(["entity(user_id)"]);
  });

  test("that might be stored nowhere is refused", () => {
    const only = (data: string) =>
      codesOf(`version: 1\nname: S\nlookups: [entity]\nevents: { A: { data: ${data} } }\n`);
    expect(only("{ x_id: ulid }")).toEqual([]);
    expect(only("{ x_id?: ulid }")).toEqual(["event-not-stored"]);
    expect(only("{ x: ulid }")).toEqual(["event-not-stored"]);
  });
});

describe("a consistent stream", () => {
  const numbered = (data: string, more = "") => `version: 1
name: Store
lookups: []
events: { A: { data: { ${data} } } }
streams:
  things: { by: thing_id, consistent: true, events: [A]${more} }
`;

  test("can hold the only copy of an event, unless the id is optional", () => {
    expect(codesOf(numbered("thing_id: ulid"))).toEqual([]);
    expect(codesOf(numbered("thing_id?: ulid"))).toEqual(["event-not-stored"]);
    expect(codesOf(numbered("thing_id?: ulid", "").replace("[]", "[type]"))).toEqual([]);
  });

  test("makes an id found, and personal data a part of keys", () => {
    expect(warningsOf(numbered("thing_id: ulid"))).toEqual([]);
    expect(warningsOf(numbered("thing_id: { type: ulid, pii: true }"))).toEqual(["pii-in-key"]);
    expect(warningsOf(numbered("thing_id: ulid, other_id: ulid"))).toEqual(["id-without-lookup"]);
  });

  test("must not be materialized: one message, where that stands", () => {
    const yaml = numbered("thing_id: ulid", ", materialized: true");
    const diagnostics = allDiagnosticsOf(yaml);
    expect(diagnostics.map(({ code, path }) => [code, path])).toEqual([
      ["stream-materialized-and-consistent", ["streams", "things", "materialized"]],
    ]);
    expect(codesOf(yaml.replace("materialized: true", "materialized: false"))).toEqual([]);
    expect(codesOf(yaml.replace("consistent: true", "consistent: false"))).toEqual([]);
  });

  test("hides no other mistake by being materialized, and no warning", () => {
    const yaml = numbered("thing_id: ulid", ", materialized: true")
      .replace("} } }", "} }, B: { data: {} } }")
      .replace("thing_id: ulid", "thing_id: ulid, other_id: ulid");
    expect(allCodesOf(yaml)).toEqual([
      "stream-materialized-and-consistent",
      "event-not-stored",
      "id-without-lookup",
    ]);
  });
});

describe("the items of one event", () => {
  const ids = (count: number) =>
    Array.from({ length: count }, (_, index) => `      x${index}_id: { type: ulid, entity: x }\n`);
  const itemsOf = (count: number, lookups: string, ...kinds: string[]) => {
    const streams = kinds.map((kind, index) => `  s${index}: { by: x_id, ${kind}events: [A] }\n`);
    const diagnostics = diagnosticsOf(
      `version: 1\nname: S\nlookups: [${lookups}]\nevents:\n  A:\n    data:\n${ids(count).join("")}` +
        (streams.length === 0 ? "" : `streams:\n${streams.join("")}`),
    );
    return diagnostics.map(({ code, message }) => [code, ...(message.match(/\d+ items/) ?? [])]);
  };
  const [CONSISTENT, MATERIALIZED] = ["consistent: true, ", "materialized: true, "];

  test.each([
    ["a lookup of each id", 100, "entity", []],
    ["one of the type beside", 99, "type, entity", []],
    ["a plain stream, which needs a lookup", 100, "", [""]],
    ["a materialized stream", 100, "", [MATERIALIZED]],
    ["a consistent stream, and the guard of the id", 99, "", [CONSISTENT]],
    ["two consistent streams, and the guard", 49, "", [CONSISTENT, CONSISTENT]],
    ["a consistent stream and a materialized one", 50, "", [CONSISTENT, MATERIALIZED]],
    ["a consistent stream and a plain one", 50, "", [CONSISTENT, ""]],
    ["a consistent stream and a lookup of another key", 99, "type", [CONSISTENT]],
  ])("are at most 100: %s", (_, most, lookups, kinds) => {
    expect(itemsOf(most, lookups, ...kinds)).toEqual([]);
    const [[code, items] = []] = itemsOf(most + 1, lookups, ...kinds);
    expect(code).toBe("too-many-copies");
    expect(Number.parseInt(items ?? "", 10)).toBeGreaterThan(100);
  });

  test("are counted as copies but for the guard, so that few of them get no warning", () => {
    const yaml = (count: number) =>
      `version: 1\nname: S\nlookups: []\nevents:\n  A:\n    data:\n${ids(count).join("")}streams:\n  s: { by: x_id, consistent: true, events: [A] }\n`;
    expect(warningsOf(yaml(10))).toEqual([]);
    expect(warningsOf(yaml(11))).toEqual(["many-copies"]);
  });
});
