import { expect, test } from "vitest";
import { allDiagnosticsOf } from "../language/support.js";

const schema = (wired: number, unwired: number) => {
  const event = (name: string, more = "") => `  ${name}: { ${more}data: { shop_id: ulid } }\n`;
  const events = [
    ...Array.from({ length: wired }, (_, index) => event(`W${index}`, `wire: shop.w${index}, `)),
    ...Array.from({ length: unwired }, (_, index) => event(`U${index}`)),
  ];
  return `version: 1\nname: Shop\npartition: shop_id\nevents:\n${events.join("")}`;
};
const found = (yaml: string) => allDiagnosticsOf(yaml).map(({ code, path }) => [code, path[1]]);

test("an event type without wire is reported where three of four have it", () => {
  expect(found(schema(3, 1))).toEqual([["event-without-wire", "U0"]]);
  expect(found(schema(6, 2))).toEqual([
    ["event-without-wire", "U0"],
    ["event-without-wire", "U1"],
  ]);
  const [warning] = allDiagnosticsOf(schema(3, 1));
  expect(warning?.message).toBe(
    'U0 has no "wire", as most event types have, so it is stored as "U0".',
  );
  expect(found(schema(3, 1).replace("U0: { ", "U0: { wire: shop.u0, "))).toEqual([]);
  // An author who wants the name can say so.
  expect(found(schema(3, 1).replace("U0: { ", "U0: { wire: U0, "))).toEqual([]);
});

test.each([
  [2, 1],
  [3, 2],
  [0, 5],
  [5, 0],
])("%i event types with wire and %i without have no warning", (wired, unwired) => {
  expect(found(schema(wired, unwired))).toEqual([]);
});
