import { expect, test } from "vitest";
import { allDiagnosticsOf } from "../language/support.js";

const schema = (data: string, more = "", suffix = "_id") => `version: 1
name: Bank
id_suffix: ${suffix}
lookups: [entity]
events:
  MOVED: { data: { ${data} } }
${more}`;
const OPENED = "  OPENED: { data: { account_id: ulid } }\n";
const roles = (yaml: string) =>
  allDiagnosticsOf(yaml).map(({ code, path, help }) => [code, path[3], help?.split(";")[0]]);
const role = (name: string, entity: string) => [
  "role-without-entity",
  name,
  `Add "entity: ${entity}" to it`,
];

test("each role of an entity has the entity", () => {
  const yaml = schema("from_account_id: ulid, to_account_id?: ulid", OPENED);
  expect(roles(yaml)).toEqual([
    role("from_account_id", "account"),
    role("to_account_id?", "account"),
  ]);
  expect(allDiagnosticsOf(yaml)[0]?.message).toBe(
    'Queries by "account_id" do not find MOVED: "from_account_id" names an entity of its own.',
  );
  const entity = "{ type: ulid, entity: account }";
  expect(roles(schema(`from_account_id: ${entity}, to_account_id?: ${entity}`, OPENED))).toEqual(
    [],
  );
});

test.each([
  ["assigned_to_account_id", "_id"],
  ["opened_by_account_id", "_id"],
  ["parent_account_id", "_id"],
  ["recipientAccountId", "Id"],
  ["sentByAccountID", "ID"],
])("%s is a role", (name, suffix) => {
  const opened = OPENED.replace("account_id", `account${suffix}`);
  expect(roles(schema(`${name}: ulid`, opened, suffix))).toEqual([role(name, "account")]);
});

test("the longest entity is the one in the role", () => {
  const opened = "  OPENED: { data: { cart_id: ulid, shopping_cart_id: ulid } }\n";
  expect(roles(schema("from_shopping_cart_id: ulid", opened))).toEqual([
    role("from_shopping_cart_id", "shopping_cart"),
  ]);
});

test.each([
  ["another entity", "gift_account_id: ulid", OPENED],
  ["the role of an entity that the schema does not have", "from_user_id: ulid", OPENED],
  ["found by the entity otherwise", "account_id: ulid, from_account_id: ulid", ""],
  ["not looked up", "move_id: ulid, from_account_id: { type: ulid, lookup: false }", OPENED],
  [
    "the id of a stream",
    "from_account_id: ulid",
    `  OPENED: { data: { account_id: ulid } }
streams:
  outgoing: { by: from_account_id, events: [MOVED] }
  account: { by: account_id, events: [OPENED] }
`,
  ],
])("an id that is %s is none", (_, data, more) => {
  expect(roles(schema(data, more))).toEqual([]);
});

test("the role of a partition is none: all of its events are found", () => {
  const yaml = `version: 1
name: Bank
partition: account_id
events:
  MOVED: { data: { account_id: ulid, from_account_id: ulid } }
`;
  expect(roles(yaml)).toEqual([]);
});

test("a field of a group is reported once", () => {
  const events = ["A", "B"].map((type) => `  ${type}: { include: [Move], data: {} }\n`).join("");
  const groups = "groups:\n  Move: { from_account_id: ulid }\n";
  const yaml = schema("account_id: ulid", events + groups);
  expect(allDiagnosticsOf(yaml).map(({ path }) => path.join("."))).toEqual([
    "groups.Move.from_account_id",
  ]);
});
