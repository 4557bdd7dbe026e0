import { EventValidationError, newEventId } from "ddb-pattern-runtime";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import {
  clientOf,
  failureOf,
  SECRET,
  type TestTable,
  testTable,
  type UntypedClient,
} from "../client/support.js";
import { newProduct, SHOP } from "../tables/shop.js";

let table: TestTable;
let shop: UntypedClient;
beforeAll(async () => {
  table = await testTable();
  shop = clientOf(SHOP, table);
});
// Every refusal happens before any request.
afterEach(() => expect(table.operations.splice(0)).toEqual([]));

const IDS = newProduct();

/** The error of a refused save, whose loggable strings must not contain the payload. */
async function refusal(more: object, event: object = {}) {
  const saved = { type: "PRICE_LOWERED", data: { ...IDS, price: 1, ...more }, ...event };
  const error = await failureOf(shop.saveEvent(saved), EventValidationError);
  expect(JSON.stringify({ ...error, cause: error.cause, stack: error.stack })).not.toContain(
    SECRET,
  );
  return error;
}

async function issuesOf(more: object, event: object = {}) {
  const { issues } = await refusal(more, event);
  return issues.map(({ path, rule, expected }) => {
    const joined = path.join(".");
    return expected === undefined ? [joined, rule] : [joined, rule, expected];
  });
}

describe("one issue for each failing path, with its rule and the expected value", () => {
  test.each<[string, object, unknown[][]]>([
    ["a missing field", { price: undefined }, [["data.price", "required"]]],
    ["another type", { price: SECRET }, [["data.price", "type", "number"]]],
    ["neither of two types", { note: 7 }, [["data.note", "type", ["string", "null"]]]],
    ["a number below", { price: -1 }, [["data.price", "minimum", 0]]],
    [
      "none of the allowed values",
      { currency: SECRET },
      [["data.currency", "enum", ["EUR", "USD"]]],
    ],
    ["neither type nor value", { currency: 7 }, [["data.currency", "enum", ["EUR", "USD"]]]],
    ["a string that is too long", { note: SECRET }, [["data.note", "maxLength", 20]]],
    ["a list that repeats", { tags: [SECRET, SECRET] }, [["data.tags", "uniqueItems"]]],
    ["an item of a list", { tags: ["ok", "x"] }, [["data.tags.1", "minLength", 2]]],
    ["an unknown field", { prize: SECRET }, [["data.prize", "additionalProperties"]]],
    ["an id of another format", { product_id: SECRET }, [["data.product_id", "format", "ulid"]]],
    ["an id that is not a string", { product_id: 7 }, [["data.product_id", "type", "string"]]],
    ["an empty id", { product_id: "" }, [["data.product_id", "minLength", 1]]],
    ["a missing id", { product_id: undefined }, [["data.product_id", "required"]]],
    ["a value that cannot be stored", { price: Number.NaN }, [["data.price", "storable"]]],
    [
      "an unknown kind",
      { payment: { kind: SECRET } },
      [["data.payment.kind", "enum", ["card", "cash"]]],
    ],
    [
      "a kind that is not a string",
      { payment: { kind: 7 } },
      [["data.payment.kind", "enum", ["card", "cash"]]],
    ],
    ["a missing kind", { payment: {} }, [["data.payment.kind", "required"]]],
    [
      "a missing field of one kind",
      { payment: { kind: "card" } },
      [["data.payment.digits", "required"]],
    ],
    [
      "an unknown field of one kind",
      { payment: { kind: "cash", digits: SECRET } },
      [["data.payment.digits", "additionalProperties"]],
    ],
    [
      "a tag of objects with other members",
      { shipping: { by: SECRET } },
      [["data.shipping.by", "enum", ["ship", "train"]]],
    ],
    ["a missing tag", { shipping: {} }, [["data.shipping.by", "required"]]],
    [
      "a pattern",
      { payment: { kind: "card", digits: SECRET } },
      [["data.payment.digits", "pattern", "^[0-9]{4}$"]],
    ],
  ])("%s", async (_, more, issues) => {
    expect(await issuesOf(more)).toEqual(issues);
  });

  test("an event id, data and metadata of wrong types", async () => {
    const event = { id: SECRET, data: [SECRET], metadata: SECRET };
    expect(await issuesOf({}, event)).toEqual([
      ["id", "format", "ulid"],
      ["data", "type", "object"],
      ["metadata", "type", "object"],
    ]);
  });

  test("list indexes are numbers, and names are strings, even numeric ones", async () => {
    const { issues } = await refusal({ tags: ["ok", 7], names: { 0: 7, "a/b~c": 7, "": "x" } });
    expect(issues.map(({ path }) => path)).toEqual([
      ["data", "tags", 1],
      ["data", "names", "0"],
      ["data", "names", "a/b~c"],
      ["data", "names", ""],
    ]);
  });

  test("issues are in the order of the data, missing members last", async () => {
    const data = {
      tags: [7, "ok", 8],
      extra: 1,
      payment: { digits: 7, kind: "card" },
      price: -1,
      store_id: newEventId(),
    };
    const { issues } = await refusal({}, { metadata: { order_id: 7 }, data, id: "bad" });
    expect(issues.map(({ path }) => path.join("."))).toEqual([
      "id",
      "data.tags.0",
      "data.tags.2",
      "data.extra",
      "data.payment.digits",
      "data.price",
      "data.product_id",
      "metadata.order_id",
    ]);
  });
});

test("the message has a clause for each issue", async () => {
  const more = { price: "1", currency: "XXX", note: 7, tags: ["a"], product_id: undefined };
  const { message, eventId } = await refusal(more);
  expect(eventId).toBeUndefined();
  expect(message).toBe(
    "PRICE_LOWERED cannot be saved: " +
      "data.price: must be a number; " +
      'data.currency: must be one of "EUR", "USD"; ' +
      "data.note: must be a string or null; " +
      "data.tags[0]: must have at least 2 characters; " +
      "data.product_id: is required",
  );
});

test("a list of 100,000 invalid items makes 100 issues and the number of the rest", async () => {
  const { issues, issuesLeftOut, message } = await refusal({
    tags: Array(100_000).fill(SECRET[0]),
  });
  expect(issues).toHaveLength(100);
  // The list has another issue: it repeats an item.
  expect(issuesLeftOut).toBe(99_901);
  expect(message).toMatch(/; and 99901 more$/);
  expect(message.length).toBeLessThan(10_000);
});

test("a long member name is complete in the issue, and cut in the message", async () => {
  const name = "n".repeat(100_000);
  const { issues, message } = await refusal({ [name]: 1 });
  expect(issues).toMatchObject([{ path: ["data", name] }]);
  expect(message.length).toBeLessThan(300);
});

test("a name that is not a plain word is quoted in the message, on one line", async () => {
  const name = "a\n[ERROR] forged\u2028\u0085";
  const { issues, message } = await refusal({ names: { [name]: 7 } });
  expect(issues).toMatchObject([{ path: ["data", "names", name] }]);
  expect(message).toContain('data.names."a\\n[ERROR] forged\\u{2028}\\u{85}": must be a string');
});

test("a limit of one is written in the singular", async () => {
  const { message } = await refusal({}, { metadata: { correlation_id: "" } });
  expect(message).toContain("metadata.correlation_id: must have at least 1 character");
  expect(message).not.toContain("characters");
});

describe("personal data", () => {
  test("is named only by its field, and nothing below it is named", async () => {
    const contacts = {
      [SECRET]: ["not an address", SECRET],
      work: SECRET,
      [`${SECRET}2`]: [() => 1],
    };
    expect(await issuesOf({ email: SECRET, contacts })).toEqual([
      ["data.email", "format", "email"],
      ["data.contacts", "storable"],
      ["data.contacts", "format", "email"],
      ["data.contacts", "type", "array"],
    ]);
    const { message } = await refusal({ contacts: { home: [SECRET] } });
    expect(message).toBe(
      "PRICE_LOWERED cannot be saved: data.contacts: a value inside it must be an e-mail address",
    );
  });

  test("in metadata is treated like that in data", async () => {
    const metadata = { actor: { [SECRET]: 7 } };
    expect(await issuesOf({}, { metadata })).toEqual([["metadata.actor", "type", "string"]]);
  });
});

test.each(["", "WRITE", true, ["write"]])("the option validate: %j is refused", (validate) => {
  const create = () => clientOf(SHOP, table, { validate: validate as never });
  expect(create).toThrow('"validate" must be "write", "read-and-write" or "off".');
  expect(create).toThrow(expect.objectContaining({ code: "invalid-argument" }));
});
