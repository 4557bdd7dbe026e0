import { describe, expect, test } from "vitest";
import { allDiagnosticsOf } from "../language/support.js";

const codesWith = (field: string) =>
  allDiagnosticsOf(`
version: 1
name: Orders
lookups: [entity]
events:
  ORDER_PLACED:
    data: { order_id: ulid, ${field} }
`).map(({ code }) => code);

describe("a field that no query uses", () => {
  test.each([
    "app_id: { type: integer, lookup: false }",
    "app_id: { type: integer, nullable: true, lookup: false, default: 1 }",
    'app_id: { type: "ulid[]", lookup: false }',
    "appId: { type: string, lookup: false }",
    "id: { type: integer, lookup: false }",
    'app_ids: { type: "ulid[]", lookup: false }',
  ])("can be of any type, and look like an id: %s", (field) => {
    expect(codesWith(field)).toEqual([]);
  });

  test.each([
    ["app_id: integer", "id-field-not-string"],
    ["app_id: { type: ulid, default: x }", "default-for-id"],
    ["appId: string", "id-like-name"],
    ['app_ids: "ulid[]"', "id-like-name"],
  ])("must be marked as one: %s", (field, code) => {
    expect(codesWith(field)).toContain(code);
  });

  test.each([
    "price: { type: integer, lookup: false }",
    'app_ids: { type: "ulid[]", entity: app, maxItems: 3, lookup: false }',
  ])("is neither another field nor a list of ids: %s", (field) => {
    expect(codesWith(field)).toEqual(["not-an-id-field"]);
  });
});
