import { expect, test } from "vitest";
import { allFindingsOf, codesOf, findingsOf } from "../language/support.js";

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
  expect(findingsOf(yaml).map(({ path }) => path.at(-1))).toEqual([0, 2, 3]);
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
    expect(findingsOf(schema(types)).map(({ path }) => path.slice(-3))).toEqual([
      ["examples", 1, "kind"],
    ]);
  },
);

test("a tag's values stand in the branch itself, and not behind a name", () => {
  const types = `${CASH}  Kind: { type: string, const: card }\n${union(branch("Kind"))}`;
  expect(findingsOf(schema(types)).map(({ message }) => message)).toEqual([
    'The branches are told apart by "kind", and this one leaves it to the type "Kind".',
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
  ["partition: shop", "invalid-name"],
  ["partition: { by: x }", "wrong-type"],
  ["partitions: s_id", "unknown-key"],
  ["pratition: s_id", "unknown-key"],
  ["partition: s_id\nalow: { hot-key: It is meant. }", "unknown-key"],
  ["partition: s_id\nimport: [types.yaml]", "unknown-key"],
])("nothing is judged by what a repair made up: %s", (slip, code) => {
  const yaml = `version: 1\nname: S\n${slip}\nevents:\n  A:\n    data: { s_id: ulid, a_id: ulid, t: Money }\n`;
  const whole = slip.includes("import:") ? yaml : yaml.replace(", t: Money", "");
  expect(allFindingsOf(whole).map((finding) => finding.code)).toEqual([code]);
});

test.each([
  ["regexp: a", 'did you mean "pattern"?'],
  ["options: [a]", 'did you mean "enum"?'],
  ["title: A", 'did you mean "description"?'],
  ["maxProperties: 1", "remove it: there is no rule about the number of properties."],
  ["min: 1", 'did you mean "minLength"?'],
  ["$ref: '#/types/Fine'", "name the type itself: type: Fine."],
])("a key that other languages have gets the way out of this one: %s", (key, help) => {
  const findings = findingsOf(schema(`  T: { type: string, ${key} }\n`));
  expect(findings.map((finding) => [finding.code, finding.help])).toEqual([["unknown-key", help]]);
});

test.each([
  ["oneof: [Cash, Fine], discriminator: { propertyName: kind }"],
  ["union: [Cash, Fine], discriminator: { propertyName: kind }"],
  ["anyOf: [Cash, Fine], discriminator: { propertyName: kind }"],
])("a union that is misspelt is one mistake: %s", (union) => {
  const findings = findingsOf(schema(`${CASH}  U: { ${union} }\n`));
  expect(findings.map(({ help }) => help)).toEqual(['did you mean "oneOf"?']);
});

test.each([
  ["HTTPRequestSent", "HTTP_REQUEST_SENT"],
  ["APIKeyAdded", "API_KEY_ADDED"],
  ["userIDChanged", "USER_ID_CHANGED"],
  ["OrderB2BPlaced", "ORDER_B2B_PLACED"],
  ["store.price.lowered", "STORE_PRICE_LOWERED"],
])("a name is respelt by its words: %s", (name, spelling) => {
  const findings = findingsOf(schema("", `  ${name}:\n    data: {}\n`));
  expect(findings.map(({ help }) => help)).toEqual([`did you mean "${spelling}"?`]);
});

test("what all ids have in common makes no two alike, nor does one letter", () => {
  const ids = schema("")
    .replace("lookups: [entity]", "partition: job_id")
    .replaceAll("a_id", "log_id");
  expect(findingsOf(ids).map(({ help }) => help)).not.toContain('did you mean "log_id"?');
  const stream = schema("", "streams:\n  s: { by: a_id, events: [A, D] }\n");
  expect(findingsOf(stream).map(({ help }) => help)).not.toContain('did you mean "A"?');
});

test("what has no legal name is told by its name alone", () => {
  const yaml = schema("", "  streams:\n    s: { by: a_id, events: [A] }\n");
  expect(codesOf(yaml)).toEqual(["invalid-name"]);
});

test("a name that is empty is told so in a sentence", () => {
  const yaml = schema("").replace("a_id: ulid", 'a_id: ulid, "": string');
  expect(findingsOf(yaml).map(({ message }) => message)).toContain(
    '"" is not a legal name here: it must not be empty.',
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

const told = (yaml: string) => findingsOf(yaml).map(({ code, path, help }) => [code, path, help]);

test.each([
  ["{ b_id: ulid, price: number, a: string, b: string, c: string, d: string, e: string, f: date }"],
  ["{ description: An event., b_id: ulid, date: date }"],
])("fields of an event that do not stand under data are one mistake: %s", (event) => {
  const streams = "streams:\n  s: { by: b_id, events: [B] }\n";
  expect(told(schema("", `  B: ${event}\n${streams}`))).toEqual([
    ["unknown-key", ["events", "B", "b_id"], 'the fields of an event stand under "data:".'],
  ]);
});

test("values of two types are held each against its own, however many each has", () => {
  const fields = `x: { type: "string[]", examples: [[a]], default: [b] }, y: { type: array, items: boolean, examples: [[true]] }`;
  expect(codesOf(schema("").replace("a_id: ulid", `a_id: ulid, ${fields}`))).toEqual([]);
});

test.each([
  ["{ amount: number, currency: string }", "amount"],
  ["{ a: date, b: string, c: string, d: string, e: string, f: string, g: string, h: date }", "a"],
  ["{ street: { name: string } }", "street"],
])("an object without type and properties is one mistake: %s", (type, key) => {
  const help = "an object is written { type: object, properties: { … } }.";
  expect(told(field(type))).toEqual([["unknown-key", ["events", "A", "data", "x", key], help]]);
  expect(told(schema(`  T: ${type}\n`))).toEqual([["unknown-key", ["types", "T", key], help]]);
});

test.each([
  ["{ type: object, properties: { b_id: ulid, c?: 5 }, required: [b_id] }"],
  ["{ type: object, properties: { b_id: ulid }, additionalProperties: false }"],
])("fields that are written as a JSON Schema are one mistake: %s", (fields) => {
  const streams = "streams:\n  s: { by: b_id, events: [B] }\n";
  expect(told(schema("", `  B: { data: ${fields} }\n${streams}`))).toEqual([
    [
      "unknown-key",
      ["events", "B", "data"],
      'fields stand directly under "data"; a field that may be left out has "?" after its name.',
    ],
  ]);
  const help = 'fields stand directly under "metadata"; all of them may be left out.';
  expect(told(`${schema("")}metadata: ${fields}\n`)).toEqual([["unknown-key", ["metadata"], help]]);
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
    ["unknown-key", ["events", key], "indent it: it belongs to the event above."],
  ]);
});

test("what is a key of events, and belongs to no event, is a name as any other", () => {
  expect(codesOf(schema("", "  data: { data: {} }\n"))).toEqual(["invalid-name"]);
});

const YES = "write true or false; in YAML 1.2, yes and no are strings.";
const BOUND = "write the bound itself: exclusiveMinimum: 0.";
const NULLABLE = 'write the one type, and "nullable: true" beside it.';

test.each([
  ["{ type: string, nullable: yes }", YES],
  ["{ type: string, nullable: 'true' }", YES],
  ["{ type: string, nullable: Off }", YES],
  ["{ type: number, minimum: '1.5' }", "remove the quotes."],
  ["{ type: string, minLength: '1' }", "remove the quotes."],
  ["{ type: object, properties: { a: string }, required: a }", "write [a]."],
  ["{ type: [string, 'null'] }", NULLABLE],
  ["{ type: [string, null] }", NULLABLE],
  ["{ type: [string] }", 'a list is written "string[]".'],
  ["[Money]", 'a list is written "Money[]".'],
  ["{ type: number, exclusiveMinimum: true }", BOUND],
  [
    "{ type: string, required: true }",
    'remove it: a field without "?" after its name is required.',
  ],
  ["{ type: string, required: false }", 'remove it, and put a "?" after the name of the field.'],
  [
    "{ type: object, properties: { a: { type: string, required: true } } }",
    'list its name under the object\'s "required".',
  ],
])("a value of another type gets the way out: %s", (type, help) => {
  expect(findingsOf(field(type)).map((finding) => [finding.code, finding.help])).toEqual([
    ["wrong-type", help],
  ]);
});

test("lookups that are no list are told how to be one", () => {
  const yaml = schema("").replace("[entity]", "entity");
  expect(findingsOf(yaml).map(({ help }) => help)).toEqual(["write [entity]."]);
});

test("lookups: yes is no list of one", () => {
  const yaml = schema("").replace("[entity]", "yes");
  expect(findingsOf(yaml)[0]?.help).toMatch(/^What events can be found by/);
});

test("null is called null, and empty what is empty", () => {
  const messages = findingsOf(field("null, y: ~, z: ")).map(({ message }) => message);
  expect(messages.map((message) => message.replace(/.*, and/, ""))).toEqual([
    " is null.",
    " is null.",
    " is empty.",
  ]);
});

test("an empty file is told how to begin", () => {
  expect(findingsOf("# nothing\n").map(({ help }) => help)).toEqual(['begin with "version: 1".']);
});

test.each([
  ["version: 1\n", "", 'add "version: 1".'],
  ["name: S\n", "", 'add "name: Store".'],
  ["data: { a_id: ulid }", "description: Nothing.", 'add "data: {}".'],
  [
    "  Fine: string\n",
    `${CASH}  U: { oneOf: [Cash, Cash] }\n`,
    'add "discriminator: { propertyName: … }".',
  ],
  ["version: 1", 'version: "1"', "write it without quotes: version: 1."],
])("what is missing can be copied from its help: %s", (part, other, help) => {
  const findings = findingsOf(schema("").replace(part, other));
  expect(findings.map((finding) => finding.help)).toEqual([help]);
});

test("lookup: true says what is so without it", () => {
  const findings = findingsOf(
    schema("").replace("a_id: ulid", "a_id: { type: ulid, lookup: true }"),
  );
  expect(findings.map(({ help }) => help)).toEqual(["remove it: ids have lookups by default."]);
});

test.each([
  [`${schema("")}metadata: { note?: string }\n`, "all metadata is optional"],
  [
    field("{ type: object, properties: { note?: string } }"),
    'what "required" does not list is optional',
  ],
])("a question mark is told to be left out where it says nothing: %s", (yaml, rule) => {
  expect(findingsOf(yaml).map(({ message, help }) => [message, help])).toEqual([
    [`"note?" is not a legal name here: ${rule}.`, 'did you mean "note"?'],
  ]);
});

test.each([["  1_PRICE:\n    data: {}\n"], ["streams:\n  1_price: { by: a_id, events: [A] }\n"]])(
  "a name that begins with a digit is told so: %s",
  (part) => {
    const [finding] = findingsOf(schema("", part));
    expect(finding?.message).toMatch(/single underscores; it begins with a letter\.$/);
  },
);

test("fields beside an empty data are one mistake", () => {
  const event = "  B:\n    data:\n    b_id: ulid\n    price: number\n";
  expect(told(schema("", `${event}streams:\n  s: { by: b_id, events: [B] }\n`))).toEqual([
    ["unknown-key", ["events", "B"], 'indent it: the fields of an event stand under "data:".'],
  ]);
});

test("a tag that no branch has is one mistake, at its name", () => {
  const types = `${CASH}${union(branch("{ type: string, const: card }"))}`;
  const findings = findingsOf(schema(types.replace("propertyName: kind", "propertyName: knid")));
  expect(findings.map(({ code, path, help }) => [code, path.at(-1), help])).toEqual([
    ["union-tag", "propertyName", 'did you mean "kind"?'],
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
  const findings = allFindingsOf(yaml);
  expect(findings.map(({ code, path, help }) => [code, path.at(-1), help])).toEqual([
    [code, name, 'did you mean "store_id"?'],
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
])("%s: one finding, and no warning beside it", (_, text, code) => {
  const findings = allFindingsOf(`version: 1\nname: S\nlookups: [entity]\n${text}`);
  expect(findings.map((finding) => finding.code)).toEqual([code]);
});
