import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { newestParts } from "../../generator/src/evolution/lock/history.js";
import { SECTIONS } from "../../generator/src/evolution/lock/parts.js";
import { partsOf } from "../../generator/src/evolution/lock/schema-parts.js";
import { shapesOf } from "../../generator/src/evolution/lock/shapes.js";
import { escapeUnits } from "../../generator/src/util/code-units.js";
import { importReader } from "../../generator/src/workspace/import-reader.js";
import { STORE } from "../cli/support.js";
import { lockOf, released, schemaOf, versionsOf } from "./support.js";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** All schemas of the repository that are right. */
const SCHEMAS = [
  "schemas-example",
  "test/models",
  "test/fixtures",
  "test/cases/whole-language",
  "test/cases/evolution",
]
  .flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" }).map((file) =>
      join(folder, file),
    ),
  )
  .filter((file) => file.endsWith(".yaml") && !/naive\.yaml|\.lock\.yaml$/.test(file))
  .filter((file) => /^ *events:/m.test(readFileSync(join(ROOT, file), "utf8")));

const PRICES = `version: 1
name: Prices
description: What products cost.
partition: store_id
types:
  Money:
    type: object
    properties: { amount: integer, currency: { type: string, enum: [EUR, USD] } }
    required: [amount, currency]
events:
  PRICE_LOWERED:
    description: A product became cheaper.
    data:
      store_id: ulid
      product_id: ulid
      price: Money
      reason?: { type: string, default: sale, examples: [clearance] }
  PRICE_RAISED:
    data: { store_id: ulid, product_id: ulid, price: Money }
streams:
  product: { by: product_id, events: [PRICE_LOWERED, PRICE_RAISED] }
`;

describe.each(SCHEMAS)("%s", (file) => {
  test("the lock gives back the schema", async () => {
    const text = readFileSync(join(ROOT, file), "utf8");
    const schema = await schemaOf(text, importReader(file, ROOT));
    const locked = released(undefined, schema);
    const lock = lockOf(locked);
    const [version, ...others] = versionsOf(lock);
    expect(others).toEqual([]);
    expect(lock.releases[0]?.shapes).toMatch(/^[0-9a-f]{16}$/);
    expect(version && shapesOf(version.model)).toBe(lock.releases[0]?.shapes);
    expect(newestParts(lock)).toEqual(partsOf(schema));
    expect(released(locked, schema)).toBe(locked);
  });
});

test("releases have every section of the language but those that change nothing of stored events", () => {
  const schema = JSON.parse(readFileSync(join(ROOT, "generator/events.schema.json"), "utf8"));
  const others = Object.keys(schema.properties).filter((section) => !SECTIONS.includes(section));
  const known = ["version", "description", "imports", "allow", "accept"];
  expect(others.filter((section) => !known.includes(section))).toEqual([]);
});

test("a release has only what changed, and what is gone as null", async () => {
  const first = released(undefined, await schemaOf(PRICES));
  const changed = PRICES.replace("price: Money\n", "price: number\n")
    .replace(
      / {2}PRICE_RAISED:\n.*\n/,
      "  PRICE_SET:\n    data: { store_id: ulid, product_id: ulid }\n",
    )
    .replace("PRICE_LOWERED, PRICE_RAISED", "PRICE_SET, PRICE_LOWERED");
  const second = released(first, await schemaOf(changed));
  expect(second.slice(0, first.length)).toBe(first);
  expect(second.slice(first.length).replace(/[0-9a-f]{16}/, "…")).toBe(`  - release: 2
    shapes: "…"
    types:
      Money: null
    events:
      PRICE_LOWERED:
        data:
          price: number
          product_id: ulid
          reason?:
            type: string
            default: sale
          store_id: ulid
      PRICE_RAISED: null
      PRICE_SET:
        data:
          product_id: ulid
          store_id: ulid
    streams:
      product:
        by: product_id
        events:
          - PRICE_LOWERED
          - PRICE_SET
`);
  const shapes = versionsOf(lockOf(second)).map(({ model }) => shapesOf(model));
  expect(shapes).toEqual(lockOf(second).releases.map((release) => release.shapes));
});

test.each<[string, (schema: string) => string]>([
  ["documentation", (schema) => schema.replace("cheaper", "less expensive")],
  ["an example", (schema) => schema.replace("clearance", "outlet")],
  ["personal data", (schema) => schema.replace("default: sale", "pii: true, default: sale")],
  [
    "a type in long form",
    (schema) => schema.replace("store_id: ulid\n", "store_id: { type: ulid }\n"),
  ],
  ["the order of fields", (schema) => schema.replace(/( +store_id.*\n)( +product_id.*\n)/, "$2$1")],
  [
    "the order of event types",
    (schema) => schema.replace(/( {2}PRICE_LOWERED.*?)( {2}PRICE_RAISED:\n[^\n]+\n)/s, "$2$1"),
  ],
  [
    "the order of a stream",
    (schema) => schema.replace("PRICE_LOWERED, PRICE_RAISED", "PRICE_RAISED, PRICE_LOWERED"),
  ],
  ["the order of an enum", (schema) => schema.replace("EUR, USD", "USD, EUR")],
  ["a comment, and CRLF", (schema) => `# Prices\n${schema}`.replaceAll("\n", "\r\n")],
  [
    "a type that nothing uses",
    (schema) => schema.replace("types:\n", "types:\n  Unused: string\n"),
  ],
])("%s is no change", async (_, edit) => {
  const edited = edit(PRICES);
  expect(edited).not.toBe(PRICES);
  const first = released(undefined, await schemaOf(PRICES));
  expect(released(first, await schemaOf(edited))).toBe(first);
});

test.each<[string, string, string]>([
  ["a name", "name: Prices", "name: Offers"],
  ["a type", "amount: integer", "amount: number"],
  ["an optional field", "price: Money\n", "price?: Money\n"],
  ["a default", "default: sale", "default: null, nullable: true"],
  [
    "an entity",
    "product_id: ulid\n",
    "product_id: ulid\n      other_id: { type: ulid, entity: product }\n",
  ],
  ["a lookup", "partition: store_id", "partition: store_id\nlookups: [partition-entity]"],
  ["a stream", "by: product_id,", "by: product_id, materialized: true,"],
  ["a stored type", "PRICE_RAISED:\n", "PRICE_RAISED:\n    wire: raised\n"],
])("%s is a change", async (_, from, to) => {
  const edited = PRICES.replace(from, to);
  const first = released(undefined, await schemaOf(PRICES));
  expect(released(first, await schemaOf(edited))).toContain("  - release: 2\n");
});

const EVOLVED = `version: 1
name: Orders
lookups: [entity]
types:
  Money: { type: object, properties: { amount: integer } }
  Hold: { type: object, properties: { reason: string } }
groups:
  Audit: { actor: string }
  Holder: { holder: string }
events:
  ORDER_PLACED:
    version: 2
    aliases: [ORDER_MADE, ORDER_DONE]
    previous:
      1: { description: The first one., include: [Audit], data: { order_id: ulid, total: number } }
    data: { order_id: ulid, total: Money }
  ORDER_HELD:
    stability: draft
    include: [Holder]
    data: { order_id: ulid, hold: Hold }
streams:
  order: { by: order_id, events: [ORDER_PLACED, ORDER_HELD] }
  holds: { by: order_id, events: [ORDER_HELD] }
retired:
  ORDER_LOST: Lost orders are cancelled.
  ORDER_GONE: { wire: order.gone, reason: Orders do not go away. }
reserved:
  ORDER_PLACED: [discount, campaign]
  ORDER_HELD: [until]
  Money: [cents]
  Audit: [host]
accept:
  FIELD_NO_DELETE: { events.ORDER_PLACED.data.campaign: Nobody ever wrote it. }
`;

test("a lock has earlier versions and tombstones, and neither drafts nor what only they use", async () => {
  const text = released(undefined, await schemaOf(EVOLVED));
  expect(text.slice(text.indexOf("    name:"))).toBe(`    name: Orders
    lookups:
      - entity
    types:
      Money:
        type: object
        properties:
          amount: integer
    groups:
      Audit:
        actor: string
    events:
      ORDER_PLACED:
        aliases:
          - ORDER_DONE
          - ORDER_MADE
        version: 2
        data:
          order_id: ulid
          total: Money
        previous:
          "1":
            include:
              - Audit
            data:
              order_id: ulid
              total: number
    streams:
      order:
        by: order_id
        events:
          - ORDER_PLACED
    retired:
      ORDER_GONE:
        wire: order.gone
        reason: "Orders do not go away."
      ORDER_LOST: "Lost orders are cancelled."
    reserved:
      Audit:
        - host
      Money:
        - cents
      ORDER_PLACED:
        - campaign
        - discount
    accept:
      FIELD_NO_DELETE:
        events.ORDER_PLACED.data.campaign: "Nobody ever wrote it."
`);
});

test.each<[string, string, string]>([
  ["a draft", "hold: Hold", "hold: string"],
  ["a type that only drafts use", "reason: string", "reason: integer"],
  ["a reason", "do not go away", "stay"],
  ["an accepted change", "Nobody ever wrote it", "Never used"],
  ["a name that a draft reserves", "[until]", "[until, since]"],
])("%s is no change of released shapes", async (_, from, to) => {
  const first = released(undefined, await schemaOf(EVOLVED));
  expect(released(first, await schemaOf(EVOLVED.replace(from, to)))).toBe(first);
});

test.each<[string, string, string]>([
  ["the type of an earlier version", "total: number", "total: integer"],
  ["an earlier name", "ORDER_DONE", "ORDER_OPENED"],
  ["a retired event type", "wire: order.gone", "wire: order.missing"],
  ["a reserved name", "[cents]", "[cents, code]"],
  ["a draft that becomes stable", "stability: draft", "stability: stable"],
])("%s is a change of released shapes", async (_, from, to) => {
  const first = released(undefined, await schemaOf(EVOLVED));
  const second = released(first, await schemaOf(EVOLVED.replace(from, to)));
  expect(second).toContain("  - release: 2\n");
  expect(versionsOf(lockOf(second))).toHaveLength(2);
});

test("a change and its reversal are two releases", async () => {
  const [one, two] = [await schemaOf(PRICES), await schemaOf(PRICES.replace("integer", "number"))];
  const text = released(released(released(undefined, one), two), one);
  const shapes = lockOf(text).releases.map((release) => release.shapes);
  expect(shapes).toEqual([shapes[0], shapes[1], shapes[0]]);
  expect(shapes[1]).not.toBe(shapes[0]);
});

test("types of imported files are in the lock", async () => {
  const types = "version: 1\ntypes: { Money: { type: integer, minimum: 0 }, Other: string }\n";
  const schema = await schemaOf(
    STORE.replace("price: number", "price: Money").replace(
      "events:",
      "imports: [./money.yaml]\nevents:",
    ),
    {
      rootId: "events.yaml",
      find: () => ({ id: "money.yaml", file: "money.yaml" }),
      read: () => ({ file: "money.yaml", text: types, lineStarts: [0, 11] }),
    },
  );
  const text = released(undefined, schema);
  expect(text).toContain(
    "    types:\n      Money:\n        type: integer\n        minimum: 0\n    events:",
  );
  expect(versionsOf(lockOf(text))).toHaveLength(1);
});

test("a part is located in the release that changed it last", async () => {
  const first = released(undefined, await schemaOf(PRICES));
  const text = released(first, await schemaOf(PRICES.replace("price: Money", "price: number")));
  const lines = text.split("\n");
  const versions = versionsOf(lockOf(text));
  const at = (version: number, path: string) => {
    const location = versions[version]?.locate(path.split("."));
    return [location?.file, location?.line, text.slice(location?.start, location?.end)];
  };
  const lineOf = (line: string, from = 0) => lines.indexOf(line, from) + 1;
  const second = lineOf("  - release: 2");
  const price = "events.PRICE_LOWERED.data.price";
  expect(versions.map(({ name }) => name)).toEqual(["release 1", "release 2"]);
  expect(at(0, price)).toEqual(["events.lock.yaml", lineOf("          price: Money"), "price"]);
  expect(at(1, price)).toEqual([
    "events.lock.yaml",
    lineOf("          price: number", second),
    "price",
  ]);
  expect(at(1, "events.PRICE_LOWERED.data.reason")[2]).toBe("reason?");
  const raised = at(1, "events.PRICE_RAISED.data");
  expect(raised).toEqual(at(0, "events.PRICE_RAISED.data"));
  expect(at(1, "streams.gone.by")[2]).toBe("streams");
});

const LOCK = released(undefined, await schemaOf(PRICES));
const TWO = released(LOCK, await schemaOf(PRICES.replace("price: Money", "price: number")));

test.each<[string, string, string]>([
  [
    "a conflict",
    `<<<<<<< HEAD\n${LOCK}`,
    "lock-conflict: The lock has unresolved conflict markers.",
  ],
  ["text that is no YAML", `${LOCK}  release: [`, "lock-invalid: The lock cannot be read: "],
  ["a list", "- 1\n", "lock-invalid: The lock cannot be read: it has no list of releases."],
  ["no format", LOCK.replace("version: 1", "version: one"), "its version must be 1."],
  [
    "a newer format",
    LOCK.replace("version: 1", "version: 2"),
    "a newer ddb-pattern-gen wrote it, in format 2.",
  ],
  ["no releases", "version: 1\nreleases: []\n", "its list of releases is empty."],
  ["releases that are no list", "version: 1\nreleases: none\n", "it has no list of releases."],
  [
    "a gap",
    TWO.replace("release: 2", "release: 3"),
    "lock-order: The lock has release 3 where release 2 belongs.",
  ],
  [
    "a release twice",
    LOCK + LOCK.slice(LOCK.indexOf("  - release")),
    "lock-order: The lock has release 1 where release 2 belongs.",
  ],
  [
    "a release without its number",
    LOCK.replace("release: 1\n    ", ""),
    "lock-order: The lock has release none where release 1 belongs.",
  ],
  ["a release that is no mapping", "version: 1\nreleases: [1]\n", "a release must be a mapping."],
  ["no shapes", LOCK.replace(/ +shapes.*\n/, ""), "a release must have shapes."],
  [
    "an unknown part",
    LOCK.replace("name: Prices", "title: Prices"),
    '"title" is no part of a release.',
  ],
  [
    "a section that is no mapping",
    LOCK.replace(/streams:.*/s, "streams: none\n"),
    '"streams" must be a mapping.',
  ],
])("%s is one diagnostic", (_, text, message) => {
  expect(() => lockOf(text)).toThrow(message);
});

test.each<[string, string, string]>([
  [
    "a wrong structure",
    LOCK.replace("by: product_id", "of: product_id"),
    "the schema of release 1 has a mistake: ",
  ],
  [
    "an unknown type",
    LOCK.replace("price: Money", "price: Mony"),
    'the schema of release 1 has a mistake: Unknown type "Mony".',
  ],
  [
    "a type that a later release removes",
    TWO.replace("release: 2\n", "release: 2\n    types: { Money: null }\n"),
    "the schema of release 2 has a mistake: ",
  ],
])("a schema with %s is one diagnostic", (_, text, message) => {
  expect(() => versionsOf(lockOf(text))).toThrow(
    `lock-invalid: The lock cannot be read: ${message}`,
  );
});

test("any string comes back from a lock", () => {
  const text = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.string({ unit: fc.constantFrom(..."a:#-?[]{}&*!|>'\"%@`, \n\t\u2028\ufeff\u0085~1é") }),
  );
  return fc.assert(
    fc.asyncProperty(fc.uniqueArray(text, { minLength: 1 }), async (values) => {
      const [first, ...others] = values.map(inYaml);
      const words = [first, ...others].join();
      const schema = await schemaOf(
        `${STORE}      word: { type: string, enum: [${words}], default: ${first} }\n`,
      );
      const [version] = versionsOf(lockOf(released(undefined, schema)));
      expect(version && shapesOf(version.model)).toBe(shapesOf(schema.model));
    }),
    { numRuns: 200 },
  );
});

function inYaml(text: string): string {
  return JSON.stringify(text).replace(/[^ -~]/g, (unit) => escapeUnits(unit, "\\u"));
}
