import { ContractError, checkContract, InvalidArgumentError } from "ddb-pattern-runtime";
import { type Descriptor, releaseContract } from "ddb-pattern-runtime/maintenance";
import { beforeEach, describe, expect, test } from "vitest";
import { contractItem } from "../../runtime/src/contract/contract.js";
import { completedContract, incompleteCopies } from "../../runtime/src/contract/next-contract.js";
import {
  collect,
  failureOf,
  operationsOf,
  streamOf,
  type TestTable,
  testTable,
  type UntypedClient,
} from "../client/support.js";
import { NOTES_1, NOTES_2 } from "./notes.js";
import { dropped, notesOf, taken } from "./support.js";

let table: TestTable;
beforeEach(async () => {
  table = await testTable();
});

const checked = (descriptor: Descriptor, options: object = {}) =>
  notesOf(descriptor, table, { contract: checkContract, ...options });

const release = async (descriptor: Descriptor, number = 1) => {
  const options = { release: number, shapes: "" };
  return (await releaseContract(table.documents, table.tableName, descriptor, options)).contract;
};

/** What a call asked of the table: the contract, or something else. */
async function requestsOf(call: () => Promise<unknown>): Promise<string[]> {
  const operations = await operationsOf(table, call);
  return operations.map(({ name, input }) =>
    JSON.stringify(input).includes("@contract") ? "contract" : name,
  );
}

/** Every operation of a client on a note, by what it needs. */
function operations(notes: UntypedClient) {
  const byNote = { modelKey: "note_id", modelId: "n" };
  const byUser = { modelKey: "user_id", modelId: "u" };
  const one = { eventType: "TAKEN" };
  const several = { eventTypes: ["TAKEN"] };
  const reads = (lookup: object) => ({
    getLatestEvent: () => notes.getLatestEvent({ ...one, ...lookup }),
    getLatestEvents: () => notes.getLatestEvents({ ...one, ...lookup }),
    getEventStream: () => notes.getEventStream({ ...several, ...lookup }),
    iterateEventStream: () => collect(notes.iterateEventStream({ ...several, ...lookup })),
    getEventPage: () => notes.getEventPage({ ...several, ...lookup, limit: 1 }),
    // From and to the same id, as a save looks for its event.
    between: () =>
      notes.getLatestEvents({
        ...one,
        ...lookup,
        after: "01JA8B7K770W4XABTR20SSW990",
        before: "01JA8B7K770W4XABTR20SSW992",
      }),
  });
  const stream = (name: string) => ({
    read: () => streamOf(notes, name, { note_id: "n" }).read(),
    iterate: () => collect(streamOf(notes, name, { note_id: "n" }).iterate()),
  });
  return { byNote: reads(byNote), byUser: reads(byUser), stream };
}

const NOTES_2_PLAIN: Descriptor = {
  ...NOTES_2,
  streams: {
    note: { name: "note", by: ["note_id"], events: ["TAKEN", "DROPPED"] },
    log: { name: "log", by: ["note_id"], events: ["TAKEN", "DROPPED"], materialized: true },
  },
};

test("a client that is not told to check reads no contract", async () => {
  expect(await requestsOf(() => notesOf(NOTES_1, table).saveEvent(taken()))).toEqual(["PutItem"]);
});

test("a complete contract is read once, with the first call", async () => {
  await release(NOTES_2);
  const notes = checked(NOTES_2);
  expect(await requestsOf(() => operations(notes).byUser.getLatestEvent())).toEqual([
    "contract",
    "Query",
  ]);
  expect(await requestsOf(() => operations(notes).byNote.getLatestEvents())).toEqual(["Query"]);
  const { note_id } = taken().data;
  expect(await requestsOf(() => notes.saveEvent(taken({ note_id })))).toEqual([
    "Query",
    "TransactWriteItems",
  ]);
  expect(await requestsOf(() => notes.saveEvent(dropped(note_id)))).toEqual(["TransactWriteItems"]);
});

test("calls at the same time share the query of the contract", async () => {
  await release(NOTES_1);
  const notes = checked(NOTES_1);
  const requests = await requestsOf(() =>
    Promise.all(Array.from({ length: 8 }, () => notes.saveEvent(taken()))),
  );
  expect(requests.filter((each) => each === "contract")).toEqual(["contract"]);
  expect(requests).toHaveLength(9);
});

test("the query of the contract costs one read of one item", async () => {
  await release(NOTES_1);
  const [query] = await operationsOf(table, () => checked(NOTES_1).saveEvent(taken()));
  expect(query?.input).toMatchObject({ Limit: 1, ConsistentRead: true, ScanIndexForward: false });
  expect(query?.requests).toBe(1);
});

test("arguments are checked before the contract", async () => {
  const notes = checked(NOTES_1);
  const requests = await requestsOf(async () => {
    const query = { eventType: "TAKEN", modelKey: "note_id" };
    await failureOf(notes.getLatestEvent(query), InvalidArgumentError);
  });
  expect(requests).toEqual([]);
});

describe("without a contract", () => {
  test("every operation is refused", async () => {
    const notes = checked(NOTES_2);
    const { byNote, byUser, stream } = operations(notes);
    const all = [byNote, byUser, stream("note"), stream("log"), stream("order")];
    for (const call of all.flatMap((group) => Object.values(group))) {
      const requests = await requestsOf(async () => {
        const error = await failureOf(call(), ContractError);
        expect(error.message).toBe(
          `Table "${table.tableName}" has no contract of schema "Notes". Write it with "ddb-pattern-gen release --table".`,
        );
        expect(error).toMatchObject({ code: "contract", outcome: undefined });
      });
      expect(new Set(requests)).toEqual(new Set(["contract"]));
    }
  });

  test("saves are refused as not written", async () => {
    const notes = checked(NOTES_1);
    const requests = await requestsOf(async () => {
      const error = await failureOf(notes.saveEvent(taken()), ContractError);
      expect(error).toMatchObject({ outcome: "not-written", eventIds: [expect.any(String)] });
    });
    expect(requests).toEqual(["contract"]);
    await failureOf(notes.saveEvents([taken(), taken()]), ContractError);
    const outcomes: unknown = await notes.saveEvents([taken()], { atomic: false });
    expect(outcomes).toMatchObject([{ status: "not-written", error: expect.any(ContractError) }]);
  });

  test("a release is noticed by the next call", async () => {
    const notes = checked(NOTES_1);
    await failureOf(notes.saveEvent(taken()), ContractError);
    await release(NOTES_1);
    expect(await requestsOf(() => notes.saveEvent(taken()))).toEqual(["contract", "PutItem"]);
    expect(await requestsOf(() => notes.saveEvent(taken()))).toEqual(["PutItem"]);
  });
});

describe("while something is incomplete", () => {
  beforeEach(async () => {
    await release(NOTES_1);
  });

  test("each read of an incomplete lookup is refused, and reads the contract again", async () => {
    const { time } = await release(NOTES_2_PLAIN, 2);
    const notes = checked(NOTES_2_PLAIN);
    for (const call of Object.values(operations(notes).byUser)) {
      const requests = await requestsOf(async () => {
        const error = await failureOf(call(), ContractError);
        expect(error.message).toBe(
          `Table "${table.tableName}" lacks events of "TAKEN" in the lookup "USER::{user_id}::TAKEN" that were ` +
            `saved before ${time}. Add them with "ddb-pattern-gen reindex".`,
        );
      });
      expect(requests).toEqual(["contract"]);
    }
  });

  test("reads of complete lookups, and saves, are allowed without another look", async () => {
    await release(NOTES_2_PLAIN, 2);
    const notes = checked(NOTES_2_PLAIN);
    const { byNote, stream } = operations(notes);
    expect((await requestsOf(byNote.getLatestEvent))[0]).toBe("contract");
    const calls = [
      ...Object.values(byNote),
      ...Object.values(stream("note")),
      () => notes.saveEvent(taken()),
      () => notes.saveEvents([taken(), dropped("n")]),
    ];
    for (const call of calls) {
      const requests = await requestsOf(async () => {
        await expect(call()).resolves.not.toThrow();
      });
      expect(requests).not.toContain("contract");
      expect(requests.length).toBeGreaterThan(0);
    }
  });

  test("a repeated save finds its event under an incomplete lookup", async () => {
    await release(NOTES_2_PLAIN, 2);
    const notes = checked(NOTES_2_PLAIN);
    const event = { ...taken(), id: "01JA8B7K770W4XABTR20SSW991" };
    const saved = await notes.saveEvent(event);
    expect(await notes.saveEvent(event)).toEqual(saved);
  });

  test("reads of a lookup that is incomplete under an earlier name are refused", async () => {
    const { TAKEN, DROPPED } = NOTES_2_PLAIN.events;
    const renamed = {
      ...NOTES_2_PLAIN,
      events: { WRITTEN: { ...TAKEN, aliases: ["TAKEN"] }, DROPPED },
      streams: {},
    } as Descriptor;
    await release(renamed, 2);
    const notes = checked(renamed);
    const byNote = { eventType: "WRITTEN", modelKey: "note_id", modelId: "n" };
    expect(await notes.getLatestEvents(byNote)).toEqual([]);
    const byUser = { eventType: "WRITTEN", modelKey: "user_id", modelId: "u" };
    const error = await failureOf(notes.getLatestEvents(byUser), ContractError);
    expect(error.message).toContain(
      'lacks events of "TAKEN" in the lookup "USER::{user_id}::TAKEN"',
    );
  });

  test("reads of an incomplete materialized stream are refused", async () => {
    await release(NOTES_2_PLAIN, 2);
    const notes = checked(NOTES_2_PLAIN);
    for (const call of Object.values(operations(notes).stream("log"))) {
      const error = await failureOf(call(), ContractError);
      expect(error.message).toContain('lacks events of "TAKEN" in stream "log"');
    }
  });

  test("reads of, appends to and conditions on an incomplete consistent stream are refused", async () => {
    const { time } = await release(NOTES_2, 2);
    const notes = checked(NOTES_2);
    const unchecked = notesOf(NOTES_2, table);
    const order = streamOf(unchecked, "order", { note_id: "n" });
    const other = notesOf(NOTES_1, table, { contract: checkContract });
    const calls = [
      ...Object.values(operations(notes).stream("order")),
      () => notes.saveEvent(taken()),
      () => notes.saveEvents([taken(), taken()]),
      () => notes.saveEvent({ ...taken(), id: "01JA8B7K770W4XABTR20SSW990" }),
      () => notes.saveEvents([], { expect: [order.empty()] }),
    ];
    for (const call of calls) {
      const requests = await requestsOf(async () => {
        const error = await failureOf(call(), ContractError);
        expect(error.message).toContain(
          `lacks events of "TAKEN" in stream "order" that were saved before ${time}`,
        );
      });
      expect(requests).toEqual(["contract"]);
    }
    // A stream of which the client's schema says nothing.
    const [saved] = await other.saveEvents([taken()], { expect: [order.empty()] });
    expect(saved).toBeDefined();
  });

  test("when all is complete, the contract is read for the last time", async () => {
    const contract = await release(NOTES_2, 2);
    const notes = checked(NOTES_2);
    await failureOf(notes.saveEvent(taken()), ContractError);
    const done = completedContract(contract, incompleteCopies(contract), contract.time);
    const { PutCommand } = await import("@aws-sdk/lib-dynamodb");
    const Item = contractItem(done);
    await table.documents.send(new PutCommand({ TableName: table.tableName, Item }));
    const { byUser } = operations(notes);
    expect(await requestsOf(() => notes.saveEvent(taken({ note_id: "n" })))).toEqual([
      "contract",
      "Query",
      "TransactWriteItems",
    ]);
    expect(await requestsOf(byUser.getLatestEvents)).toEqual(["Query"]);
  });

  test("a lookup that no release has is refused", async () => {
    const notes = checked(NOTES_2_PLAIN);
    const error = await failureOf(operations(notes).byUser.getLatestEvent(), ContractError);
    expect(error.message).toBe(
      `Table "${table.tableName}" has no contract for the lookup "USER::{user_id}::TAKEN": release 1 of schema ` +
        '"Notes" does not have it. Release the schema of this client with "ddb-pattern-gen release --table", or ' +
        "deploy that release here.",
    );
    // Its events get all copies of their own schema.
    await notes.saveEvent(taken());
  });
});

describe("a contract that is newer than the client", () => {
  const { TAKEN, DROPPED } = NOTES_1.events;
  const MOVED = { data: { note_id: "string" }, lookups: [["note_id"]] };
  const withType = { ...NOTES_1, events: { TAKEN, DROPPED, MOVED } } as Descriptor;
  const withVersion = {
    ...NOTES_1,
    events: { TAKEN: { ...TAKEN, version: 2 }, DROPPED },
  } as Descriptor;

  test("refuses reads and saves for event types that the client does not know", async () => {
    await release(withType, 4);
    const notes = checked(NOTES_1);
    const message =
      `Table "${table.tableName}" can hold newer events than this client knows, of release 4 of schema "Notes": ` +
      '"MOVED". Deploy that release here.';
    const { byNote, stream } = operations(notes);
    const calls = [...Object.values(byNote), ...Object.values(stream("note"))];
    for (const call of [...calls, () => notes.saveEvent(taken())]) {
      expect((await failureOf(call(), ContractError)).message).toBe(message);
    }
  });

  test("allows event types that the client skips", async () => {
    await release(withType, 4);
    await checked(NOTES_1, { unknownEvents: "skip" }).saveEvent(taken());
  });

  test("refuses versions that the client does not know", async () => {
    await release(withVersion, 4);
    for (const options of [{}, { unknownEvents: "skip" }]) {
      const error = await failureOf(checked(NOTES_1, options).saveEvent(taken()), ContractError);
      expect(error.message).toContain('of release 4 of schema "Notes": "TAKEN". Deploy');
    }
  });

  test("knows renamed and retired event types of the client", async () => {
    await release(withType, 4);
    const later = {
      ...NOTES_1,
      events: { TAKEN, REMOVED: { ...DROPPED, aliases: ["DROPPED"] } },
      retired: ["MOVED"],
      streams: {},
    } as Descriptor;
    await checked(later).saveEvent(taken());
  });
});

describe("a client of an earlier release", () => {
  const complete = async (contract: Awaited<ReturnType<typeof release>>) => {
    const done = completedContract(contract, incompleteCopies(contract), contract.time);
    const { PutCommand } = await import("@aws-sdk/lib-dynamodb");
    const Item = contractItem(done);
    await table.documents.send(new PutCommand({ TableName: table.tableName, Item }));
  };

  beforeEach(async () => {
    await release(NOTES_1);
  });

  test("saves until the copies that it does not store are complete", async () => {
    const contract = await release(NOTES_2, 2);
    const notes = checked(NOTES_1);
    await notes.saveEvent(taken());
    await complete(contract);
    // A client that knows the contract already does not read it again.
    expect(await requestsOf(() => notes.saveEvent(taken()))).toEqual(["PutItem"]);
    const restarted = checked(NOTES_1);
    const requests = await requestsOf(async () => {
      const error = await failureOf(restarted.saveEvent(taken()), ContractError);
      expect(error.message).toBe(
        `This client must not save "TAKEN" in table "${table.tableName}": release 2 of schema "Notes" finds it also ` +
          'by copies that this client does not store: "NOTE::{note_id}::@log", "NOTE::{note_id}::@order {revision}", ' +
          '"TAG::{tag_id}::TAKEN", "USER::{user_id}::TAKEN". Deploy that release here. Or, if this client is newer, ' +
          'first release its schema with "ddb-pattern-gen release --table".',
      );
      expect(error).toMatchObject({ outcome: "not-written" });
    });
    expect(requests).toEqual(["contract"]);
  });

  test("reads, and saves of other event types, are allowed", async () => {
    const { DROPPED } = NOTES_1.events;
    const { TAKEN } = NOTES_2.events;
    await complete(await release({ ...NOTES_1, events: { TAKEN, DROPPED } } as Descriptor, 2));
    const notes = checked(NOTES_1);
    await notes.saveEvent(dropped("n"));
    expect(await operations(notes).byNote.getLatestEvents()).toEqual([]);
    await failureOf(notes.saveEvent(taken()), ContractError);
    await failureOf(notes.saveEvents([dropped("n"), taken()]), ContractError);
  });

  test("saves again after its schema without the copies was released", async () => {
    await complete(await release(NOTES_2, 2));
    const notes = checked(NOTES_1);
    await failureOf(notes.saveEvent(taken()), ContractError);
    await release(NOTES_1, 3);
    await notes.saveEvent(taken());
    expect(await requestsOf(() => notes.saveEvent(taken()))).toEqual(["PutItem"]);
  });

  test("saves no event of a type that was retired", async () => {
    const { TAKEN } = NOTES_1.events;
    await release(
      { ...NOTES_1, events: { TAKEN }, streams: {}, retired: ["DROPPED"] } as Descriptor,
      2,
    );
    const notes = checked(NOTES_1);
    await notes.saveEvent(taken());
    const error = await failureOf(notes.saveEvent(dropped("n")), ContractError);
    expect(error.message).toContain(
      'release 2 of schema "Notes" does not have this event type any more. Deploy that release here.',
    );
  });

  test("saves under the same key by the earlier name of a field", async () => {
    const before: Descriptor = { ...NOTES_2, streams: {} };
    const { TAKEN } = NOTES_2.events;
    const after: Descriptor = {
      ...before,
      events: {
        ...before.events,
        TAKEN: {
          ...TAKEN,
          data: {
            note_id: "string",
            person_id: { type: "string", entity: "user", aliases: ["user_id"] },
            "tag_id?": "string",
          },
        },
      } as never,
    };
    await complete(await release(before, 2));
    await release(after, 3);
    await checked(before).saveEvent(taken());
  });

  test("is refused if a further field fills an entity of a key", async () => {
    const { TAKEN, DROPPED } = NOTES_2.events;
    const after = {
      ...NOTES_2,
      events: {
        TAKEN: {
          ...TAKEN,
          data: {
            ...TAKEN?.data,
            "reader_id?": { type: "string", entity: "user" },
          },
        },
        DROPPED,
      },
    } as Descriptor;
    await complete(await release(NOTES_2, 2));
    await checked(NOTES_2).saveEvent(taken());
    await complete(await release(after, 3));
    const error = await failureOf(checked(NOTES_2).saveEvent(taken()), ContractError);
    expect(error.message).toContain('does not store: "USER::{reader_id|user_id}::TAKEN". Deploy');
    await checked(after).saveEvent(taken());
  });
});

test("a call that is aborted while it waits for the contract ends", async () => {
  await release(NOTES_1);
  const controller = new AbortController();
  const hanging = new Promise<never>(() => {});
  const stub = {
    send: (command: { readonly input: object }) => {
      if (!JSON.stringify(command.input).includes("@contract")) return Promise.resolve({});
      queueMicrotask(() => controller.abort(new Error("enough")));
      return hanging;
    },
  };
  const notes = notesOf(
    NOTES_1,
    { documents: stub as never, tableName: "events" },
    {
      contract: checkContract,
    },
  );
  const query = { eventType: "TAKEN", modelKey: "note_id", modelId: "n" };
  await expect(notes.getLatestEvent({ ...query, signal: controller.signal })).rejects.toThrow(
    "enough",
  );
});

test("the option must be a function", () => {
  expect(() => notesOf(NOTES_1, table, { contract: "check" as never })).toThrow(
    InvalidArgumentError,
  );
});
