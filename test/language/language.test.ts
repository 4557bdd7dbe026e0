import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import {
  MAX_CHARACTERS,
  MAX_DEPTH,
  MAX_FILE_BYTES,
  MAX_IMPORTS,
  MAX_ITEMS,
  MAX_PARTS,
  MAX_PARTS_OF_ONE,
  MAX_TOKENS,
  MAX_VALUES,
} from "../../generator/src/language/limits.js";
import { MANY_COPIES } from "../../generator/src/lint/rules/many-copies.js";
import { codesOf, lookupsOf, modelOf } from "./support.js";

/** A part of the JSON Schema, as far as it is looked at here. */
interface Structure {
  readonly properties: Readonly<Record<string, Structure>>;
  readonly required?: readonly string[];
  readonly definitions: Readonly<Record<string, Structure>>;
  readonly then: Structure;
  readonly else: Structure;
  readonly maxItems?: number;
}

const page = readFileSync(new URL("../../docs/reference/language.md", import.meta.url), "utf8");
const schema: Structure = JSON.parse(
  readFileSync(new URL("../../generator/events.schema.json", import.meta.url), "utf8"),
);

type Row = Readonly<Record<string, string>>;

/** The tables of the page whose first column is `title`, as rows by the titles of their columns. */
function tablesOf(title: string): readonly Row[][] {
  const cells = (line: string) => line.split(/ *\| */).slice(1, -1);
  return page
    .split("\n\n")
    .map((block) => block.trim().split("\n"))
    .filter(([first = ""]) => first.startsWith("|") && cells(first)[0] === title)
    .map(([first = "", , ...rows]) =>
      rows.map((row) =>
        Object.fromEntries(cells(first).map((column, index) => [column, cells(row)[index] ?? ""])),
      ),
    );
}

function keysOf(row: Row): string[] {
  return Object.values(row)[0]?.match(/[\w-]+/g) ?? [];
}

const {
  event,
  previousVersion,
  retiredEvent,
  stream,
  dataField,
  metadataField,
  valueType,
  discriminatorKeyword,
} = schema.definitions as Record<string, Structure>;

/** The keys of a type at length, and of a union. */
const longKeys = (type?: Structure) => Object.keys(type?.else.else.properties ?? {});
const unionKeys = (type?: Structure) => Object.keys(type?.else.then.properties ?? {});
const without = (keys: readonly string[], others: readonly string[]) =>
  keys.filter((key) => !others.includes(key));

const typeKeys = [...new Set([...longKeys(valueType), ...unionKeys(valueType)])];
/** A union is no id, so that what it can say as a field is what every field can say. */
const fieldKeys = without(unionKeys(dataField), typeKeys);
const idKeys = without(longKeys(dataField), [...typeKeys, ...fieldKeys]);

const [
  schemaTable,
  eventTable,
  fieldTable,
  idTable,
  streamTable,
  typeTable,
  unionTable,
  versionTable,
  retiredTable,
] = tablesOf("key");
const [allowTable] = tablesOf("key under `allow`");
const topRequired = [...(schema.required ?? []), ...(schema.else.required ?? [])];

test.each([
  ["the schema", schemaTable, Object.keys(schema.properties), topRequired],
  ["an event type", eventTable, Object.keys(event?.properties ?? {}), event?.required],
  ["a field", fieldTable, fieldKeys, []],
  ["an id field", idTable, idKeys, []],
  ["a stream", streamTable, Object.keys(stream?.properties ?? {}), stream?.required],
  ["a type", typeTable, typeKeys, []],
  [
    "a discriminator",
    unionTable,
    Object.keys(discriminatorKeyword?.properties ?? {}),
    discriminatorKeyword?.required,
  ],
  [
    "an earlier version",
    versionTable,
    Object.keys(previousVersion?.properties ?? {}),
    previousVersion?.required,
  ],
  [
    "a retired event type",
    retiredTable,
    Object.keys(retiredEvent?.else.properties ?? {}),
    retiredEvent?.else.required,
  ],
  ["`allow`", allowTable, Object.keys(schema.properties.allow?.properties ?? {}), []],
] as const)(
  "the page explains each key of %s, and says which are needed",
  (_, table, keys, required) => {
    const rows = table ?? [];
    expect(keys).not.toEqual([]);
    expect(rows.flatMap(keysOf).toSorted()).toEqual(keys.toSorted());
    const needed = rows.filter((row) => row[""] === "needed").flatMap(keysOf);
    expect(needed.toSorted()).toEqual((required ?? []).toSorted());
  },
);

test("no other table of the page is about keys", () => {
  expect(tablesOf("key")).toHaveLength(9);
  expect(without(longKeys(metadataField), typeKeys)).toEqual(["pii"]);
  expect(without(unionKeys(metadataField), typeKeys)).toEqual(["pii"]);
});

test("the page says what each lookup's default is", () => {
  const events = "events:\n  A: { data: { p_id: ulid, a_id: ulid } }\n";
  const kinds = (yaml: string) =>
    lookupsOf(modelOf(yaml), "A").map((lookup) => lookup.replace(/\(.*/, ""));
  const withPartition = kinds(`partition: p_id\n${events}`);
  const without = kinds(events);
  const [table = []] = tablesOf("lookup");
  expect(table).toHaveLength(4);
  for (const row of table) {
    const kind = keysOf({ lookup: row.lookup ?? "" })[0] ?? "";
    const when = [
      ...(withPartition.includes(kind) ? ["with a partition"] : []),
      ...(without.includes(kind) ? ["without a partition"] : []),
    ];
    expect([kind, row.default]).toEqual([kind, when.join(", ")]);
  }
});

test("the page's limits are those of the sources", () => {
  const count = (limit: number) => limit.toLocaleString("en-US");
  const mib = `${MAX_FILE_BYTES / 1024 ** 2} MiB`;
  const items = count(MAX_ITEMS);
  const examples = schema.definitions.examplesKeyword?.maxItems;
  const [table = []] = tablesOf("what");
  expect(table.map((row) => row["at most"])).toEqual([
    mib,
    count(MAX_TOKENS),
    count(MAX_VALUES),
    `${count(MAX_CHARACTERS)} characters`,
    `${count(MAX_DEPTH)} levels`,
    count(MAX_PARTS),
    count(MAX_PARTS_OF_ONE),
    `${count(MAX_IMPORTS)}, and ${mib}`,
    String(examples),
    items,
  ]);
  expect(page).toContain(`at most ${items} items`);
  expect(page).toContain(`down to ${count(MAX_DEPTH)} levels`);
  expect(page).toContain(`over ${count(MANY_COPIES)} copies`);
});

const examples = Array.from(page.matchAll(/```yaml\n(.*?)```/gs), ([, yaml]) => yaml as string);

test.each(examples)("example %# is legal", (example) => {
  const isWhole = /^version:/m.test(example);
  const hasEvents = /^events:/m.test(example);
  const head = hasEvents ? "" : "partition: store_id\n";
  const events = `events:
  PRICE_LOWERED: { data: { store_id: ulid, product_id: ulid } }
  PRICE_RAISED: { data: { store_id: ulid, product_id: ulid } }
`;
  const rest = `version: 1\nname: Store\n${head}${example}${hasEvents ? "" : events}`;
  expect(codesOf(isWhole ? example : rest)).toEqual([]);
});
