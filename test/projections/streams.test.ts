import { type EventBase, InvalidArgumentError } from "ddb-pattern-runtime";
import { createProjection, type ProjectionDefinition } from "ddb-pattern-runtime/codegen/v1";
import { reindex, releaseContract } from "ddb-pattern-runtime/maintenance";
import { type Projection, rebuild } from "ddb-pattern-runtime/projections";
import { describe, expect, test } from "vitest";
import { createTestClient, descriptorOf, type PlainDescriptor } from "../client/descriptors.js";
import { type TestTable, testTable, type UntypedClient } from "../client/support.js";
import { deliverAll, eventsOf, itemsOf } from "./support.js";

/** A lost book need not be lent. The first stream, whose copies are canonical, is `account` of lent ones. */
const LIBRARY: PlainDescriptor = {
  codegen: 1,
  name: "Library",
  events: {
    LENT: { ids: { book_id: "book_id", member_id: "member_id" }, lookups: [] },
    RETURNED: { ids: { book_id: "book_id", member_id: "member_id" }, lookups: [] },
    LOST: {
      ids: { book_id: "book_id", member_id: "member_id" },
      optionalIds: ["member_id"],
      lookups: [],
    },
  },
  streams: {
    account: {
      name: "account",
      by: ["member_id"],
      events: ["LENT", "RETURNED", "LOST"],
      consistent: true,
    },
    book: { name: "book", by: ["book_id"], events: ["LENT", "RETURNED", "LOST"], consistent: true },
  },
};

/** The library before it had accounts. */
const BOOKS: PlainDescriptor = {
  ...LIBRARY,
  streams: { book: LIBRARY.streams.book as NonNullable<typeof LIBRARY.streams.book> },
};

interface LibraryEventMap {
  LENT: EventBase<"LENT"> & { data: { book_id: string; member_id: string } };
  RETURNED: EventBase<"RETURNED"> & { data: { book_id: string; member_id: string } };
  LOST: EventBase<"LOST"> & { data: { book_id: string; member_id?: string } };
}

interface Held {
  readonly held: boolean;
}

type Definition = ProjectionDefinition<LibraryEventMap, Held>;

/** Which books members hold: right only if the events of a book are applied in their order. */
const HELD: Definition = {
  name: "held",
  version: 1,
  key: ({ data }) => data.book_id,
  handlers: {
    LENT: () => ({ held: true }),
    RETURNED: () => ({ held: false }),
    LOST: () => ({ held: false }),
  },
};

const PAIRS = 25;

const make = (definition: object, schema = LIBRARY): Projection<Held> =>
  createProjection<LibraryEventMap, Held>(descriptorOf(schema), definition as Definition);

const libraryOf = ({ documents, tableName }: TestTable, schema: PlainDescriptor) =>
  createTestClient<UntypedClient>(schema, documents, tableName);

/** The number of books that are still held, by the items of a version. */
async function heldIn(tableName: string, version: number): Promise<number> {
  const items = [...(await itemsOf(tableName, { name: "held", version })).values()];
  expect(items).toHaveLength(PAIRS);
  return items.filter(({ held }) => held === true).length;
}

async function buildInEveryWay(table: TestTable, definition: object): Promise<number[]> {
  const items = await testTable();
  const versions = [1, 2].map((version) =>
    make({ ...definition, version }).connect(items.documents, items.tableName, {
      events: eventsOf(table),
    }),
  );
  const [followed, rebuilt] = versions as [(typeof versions)[0], (typeof versions)[0]];
  await deliverAll(followed, table.tableName);
  await rebuild(rebuilt);
  return Promise.all([1, 2].map((version) => heldIn(items.tableName, version)));
}

describe("a projection keeps the order of the streams that it names", () => {
  test("whichever copies of their events are canonical", async () => {
    const table = await testTable();
    const library = libraryOf(table, LIBRARY);
    for (let count = 0; count < PAIRS; count++) {
      const book_id = `b${count}`;
      await library.saveEvent({ type: "LENT", data: { book_id, member_id: "m" } });
      await library.saveEvent({ type: "LOST", data: { book_id } });
    }
    expect(await buildInEveryWay(table, { ...HELD, streams: ["book"] })).toEqual([0, 0]);
  });

  test("after a stream was added, which moves the canonical copies of later events", async () => {
    const table = await testTable();
    const [before, after] = [libraryOf(table, BOOKS), libraryOf(table, LIBRARY)];
    const books = Array.from({ length: PAIRS }, (_, index) => `b${index}`);
    for (const book_id of books) {
      await before.saveEvent({ type: "LENT", data: { book_id, member_id: "m" } });
    }
    for (const [index, schema] of [BOOKS, LIBRARY].entries()) {
      const descriptor = descriptorOf(schema);
      const facts = { release: index + 1, shapes: "" };
      await releaseContract(table.documents, table.tableName, descriptor, facts);
    }
    await reindex(table.documents, table.tableName, descriptorOf(LIBRARY));
    for (const book_id of books) {
      await after.saveEvent({ type: "RETURNED", data: { book_id, member_id: "m" } });
    }
    expect(await buildInEveryWay(table, { ...HELD, streams: ["book"] })).toEqual([0, 0]);
  });
});

describe("a definition", () => {
  const refuse = (definition: object, message: string | RegExp, schema = LIBRARY) => {
    const create = () => make({ ...HELD, ...definition }, schema);
    expect(create).toThrow(InvalidArgumentError);
    expect(create).toThrow(message);
  };

  const copiesOf = async (definition: object, schema: PlainDescriptor) => {
    const { documents, tableName } = await testTable();
    return make({ ...HELD, ...definition }, schema).connect(documents, tableName).copies;
  };

  test("need not name the only stream of its event types", async () => {
    const copies = await copiesOf({}, BOOKS);
    expect([...copies.types]).toEqual([]);
    expect([...copies.streams]).toEqual(["book"]);
  });

  test("must name one of several streams", () => {
    refuse(
      {},
      '"LENT" is in the consistent streams "account", "book". Name the streams whose order the projection keeps, ' +
        'such as streams: ["account"]. With streams: [], each event comes once, and the events of a stream in any order.',
    );
    refuse({ streams: ["account", "book"] }, '"LENT" is in "account" and "book" of "streams".');
  });

  test("must say what happens to events that may be in no stream", async () => {
    const accounts = { ...LIBRARY, streams: { account: LIBRARY.streams.account } };
    const schema = accounts as PlainDescriptor;
    refuse({}, '"LOST" can be in no stream "account", or in several.', schema);
    expect((await copiesOf({ streams: [] }, schema)).types.size).toBe(3);
  });

  test("cannot name a stream that does not exist, or that it does not use", () => {
    refuse({ streams: ["books"] }, /has "books", and schema "Library" has the consistent streams/);
    refuse({ streams: "book" }, '"streams" of the projection must be a list of streams.');
    refuse({ streams: [1] }, "has a value that is no string");
    const { LOST } = HELD.handlers;
    const lost = { ...LIBRARY.streams, account: { ...LIBRARY.streams.account, events: ["LENT"] } };
    refuse(
      { handlers: { LOST }, streams: ["account"] },
      '"streams" of the projection has "account", and no handler is for an event type of that stream.',
      { ...LIBRARY, streams: lost } as PlainDescriptor,
    );
  });
});
