import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { TYPES_SECTION } from "../../generator/src/diagnostics/messages/yaml.js";
import { codesOf, diagnosticsOf } from "./support.js";

const OPENAPI = "an OpenAPI document";
const JSON_SCHEMA = "a JSON Schema";
const TYPESCRIPT = "a TypeScript file";
const GRAPHQL = "a GraphQL schema";
const EVENTS = "a list of events";

test.each<[string, string]>([
  [OPENAPI, "openapi: 3.1.0\ninfo: { title: A, version: 1.0.0 }\npaths: {}\n"],
  [OPENAPI, "info: { title: A, version: 1.0.0 }\nopenapi: 3.1.0\ncomponents: { schemas: {} }\n"],
  [OPENAPI, '{ "swagger": "2.0", "paths": {}, "definitions": { "A": { "type": "object" } } }'],
  [OPENAPI, "openapi: 3.1.0\ninfo:\n\ttitle: A\n"],
  ["an AsyncAPI document", "asyncapi: 3.0.0\nchannels: {}\n"],
  [JSON_SCHEMA, '{ "$schema": "http://json-schema.org/draft-07/schema#", "type": "string" }'],
  [JSON_SCHEMA, "type: object\nproperties: { id: { type: string } }\n"],
  [JSON_SCHEMA, "$defs:\n  A: { type: object }\n"],
  [JSON_SCHEMA, "definitions:\n  A: { type: object }\n"],
  ["an Avro schema", '{ "type": "record", "name": "A", "fields": [] }'],
  ["an Avro schema", '[{ "type": "enum", "name": "A", "symbols": ["B"] }]'],
  ["a package.json", '{ "name": "a", "version": "1.0.0", "dependencies": {} }'],
  ["a tsconfig.json", '{ "compilerOptions": { "strict": true }, "include": ["src"] }'],
  ["a tsconfig.json", '{\n  // the options: all\n  "compilerOptions": { "strict": true },\n}'],
  ["an event", '{ "type": "ORDER_PLACED", "data": { "order_id": "1" } }'],
  ["an event", '{ "specversion": "1.0", "type": "order.placed", "id": "1", "source": "/a" }'],
  [EVENTS, '[{ "type": "ORDER_PLACED", "data": { "order_id": "1" } }]'],
  [EVENTS, '[{ "order_id": "1" }]'],
  [EVENTS, '{ "type": "ORDER_PLACED" }\n{ "type": "ORDER_PAID" }\n'],
  ["a Protobuf file", 'syntax = "proto3";\npackage a.b;\nmessage A {\n  string id = 1;\n}\n'],
  ["a Protobuf file", '// Orders: all.\nedition = "2023";\n'],
  ["a Protobuf file", "message A {\n  string id = 1; // a: b\n}\n"],
  ["a Prisma schema", "// a: b\nmodel Order {\n  id String @id\n}\n"],
  ["a Prisma schema", 'datasource db {\n  provider = "sqlite"\n}\n'],
  [TYPESCRIPT, "export interface A {\n  id: string;\n}\n"],
  [TYPESCRIPT, 'import {\n  z,\n} from "zod";\n'],
  [TYPESCRIPT, "/**\n * Orders: all.\n */\ninterface A {\n  id: string\n}\n"],
  [TYPESCRIPT, "type A = { id: string; kind: 'a' };\n"],
  [TYPESCRIPT, "const A = z.object({ id: z.string() });\n"],
  [GRAPHQL, "type A implements B {\n  id: ID!\n}\n"],
  [GRAPHQL, '"""\nAn order: all of it.\n"""\ntype A {\n  id: ID!\n}\n'],
  [GRAPHQL, "scalar DateTime\n\ntype A {\n  at: DateTime!\n}\n"],
  [GRAPHQL, "interface A {\n  id: ID!\n}\n"],
  ["an SQL script", "-- Orders.\ncreate table orders (\n  id uuid primary key\n);\n"],
])("%s is reported once: %s", (name, text) => {
  expect(diagnosticsOf(text).map(({ code, message }) => [code, message])).toEqual([
    ["foreign-document", `This is ${name}, not a schema of event types.`],
  ]);
});

test("the help for a document with types leads to the section that translates them", () => {
  const page = readFileSync(new URL("../../docs/reference/language.md", import.meta.url), "utf8");
  const [openapi] = diagnosticsOf("openapi: 3.1.0\npaths: {}\n");
  expect(openapi?.help).toBe(
    `Write the event types in a file of their own. "${TYPES_SECTION}" in node_modules/ddb-pattern-gen/docs/reference/language.md translates its types.`,
  );
  expect(page).toContain(`\n## ${TYPES_SECTION}\n`);
  const [events] = diagnosticsOf('[{ "type": "A", "data": {} }]');
  expect(events?.help).toMatch(
    /^Give the path of a file that describes the event types; .*language\.md shows/,
  );
});

/** Keys of other documents as names of a schema. */
const NAMES = [
  "openapi",
  "swagger",
  "asyncapi",
  "$schema",
  "$defs",
  "definitions",
  "compilerOptions",
  "type",
  "fields",
  "dependencies",
  "specversion",
];

test.each(NAMES)("a right schema has a field %s, and says so in its texts", (name) => {
  const text = `version: 1\nname: Shop\ndescription: "${name}: 3.1.0"\nevents:\n  A:\n    data:\n      a_id: ulid\n      ${name}: string\n`;
  expect(codesOf(text)).toEqual([]);
});

test.each(["OPENAPI", "SWAGGER", "ASYNCAPI", "SYNTAX", "MODEL"])(
  "a right schema has an event type %s",
  (name) => {
    expect(
      codesOf(`version: 1\nname: Shop\nevents:\n  ${name}: { data: { a_id: ulid } }\n`),
    ).toEqual([]);
  },
);

test.each([
  ["openapi: 3.1.0", "unknown-key"],
  ["swagger: '2.0'", "unknown-key"],
  ["definitions: { A: { type: string } }", "unknown-key"],
  ["$schema: https://json-schema.org/draft/2020-12/schema", "unknown-key"],
  ["compilerOptions: {}", "unknown-key"],
  ["type: object", "unknown-key"],
])("a schema with events and the key %s is a schema", (line, code) => {
  expect(
    codesOf(`version: 1\nname: Shop\n${line}\nevents:\n  A: { data: { a_id: ulid } }\n`),
  ).toEqual([code]);
});

test.each([
  [
    "a misspelt section",
    "version: 1\nname: Shop\nevnts:\n  A: { data: { a_id: ulid } }\n",
    "unknown-key",
  ],
  [
    "a syntax error beside code",
    "version: 1\nname: Shop\ndescription: |\n  type A = 1\nevents: [\n",
    "yaml-syntax",
  ],
  ["a list of event types", "- name: A\n  data: { a_id: ulid }\n", "wrong-type"],
  ["a list of words", "- a\n", "wrong-type"],
  ["a word", "type\n", "wrong-type"],
  ["only types", "version: 1\ntypes: { Money: { type: objct } }\n", "unknown-field-type"],
])("%s is none of these", (_, text, code) => {
  expect(codesOf(text)).toEqual([code]);
});
