import { expect, test } from "vitest";
import { allCodesOf, allDiagnosticsOf, codesOf, diagnosticsOf } from "../language/support.js";

const schema = (types: string, more = "") =>
  `version: 1\nname: S\nlookups: [entity]\ntypes:\n  Fine: string\n${types}events:\n  A:\n    data: { a_id: ulid }\n${more}`;
const CASH =
  "  Cash: { type: object, required: [kind], properties: { kind: { type: string, const: cash } } }\n";
const union = (branch: string, more = "") =>
  `  U: { oneOf: [Cash, ${branch}], discriminator: { propertyName: kind }${more} }\n`;

test.each([
  ["a literal of another type", "{ type: string, enum: [1], default: 1 }", "enum-type-mismatch"],
  ["a name that is not there", "{ type: Gone, examples: [1] }", "unknown-field-type"],
  ["nullable", "{ type: string, nullable: 5, default: null }", "wrong-type"],
  ["a keyword", "{ type: string, minimum: 5, default: 1 }", "keyword-without-effect"],
  [
    "properties",
    "{ type: object, properties: 5, required: [a], additionalProperties: false }",
    "wrong-type",
  ],
])("a default is not held against a type in which %s is wrong", (_, field, code) => {
  const yaml = schema("").replace("a_id: ulid", `a_id: ulid, x: ${field}`);
  expect(codesOf(yaml)).toEqual([code]);
});

test("some of the literals are of another type: the others are no field's only values", () => {
  const yaml = schema("  T: { type: string, enum: [1, a], examples: [b] }\n");
  expect(codesOf(yaml)).toEqual(["enum-type-mismatch"]);
});

test("a value is not held against a type that leads to a wrong one, by whatever way", () => {
  const wrong =
    "  Wrong: { type: object, properties: { a: Gone } }\n  List: 'Wrong[]'\n  Holder: { type: object, properties: { b: { type: object, additionalProperties: List } }, examples: [5] }\n";
  expect(codesOf(schema(wrong))).toEqual(["unknown-field-type"]);
});

test("an event type of a stream is told at its place, whatever is wrong with those before", () => {
  const yaml = schema("", "streams:\n  s: { by: a_id, events: [5, A, A, GONE] }\n");
  expect(diagnosticsOf(yaml).map(({ path }) => path.at(-1))).toEqual([0, 2, 3]);
});

test("one wrong union leaves the values of all other types to be judged", () => {
  const types = `${CASH}${union("string", ", examples: [{ kind: cash }]")}  T: { type: integer, examples: [x] }\n`;
  expect(codesOf(schema(types))).toEqual(["union-branch", "value-mismatch"]);
});

const branch = (kind: string, required = "[kind]") =>
  `{ type: object, required: ${required}, properties: { kind: ${kind} } }`;

test.each([
  ["a name that is not there", "Gone", "unknown-field-type"],
  ["a branch of no type", "5", "wrong-type"],
  ["required", branch("{ type: string, const: card }", "kind"), "wrong-type"],
  ["what is required", branch("{ type: string, const: card }", "[knd]"), "unknown-required"],
  ["an enum", branch("{ type: string, enum: [a, a] }"), "invalid-value"],
  ["an enum's value", branch("{ type: string, enum: [1, a] }"), "enum-type-mismatch"],
  ["the tag's type", branch("strng"), "unknown-field-type"],
  ["a key of the tag", branch("{ typ: string, const: card }"), "unknown-key"],
])("a branch is not judged in which %s is wrong", (_, text, code) => {
  const examples = ", examples: [{ kind: cash }, { kind: card }]";
  expect(codesOf(schema(CASH + union(text, examples)))).toEqual([code]);
  const named = /^[{]/.test(text) ? `  Card: ${text}\n` : undefined;
  if (named) expect(codesOf(schema(CASH + named + union("Card", examples)))).toEqual([code]);
});

test.each([["constructor"], ["__proto__"], ["toString"]])(
  "what every object has can be a value of a tag: %s",
  (value) => {
    const examples = `, examples: [{ kind: ${value} }, { kind: valueOf }]`;
    const types = CASH + union(branch(`{ type: string, enum: [a, ${value}] }`), examples);
    expect(diagnosticsOf(schema(types)).map(({ path }) => path.slice(-3))).toEqual([
      ["examples", 1, "kind"],
    ]);
  },
);

test("a tag's values stand in the branch itself, and not behind a name", () => {
  const types = `${CASH}  Kind: { type: string, const: card }\n${union(branch("Kind"))}`;
  expect(diagnosticsOf(schema(types)).map(({ message }) => message)).toEqual([
    'The discriminator is "kind", but this branch leaves it to the type "Kind".',
  ]);
});

test.each([["default: 1e-131"], ["const: -1e-131"], ["enum: [0, 1e-131]"], ["examples: [1e-200]"]])(
  "a number that no table stores is no value: %s",
  (keyword) => {
    const yaml = schema("").replace("a_id: ulid", `a_id: ulid, x: { type: number, ${keyword} }`);
    expect(codesOf(yaml)).toEqual(["value-mismatch"]);
    expect(codesOf(yaml.replace(/e-\d+/, "e-130"))).toEqual([]);
  },
);

test.each([
  ["{ type: object, required: [a], properties: { a: { typ: string } } }", ["unknown-key"]],
  ["{ type: object, required: a, properties: { a: string } }", ["wrong-type"]],
  ["{ type: 'string[]', minItems: x }", ["wrong-type"]],
  ["5", ["wrong-type"]],
  [
    "{ oneOf: [5, { typ: object }], discriminator: { propertyName: a } }",
    ["wrong-type", "unknown-key"],
  ],
])("metadata: %s", (field, codes) => {
  expect(codesOf(`${schema("")}metadata:\n  actor: ${field}\n`)).toEqual(codes);
});

test.each([
  ["lookups: [partition, partition-entitty]\npartition: s_id", "invalid-value"],
  ["lookups: [partition, partition]\npartition: s_id", "invalid-value"],
  ["lookups: null\npartition: s_id", "wrong-type"],
  ["partition: shop", "id-suffix"],
  ["partition: { by: x }", "wrong-type"],
  ["partitions: s_id", "unknown-key"],
  ["pratition: s_id", "unknown-key"],
  ["partition: s_id\nalow: { hot-key: It is meant. }", "unknown-key"],
  ["partition: s_id\nimport: [types.yaml]", "unknown-key"],
])("nothing is judged by what a repair made up: %s", (slip, code) => {
  const yaml = `version: 1\nname: S\n${slip}\nevents:\n  A:\n    data: { s_id: ulid, a_id: ulid, t: Money }\n`;
  const whole = slip.includes("import:") ? yaml : yaml.replace(", t: Money", "");
  expect(allCodesOf(whole)).toEqual([code]);
});

test.each([
  ["regexp: a", 'Did you mean "pattern"?'],
  ["options: [a]", 'Did you mean "enum"?'],
  ["title: A", 'Did you mean "description"?'],
  ["maxProperties: 1", "Remove it: the number of properties cannot be limited."],
  ["min: 1", 'Did you mean "minLength"?'],
  ["$ref: '#/types/Fine'", 'Write "type: Fine".'],
])("a key that other languages have gets the way out of this one: %s", (key, help) => {
  const diagnostics = diagnosticsOf(schema(`  T: { type: string, ${key} }\n`));
  expect(diagnostics.map((diagnostic) => [diagnostic.code, diagnostic.help])).toEqual([
    ["unknown-key", help],
  ]);
});

test.each([
  ["oneof: [Cash, Fine], discriminator: { propertyName: kind }"],
  ["union: [Cash, Fine], discriminator: { propertyName: kind }"],
  ["anyOf: [Cash, Fine], discriminator: { propertyName: kind }"],
])("a union that is misspelt is one mistake: %s", (union) => {
  const diagnostics = diagnosticsOf(schema(`${CASH}  U: { ${union} }\n`));
  expect(diagnostics.map(({ help }) => help)).toEqual(['Did you mean "oneOf"?']);
});

test.each([
  ["HTTPRequestSent", "HTTP_REQUEST_SENT"],
  ["APIKeyAdded", "API_KEY_ADDED"],
  ["userIDChanged", "USER_ID_CHANGED"],
  ["OrderB2BPlaced", "ORDER_B2B_PLACED"],
  ["store.price.lowered", "STORE_PRICE_LOWERED"],
])("a name is respelt by its words: %s", (name, spelling) => {
  const diagnostics = diagnosticsOf(schema("", `  ${name}:\n    data: {}\n`));
  expect(diagnostics.map(({ help }) => help)).toEqual([
    `Did you mean "${spelling}"? To store its type as "${name}", add "wire: ${name}".`,
  ]);
});

test("what all ids have in common makes no two alike, nor does one letter", () => {
  const ids = schema("")
    .replace("lookups: [entity]", "partition: job_id")
    .replaceAll("a_id", "log_id");
  expect(diagnosticsOf(ids).map(({ help }) => help)).not.toContain('Did you mean "log_id"?');
  const stream = schema("", "streams:\n  s: { by: a_id, events: [A, D] }\n");
  expect(diagnosticsOf(stream).map(({ help }) => help)).not.toContain('Did you mean "A"?');
});

test("what has no legal name is told by its name alone", () => {
  const yaml = schema("", "  more_events:\n    s: { by: a_id, events: [A] }\n");
  expect(codesOf(yaml)).toEqual(["invalid-name"]);
});

test("a name that is empty is told so in a sentence", () => {
  const yaml = schema("").replace("a_id: ulid", 'a_id: ulid, "": string');
  expect(diagnosticsOf(yaml).map(({ message }) => message)).toContain(
    'Invalid name "": it must not be empty.',
  );
});

const field = (type: string) => schema("").replace("a_id: ulid", `a_id: ulid, x: ${type}`);

test.each([
  ["{ type: array, itmes: string }"],
  ["{ type: object, propertis: { a: string }, required: [a] }"],
  ["{ type: object, propertis: { a: string }, additionalProperties: false, default: 5 }"],
  ["{ type: array, items: { type: object, props: { a: string }, required: [a] } }"],
])("what a type holds is misspelt: its other keywords are not held against it: %s", (type) => {
  expect(codesOf(field(type))).toEqual(["unknown-key"]);
  expect(codesOf(schema(`  T: ${type.replace(", default: 5", "")}\n`))).toEqual(["unknown-key"]);
});

const told = (yaml: string) =>
  diagnosticsOf(yaml).map(({ code, path, help }) => [code, path, help]);

test.each([
  ["{ b_id: ulid, price: number, a: string, b: string, c: string, d: string, e: string, f: date }"],
  ["{ description: An event., b_id: ulid, date: date }"],
])("fields of an event that do not stand under data are one mistake: %s", (event) => {
  const streams = "streams:\n  s: { by: b_id, events: [B] }\n";
  expect(told(schema("", `  B: ${event}\n${streams}`))).toEqual([
    ["unknown-key", ["events", "B", "b_id"], 'Move the fields of the event type under "data:".'],
  ]);
});

test("values of two types are held each against its own, however many each has", () => {
  const fields = `x: { type: "string[]", examples: [[a]], default: [b] }, y: { type: array, items: boolean, examples: [[true]] }`;
  expect(codesOf(schema("").replace("a_id: ulid", `a_id: ulid, ${fields}`))).toEqual([]);
});

test.each([
  [
    "{ amount: number, currency: string }",
    "amount",
    "{ type: object, properties: { amount: number, currency: string }, required: [amount, currency] }",
  ],
  [
    "{ street: { name: string } }",
    "street",
    "{ type: object, properties: { street: { type: object, properties: { name: string }, required: [name] } }, required: [street] }",
  ],
])("an object without type and properties is one mistake: %s", (type, key, right) => {
  const help = `Write ${right}.`;
  expect(told(field(type))).toEqual([["unknown-key", ["events", "A", "data", "x", key], help]]);
  expect(told(schema(`  T: ${type}\n`))).toEqual([["unknown-key", ["types", "T", key], help]]);
});

test("a long object without type and properties is one mistake", () => {
  const names = Array.from({ length: 20 }, (_, index) => `a${index}: date`);
  expect(told(field(`{ ${names.join(", ")} }`))).toEqual([
    [
      "unknown-key",
      ["events", "A", "data", "x", "a0"],
      `Write "type: object", these properties under "properties:", and "required: [${names.map((name) => name.split(":")[0]).join(", ")}]".`,
    ],
  ]);
});

test.each([
  [
    "{ type: object, properties: { b_id: ulid, c?: 5 }, required: [b_id] }",
    "data: { b_id: ulid, c?: 5 }",
  ],
  [
    "{ type: object, properties: { b_id: ulid }, additionalProperties: false }",
    "data: { b_id: ulid }",
  ],
])("fields that are written as a JSON Schema are one mistake: %s", (fields, right) => {
  const streams = "streams:\n  s: { by: b_id, events: [B] }\n";
  expect(told(schema("", `  B: { data: ${fields} }\n${streams}`))).toEqual([
    ["unknown-key", ["events", "B", "data", "properties"], `Write "${right}".`],
  ]);
  const help =
    'Write the fields directly under "metadata:"; they are optional without "required: true".';
  expect(told(`${schema("")}metadata: ${fields}\n`)).toEqual([
    ["unknown-key", ["metadata", "properties"], help],
  ]);
});

test("a field can be named properties", () => {
  expect(told(field("{ type: string }, type: object, properties: { type: number }"))).toEqual([]);
});

test.each([
  ["  B:\n  data: { b_id: ulid, x: 5 }\n", "data"],
  ["  B:\n    description: An event.\n  data: { b_id: ulid }\n", "data"],
  ["  B:\n  description: An event.\n  lookups: 5\n  data: { b_id: ulid }\n", "description"],
])("what is not indented below its event is one mistake: %s", (event, key) => {
  const streams = "streams:\n  s: { by: b_id, events: [B] }\n";
  expect(told(schema("", event + streams))).toEqual([
    ["unknown-key", ["events", key], "Indent it: it belongs to the event type above."],
  ]);
});

test("what is a key of events, and belongs to no event, is a name as any other", () => {
  expect(codesOf(schema("", "  data: { data: {} }\n"))).toEqual(["invalid-name"]);
});

const YES = "Write true or false: in YAML 1.2, yes and no are strings.";
const BOUND = 'Write the bound itself: "exclusiveMinimum: 0".';
const NULLABLE = "Write { type: string, nullable: true }.";

test.each([
  ["{ type: string, nullable: yes }", YES],
  ["{ type: string, nullable: 'true' }", YES],
  ["{ type: string, nullable: Off }", YES],
  ["{ type: number, minimum: '1.5' }", "Remove the quotes."],
  ["{ type: string, minLength: '1' }", "Remove the quotes."],
  ["{ type: object, properties: { a: string }, required: a }", "Write a list: [a]."],
  ["{ type: [string, 'null'] }", NULLABLE],
  ["{ type: [string, null] }", NULLABLE],
  ["{ type: [string] }", 'Write a list as "string[]".'],
  ["[Money]", 'Write a list as "Money[]".'],
  ["{ type: number, exclusiveMinimum: true }", BOUND],
  [
    "{ type: string, required: true }",
    'Remove it: a field without "?" after its name is required.',
  ],
  ["{ type: string, required: false }", 'Remove it, and put a "?" after the name of the field.'],
  [
    "{ type: object, properties: { a: { type: string, required: true } } }",
    'List its name under "required" of the object.',
  ],
])("a value of another type gets the way out: %s", (type, help) => {
  expect(
    diagnosticsOf(field(type)).map((diagnostic) => [diagnostic.code, diagnostic.help]),
  ).toEqual([["wrong-type", help]]);
});

test("lookups that are no list are told how to be one", () => {
  const yaml = schema("").replace("[entity]", "entity");
  expect(diagnosticsOf(yaml).map(({ help }) => help)).toEqual(["Write a list: [entity]."]);
});

test("lookups: yes is no list of one", () => {
  const yaml = schema("").replace("[entity]", "yes");
  expect(diagnosticsOf(yaml)[0]?.help).toBe('Write it as in "lookups: [entity]".');
});

test("null is called null, and a missing value nothing", () => {
  const messages = diagnosticsOf(field("null, y: ~, z: ")).map(({ message }) => message);
  expect(messages.map((message) => message.replace(/.*, got/, ""))).toEqual([
    " null.",
    " null.",
    " nothing.",
  ]);
});

test("an empty file is told how to begin", () => {
  expect(diagnosticsOf("# nothing\n").map(({ help }) => help)).toEqual([
    'Begin with "version: 1".',
  ]);
});

test.each([
  ["version: 1\n", "", 'Add "version: 1".'],
  ["name: S\n", "", 'Add "name: Store".'],
  ["data: { a_id: ulid }", "description: Nothing.", 'Add "data: {}".'],
  [
    "  Fine: string\n",
    `${CASH}  U: { oneOf: [Cash, Cash] }\n`,
    "Write { oneOf: [Cash, Cash], discriminator: { propertyName: kind } }.",
  ],
  ["version: 1", 'version: "1"', 'Write it without quotes: "version: 1".'],
])("what is missing can be copied from its help: %s", (part, other, help) => {
  const diagnostics = diagnosticsOf(schema("").replace(part, other));
  expect(diagnostics.map((diagnostic) => diagnostic.help)).toEqual([help]);
});

test("lookup: true says what is so without it", () => {
  const diagnostics = diagnosticsOf(
    schema("").replace("a_id: ulid", "a_id: { type: ulid, lookup: true }"),
  );
  expect(diagnostics.map(({ help }) => help)).toEqual(["Remove it: ids have lookups by default."]);
});

test.each([
  [`${schema("")}metadata: { note?: string }\n`, 'metadata without "required: true" is optional'],
  [
    field("{ type: object, properties: { note?: string } }"),
    'properties that "required" does not list are optional',
  ],
])("a question mark is told to be left out where it says nothing: %s", (yaml, rule) => {
  expect(diagnosticsOf(yaml).map(({ message, help }) => [message, help])).toEqual([
    [`Invalid name "note?": ${rule}.`, 'Did you mean "note"?'],
  ]);
});

test.each([["  1_PRICE:\n    data: {}\n"], ["streams:\n  1_price: { by: a_id, events: [A] }\n"]])(
  "a name that begins with a digit is told so: %s",
  (part) => {
    const [diagnostic] = diagnosticsOf(schema("", part));
    expect(diagnostic?.message).toMatch(/single underscores; it begins with a letter\.$/);
  },
);

test("fields beside an empty data are one mistake", () => {
  const event = "  B:\n    data:\n    b_id: ulid\n    price: number\n";
  expect(told(schema("", `${event}streams:\n  s: { by: b_id, events: [B] }\n`))).toEqual([
    [
      "unknown-key",
      ["events", "B", "b_id"],
      'Indent it: the fields of an event type belong under "data:".',
    ],
  ]);
});

test("a tag that no branch has is one mistake, at its name", () => {
  const types = `${CASH}${union(branch("{ type: string, const: card }"))}`;
  const diagnostics = diagnosticsOf(
    schema(types.replace("propertyName: kind", "propertyName: knid")),
  );
  expect(diagnostics.map(({ code, path, help }) => [code, path.at(-1), help])).toEqual([
    ["union-tag", "propertyName", 'Did you mean "kind"?'],
  ]);
});

test.each([
  ["the partition", "stroe_id", "partition: store_id\n", "", "partition-field-missing"],
  ["the partition, in case", "STORE_id", "partition: store_id\n", "", "partition-field-missing"],
  [
    "a stream",
    "stroe_id",
    "",
    "streams:\n  s: { by: store_id, events: [B, C] }\n",
    "stream-field-missing",
  ],
  [
    "a stream, in case",
    "STORE_id",
    "",
    "streams:\n  s: { by: store_id, events: [B, C] }\n",
    "stream-field-missing",
  ],
])("a misspelt id of %s is one mistake, at its field", (_, name, partition, streams, code) => {
  const yaml = `version: 1\nname: S\nlookups: [entity]\n${partition}events:\n  B: { data: { ${name}: ulid } }\n  C: { data: { store_id: ulid } }\n${streams}`;
  const diagnostics = allDiagnosticsOf(yaml);
  expect(diagnostics.map(({ code, path, help }) => [code, path.at(-1), help])).toEqual([
    [code, name, 'Did you mean "store_id"?'],
  ]);
});

const ids = (count: number, name: string) =>
  Array.from({ length: count }, (_, index) => `${name}${index}x_id: ulid`).join(", ");

test.each([
  ["too many copies", `events:\n  A: { data: { ${ids(101, "k")} } }\n`, "too-many-copies"],
  [
    "too many copies, of which many are allowed",
    `allow: { many-copies: meant }\nevents:\n  A: { data: { ${ids(101, "k")} } }\n`,
    "too-many-copies",
  ],
  [
    "an event that is stored nowhere",
    "events:\n  A: { lookups: [], data: { a_id: ulid } }\n  B: { data: { b_id: ulid } }\nstreams:\n  s: { by: b_id, events: [B] }\n",
    "event-not-stored",
  ],
  [
    "two ids of one entity",
    "events:\n  A: { data: { a_id: ulid } }\n  B: { data: { A_id: ulid } }\n  C: { data: { A_id: ulid } }\n",
    "entity-clash",
  ],
  [
    "two streams of one name",
    "events:\n  A: { data: { a_id: ulid } }\nstreams:\n  product_prices2: { by: a_id, events: [A] }\n  product_prices_2: { by: a_id, events: [A] }\n",
    "name-clash",
  ],
  [
    "an id of a list of what is not there",
    'events:\n  A: { data: { a_id: "Money[]" } }\n',
    "unknown-field-type",
  ],
])("%s: one diagnostic, and no warning beside it", (_, text, code) => {
  const diagnostics = allDiagnosticsOf(`version: 1\nname: S\nlookups: [entity]\n${text}`);
  expect(diagnostics.map((diagnostic) => diagnostic.code)).toEqual([code]);
});

const withIds = (types: string) =>
  `version: 1\nname: S\nlookups: [entity]\ntypes:\n${types}events:\n  A: { data: { a_id: Id, b_id: Id } }\n  B: { data: { a_id: Id } }\nstreams:\n  s: { by: a_id, events: [A, B] }\n`;

test.each([
  ["{ tpye: string }", "unknown-key"],
  ["{ type: strnig }", "unknown-field-type"],
  ["{ type: string, patern: a }", "unknown-key"],
  ["{ type: string, minLength: 2, maxLength: 1 }", "empty-range"],
  ["{ type: string, minimum: 1 }", "keyword-without-effect"],
  ["5", "wrong-type"],
])("a type of ids that is wrong is one mistake, however many ids have it: %s", (type, code) => {
  expect(codesOf(withIds(`  Id: ${type}\n`))).toEqual([code]);
});

test.each([
  ["a key that events do not have", "extends: Base, data: { s_id: ulid, a_id: ulid }"],
  ["a description of another type", "description: 5, data: { s_id: ulid, a_id: ulid }"],
  ["a field without a legal name", 'data: { s_id: ulid, "a id?x": ulid }'],
  ["an id of no type", "data: { s_id: 5, a_id: ulid }"],
  ["an id with a misspelt option", "data: { s_id: ulid, a_id: { type: ulid, entiy: b } }"],
])("%s: no partition, stream or lookup is held against the event type", (_, event) => {
  const yaml = `version: 1\nname: S\npartition: s_id\nlookups: [partition-entity]\nevents:\n  A: { ${event} }\nstreams:\n  s: { by: b_id, events: [A] }\n`;
  expect(allDiagnosticsOf(yaml)).toHaveLength(1);
});

test("a tag of another type is one mistake, however many branches have it", () => {
  const numbered = (kind: number) => branch(`{ type: integer, const: ${kind} }`);
  const types = `  U: { oneOf: [${numbered(1)}, ${numbered(2)}, ${numbered(3)}], discriminator: { propertyName: kind } }\n`;
  expect(told(schema(types)).map(([code, path]) => [code, path])).toEqual([
    ["union-tag", ["types", "U", "oneOf", 0]],
  ]);
});

test("no events, and an exception for a warning about them, is one mistake", () => {
  const yaml = "version: 1\nname: S\nevents: {}\nallow: { hot-key: Few events. }\n";
  expect(allCodesOf(yaml)).toEqual(["invalid-value"]);
});

test("a map of another language is one mistake, with the way to write it here", () => {
  expect(told(field("{ type: map, values: integer }"))).toEqual([
    [
      "unknown-key",
      ["events", "A", "data", "x", "values"],
      "Write { type: object, additionalProperties: integer }.",
    ],
  ]);
});

test.each([["openapi: 3.1.0"], ["asyncapi: 3.0.0"], ["swagger: '2.0'"]])(
  "a document of another language is one mistake: %s",
  (line) => {
    const yaml = `${line}\ninfo: { title: A, version: 1.0.0 }\npaths: {}\ncomponents: { schemas: {} }\n`;
    const diagnostics = allDiagnosticsOf(yaml);
    expect(diagnostics.map(({ code, path }) => [code, path])).toEqual([["foreign-document", []]]);
  },
);

test("pairs without a space are told to have one, and lack no ids", () => {
  const yaml =
    "version: 1\nname: S\npartition: shop_id\nevents:\n  A: { data: {shop_id:ulid, order_id:ulid} }\n";
  expect(diagnosticsOf(yaml).map(({ code, help }) => [code, help])).toEqual([
    ["yaml-syntax", 'Put a space after each colon: "shop_id: ulid".'],
  ]);
});

test("what a broken part hides, the rest is judged by itself", () => {
  const yaml = `version: 1
name: S
lookups: [entity]
types: { Broken: 5, Fine: { type: integer, examples: [x] } }
events:
  A: { data: { a_id: ulid, x: { typ: string }, y: strng } }
  B: { data: { b_id: integer } }
streams:
  s: { by: 5, events: [A] }
  t: { by: a_id, events: [A, GONE] }
`;
  expect(codesOf(yaml).toSorted()).toEqual([
    "id-field-not-string",
    "unknown-event-type",
    "unknown-field-type",
    "unknown-key",
    "value-mismatch",
    "wrong-type",
    "wrong-type",
  ]);
});
