import { expect, test } from "vitest";
import { rules } from "../../generator/src/lint/rules/index.js";
import { HEAD } from "../language/slips.js";
import { allCodesOf } from "../language/support.js";

const codes = (yaml: string) => allCodesOf(HEAD + yaml);

const EVENTS = `events:
  ORDER_PLACED: { lookups: [partition], data: { shop_id: ulid, order_id: ulid, customerId: ulid } }
`;

test("each rule has its own code", () => {
  expect(new Set(rules.map(({ code }) => code)).size).toBe(rules.length);
});

test("rules that read lookups do not run where a stream is wrong, and the others do", () => {
  expect(codes(EVENTS)).toEqual(["id-like-name", "id-without-lookup"]);
  const stream = "streams:\n  orders: { by: order_id, events: 5 }\n";
  expect(codes(EVENTS + stream)).toEqual(["wrong-type", "id-like-name"]);
});

test("allow turns off one code, with all its warnings", () => {
  expect(codes(`${EVENTS}allow: { id-without-lookup: No query uses it. }\n`)).toEqual([
    "id-like-name",
  ]);
});

test.each([
  ["no error", "{ shop_id: ulid, name: string }", ["unused-allow"]],
  ["an event type with a wrong id", "{ shop_id: ulid, item_id: 5 }", []],
  ["a type that may have any property", "{ shop_id: ulid, item: Itme }", []],
])("an entry of allow that no warning needs, beside %s", (_, data, unused) => {
  const allow = "allow: { id-like-name: It is another service's. }\n";
  const yaml = `events:\n  SHOP_OPENED: { data: ${data} }\n${allow}`;
  expect(codes(yaml).filter((code) => code === "unused-allow")).toEqual(unused);
});

test("a schema that is too large has its error, and no warning", () => {
  const event = (type: string, count: number) => {
    const fields = Array.from({ length: count }, (_, index) => `f${index}: string`);
    return `  ${type}: { data: { shop_id: ulid, orderId: ulid, ${fields.join(", ")} } }\n`;
  };
  expect(codes(`events:\n${event("A", 900)}`)).toEqual(["id-like-name"]);
  expect(codes(`events:\n${event("A", 1000)}`)).toEqual(["too-many-parts"]);
});
