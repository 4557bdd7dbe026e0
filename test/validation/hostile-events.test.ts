import {
  EventTooLargeError,
  EventValidationError,
  eventIdAt,
  InvalidArgumentError,
  newEventId,
} from "ddb-pattern-runtime";
import { encodeTime } from "ulid";
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import {
  BANK,
  clientOf,
  failureOf,
  NOTES,
  SECRET,
  streamOf,
  TABLES,
  type TestTable,
  testTable,
  type UntypedClient,
} from "../client/support.js";
import { skipReason } from "../engines/differences.js";
import { newProduct, SHOP } from "../tables/shop.js";

// Events from an untrusted request body or from hostile code: a refusal takes a bounded number of
// steps, and the stored value is the checked one.

let table: TestTable;
beforeAll(async () => {
  table = await testTable();
});
afterEach(() => void table.operations.splice(0));

/** An object that counts the reads of its members. */
function counted(members: object, count: () => void): object {
  const object = Array.isArray(members) ? [] : {};
  for (const [name, value] of Object.entries(members)) {
    Object.defineProperty(object, name, {
      enumerable: true,
      get() {
        count();
        return value;
      },
    });
  }
  return object;
}

const ITEM_BYTES = 400 * 1024;

describe("many issues", () => {
  test.each([125_000, 200_000])(
    "%i in a list: the error has 100 and the number of the rest",
    async (count) => {
      const tags = Array.from({ length: count }, () => 0);
      const event = { type: "PRICE_LOWERED", data: { ...newProduct(), price: 1, tags } };
      const { issues, issuesLeftOut, message } = await failureOf(
        clientOf(SHOP, table).saveEvent(event),
        EventValidationError,
      );
      expect(issues).toHaveLength(100);
      // The list has another issue: it repeats an item.
      expect(issuesLeftOut).toBe(count + 1 - 100);
      expect(message).toMatch(new RegExp(`; and ${count + 1 - 100} more$`));
      expect(table.operations).toEqual([]);
    },
  );

  test.each<[string, () => unknown]>([
    ["members", () => Object.fromEntries(Array.from({ length: 50_000 }, (_, i) => [`m${i}`, 0]))],
    ["items that cannot be stored", () => Array(125_000).fill(Number.NaN)],
    ["holes", () => new Array(125_000)],
    ["functions", () => Array(125_000).fill(() => SECRET)],
  ])("%s", async (_, make) => {
    const names = make() as object;
    const event = { type: "PRICE_LOWERED", data: { ...newProduct(), price: 1, names } };
    const error = await failureOf(clientOf(SHOP, table).saveEvent(event), EventValidationError);
    expect(error.issues).toHaveLength(100);
    expect(error.issuesLeftOut).toBeGreaterThan(49_000);
    expect(error.message.length).toBeLessThan(30_000);
  });

  test("100 are all reported, and of 101 one is omitted", async () => {
    const names = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`n${index}`, index]));
    const save = (count: number) => {
      const data = { ...newProduct(), price: 1, names: names(count) };
      return clientOf(SHOP, table).saveEvent({ type: "PRICE_LOWERED", data });
    };
    const all = await failureOf(save(100), EventValidationError);
    expect(all.issues).toHaveLength(100);
    expect(all.issuesLeftOut).toBe(0);
    expect(all.message).not.toMatch(/ more$/);
    const most = await failureOf(save(101), EventValidationError);
    expect(most.issues).toHaveLength(100);
    expect(most.issuesLeftOut).toBe(1);
  });
});

describe("copying an object that is referenced many times ends at the size limit", () => {
  /** Each level contains the one below it twice; 30 levels make a billion leaves. */
  function doubled(levels: number, count: () => void, list: boolean): object {
    let value: object = counted(list ? [1] : { leaf: 1 }, count);
    for (let level = 1; level < levels; level++) {
      value = counted(list ? [value, value] : { a: value, b: value }, count);
    }
    return value;
  }

  test.each<[string, "data" | "metadata", boolean, object]>([
    ["objects", "data", false, {}],
    ["lists", "data", true, {}],
    ["in metadata", "metadata", false, {}],
    ["where nothing is validated", "data", false, { validate: "off" }],
  ])("%s", async (_, part, list, options) => {
    let reads = 0;
    const value = doubled(30, () => reads++, list);
    const data = { ...newProduct(), price: 1, ...(part === "data" ? { terms: value } : {}) };
    const event = {
      type: "PRICE_LOWERED",
      data,
      ...(part === "metadata" ? { metadata: { value } } : {}),
    };
    await failureOf(clientOf(SHOP, table, options).saveEvent(event), EventTooLargeError);
    // Each read adds at least one byte.
    expect(reads).toBeGreaterThan(1_000);
    expect(reads).toBeLessThanOrEqual(ITEM_BYTES);
    expect(table.operations).toEqual([]);
  });

  test("it is stored once for each reference if it fits", async () => {
    let reads = 0;
    const data = { note_id: newEventId(), value: doubled(10, () => reads++, false) };
    const saved = await clientOf(NOTES, table).saveEvent({ type: "NOTE_TAKEN", data });
    expect(JSON.stringify(saved.data).split("leaf")).toHaveLength(2 ** 9 + 1);
    expect(reads).toBe(2 ** 9 + 2 * (2 ** 9 - 1));
  });

  test.each<[string, (count: () => void) => unknown]>([
    [
      "members that are undefined",
      (count) =>
        counted(
          Object.fromEntries(Array.from({ length: 10_000 }, (_, n) => [n, undefined])),
          count,
        ),
    ],
    [
      "symbols",
      (count) => {
        const symbols = Array.from({ length: 10_000 }, () => [Symbol("hidden"), 1]);
        return Object.assign(counted({ a: 1 }, count), Object.fromEntries(symbols));
      },
    ],
    [
      "members besides a list's items",
      (count) => {
        const extras = Array.from({ length: 10_000 }, (_, n) => [`m${n}`, 1]);
        return Object.assign(counted([1], count), Object.fromEntries(extras));
      },
    ],
  ])("even if it adds no bytes: %s", async (_, make) => {
    let reads = 0;
    const value = Array(50_000).fill(make(() => reads++));
    const save = clientOf(NOTES, table).saveEvent({
      type: "NOTE_TAKEN",
      data: { note_id: newEventId(), value },
    });
    await failureOf(save, EventTooLargeError);
    expect(reads).toBeGreaterThan(0);
    expect(reads).toBeLessThan(ITEM_BYTES + 10_000);
  });

  test.skipIf(skipReason("item-size"))("undefined members do not enlarge the item", async () => {
    const dropped = Object.fromEntries(Array.from({ length: 1_000 }, (_, n) => [n, undefined]));
    const text = "x".repeat(ITEM_BYTES - 400);
    const data = { note_id: "n", text, ...dropped };
    const saved = await clientOf(NOTES, table).saveEvent({ type: "NOTE_TAKEN", data });
    expect(Object.keys(saved.data)).toEqual(["note_id", "text"]);
  });

  test.each<[string, () => unknown]>([
    ["a list of 4,294,967,295 holes", () => new Array(2 ** 32 - 1)],
    ["a long text, a million times", () => Array(1_000_000).fill("x".repeat(100_000))],
    ["repeated bytes", () => Array(5).fill(new Uint8Array(100_000))],
    ["a text of 50 MB", () => "x".repeat(50_000_000)],
    ["bytes of 50 MB", () => new Uint8Array(50_000_000)],
  ])("%s", async (_, make) => {
    const event = { type: "NOTE_TAKEN", data: { note_id: newEventId(), value: make() } };
    const error = await failureOf(clientOf(NOTES, table).saveEvent(event), EventTooLargeError);
    expect(error.outcome).toBe("not-written");
    expect(table.operations).toEqual([]);
  });

  test("a value that is too large is refused before its content is checked", async () => {
    const save = (note: string) => {
      const data = { ...newProduct(), price: 1, note };
      return clientOf(SHOP, table).saveEvent({ type: "PRICE_LOWERED", data });
    };
    // The note also violates the schema's maximum length.
    await failureOf(save("x".repeat(ITEM_BYTES + 1)), EventTooLargeError);
    await failureOf(save("x".repeat(21)), EventValidationError);
  });
});

describe.each(TABLES)("the stored value is the checked one, in %s", (_, open) => {
  /** Returns the first value once, and then a value that no check accepts. */
  function turning(first: unknown, later: unknown): { readonly value: unknown; reads: number } {
    const turned = {
      reads: 0,
      get value() {
        return turned.reads++ === 0 ? first : later;
      },
    };
    return turned;
  }

  test.each<[string, unknown]>([
    ["empty", ""],
    ["a number", 5],
    ["a list", ["other"]],
    ["null", null],
    ["undefined", undefined],
    ["another", "other"],
    ["half a character", "\ud800"],
  ])("an id from a getter, which returns %s the second time", async (_, later) => {
    const opened = await open();
    for (const validate of ["write", "off"] as const) {
      const id = turning("mine", later);
      const data = Object.defineProperty({ text: "t" }, "note_id", {
        enumerable: true,
        get: () => id.value,
      });
      const saved = await clientOf(NOTES, opened, { validate }).saveEvent({
        type: "NOTE_TAKEN",
        data,
      });
      expect(saved.data).toEqual({ text: "t", note_id: "mine" });
      expect(id.reads).toBe(1);
    }
    const items = await opened.items();
    expect(items.map(({ pk }) => pk)).toEqual(Array(2).fill("NOTE::mine::NOTE_TAKEN"));
  });

  test("data, type, id and metadata from getters", async () => {
    const opened = await open();
    const id = newEventId();
    const type = turning("PRICE_LOWERED", "PRICE_RAISED");
    const eventId = turning(id, newEventId());
    const content = { ...newProduct(), price: 1 };
    const data = turning(content, { ...newProduct(), price: SECRET });
    const metadata = turning({ correlation_id: "c" }, { extra: SECRET });
    const event = {
      get type() {
        return type.value;
      },
      get id() {
        return eventId.value;
      },
      get data() {
        return data.value;
      },
      get metadata() {
        return metadata.value;
      },
    };
    const saved = await clientOf(SHOP, opened).saveEvent(event);
    expect(saved).toMatchObject({
      id,
      type: "PRICE_LOWERED",
      data: content,
      metadata: { correlation_id: "c" },
    });
    expect([type, eventId, data, metadata].map(({ reads }) => reads)).toEqual([1, 1, 1, 1]);
    expect(JSON.stringify(await opened.items())).not.toContain(SECRET);
  });

  test("every member at every depth, each read once", async () => {
    const opened = await open();
    const reads: string[] = [];
    const watch = (value: unknown, path: string): unknown => {
      if (typeof value !== "object" || value === null) return value;
      const target = Array.isArray(value) ? [] : {};
      for (const [name, member] of Object.entries(value)) {
        const at = `${path}.${name}`;
        const watched = watch(member, at);
        Object.defineProperty(target, name, {
          enumerable: true,
          get() {
            reads.push(at);
            return watched;
          },
        });
      }
      return target;
    };
    const data = { note_id: "n", pages: [{ lines: ["a", { mark: null }] }, []], size: { w: 1 } };
    const event = { type: "NOTE_TAKEN", data: watch(data, "data") };
    const saved = await clientOf(NOTES, opened).saveEvent(event);
    expect(saved.data).toEqual(data);
    expect(reads.toSorted()).toEqual([...new Set(reads)].sort());
    expect(reads).toHaveLength(10);
  });

  test("in an import", async () => {
    const opened = await open();
    const id = turning("mine", "");
    const event = {
      type: "NOTE_TAKEN",
      data: {
        get note_id() {
          return id.value;
        },
      },
    };
    await clientOf(NOTES, opened).saveEvents([event], { atomic: false });
    expect(await opened.items()).toMatchObject([{ data: { note_id: "mine" } }]);
  });
});

describe.each(TABLES)("a given id, in %s", (_, open) => {
  const NOW = Date.UTC(2026, 0, 31, 12);
  const DAY = 24 * 60 * 60 * 1000;
  const LAST_TIME = Date.UTC(9999, 11, 31, 23, 59, 59, 999);
  const EVENTS = [
    (id: string) => ({ type: "MOVED", id, data: { account_id: "a" } }),
    (id: string) => ({ type: "NAMED", id, data: { account_id: "a" } }),
  ];

  async function bank(now: () => number): Promise<UntypedClient> {
    return clientOf(BANK, await open(), { clock: now });
  }

  test.each([
    ["of this moment", 0],
    ["exactly 24 hours ahead of the client's clock", DAY],
    ["of the past", -10 * DAY],
    ["of 1970", -NOW],
  ])("is accepted: %s", async (_, ahead) => {
    const client = await bank(() => NOW);
    for (const eventOf of EVENTS) {
      const id = eventIdAt(NOW + ahead).replace(/.$/, "7");
      const saved = await client.saveEvent(eventOf(id));
      expect(saved).toMatchObject({ id, timestamp: new Date(NOW + ahead).toISOString() });
    }
  });

  test.each([
    ["a millisecond more than 24 hours ahead", eventIdAt(NOW + DAY + 1)],
    ["of the end of the year 9999", eventIdAt(LAST_TIME)],
    ["of a year after 9999", `7${"0".repeat(25)}`],
    ["the greatest of all", `7${"Z".repeat(25)}`],
  ])("is refused: %s", async (_, id) => {
    const client = await bank(() => NOW);
    for (const eventOf of EVENTS) {
      const error = await failureOf(client.saveEvent(eventOf(id)), EventValidationError);
      expect(error).toMatchObject({ outcome: "not-written", eventIds: [id] });
      expect(error.issues).toMatchObject([{ path: ["id"], rule: "format" }]);
    }
    // Nothing was stored, and the stream continues.
    expect(await client.saveEvent(EVENTS[0]?.(eventIdAt(NOW)))).toMatchObject({ type: "MOVED" });
    const { events, head } = await streamOf(client, "account", { account_id: "a" }).read();
    expect(events).toHaveLength(1);
    expect(head.revision).toBe(1);
  });

  test("is refused with a time after the year 9999, with any clock", async () => {
    const client = await bank(() => LAST_TIME);
    const saved = await client.saveEvent(EVENTS[0]?.(eventIdAt(LAST_TIME)));
    expect(saved.timestamp).toBe("9999-12-31T23:59:59.999Z");
    // The least id after the year 9999.
    const later = encodeTime(LAST_TIME + 1) + "0".repeat(16);
    const { message } = await failureOf(client.saveEvent(EVENTS[0]?.(later)), EventValidationError);
    expect(message).toContain("has a time after the year 9999");
  });

  test.each([
    ["NaN", () => Number.NaN],
    ["a time before 1970", () => -1],
    ["a time after the year 9999", () => LAST_TIME + 1],
    ["a value that is not a number", () => new Date() as never],
  ])("is refused if the clock returns %s", async (_, clock) => {
    const client = await bank(clock);
    for (const eventOf of EVENTS) {
      const error = await failureOf(client.saveEvent(eventOf(newEventId())), InvalidArgumentError);
      expect(error.outcome).toBe("not-written");
      const { id: _, ...without } = eventOf("");
      await failureOf(client.saveEvent(without), InvalidArgumentError);
    }
  });
});

test("many issues below a long name take linear time, counted in steps", async () => {
  const name = "n".repeat(60_000);
  const count = 4_000;
  const values = Array.from({ length: count }, () => Number.NaN);
  const event = {
    type: "PRICE_LOWERED",
    data: { ...newProduct(), price: 1, names: { [name]: values } },
  };
  const stringify = vi.spyOn(JSON, "stringify");
  try {
    const error = await failureOf(clientOf(SHOP, table).saveEvent(event), EventValidationError);
    expect(error.issuesLeftOut).toBeGreaterThan(count - 200);
    // Each call would copy the long name.
    expect(stringify.mock.calls.length).toBeLessThan(count);
  } finally {
    stringify.mockRestore();
  }
});
