import { describe, expect, test } from "vitest";
import {
  interfaceName,
  memberName,
  moduleNames,
  unionName,
} from "../../generator/src/emit/typescript/names.js";
import { codesOf, diagnosticsOf, modelOf } from "../language/support.js";

const events = (...names: string[]) =>
  `version: 1\nname: Store\nevents:\n${names.map((name) => `  ${name}: { data: {} }\n`).join("")}`;

describe("names that would become one name", () => {
  test("of two event types", () => {
    expect(codesOf(events("A_B1", "A_B2"))).toEqual([]);
    // Both are Item2.
    expect(codesOf(events("ITEM_2", "ITEM2"))).toEqual(["name-clash"]);
  });

  test("of an event type and the module itself", () => {
    expect(codesOf(events("STORE"))).toEqual([]);
    for (const name of ["STORE_EVENTS", "STORE_STREAMS", "STORE_EVENT_INPUT"]) {
      expect(codesOf(events(name)), name).toEqual(["name-clash"]);
    }
  });

  const { metadata: _, ...ofEveryModule } = moduleNames("Store");
  test.each(Object.values(ofEveryModule).filter((name) => /^[A-Z]/.test(name)))(
    "of a type and %s",
    (name) => {
      const types = `types: { ${name}: string }\n`;
      const [diagnostic, ...others] = diagnosticsOf(events("A") + types);
      expect(diagnostic).toMatchObject({ code: "name-clash", path: ["types", name] });
      expect(others).toEqual([]);
    },
  );

  test("of the metadata, where there is any", () => {
    const schema = `${events("A")}types: { StoreMetadata: string }\n`;
    expect(codesOf(schema)).toEqual([]);
    expect(codesOf(`${schema}metadata: { by: string }\n`)).toEqual(["name-clash"]);
  });

  test("of the input of an event type and another event type", () => {
    expect(codesOf(events("PRICE_LOWERED", "PRICE_LOWERED_INPUT"))).toEqual(["name-clash"]);
    expect(codesOf(events("PRICE_LOWERED_INPUT", "PRICE_LOWERED"))).toEqual(["name-clash"]);
  });

  test("of a type, an event type and a stream", () => {
    const schema = `types: { StorePricesEvents: string }
streams: { prices: { by: x_id, events: [A] } }
`;
    const event = events("A").replace("data: {}", "data: { x_id: ulid }");
    expect(codesOf(event + schema)).toEqual(["name-clash"]);
  });

  test("of the fold of a stream and a part of the module, and of the inputs of a stream and an event", () => {
    const schema = (stream: string, name: string, type = "A") =>
      codesOf(
        `${events("A", type === "A" ? "B" : type)
          .replaceAll("data: {}", "data: { x_id: ulid }")
          .replace("Store", name)}streams: { ${stream}: { by: x_id, events: [A] } }\n`,
      );
    expect(schema("descriptor", "Store")).toEqual([]);
    expect(schema("descriptor", "Fold")).toEqual(["name-clash"]);
    expect(schema("prices", "Store", "STORE_PRICES_INPUT")).toEqual(["name-clash"]);
  });

  test.each(["initial", "snapshots", "streams"])(
    "of an event type that is stored as %s, and what folds and consumers have besides it",
    (wire) => {
      const stored = (as: string) =>
        codesOf(events("A").replace("data: {}", `wire: ${as}, data: {}`));
      expect(stored("initials")).toEqual([]);
      expect(stored(wire)).toEqual(["name-clash"]);
    },
  );

  test("of streams and what every object has", () => {
    const stream = (name: string) =>
      codesOf(
        `${events("A").replace("data: {}", "data: { x_id: ulid }")}streams: { ${name}: { by: x_id, events: [A] } }\n`,
      );
    expect(stream("prices")).toEqual([]);
    for (const name of ["then", "constructor", "to_string", "value_of", "has_own_property"]) {
      expect(stream(name), name).toEqual(["name-clash"]);
    }
    expect(stream("__proto__")).toEqual(["invalid-name"]);
  });
});

test("names are told apart by case and underscores, and spelled for TypeScript", () => {
  const model = modelOf(events("PRICE_LOWERED", "A", "V2_ITEM"));
  expect(model.events.map(interfaceName)).toEqual(["PriceLowered", "A", "V2Item"]);
});

test.each([
  ["price_lowered", "PRICE_LOWERED"],
  ["PRICE-LOWERED", "PRICE_LOWERED"],
  ["PRICE__LOWERED", "PRICE_LOWERED"],
  ["_PRICE", "PRICE"],
])("the event type %s is suggested as %s", (name, suggestion) => {
  const [diagnostic, ...others] = diagnosticsOf(events(name));
  expect(diagnostic).toMatchObject({ code: "invalid-name", help: `Did you mean "${suggestion}"?` });
  expect(others).toEqual([]);
});

test.each([
  ["PriceLowered", "PRICE_LOWERED"],
  ["price.lowered.v1", "PRICE_LOWERED_V1"],
  ["shop/price-lowered", "SHOP_PRICE_LOWERED"],
])("the event type %s of another system is suggested as %s, with what is stored", (name, type) => {
  const [diagnostic] = diagnosticsOf(events(name));
  const help = `Did you mean "${type}"? To store its type as "${name}", add "wire: ${name}".`;
  expect(diagnostic?.help).toBe(help);
});

test("the event type of another system without a letter is to be renamed", () => {
  const [diagnostic] = diagnosticsOf(events('"12"'));
  expect(diagnostic?.help).toBe('Rename it, for example to "ORDER_PLACED".');
});

test.each(["1ST", "Ä_B", "A B", "A_", "", "A".repeat(65)])(
  "the event type %j is refused",
  (name) => {
    expect(codesOf(events(JSON.stringify(name)))).toEqual(["invalid-name"]);
  },
);

test("field names may be any text that is no id, up to its control characters", () => {
  const names = ["naïve", "a b", "a-b", "toString", "class", "😀", "$ref", "*/"];
  const data = names.map((name) => `      ${JSON.stringify(name)}: string\n`).join("");
  const model = modelOf(`events:\n  A:\n    data:\n${data}`);
  expect(model.events[0]?.fields.map(({ name }) => name)).toEqual(names);
});

test.each([
  "__proto__",
  "__proto__?",
  "constructor",
  "constructor?",
  "a?b",
  "a??",
  "?",
  "",
  "a\u0000",
  "a\nb",
])("the field name %j is refused", (name) => {
  const schema = `version: 1\nname: S\nevents:\n  A:\n    data:\n      ${JSON.stringify(name)}: string\n`;
  expect(codesOf(schema)).toEqual(["invalid-name"]);
});

test.each(["_id", "1_id", "a-b_id", "ä_id", "a b_id"])("the id field %j is refused", (name) => {
  const schema = `version: 1\nname: S\nevents: { A: { data: { ${JSON.stringify(name)}: ulid } } }\n`;
  expect(codesOf(schema)).toEqual(["id-field-name"]);
});

test("what clashes with a part of every module is what can be renamed", () => {
  const [diagnostic] = diagnosticsOf(
    "version: 1\nname: S\ntypes: { SEventMap: string }\nevents:\n  A: { data: { x: SEventMap } }\n",
  );
  expect([diagnostic?.code, diagnostic?.help]).toEqual([
    "name-clash",
    "Rename the type SEventMap.",
  ]);
});

test("a stream has a member and a union of its own", () => {
  const data = "data: { x_id: ulid }";
  const model = modelOf(
    `${events("A").replace("data: {}", data)}streams: { all_of_it: { by: x_id, events: [A] } }\n`,
  );
  const names = model.streams.map((stream) => [memberName(stream), unionName("Store", stream)]);
  expect(names).toEqual([["allOfIt", "StoreAllOfItEvents"]]);
});
