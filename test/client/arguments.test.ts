import { runInNewContext } from "node:vm";
import { InvalidArgumentError, newEventId } from "ddb-pattern-runtime";
import type { DocumentClient, EventClientOptions } from "ddb-pattern-runtime/codegen/v1";
import { MemoryTable } from "ddb-pattern-runtime/memory";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { ANY_METADATA, type PlainDescriptor } from "./descriptors.js";
import {
  clientOf,
  collect,
  failureOf,
  importOf,
  streamOf,
  type TestTable,
  testTable,
  type UntypedClient,
} from "./support.js";

// Every object argument is read completely: unknown, undefined and inherited members are refused
// before any request. A query that lost a member would read another tenant's events.

/**
 * Its event type has lookups by type alone and by partition alone, so a query that loses a member
 * finds more.
 */
const TENANTS: PlainDescriptor = {
  codegen: 1,
  name: "Tenants",
  partition: "tenant_id",
  events: {
    PAID: {
      ids: { tenant_id: "tenant_id", bill_id: "bill_id" },
      lookups: [[], ["tenant_id"], ["tenant_id", "bill_id"], ["bill_id"]],
    },
  },
  metadata: ANY_METADATA,
  streams: {
    bill: { name: "bill", by: ["tenant_id", "bill_id"], events: ["PAID"] },
    log: { name: "log", by: ["bill_id"], events: ["PAID"], materialized: true },
    ledger: { name: "ledger", by: ["tenant_id"], events: ["PAID"], consistent: true },
  },
};

interface Where {
  readonly documents: DocumentClient;
  readonly tableName: string;
}

interface Argument {
  /** Its members, each with a valid value. */
  readonly valid: () => Readonly<Record<string, unknown>>;
  /** Known members that `valid` omits. */
  readonly more?: readonly string[];
  readonly call: (client: UntypedClient, argument: unknown, where: Where) => unknown;
  /** Whether the error reports that nothing was written. */
  readonly isSave?: true;
}

const bounds = () => ({ after: newEventId(), before: newEventId() });
const reading = () => ({
  consistentRead: true,
  order: "asc",
  limit: 5,
  unknownEvents: "throw",
  signal: new AbortController().signal,
});
const lookup = () => ({ partitionId: "t", modelKey: "bill_id", modelId: "b" });
const one = () => {
  const { limit: _, order: __, ...options } = reading();
  return { eventType: "PAID", ...lookup(), ...bounds(), ...options };
};
const many = () => ({ ...one(), order: "asc", limit: 5 });
const several = () => {
  const { eventType: _, ...query } = many();
  return { eventTypes: ["PAID"], ...query };
};
const paid = (more: object = {}) => ({
  type: "PAID",
  data: { tenant_id: "t", bill_id: "b" },
  ...more,
});
const event = () => paid({ id: newEventId(), metadata: { by: "me" } });
const BILL = { tenant_id: "t", bill_id: "b" };
const ledgerOf = (client: UntypedClient) => streamOf(client, "ledger", { tenant_id: "t" });
const revisions = () => ({ ...reading(), after: 0, before: 9 });

const ARGUMENTS: Readonly<Record<string, Argument>> = {
  "the query of getLatestEvent": {
    valid: one,
    call: (client, query) => client.getLatestEvent(query),
  },
  "the query of getLatestEvents": {
    valid: many,
    call: (client, query) => client.getLatestEvents(query),
  },
  "the query of getEventStream": {
    valid: several,
    call: (client, query) => client.getEventStream(query),
  },
  "the query of iterateEventStream": {
    valid: several,
    call: async (client, query) => collect(client.iterateEventStream(query)),
  },
  "the query of getEventPage": {
    valid: several,
    more: ["cursor"],
    call: (client, query) => client.getEventPage(query),
  },
  "the event of saveEvent": {
    valid: event,
    call: (client, event) => client.saveEvent(event),
    isSave: true,
  },
  "an event of saveEvents": {
    valid: event,
    call: (client, event) => client.saveEvents([paid(), event]),
    isSave: true,
  },
  "the options of saveEvent": {
    valid: () => ({ atomic: true, expect: [], signal: new AbortController().signal }),
    call: (client, options) => client.saveEvent(paid(), options),
    isSave: true,
  },
  "the options of saveEvents": {
    valid: () => ({ atomic: true, expect: [], signal: new AbortController().signal }),
    call: (client, options) => client.saveEvents([paid()], options),
    isSave: true,
  },
  "the options of an import": {
    valid: () => ({ parallel: 2, onProgress: () => {}, signal: new AbortController().signal }),
    more: ["expect"],
    call: (client, options) => {
      // `atomic: false` makes it an import, so it is always an own member.
      if (typeof options !== "object" || options === null) return client.saveEvents([], options);
      return client.saveEvents([], Object.defineProperty(options, "atomic", ATOMIC));
    },
    isSave: true,
  },
  "a condition of expect": {
    valid: () => ({ ...ledgerOf(clientOf(TENANTS, NOWHERE)).empty() }),
    call: (client, condition) => client.saveEvents([], { expect: [condition] }),
    isSave: true,
  },
  "a head": {
    valid: () => HEAD,
    call: async (client, head) => ledgerOf(client).unchangedSince(head),
  },
  "the ids of a stream": {
    valid: () => BILL,
    call: async (client, ids) => client.streams.bill?.(ids),
  },
  "the ids of a consistent stream": {
    valid: () => ({ tenant_id: "t" }),
    call: async (client, ids) => client.streams.ledger?.(ids),
  },
  "the options of a stream's read": {
    valid: () => ({ ...reading(), ...bounds() }),
    call: (client, options) => streamOf(client, "bill", BILL).read(options),
  },
  "the options of a stream's iterate": {
    valid: () => ({ ...reading(), ...bounds() }),
    call: async (client, options) => collect(streamOf(client, "bill", BILL).iterate(options)),
  },
  "the options of a materialized stream's read": {
    valid: () => ({ ...reading(), ...bounds() }),
    call: (client, options) => streamOf(client, "log", { bill_id: "b" }).read(options),
  },
  "the options of a consistent stream's read": {
    valid: revisions,
    call: (client, options) => ledgerOf(client).read(options),
  },
  "the options of a consistent stream's iterate": {
    valid: revisions,
    call: async (client, options) => collect(ledgerOf(client).iterate(options)),
  },
  "the options of a client": {
    valid: () => ({
      clock: () => 0,
      consistentRead: true,
      retry: {},
      unknownEvents: "skip",
      validate: "off",
    }),
    call: async (_, options, where) => clientOf(TENANTS, where, options as EventClientOptions),
  },
  "the retry policy of a client": {
    valid: () => ({ deadlineMs: 100, maxAttempts: 2 }),
    call: async (_, retry, where) => clientOf(TENANTS, where, { retry } as EventClientOptions),
  },
};

const ATOMIC: PropertyDescriptor = { value: false, enumerable: true, configurable: true };
const TABLE_NAME = "events";
const NOWHERE: Where = { documents: new MemoryTable(), tableName: TABLE_NAME };
// The table name of every client here.
const HEAD = {
  stream: "TENANT::t::@ledger",
  revision: 0,
  checksum: (await ledgerOf(clientOf(TENANTS, NOWHERE)).read()).head.checksum,
};

let table: TestTable;
beforeAll(async () => {
  table = await testTable();
});
afterEach(() => expect(table.operations.splice(0)).toEqual([]));

describe.each(Object.entries(ARGUMENTS))("%s", (_, { valid, more = [], call, isSave }) => {
  const members = () => Object.keys(valid());
  const known = () => [...members(), ...more];

  /** Expects a refusal without a request, and with the outcome of a save. */
  async function refused(argument: unknown): Promise<InvalidArgumentError> {
    const where = { documents: table.documents, tableName: TABLE_NAME };
    const client = clientOf(TENANTS, where);
    const work = Promise.resolve().then(() => call(client, argument, where));
    const error = await failureOf(work, InvalidArgumentError);
    expect(error.code).toBe("invalid-argument");
    if (isSave) expect(error.outcome).toBe("not-written");
    return error;
  }

  async function accepted(argument: unknown): Promise<void> {
    const where = { documents: new MemoryTable(), tableName: TABLE_NAME };
    await call(clientOf(TENANTS, where), argument, where);
  }

  test("is accepted as a plain object, with a null prototype, and from another realm", async () => {
    await accepted(valid());
    await accepted(Object.assign(Object.create(null), valid()));
    await accepted(Object.assign(runInNewContext("({})"), valid()));
  });

  test("is refused with a member that is undefined or null", async () => {
    for (const name of known()) {
      const { message } = await refused({ ...valid(), [name]: undefined });
      expect(message).toContain(`"${name}": undefined`);
      expect((await refused({ ...valid(), [name]: null })).message).toContain(`"${name}": null`);
    }
  });

  test("is refused with an unknown or misspelt member", async () => {
    for (const name of known()) {
      const right = { ...valid() };
      const value = right[name] ?? "value";
      for (const wrong of [`${name}s`, name.toUpperCase(), ` ${name}`, `${name.slice(0, -1)}`]) {
        const { message } = await refused({ ...right, [wrong]: value });
        expect(message).toContain(JSON.stringify(wrong));
        const { [name]: _, ...others } = right;
        await refused({ ...others, [wrong]: value });
      }
    }
    for (const wrong of ["extra", "toString", "constructor", "0", ""]) {
      await refused({ ...valid(), [wrong]: "value" });
    }
    await refused({ ...valid(), [Symbol("extra")]: "value" });
    // Own members named `__proto__`, as JSON.parse creates them.
    await refused({ ...valid(), ...JSON.parse('{"a":1}') });
    await refused(
      Object.defineProperty({ ...valid() }, "__proto__", { value: {}, enumerable: true }),
    );
    await refused(Object.defineProperty({ ...valid() }, "extra", { value: 1, enumerable: false }));
  });

  test("is refused with inherited members", async () => {
    await refused(Object.create(valid()));
    for (const name of members()) {
      const { [name]: value, ...own } = valid();
      await refused(Object.assign(Object.create({ [name]: value }), own));
    }
    class Fields {
      constructor() {
        Object.assign(this, valid());
      }
    }
    await refused(new Fields());
    class Getters {}
    for (const [name, value] of Object.entries(valid())) {
      Object.defineProperty(Getters.prototype, name, { get: () => value });
    }
    await refused(new Getters());
  });

  test.each([
    ["null", null],
    ["a string", "text"],
    ["a number", 7],
    ["a boolean", true],
    ["a list", []],
    ["a Map", new Map([["eventType", "PAID"]])],
    ["a Date", new Date()],
    ["a function", () => {}],
    ["a symbol", Symbol("argument")],
    ["a promise", Promise.resolve({})],
  ])("is refused if it is %s", async (_, argument) => {
    await refused(argument);
  });

  test("has each member read exactly once", async () => {
    const reads = new Map<string, number>();
    const counting = {};
    for (const [name, value] of Object.entries(valid())) {
      Object.defineProperty(counting, name, {
        enumerable: true,
        get() {
          reads.set(name, (reads.get(name) ?? 0) + 1);
          return value;
        },
      });
    }
    await accepted(counting);
    // `atomic` is read once more, before the options are checked.
    reads.delete("atomic");
    const once = members().filter((name) => name !== "atomic");
    expect(Object.fromEntries(reads)).toEqual(Object.fromEntries(once.map((name) => [name, 1])));
  });
});

test("an import reports refused events and saves the others", async () => {
  const client = clientOf(TENANTS, NOWHERE);
  const wrong = [
    { ...paid(), metadata: undefined },
    { ...paid(), eventId: newEventId() },
    { ...paid(), timestamp: "2026-01-01T00:00:00.000Z" },
    Object.create(paid()),
    null,
    undefined,
    [paid()],
  ];
  const events = [...wrong.flatMap((each) => [each, paid()])];
  const outcomes = await importOf(client, events);
  expect(outcomes.map(({ status }) => status)).toEqual(
    wrong.flatMap(() => ["not-written", "saved"]),
  );
  for (const { status, id, error } of outcomes) {
    if (status === "saved") continue;
    expect(error).toMatchObject({
      code: "invalid-argument",
      outcome: "not-written",
      eventIds: [id],
    });
  }
});

test("a hole in a list of events is refused as an invalid event", async () => {
  const client = clientOf(TENANTS, { documents: new MemoryTable(), tableName: TABLE_NAME });
  const holey = [paid(), paid(), paid()];
  delete holey[1];
  await failureOf(client.saveEvents(holey), InvalidArgumentError);
  const outcomes = await importOf(client, holey);
  expect(Array.from(outcomes, (outcome) => outcome?.status)).toEqual([
    "saved",
    "not-written",
    "saved",
  ]);
});

describe("a list of events", () => {
  test.each([
    ["undefined", undefined],
    ["null", null],
    ["one event", paid()],
    ["a string", "events"],
    ["a Set", new Set([paid()])],
    ["an array-like object", { length: 1, 0: paid() }],
  ])("is not %s", async (_, events) => {
    const client = clientOf(TENANTS, table);
    for (const options of [undefined, { atomic: true }, { atomic: false }]) {
      const error = await failureOf(client.saveEvents(events, options), InvalidArgumentError);
      expect(error).toMatchObject({ outcome: "not-written", eventIds: [] });
    }
  });
});

describe("the values of options", () => {
  const wrongOptions: readonly (readonly [string, object])[] = [
    ["clock", { clock: 7 }],
    ["clock", { clock: new Date() }],
    ["consistentRead", { consistentRead: "yes" }],
    ["validate", { validate: "never" }],
    ["unknownEvents", { unknownEvents: "fail" }],
    ["retry", { retry: 3 }],
    ["deadlineMs", { retry: { deadlineMs: 0 } }],
    ["deadlineMs", { retry: { deadlineMs: -5 } }],
    ["deadlineMs", { retry: { deadlineMs: Number.NaN } }],
    ["deadlineMs", { retry: { deadlineMs: "5s" } }],
    ["maxAttempts", { retry: { maxAttempts: 0 } }],
    ["maxAttempts", { retry: { maxAttempts: 1.5 } }],
    ["maxAttempts", { retry: { maxAttempts: Number.POSITIVE_INFINITY } }],
  ];
  test.each(wrongOptions)("a client's %s is refused: %o", (name, options) => {
    expect(() => clientOf(TENANTS, table, options)).toThrow(InvalidArgumentError);
    expect(() => clientOf(TENANTS, table, options)).toThrow(`"${name}"`);
    const memory = { documents: new MemoryTable(), tableName: TABLE_NAME };
    expect(() => clientOf(TENANTS, memory, options)).toThrow(InvalidArgumentError);
  });

  test.each([
    [{ atomic: false }],
    [{ atomic: "no" }],
    [{ atomic: 0 }],
    [{ expect: {} }],
    [{ signal: {} }],
    [{ signal: "now" }],
  ])("saveEvent refuses %o", async (options) => {
    const id = newEventId();
    const save = clientOf(TENANTS, table).saveEvent(paid({ id }), options);
    const error = await failureOf(save, InvalidArgumentError);
    expect(error).toMatchObject({ outcome: "not-written", eventIds: [id] });
  });

  test.each([
    [{ parallel: 0 }],
    [{ parallel: 1.5 }],
    [{ parallel: "4" }],
    [{ parallel: Number.POSITIVE_INFINITY }],
    [{ onProgress: "log" }],
    [{ expect: [] }],
    [{ signal: {} }],
  ])("an import refuses %o", async (options) => {
    const id = newEventId();
    const imported = importOf(clientOf(TENANTS, table), [paid({ id })], options);
    const error = await failureOf(imported, InvalidArgumentError);
    expect(error).toMatchObject({ outcome: "not-written", eventIds: [id] });
  });

  test.each([[""], [undefined], [null], [7], [["events"]]])(
    "%j is refused as a table name",
    (tableName) => {
      const where = { documents: table.documents, tableName: tableName as string };
      expect(() => clientOf(TENANTS, where)).toThrow(InvalidArgumentError);
    },
  );

  test.each([[undefined], [null], [{}], ["client"], [{ send: "no" }]])(
    "%j is refused as a client",
    (documents) => {
      const where = { documents: documents as never, tableName: TABLE_NAME };
      expect(() => clientOf(TENANTS, where)).toThrow(InvalidArgumentError);
    },
  );
});
