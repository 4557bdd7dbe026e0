import { describe, expect, test } from "vitest";
import { compare, compareWithHistory, type Finding } from "../../generator/src/evolution/index.js";
import { modelOf } from "./schemas.js";

/** A schema of the given parts, each as YAML. */
const schema = (...parts: readonly string[]) => ["version: 1\nname: Shop", ...parts].join("\n");

/** Rule and path of each finding. */
const shown = (findings: readonly Finding[]) => findings.map(({ rule, path }) => `${rule} ${path}`);

async function between(before: string, after: string): Promise<string[]> {
  return shown(compare(await modelOf(before), await modelOf(after)));
}

describe("types", () => {
  const data = (fields: string, types: string) =>
    schema(`lookups: [type]\ntypes: {${types}}\nevents:\n  A: { data: { ${fields} } }`);
  const node = (name: string, value: string, inner = name) =>
    `${name}: { type: object, properties: { value: ${value}, next: ${inner} } }`;

  test("a type that contains itself takes the place of another one that stays", async () => {
    const types = (value: string) => `${node("Old", "string")}, ${node("New", value)}`;
    const before = data("a: Old, b: Old", types("string"));
    expect(await between(before, data("a: New, b: Old", types("string")))).toEqual([]);
    expect(await between(before, data("a: New, b: New", types("integer")))).toEqual([
      "FIELD_SAME_TYPE events.A.data.a.properties.value",
      "FIELD_SAME_TYPE events.A.data.b.properties.value",
    ]);
  });

  test("types that contain themselves are written out to different depths", async () => {
    const before = data(
      "a: { type: object, properties: { next: Old } }",
      "Old: { type: object, properties: { next: { type: object, properties: { next: Old } } } }",
    );
    const after = data(
      "a: New",
      "New: { type: object, properties: { next: { type: object, properties: { next: New } } } }",
    );
    expect(await between(before, after)).toEqual([]);
  });

  test("a branch that several values of the tag select is compared once", async () => {
    const pay = (amount: string) =>
      data(
        `pay: { oneOf: [{ type: object, properties: { kind: { type: string, enum: [visa, card] }, amount: ${amount} }, required: [kind] }, Cash], discriminator: { propertyName: kind } }`,
        "Cash: { type: object, properties: { kind: { type: string, const: cash } }, required: [kind] }",
      );
    expect(await between(pay("string"), pay("integer"))).toEqual([
      "FIELD_SAME_TYPE events.A.data.pay.oneOf.card.properties.amount",
    ]);
  });
});

describe("the changes of a newcomer's first year", () => {
  const hotel = (
    options: string,
    { confirmed = "booking_id: ulid, from: date", events = "", stream = "", cancelled = true } = {},
  ) =>
    schema(`events:
  BOOKING_REQUESTED: { data: { booking_id: ulid, guest: string } }
  BOOKING_CONFIRMED: { data: { ${confirmed} } }${cancelled ? "\n  BOOKING_CANCELLED: { data: { booking_id: ulid, why: string } }" : ""}${events}
streams:
  booking:
    by: booking_id${options}
    events: [BOOKING_REQUESTED, BOOKING_CONFIRMED${cancelled ? ", BOOKING_CANCELLED" : ""}${stream}]
lookups: [type, entity]
allow: { event-without-stream: In tests. }`);
  const [plain, materialized, consistent] = [
    "",
    "\n    materialized: true",
    "\n    consistent: true",
  ];
  const noShow = {
    events: "\n  GUEST_MISSED: { data: { booking_id: ulid, nights: integer } }",
    stream: ", GUEST_MISSED",
  };

  test.each<readonly [string, string, string, readonly string[]]>([
    [
      "an event type joins a consistent stream",
      hotel(consistent),
      hotel(consistent, noShow),
      ["EVENT_ADDED events.GUEST_MISSED"],
    ],
    [
      "an event type joins a plain stream",
      hotel(plain),
      hotel(plain, noShow),
      ["EVENT_ADDED events.GUEST_MISSED"],
    ],
    [
      "an event type joins a materialized stream",
      hotel(materialized),
      hotel(materialized, noShow),
      ["EVENT_ADDED events.GUEST_MISSED"],
    ],
    [
      "a field is renamed",
      hotel(consistent),
      hotel(consistent, { confirmed: "booking_id: ulid, check_in: date" }),
      ["FIELD_NO_RENAME events.BOOKING_CONFIRMED.data.check_in"],
    ],
    [
      "a required id is added",
      hotel(consistent),
      hotel(consistent, { confirmed: "booking_id: ulid, from: date, agent_id: ulid" }),
      ["FIELD_NO_ADD_REQUIRED events.BOOKING_CONFIRMED.data.agent_id"],
    ],
    [
      "an event type is removed",
      hotel(consistent),
      hotel(consistent, { cancelled: false }),
      ["EVENT_NO_DELETE events.BOOKING_CANCELLED"],
    ],
    [
      "an event type is removed from a plain stream",
      hotel(plain, noShow),
      hotel(plain, { events: noShow.events }),
      ["STREAM_EVENT_REMOVED streams.booking.events.GUEST_MISSED"],
    ],
    [
      "an event type is removed from a materialized stream",
      hotel(materialized, noShow),
      hotel(materialized, { events: noShow.events }),
      ["STREAM_EVENT_REMOVED streams.booking.events.GUEST_MISSED"],
    ],
    [
      "a plain stream becomes materialized",
      hotel(plain),
      hotel(materialized),
      ["STREAM_MATERIALIZED_CHANGED streams.booking.materialized"],
    ],
    [
      "a consistent stream becomes materialized",
      hotel(consistent),
      hotel(materialized),
      ["STREAM_CONSISTENT_CHANGED streams.booking.consistent"],
    ],
    [
      "a plain stream becomes consistent",
      hotel(plain),
      hotel(consistent),
      ["STREAM_CONSISTENT_CHANGED streams.booking.consistent"],
    ],
    [
      "a consistent stream becomes plain",
      hotel(consistent),
      hotel(plain),
      ["STREAM_COPIES_STOPPED streams.booking.consistent"],
    ],
    [
      "an event type with stored events joins a consistent stream",
      hotel(consistent, { events: noShow.events }),
      hotel(consistent, noShow),
      ["STREAM_EVENT_ADDED streams.booking.events.GUEST_MISSED"],
    ],
  ])("%s", async (_, before, after, expected) => {
    expect(await between(before, after)).toEqual(expected);
  });
});

describe("a change is found once, at its deepest part", () => {
  const shared = (type: string, group: string) =>
    schema(`types:
  Money: { type: object, properties: { amount: ${type}, currency: string }, required: [amount] }
  Line: { type: object, properties: { price: Money, parts: "Line[]" } }
groups:
  Audit: { by: ${group} }
events:
  A: { include: [Audit], data: { a_id: ulid, price: Money, lines: "Line[]" } }
  B: { include: [Audit], data: { a_id: ulid, prices: { type: object, additionalProperties: Money } } }`);

  test("a named type and a group that several event types use", async () => {
    expect(await between(shared("number", "string"), shared("integer", "ulid"))).toEqual([
      "FIELD_SAME_TYPE groups.Audit.by",
      "FIELD_SAME_TYPE types.Money.properties.amount",
    ]);
  });

  test("a named type with another name is the same type", async () => {
    const before = shared("number", "string");
    const after = shared("integer", "string").replaceAll("Money", "Price");
    expect(await between(before, before.replaceAll("Money", "Price"))).toEqual([]);
    expect(await between(before, after)).toEqual(["FIELD_SAME_TYPE types.Price.properties.amount"]);
  });

  test("a field that gets another of the types of both schemas", async () => {
    const types = `types:
  Money: { type: object, properties: { amount: integer, note: string }, required: [amount] }
  Price: { type: object, properties: { amount: number, note: integer }, required: [amount] }`;
    const using = (type: string, other: string) =>
      schema(types, `events: { A: { data: { a_id: ulid, one: ${type}, other: ${other} } } }`);
    expect(await between(using("Money", "Price"), using("Price", "Price"))).toEqual([
      "FIELD_SAME_TYPE events.A.data.one.properties.note",
      "FIELD_TYPE_WIDENED events.A.data.one.properties.amount",
    ]);
  });

  test("a property of a union's branch", async () => {
    const union = (digits: string) =>
      schema(`types:
  Card: { type: object, properties: { kind: { type: string, const: card }, digits: ${digits} }, required: [kind] }
  Cash: { type: object, properties: { kind: { type: string, const: cash } }, required: [kind] }
  Payment: { oneOf: [Cash, Card], discriminator: { propertyName: kind } }
events: { PAID: { data: { order_id: ulid, by: Payment } } }`);
    expect(await between(union("string"), union("integer"))).toEqual([
      "FIELD_SAME_TYPE types.Card.properties.digits",
    ]);
  });

  test("a branch with another value of its tag", async () => {
    const union = (values: string) =>
      schema(`types:
  Card: { type: object, properties: { kind: { type: string, enum: [${values}] } }, required: [kind] }
  Cash: { type: object, properties: { kind: { type: string, const: cash } }, required: [kind] }
  Payment: { oneOf: [Cash, Card], discriminator: { propertyName: kind } }
events: { PAID: { data: { order_id: ulid, by: Payment } } }`);
    expect(await between(union("card, debit"), union("card"))).toEqual([
      "UNION_BRANCH_NO_DELETE types.Payment.oneOf.debit",
    ]);
  });

  test("the lookups of all event types", async () => {
    const both = "events: { A: { data: { a_id: ulid } }, B: { data: { b_id: ulid } } }";
    expect(
      await between(schema("lookups: [entity]", both), schema("lookups: [entity, type]", both)),
    ).toEqual(["LOOKUP_ADDED lookups.type"]);
  });
});

describe("what stays the same", () => {
  const cases: readonly (readonly [string, string, string])[] = [
    [
      "a group for fields of event types",
      schema("events: { A: { data: { a_id: ulid, by: string } } }"),
      schema(
        "groups: { Audit: { by: string } }",
        "events: { A: { include: [Audit], data: { a_id: ulid } } }",
      ),
    ],
    [
      "a name for a type",
      schema(
        "events: { A: { data: { a_id: ulid, at: { type: object, properties: { x: number } } } } }",
      ),
      schema(
        "types: { Point: { type: object, properties: { x: number } } }",
        "events: { A: { data: { a_id: ulid, at: Point } } }",
      ),
    ],
    [
      "another order, and descriptions",
      schema("events: { A: { data: { a_id: ulid, x: number } }, B: { data: { a_id: ulid } } }"),
      schema(
        "events: { B: { description: The second., data: { a_id: ulid } }, A: { data: { x: number, a_id: ulid } } }",
      ),
    ],
    [
      "a new optional id: no stored event has it",
      schema("events: { A: { data: { a_id: ulid } } }"),
      schema("events: { A: { data: { a_id: ulid, b_id?: ulid } } }"),
    ],
    [
      "a new event type in a new stream",
      schema("events: { A: { data: { a_id: ulid } } }"),
      schema(
        "events: { A: { data: { a_id: ulid } }, B: { stability: draft, data: { b_id: ulid } } }",
        "streams: { b: { by: b_id, consistent: true, events: [B] } }",
        "allow: { event-without-stream: In tests. }",
      ),
    ],
  ];

  test.each(cases)("%s", async (_, before, after) => {
    expect(await between(before, after)).toEqual([]);
  });
});

describe("event types", () => {
  test("two of them become one, with aliases", async () => {
    const before = schema(
      "events: { RAISED: { data: { a_id: ulid, by: integer } }, LOWERED: { data: { a_id: ulid, by: number, why: string } } }",
    );
    const after = schema(
      "events: { CHANGED: { aliases: [RAISED, LOWERED], data: { a_id: ulid, by: integer, why: string } } }",
    );
    expect(await between(before, after)).toEqual([
      "EVENT_RENAMED events.CHANGED",
      "FIELD_SAME_TYPE events.CHANGED.data.by",
      "FIELD_NO_ADD_REQUIRED events.CHANGED.data.why",
    ]);
  });

  test("the stored type counts before the name", async () => {
    const before = schema("events: { A: { data: { a_id: ulid, x: number } } }");
    const after = schema(
      "events: { A: { wire: a.two, data: { a_id: ulid, y: boolean } }, FORMER: { wire: A, data: { a_id: ulid, x: number } } }",
    );
    expect(await between(before, after)).toEqual([
      "EVENT_ADDED events.A",
      "EVENT_NAME_SAME events.FORMER",
    ]);
  });

  test("a draft may change in any way, until it is released", async () => {
    const draft = (data: string) =>
      schema(
        `events: { A: { data: { a_id: ulid } }, B: { stability: draft, data: { a_id: ulid, ${data} } } }`,
        "streams: { a: { by: a_id, materialized: true, events: [A, B] } }",
      );
    expect(await between(draft("x: number"), draft("y: string"))).toEqual([]);
    const without = draft("x: number")
      .replace(/, B: .*\} \} \}/, " }")
      .replace("[A, B]", "[A]");
    expect(await between(draft("x: number"), without)).toEqual([]);
  });
});

test("a stream that is gone with its event types is no finding of its own", async () => {
  const before = schema(
    "events: { A: { data: { a_id: ulid } }, B: { data: { b_id: ulid, x: number } } }",
    "streams: { b: { by: b_id, consistent: true, events: [B] } }",
    "allow: { event-without-stream: In tests. }",
  );
  const after = schema("events: { A: { data: { a_id: ulid } } }", "retired: { B: In tests. }");
  expect(await between(before, after)).toEqual(["EVENT_RETIRED retired.B"]);
});

describe("versions", () => {
  const versions = (first: string, second: string) =>
    schema(
      `events: { A: { version: 2, previous: { 1: { data: { ${first} } } }, data: { ${second} } } }`,
    );

  test("each version is compared with what the new schema has for it", async () => {
    const before = versions("a_id: ulid, x: number", "a_id: ulid, x: string");
    const after = versions("a_id: ulid, x: integer", "a_id: ulid, x: boolean");
    expect(await between(before, after)).toEqual([
      "FIELD_SAME_TYPE events.A.previous.1.data.x",
      "FIELD_SAME_TYPE events.A.data.x",
    ]);
  });

  test("an earlier version is to be restored, whatever has changed in it", async () => {
    const first = await modelOf(schema("events: { A: { data: { a_id: ulid, x: number } } }"));
    const second = await modelOf(versions("a_id: ulid, x: number", "a_id: ulid, y: string"));
    const help = "Restore version 1 of A as it was: stored events have it.";
    for (const data of ["a_id: ulid, z: number", "a_id: ulid", "a_id: ulid, x: integer"]) {
      const after = await modelOf(versions(data, "a_id: ulid, y: string"));
      for (const before of [first, second]) {
        const stored = compare(before, after).filter(({ category }) => category === "STORED");
        expect(stored.map((finding) => finding.help)).toEqual([help]);
      }
    }
  });

  test("a new version with the old data under `previous` is legal", async () => {
    const before = schema("events: { A: { data: { a_id: ulid, x: number } } }");
    expect(
      await between(before, versions("a_id: ulid, x: number", "a_id: ulid, y: string")),
    ).toEqual(["VERSION_INCREASED events.A.version", "UPCASTER_REQUIRED events.A.previous.1"]);
  });

  test("no program saves data of an earlier version, so a wider type does no harm there", async () => {
    const before = versions("a_id: ulid, x: integer", "a_id: ulid, y: integer");
    const after = versions("a_id: ulid, x: number", "a_id: ulid, y: number");
    expect(await between(before, after)).toEqual(["FIELD_TYPE_WIDENED events.A.data.y"]);
  });

  test("stored events have no copies under an id that an upcaster adds", async () => {
    const before = schema("events: { A: { data: { a_id: ulid } } }");
    expect(await between(before, versions("a_id: ulid", "a_id: ulid, b_id: ulid"))).toEqual([
      "KEY_FIELD_ADDED events.A.data.b_id",
      "VERSION_INCREASED events.A.version",
      "UPCASTER_REQUIRED events.A.previous.1",
    ]);
  });

  test("an id that a version renames keeps its keys with its entity", async () => {
    const before = schema("events: { A: { data: { a_id: ulid, price: number } } }");
    const renamed = (id: string) => versions("a_id: ulid, price: number", `${id}, price: string`);
    const rules = ["VERSION_INCREASED events.A.version", "UPCASTER_REQUIRED events.A.previous.1"];
    const alias = "aliases: [a_id]";
    expect(await between(before, renamed("b_id: { type: ulid, entity: a }"))).toEqual(rules);
    expect(await between(before, renamed(`b_id: { type: ulid, entity: a, ${alias} }`))).toEqual(
      rules,
    );
    expect(await between(before, renamed(`b_id: { type: ulid, ${alias} }`))).toEqual([
      "KEY_ENTITY_SAME events.A.data.b_id",
      ...rules,
    ]);
    expect(await between(before, renamed("b_id: ulid"))).toEqual([
      "KEY_FIELD_ADDED events.A.data.b_id",
      ...rules,
    ]);
  });

  test("stored events have no copies under an id that an upcaster makes up", async () => {
    const before = schema("events: { A: { data: { a_id?: ulid, b_id: ulid } } }");
    const after = versions("a_id?: ulid, b_id: ulid", "a_id: ulid, b_id: ulid");
    expect((await between(before, after))[0]).toBe("KEY_FIELD_ADDED events.A.data.a_id");
  });
});

test("an id that two versions rename is followed from version to version", async () => {
  const before = schema("events: { A: { data: { a_id: ulid, x: number } } }");
  const after = schema(`events:
  A:
    version: 3
    previous:
      1: { data: { a_id: ulid, x: number } }
      2: { data: { b_id: { type: ulid, entity: a, aliases: [a_id] }, x: string } }
    data: { c_id: { type: ulid, entity: a, aliases: [b_id] }, x: boolean }`);
  expect(await between(before, after)).toEqual([
    "VERSION_INCREASED events.A.version",
    "VERSION_NO_SKIP events.A.version",
    "UPCASTER_REQUIRED events.A.previous.1",
    "UPCASTER_REQUIRED events.A.previous.2",
  ]);
});

describe("the history", () => {
  const withX = schema("events: { A: { data: { a_id: ulid, x?: number } } }");
  const reserved = schema("events: { A: { data: { a_id: ulid } } }", "reserved: { A: [x] }");
  const without = schema("events: { A: { data: { a_id: ulid } } }");
  const otherX = schema("events: { A: { data: { a_id: ulid, x?: string } } }");

  test("stored events of every release count", async () => {
    const releases = [await modelOf(withX), await modelOf(reserved), await modelOf(without)];
    const { findings } = compareWithHistory(releases, await modelOf(otherX));
    expect(findings.map(({ rule, path, release }) => [rule, path, release])).toEqual([
      ["FIELD_NO_REUSE_RESERVED", "events.A.data.x", 1],
      ["FIELD_SAME_TYPE", "events.A.data.x", 0],
    ]);
  });

  test("what several releases show is found in the newest of them", async () => {
    const releases = [await modelOf(withX), await modelOf(withX)];
    const { findings } = compareWithHistory(releases, await modelOf(otherX));
    expect(findings.map(({ rule, release }) => [rule, release])).toEqual([["FIELD_SAME_TYPE", 1]]);
  });

  test("only the newest release counts for lookups and for programs", async () => {
    const type = schema("lookups: [type]", "events: { A: { data: { a_id: ulid } } }");
    const both = schema("lookups: [type, entity]", "events: { A: { data: { a_id: ulid } } }");
    const releases = [await modelOf(type), await modelOf(both)];
    expect(compareWithHistory(releases, await modelOf(both)).findings).toEqual([]);
    expect(shown(compareWithHistory(releases.reverse(), await modelOf(both)).findings)).toEqual([
      "LOOKUP_ADDED events.A.lookups.entity",
    ]);
  });

  test("an event type is followed from release to release", async () => {
    const releases = [
      await modelOf(schema("events: { A: { data: { a_id: ulid, x: number } } }")),
      await modelOf(schema("events: { B: { wire: A, data: { a_id: ulid, y?: string } } }")),
    ];
    const current = await modelOf(schema("events: { B: { data: { a_id: ulid, y?: string } } }"));
    expect(shown(compareWithHistory(releases, current).findings)).toEqual([
      "WIRE_SAME events.B.wire",
      "FIELD_NO_DELETE events.A.data.x",
    ]);
  });

  test.each<readonly [string, readonly string[], string, readonly string[]]>([
    [
      "an event type that was renamed twice, and keeps one alias",
      [
        "events: { A: { data: { a_id: ulid } } }",
        "events: { B: { aliases: [A], data: { a_id: ulid } } }",
      ],
      "events: { C: { aliases: [B], data: { a_id: ulid } } }",
      ["EVENT_RENAMED events.C", "EVENT_ALIAS_NO_DELETE events.C.aliases"],
    ],
    [
      "a field that was renamed twice, and keeps one alias",
      [
        "events: { A: { data: { a_id: ulid, x: date } } }",
        "events: { A: { data: { a_id: ulid, y: { type: date, aliases: [x] } } } }",
      ],
      "events: { A: { data: { a_id: ulid, z: { type: date, aliases: [y] } } } }",
      ["FIELD_RENAMED events.A.data.z", "FIELD_ALIAS_NO_DELETE events.A.data.z"],
    ],
    [
      "a tombstone without the stored type",
      [
        "events: { A: { data: { a_id: ulid } }, B: { wire: b.one, data: { b_id: ulid, x: date } } }",
        "events: { A: { data: { a_id: ulid } } }\nretired: { B: { wire: b.one, reason: In tests. } }",
      ],
      "events: { A: { data: { a_id: ulid } } }\nretired: { B: In tests. }",
      ["EVENT_RETIRED_NO_DELETE retired.B"],
    ],
    [
      "a name that is reserved no more",
      [
        "events: { A: { data: { a_id: ulid, x?: number } } }",
        "events: { A: { data: { a_id: ulid } } }\nreserved: { A: [x] }",
      ],
      "events: { A: { data: { a_id: ulid } } }",
      ["FIELD_RESERVED_NO_DELETE reserved.A.x"],
    ],
  ])("one loss is found once: %s", async (_, releases, current, expected) => {
    const models = await Promise.all(releases.map((release) => modelOf(schema(release))));
    const { findings } = compareWithHistory(models, await modelOf(schema(current)));
    expect(shown(findings)).toEqual(expected);
  });

  test("what only an earlier release shows to be lost is found there", async () => {
    const releases = [
      "events: { A: { data: { a_id: ulid, x?: date, y?: boolean } } }",
      "events: { A: { data: { a_id: ulid, y?: boolean } } }\naccept: { FIELD_NO_DELETE: { events.A.data.x: Never stored. } }",
    ];
    const models = await Promise.all(releases.map((release) => modelOf(schema(release))));
    const current = await modelOf(schema("events: { A: { data: { a_id: ulid } } }"));
    const { findings } = compareWithHistory(models, current);
    expect(findings.map(({ path, release }) => [path, release])).toEqual([
      ["events.A.data.y", 1],
      ["events.A.data.x", 0],
    ]);
  });

  test("without releases, nothing changes", async () => {
    expect(compareWithHistory([], await modelOf(withX))).toEqual({
      findings: [],
      accepted: [],
      unused: [],
    });
  });
});

describe("accepting changes", () => {
  const before = "events: { A: { data: { a_id: ulid, x: number, y: number } } }";
  const after = "events: { A: { data: { a_id: ulid, x: integer, y: integer } } }";
  const accept = (field: string) =>
    `accept: { FIELD_SAME_TYPE: { events.A.data.${field}: They were integers. } }`;

  test("a finding is accepted by rule and path", async () => {
    const { findings, accepted, unused } = compareWithHistory(
      [await modelOf(schema(before))],
      await modelOf(schema(after, accept("x"))),
    );
    expect([shown(findings), shown(accepted), unused]).toEqual([
      ["FIELD_SAME_TYPE events.A.data.y"],
      ["FIELD_SAME_TYPE events.A.data.x"],
      [],
    ]);
  });

  test("a further change of the same part, or back, needs another reason", async () => {
    const of = (type: string, reason: string) =>
      modelOf(
        schema(
          `events: { A: { data: { a_id: ulid, x: ${type} } } }`,
          `accept: { FIELD_SAME_TYPE: { events.A.data.x: ${reason} } }`,
        ),
      );
    const first = await modelOf(schema("events: { A: { data: { a_id: ulid, x: number } } }"));
    const releases = [first, await of("string", "Never stored.")];
    const same = compareWithHistory(releases, await of("string", "Never stored."));
    expect([shown(same.findings), same.unused]).toEqual([[], []]);
    for (const type of ["boolean", "number"]) {
      const { findings } = compareWithHistory(releases, await of(type, "Never stored."));
      expect(shown(findings)).toEqual(["FIELD_SAME_TYPE events.A.data.x"]);
      expect(findings[0]?.help).toMatch(/ to accept this one, too, write a new reason\.$/);
      const again = compareWithHistory(releases, await of(type, "Still never stored."));
      expect([shown(again.findings), again.unused]).toEqual([[], []]);
    }
  });

  test("an acceptance without a finding is unused, unless it was there before", async () => {
    const after = await modelOf(schema(before, accept("x")));
    const unused = compareWithHistory([await modelOf(schema(before))], after).unused;
    expect(unused.map(({ rule, path }) => [rule, path])).toEqual([
      ["FIELD_SAME_TYPE", "events.A.data.x"],
    ]);
    expect(compareWithHistory([after], after).unused).toEqual([]);
  });
});

test("a fingerprint stays with rule, path, old and new value", async () => {
  const one = (type: string) => schema(`events: { A: { data: { a_id: ulid, x: ${type} } } }`);
  const fingerprint = async (from: string, to: string) =>
    compare(await modelOf(one(from)), await modelOf(one(to))).map((found) => found.fingerprint);
  // Written out, so that a change of how it is made is noticed: reports of users would show all findings as new.
  expect(await fingerprint("number", "integer")).toEqual(["ef118f9729a9939b"]);
  expect(await fingerprint("number", "string")).not.toEqual(await fingerprint("number", "integer"));
});
