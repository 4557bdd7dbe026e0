import { expect, test } from "vitest";
import { diagnosticsOf } from "../language/support.js";

const fields = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${prefix}${index}: string`).join(", ");
const schema = (first: number, second: number) => `version: 1
name: Store
groups:
  Base: { a_id: ulid, ${fields("f", first)} }
  More: { ${fields("g", second)} }
events:
  A: { include: [Base, More], data: {} }
  B: { include: [Base, More], data: {} }
  C: { include: [Base], data: {} }
`;
const large = (yaml: string) =>
  diagnosticsOf(yaml).map(({ code, path, message }) => [code, path.join("."), message]);

test("groups that are too large together are reported once, at the first event type", () => {
  expect(large(schema(700, 298))).toEqual([]);
  const message = "The event type A has 1001 parts; the limit is 1000.";
  expect(large(schema(700, 299))).toEqual([["too-many-parts", "events.A", message]]);
  expect(large(schema(999, 1)).map(([, path]) => path)).toEqual(["events.A", "events.C"]);
});

test("an event type that is too large by its own fields is reported beside others", () => {
  const own = (yaml: string, type: string) =>
    yaml.replace(`${type}: { include: [Base, More], data: {}`, (text) =>
      text.replace("{}", `{ ${fields("h", 300)} }`),
    );
  const yaml = own(own(schema(600, 200), "A"), "B");
  expect(large(yaml).map(([, path]) => path)).toEqual(["events.A", "events.B"]);
});
