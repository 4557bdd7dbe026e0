import type { Descriptor } from "ddb-pattern-runtime/codegen/v1";
import { expect, test } from "vitest";
import { eventKeys } from "../../runtime/src/keys/event-keys.js";
import { schemaOf } from "../../runtime/src/schema/schema.js";
import { found } from "../language/slips.js";
import { allDiagnosticsOf, codesOf } from "../language/support.js";

const ledger = (field: string, partition = "partition: account_id\n") =>
  `version: 1\nname: Ledger\n${partition}events:\n  MONEY_SENT:\n    data:\n      account_id: int64\n      ${field}\n`;

/** The code, the text at the location, and the help of each diagnostic. */
function shown(yaml: string) {
  return found(yaml).map(({ code, at, help }) => [code, at, help]);
}

test("no other id has the entity of the partition", () => {
  const field = "other_account_id: { type: int64, entity: account }";
  expect(shown(ledger(field))).toEqual([
    [
      "partition-entity",
      "account",
      'Remove "entity: account": queries find the event by "other_account_id", within its partition.',
    ],
  ]);
  expect(allDiagnosticsOf(ledger("other_account_id: int64"))).toEqual([]);
  expect(codesOf(ledger(field, ""))).toEqual([]);
});

test.each([
  ["counter_account_ids", "counter_account"],
  ["counterAccountIds", "counter_account"],
  ["receivers", "receiver"],
  ["account_ids", "other_account"],
])("nor does a list of ids: %s can have the entity %s", (name, entity) => {
  const list = (of: string) => `${name}: { type: "int64[]", entity: ${of}, maxItems: 5 }`;
  expect(shown(ledger(list("account")))).toEqual([
    [
      "partition-entity",
      "account",
      `Give the list an entity of its own, such as "entity: ${entity}".`,
    ],
  ]);
  expect(codesOf(ledger(list(entity)))).toEqual([]);
});

test("a field of a group is reported once, and ids in camelCase are ids of the entity as well", () => {
  const yaml =
    "version: 1\nname: L\nid_suffix: Id\npartition: bankAccountId\ngroups:\n  To: { toBankAccountId: { type: ulid, entity: bankAccount } }\nevents:\n  A_MADE: { include: [To], data: { bankAccountId: ulid } }\n  B_MADE: { include: [To], data: { bankAccountId: ulid } }\n";
  expect(shown(yaml).map(([code, at]) => [code, at])).toEqual([
    ["partition-entity", "bankAccount"],
  ]);
});

test("two ids of the entity of a partition would be copies in two partitions", () => {
  const descriptor: Descriptor = {
    codegen: 1,
    name: "Ledger",
    events: {
      SENT: {
        data: { account_id: "string", other_id: { type: "string", entity: "account" } },
        lookups: [["account_id"]],
      },
    },
  };
  const { copies } = eventKeys(schemaOf(descriptor), "SENT", { account_id: "1", other_id: "2" });
  expect(copies).toEqual(["ACCOUNT::1::SENT", "ACCOUNT::2::SENT"]);
});
