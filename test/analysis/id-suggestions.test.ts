import { describe, expect, test } from "vitest";
import { diagnosticsOf } from "../language/support.js";

describe.each(["_id", "Id", "ID"])("of two ids that end in %s, the end", (suffix) => {
  const helpFor = (by: string) =>
    diagnosticsOf(`
version: 1
name: S
id_suffix: ${suffix}
lookups: [type]
events:
  A: { data: { user${suffix}: ulid } }
  B: { data: { user${suffix}: ulid } }
streams:
  history: { by: ${by}, events: [A, B] }
`).map(({ help }) => help);

  test("makes no two ids alike", () => {
    expect(helpFor(`order${suffix}`)).toEqual([
      `Use an id field that the event types share, or "<entity>${suffix}" of their "entity:".`,
    ]);
  });

  test("does not hide a typo in the rest", () => {
    expect(helpFor(`uesr${suffix}`)).toEqual([`Did you mean "user${suffix}"?`]);
  });
});

test.each([
  ["_id", "customerId", "customer_id"],
  ["Id", "customer_id", "customerId"],
])("a field that should be an id, with the suffix %s, is renamed: %s", (suffix, name, renamed) => {
  const yaml = `version: 1\nname: S\nid_suffix: ${suffix}\nevents:\n  A: { data: { order${suffix}: ulid, ${name}: ulid } }\nstreams: { customer: { by: ${name}, events: [A] } }\n`;
  const [diagnostic, ...others] = diagnosticsOf(yaml);
  expect(diagnostic?.help).toBe(`Rename it to "${renamed}" here and where the field is declared.`);
  expect(others).toEqual([]);
  expect(diagnosticsOf(yaml.replaceAll(name, renamed))).toEqual([]);
});

test.each([
  ["partition: shop", "shop_id"],
  ["partition: order", "order_id"],
])("an entity is led to its id: %s", (partition, suggestion) => {
  const [diagnostic, ...others] = diagnosticsOf(
    `version: 1\nname: S\n${partition}\nevents:\n  A: { data: { shop_id: ulid, order_id: ulid } }\n`,
  );
  expect([diagnostic?.code, diagnostic?.help]).toEqual([
    "id-suffix",
    `Did you mean "${suggestion}"?`,
  ]);
  expect(others).toEqual([]);
});

test.each([
  ["paid: string, id: ulid", '"id"'],
  ["paid: string", "the field that holds an id"],
])("an event type without an id is led to the field that looks like one: %s", (fields, named) => {
  const [diagnostic] = diagnosticsOf(
    `version: 1\nname: S\nlookups: [entity]\nevents:\n  A: { data: { ${fields} } }\n`,
  );
  expect(diagnostic?.code).toBe("event-not-stored");
  expect(diagnostic?.help).toContain(`Rename ${named} so that it ends in _id`);
});
