import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { loadTable } from "../../generator/src/commands/cost/load-tables.js";
import {
  RATE_RULE,
  readNumbers,
  SIZE_RULE,
} from "../../generator/src/commands/cost/named-numbers.js";
import { schemaTables } from "../../generator/src/commands/cost/schema-tables.js";
import { tablesMarkdown, tablesText } from "../../generator/src/commands/cost/tables.js";
import { eventSections } from "../../generator/src/commands/explain/event-text.js";
import { sectionsText } from "../../generator/src/commands/explain/sections.js";
import { streamSections } from "../../generator/src/commands/explain/stream-text.js";
import { explainEvent } from "../../generator/src/copies/explain/event.js";
import { explainStream } from "../../generator/src/copies/explain/stream.js";
import { budgetOf, budgetText, overspending, readBudget } from "../../generator/src/cost/budget.js";
import { type KeyLoad, schemaLoad } from "../../generator/src/cost/load.js";
import { monthOf } from "../../generator/src/cost/month.js";
import { DEFAULT_PRICES } from "../../generator/src/cost/prices/prices.js";
import { readPrices } from "../../generator/src/cost/prices/read-prices.js";
import { eventSampler } from "../../generator/src/cost/sample/sample-event.js";
import { type SchemaCost, schemaCost } from "../../generator/src/cost/schema-cost.js";
import { queryCost, saveUnits } from "../../generator/src/cost/units.js";
import { modelOfText } from "../copies/support.js";
import { legalSchema } from "../properties/emit-schemas.js";
import { modelOf } from "../properties/modules.js";

const OPTIONS = { dataBytes: new Map<string, number>(), streamLength: 10 };

async function costOf(text: string, dataBytes = OPTIONS.dataBytes): Promise<SchemaCost> {
  return schemaCost(await modelOfText(text), { ...OPTIONS, dataBytes });
}

const STORE = readFileSync(
  new URL("../../schemas-example/store/events.yaml", import.meta.url),
  "utf8",
);

describe("units", () => {
  test("of a save: one for each started KB, twice in a transaction", () => {
    expect([1, 1024, 1025].map((bytes) => saveUnits([bytes]))).toEqual([1, 1, 2]);
    expect(saveUnits([10, 2000])).toBe(6);
  });

  test("of a query: for each page, half of it unless consistent, and for nothing, too", () => {
    expect(queryCost([], false)).toEqual({ requests: 1, units: 0.5 });
    expect(queryCost([4000, 97], true)).toEqual({ requests: 1, units: 2 });
    const large = Array.from({ length: 5 }, () => 300 * 1024);
    expect(queryCost(large, true)).toEqual({ requests: 2, units: 375 });
  });
});

test("a given size of the data counts in each copy", async () => {
  const cost = await costOf(STORE, new Map([["PRICE_LOWERED", 2000]]));
  const event = cost.events.get("PRICE_LOWERED");
  expect(event?.dataBytes).toBe(2000);
  expect(event?.saves.typical).toMatchObject({ writeUnits: 12 });
  expect(event?.plainUnits).toBe(3);
});

test("a lookup is unread if no stream without copies of its own reads it", async () => {
  const { unreadLookups } = await costOf(STORE);
  expect(unreadLookups.map(({ copy }) => copy.pk)).toEqual([
    "STORE::{store_id}::PRICE_LOWERED",
    "STORE::{store_id}::PRICE_RAISED",
    "STORE::{store_id}::ALERT::{alert_id}::PRICE_RAISED",
  ]);
});

describe("load", () => {
  const LOG = `version: 1
name: Log
lookups: [type, entity]
events:
  LINE: { data: { log_id: ulid } }
streams:
  log: { by: log_id, consistent: true, events: [LINE] }
`;
  const loadOf = async (saves: number, reads: number) => {
    const cost = await costOf(LOG);
    return schemaLoad(
      cost,
      { saves: new Map([["LINE", saves]]), reads: new Map([["log", reads]]) },
      OPTIONS.streamLength,
    );
  };
  const keyOf = (keys: readonly KeyLoad[], ending: string) =>
    keys.find(({ pk }) => pk.endsWith(ending));

  test.each([
    [500, 1],
    [501, 2],
    [2_500, 5],
  ])("%i saves a second of an item need %i keys", async (saves, leastKeys) => {
    const { keys } = await loadOf(saves, 0);
    expect(keys).toHaveLength(3);
    for (const key of keys) expect(key).toMatchObject({ writeUnits: 2 * saves, leastKeys });
    expect(keyOf(keys, "LINE")?.ids).toEqual([]);
  });

  test("reads count for the keys that they query", async () => {
    const { keys, readUnits } = await loadOf(1, 3_001);
    expect(keyOf(keys, "@log")).toMatchObject({ readUnits: 3_001, leastKeys: 2 });
    expect(keys.filter((key) => key.readUnits > 0)).toHaveLength(1);
    expect(readUnits).toBe(3_001);
  });

  test("a month has 730 hours", async () => {
    const month = monthOf([await loadOf(10, 2)], DEFAULT_PRICES);
    expect(month.writeUnits).toBe(10 * 6 * 730 * 3600);
    expect(month.readUnits).toBe(2 * 730 * 3600);
    expect(month.writePrice).toBeCloseTo((month.writeUnits * 0.625) / 1e6);
    expect(month.storagePrice).toBeCloseTo(month.newGb * 0.45);
  });
});

describe("budgets", () => {
  test("are read as they were written, and kept by the schemas that they are of", async () => {
    const budget = budgetOf([await costOf(STORE)]);
    const read = readBudget(budgetText(budget));
    expect(read).toEqual(budget);
    expect(overspending(budget, budget)).toEqual([]);
  });

  test("do not depend on the order of a schema, and change by one line for each event type", async () => {
    const before = budgetText(budgetOf([await costOf(STORE)])).split("\n");
    const later = STORE.replace(
      "  PRICE_RAISED:",
      "  PRICE_ASKED: { data: { store_id: ulid } }\n  PRICE_RAISED:",
    );
    const after = budgetText(budgetOf([await costOf(later)])).split("\n");
    expect(after.filter((line) => !before.includes(line))).toEqual([
      "    PRICE_ASKED: { typical: 1, most: 1 }",
    ]);
    expect(before.filter((line) => !after.includes(line))).toEqual([]);
  });

  test.each([
    ["{", /^is not YAML/],
    ["a: 1\na: 2", /^is not YAML: .* at line 2, column 1$/],
    ["[]", /budget of version 1/],
    ["version: 2\nevents: {}", /budget of version 1/],
    ["version: 1\nevents: { Store: 3 }", /no event types for Store/],
    ["version: 1\nevents: { Store: { A: { typical: x, most: 1 } } }", /lacks .* for Store\.A/],
  ])("%j is refused", (text, reason) => {
    expect(readBudget(text)).toMatchObject({ reason: expect.stringMatching(reason) });
  });
});

test.each([
  ["- 1", /mapping/],
  ["{", /^is not YAML/],
  [JSON.stringify({ ...DEFAULT_PRICES, readUnits: -1 }), /no number "readUnits"/],
  [JSON.stringify({ ...DEFAULT_PRICES, date: 20_241_101 }), /no text "date"/],
  [JSON.stringify({ ...DEFAULT_PRICES, reads: 1 }), /unknown key "reads"/],
])("the prices %j are refused", (text, reason) => {
  expect(readPrices(text)).toMatchObject({ reason: expect.stringMatching(reason) });
  expect(readPrices(JSON.stringify(DEFAULT_PRICES))).toEqual(DEFAULT_PRICES);
});

test.each([
  [RATE_RULE, "A=1000000", 1_000_000],
  [RATE_RULE, "A=0.25", 0.25],
  [SIZE_RULE, "A=409600", 409_600],
])("%o takes %s", (rule, value, number) => {
  expect(readNumbers(rule, [value], new Map([["A", "A"]]))).toEqual(new Map([["A", number]]));
});

test.each([
  [RATE_RULE, "A=1000001", /^--rate of A must be a number of at most 1000000/],
  [RATE_RULE, `A=${"9".repeat(400)}`, /at most/],
  [RATE_RULE, "A=-1", /^--rate must be a name and a number/],
  [SIZE_RULE, "A=409601", /^--size of A must be a whole number of at most 409600/],
  [SIZE_RULE, "A=1.5", /whole number/],
])("%o refuses %s", (rule, value, message) => {
  expect(readNumbers(rule, [value], new Map([["A", "A"]]))).toMatch(message);
});

test("types that hold themselves, and types that double in each step, have samples at once", async () => {
  const doubling = Array.from(
    { length: 60 },
    (_, index) =>
      `  T${index}: { type: object, properties: { a: T${index + 1}, b: T${index + 1} }, required: [a, b] }\n`,
  ).join("");
  const all = Array.from({ length: 30 }, (_, index) => `a${index}: { type: W${index} }`).join(", ");
  const wide = Array.from(
    { length: 30 },
    (_, index) => `  W${index}: { type: object, properties: { ${all} } }\n`,
  ).join("");
  const model = await modelOfText(`version: 1
name: Wild
types:
  Tree: { type: object, properties: { left: Tree, right: Tree, list: "Tree[]" } }
${doubling}  T60: string
${wide}events:
  GROWN: { data: { tree_id: ulid, tree: Tree, double: T0, wide: W0 } }
`);
  const event = model.events[0];
  if (event === undefined) throw new Error("there is no event");
  const { data } = eventSampler(model)(event, "typical");
  expect(data.tree).toEqual({ left: {}, right: {}, list: [{}] });
  // It has more parts than an item can hold.
  expect(data.double).toBeNull();
  expect(JSON.stringify(data.wide).length).toBeLessThan(1_000_000);
});

test("of random schemas, all events and streams are explained, and have tables without gaps", async () => {
  const options = { ids: new Map(), table: "events", quote: (word: string) => word };
  let rows = 0;
  for (const document of fc.sample(legalSchema, { numRuns: 40, seed: 13 })) {
    const model = await modelOf(document);
    if (model === undefined) continue;
    for (const event of model.events) {
      const explained = explainEvent(event, model, options);
      if (typeof explained === "string") throw new Error(explained);
      expect(sectionsText(eventSections(explained), false)).toContain(event.type);
    }
    for (const stream of model.streams) {
      const explained = explainStream(stream, model, options);
      if (typeof explained === "string") throw new Error(explained);
      expect(explained.keys.length).toBeGreaterThan(0);
      expect(sectionsText(streamSections(explained), false)).toContain(stream.name);
    }
    const cost = schemaCost(model, OPTIONS);
    const all = model.events.map(({ type }) => [type, 1] as const);
    const reads = model.streams.map(({ name }) => [name, 1] as const);
    const load = schemaLoad(cost, { saves: new Map(all), reads: new Map(reads) }, 10);
    const tables = [...schemaTables(cost, DEFAULT_PRICES, 10), loadTable(load)];
    for (const { head, rows: lines } of tables) {
      for (const line of lines) expect(line).toHaveLength(head.length);
      rows += lines.length;
    }
    for (const text of [tablesText(tables), tablesMarkdown(tables)]) {
      expect(text).not.toMatch(/NaN|undefined|Infinity/);
    }
    // Each save of one event a second takes as many units as the keys of its items.
    const units = load.keys.reduce((sum, key) => sum + key.writeUnits, 0);
    expect(units).toBe(load.writeUnits);
    expect(load.keys.reduce((sum, key) => sum + key.readUnits, 0)).toBe(load.readUnits);
  }
  expect(rows).toBeGreaterThan(400);
});
