import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { InvalidArgumentError, newEventId, type PlainEvent } from "ddb-pattern-runtime";
import {
  type Descriptor,
  type Finding,
  releaseContract,
  type VerifyTableOptions,
  verifyExport,
  verifyTable,
} from "ddb-pattern-runtime/maintenance";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  failureOf,
  operationsOf,
  removeItem,
  SECRET,
  storedItems,
  type TestTable,
  testTable,
} from "../client/support.js";
import { differs } from "../engines/differences.js";
import { NOTES_1, NOTES_2, NOTES_3 } from "./notes.js";
import { dropped, exportTable, notesOf, putItem, rawItems, taken } from "./support.js";

let table: TestTable;
let folders: string[];
beforeEach(async () => {
  table = await testTable();
  folders = [];
});
afterEach(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

async function findingsOf(
  descriptor: Descriptor = NOTES_3,
  options: VerifyTableOptions = {},
): Promise<Finding[]> {
  const findings: Finding[] = [];
  const onFinding = (finding: Finding) => findings.push(finding);
  const result = await verifyTable(table.documents, table.tableName, descriptor, {
    ...options,
    onFinding,
  });
  const counted = Object.values(result.kinds).reduce((sum, count) => sum + count, 0);
  expect(counted).toBe(findings.length);
  expect(result.findings).toBe(findings.length);
  return findings.sort(byKey);
}

async function exportedFindings(descriptor: Descriptor = NOTES_3): Promise<Finding[]> {
  const folder = await exportTable(table.tableName);
  folders.push(folder);
  const findings: Finding[] = [];
  const onFinding = (finding: Finding) => findings.push(finding);
  await verifyExport(folder, descriptor, { onFinding });
  return findings.sort(byKey);
}

function byKey(a: Finding, b: Finding): number {
  return JSON.stringify([a.pk, a.sk, a.kind]) < JSON.stringify([b.pk, b.sk, b.kind]) ? -1 : 1;
}

const NOTE = "a";
const key = (last: string) => `NOTE::${NOTE}::${last}`;
const at = (revision: number) => String(revision).padStart(16, "0");

interface History {
  readonly taken: PlainEvent;
  readonly dropped: PlainEvent;
  readonly moved: PlainEvent;
}

/** Three events of one note, the last one with a guard, and those of other notes around them. */
async function saveHistory(): Promise<History> {
  const notes = notesOf(NOTES_3, table);
  for (let count = 0; count < 2; count++) await notes.saveEvent(taken({ tag_id: "t" }));
  const first = await notes.saveEvent(taken({ note_id: NOTE, tag_id: "t", text: SECRET }));
  const second = await notes.saveEvent(dropped(NOTE));
  const event = { type: "MOVED", data: { note_id: NOTE }, id: newEventId() };
  const third = await notes.saveEvent(event);
  for (let count = 0; count < 2; count++) await notes.saveEvent(taken());
  return { taken: first, dropped: second, moved: third };
}

const put = (item: Record<string, unknown>) => putItem(table.tableName, item);
const remove = (pk: string, sk: string) => removeItem(table, { pk, sk });

async function itemAt(pk: string, sk: string): Promise<Record<string, unknown>> {
  const found = (await storedItems(table, pk)).find((item) => item.sk === sk);
  if (found === undefined) throw new Error(`There is no item ${pk} ${sk}.`);
  return found;
}

/** Changes an item as an operator could do by hand. */
async function change(pk: string, sk: string, more: Record<string, unknown>): Promise<void> {
  const changed = Object.entries({ ...(await itemAt(pk, sk)), ...more });
  await put(Object.fromEntries(changed.filter(([, value]) => value !== undefined)));
}

test("a table without faults is read once, and nothing is reported", async () => {
  await saveHistory();
  const operations = await operationsOf(table, async () => {
    expect(await findingsOf(NOTES_3, { segments: 2 })).toEqual([]);
  });
  // The contracts, and each segment.
  expect(operations.map(({ name }) => name)).toEqual(["Query", "Scan", "Scan"]);
  for (const { input } of operations.slice(1)) {
    expect(input).toMatchObject({ ConsistentRead: false, TotalSegments: 2 });
  }
  expect(await exportedFindings()).toEqual([]);
});

test("the result counts items, events and units", async () => {
  await saveHistory();
  const operations = await operationsOf(table, async () => {
    const result = await verifyTable(table.documents, table.tableName, NOTES_3);
    expect(result).toMatchObject({ pass: 1, events: 7, findings: 0, writeUnits: 0 });
    expect(result.items).toBe((await rawItems(table.tableName)).length);
    if (!differs("consumed-capacity")) expect(result.readUnits).toBeGreaterThan(0);
  });
  const units = operations.reduce((sum, each) => sum + each.units, 0);
  const again = await verifyTable(table.documents, table.tableName, NOTES_3);
  expect(again.readUnits).toBe(units);
});

/** Every kind of fault: how to plant it, and the findings, with an event id's place. */
const FAULTS: Readonly<
  Record<string, (history: History) => Promise<readonly (Partial<Finding> | undefined)[]>>
> = {
  "a missing copy of a lookup": async ({ taken: { id } }) => {
    await remove("USER::u::TAKEN", id);
    const detail = "the event has no copy for USER::{user_id}::TAKEN";
    return [
      { kind: "missing-copy", pk: "USER::u::TAKEN", sk: id, eventId: id, type: "TAKEN", detail },
    ];
  },
  "a missing copy of a materialized stream": async ({ dropped: { id } }) => {
    await remove(key("@log"), id);
    return [{ kind: "missing-copy", pk: key("@log"), sk: id, eventId: id, type: "DROPPED" }];
  },
  "a changed copy": async ({ taken: { id } }) => {
    await change("TAG::t::TAKEN", id, { data: { note_id: NOTE, user_id: "u", tag_id: "t" } });
    const detail = "it differs from the canonical copy in data";
    return [{ kind: "different-copy", pk: "TAG::t::TAKEN", sk: id, eventId: id, detail }];
  },
  "a copy with another attribute": async ({ taken: { id } }) => {
    await change("TAG::t::TAKEN", id, { ttl: 5 });
    const detail = "it differs from the canonical copy in ttl";
    return [{ kind: "different-copy", pk: "TAG::t::TAKEN", sk: id, eventId: id, detail }];
  },
  "an event whose canonical copy is missing": async ({ dropped: { id } }) => {
    // Its revision is missing, too.
    await remove(key("@order"), at(2));
    return [
      { kind: "no-canonical", eventId: id, type: "DROPPED" },
      { kind: "missing-copy", pk: key("@order"), eventId: id, detail: expect.any(String) },
      { kind: "missing-revision", pk: key("@order"), sk: at(2), detail: "revision 2 is missing" },
    ];
  },
  "a last event whose canonical copy is missing, with a guard": async ({ moved: { id } }) => {
    await remove(key("@order"), at(3));
    return [
      {
        kind: "guard-without-event",
        pk: key("@order"),
        sk: `id#${id}`,
        eventId: id,
        detail: "the event does not have revision 3 of this stream",
      },
    ];
  },
  "a missing guard": async ({ moved: { id } }) => {
    await remove(key("@order"), `id#${id}`);
    const detail = "the event has no guard of its id";
    return [{ kind: "missing-copy", pk: key("@order"), sk: `id#${id}`, eventId: id, detail }];
  },
  "a guard of no event": async () => {
    const id = newEventId();
    await put({ pk: key("@order"), sk: `id#${id}`, revision: 9 });
    return [{ kind: "guard-without-event", pk: key("@order"), sk: `id#${id}`, eventId: id }];
  },
  "two canonical copies": async ({ taken: { id } }) => {
    await change("USER::u::TAKEN", id, { canonical: true });
    return [{ kind: "several-canonical", pk: "USER::u::TAKEN", sk: id, eventId: id }];
  },
  "a copy without the canonical mark that it had": async ({ taken: { id } }) => {
    await change(key("@order"), at(1), { canonical: undefined });
    return [{ kind: "no-canonical", eventId: id, type: "TAKEN" }];
  },
  "an event with two revisions": async ({ taken: { id } }) => {
    const { canonical: _, ...item } = await itemAt(key("@order"), at(1));
    await put({ ...item, sk: at(4) });
    const detail = "the event has revision 1 of this stream already";
    return [{ kind: "repeated-event", pk: key("@order"), sk: at(4), eventId: id, detail }];
  },
  "an event without a guard that has two revisions": async () => {
    const { id } = await notesOf(NOTES_3, table).saveEvent({
      type: "MOVED",
      data: { note_id: NOTE },
    });
    const { canonical: _, ...item } = await itemAt(key("@order"), at(4));
    await put({ ...item, sk: at(5) });
    return [{ kind: "repeated-event", pk: key("@order"), sk: at(5), eventId: id }];
  },
  "a copy under ids that the event does not have": async ({ taken: { id } }) => {
    const item = await itemAt("USER::u::TAKEN", id);
    await put({ ...item, pk: "USER::other::TAKEN" });
    return [{ kind: "misplaced-copy", pk: "USER::other::TAKEN", sk: id, eventId: id }];
  },
  "a copy for a lookup that no release has": async ({ taken: { id } }) => {
    const item = await itemAt("USER::u::TAKEN", id);
    await put({ ...item, pk: "AUTHOR::u::TAKEN" });
    return [{ kind: "misplaced-copy", pk: "AUTHOR::u::TAKEN", sk: id, eventId: id }];
  },
  "a foreign item": async () => {
    await put({ pk: "USER#7", sk: "PROFILE", name: SECRET });
    return [{ kind: "unknown-item", pk: "USER#7", sk: "PROFILE" }];
  },
  "an event of a type that the schema does not have": async ({ taken: { id } }) => {
    await put({ ...(await itemAt("USER::u::TAKEN", id)), type: "GONE", pk: "USER::u::GONE" });
    return [{ kind: "unknown-item", pk: "USER::u::GONE", sk: id, eventId: id }];
  },
  "a half-written copy": async ({ taken: { id } }) => {
    await change("USER::u::TAKEN", id, { timestamp: undefined, data: undefined });
    const detail = "it lacks an id, a type or a timestamp";
    return [{ kind: "malformed-item", pk: "USER::u::TAKEN", sk: id, detail }];
  },
  "a copy with the timestamp of another time": async ({ taken: { id } }) => {
    await change("USER::u::TAKEN", id, { timestamp: "2026-01-01T00:00:00.000Z" });
    return [{ kind: "malformed-item", pk: "USER::u::TAKEN", sk: id, eventId: id, type: "TAKEN" }];
  },
  "a half-written copy in a consistent stream": async () => {
    await change(key("@order"), at(2), { data: undefined });
    const detail = "its data is not an object";
    return [
      { kind: "malformed-item", pk: key("@order"), sk: at(2), detail },
      // It was the canonical one.
      { kind: "no-canonical" },
    ];
  },
  "an event that no release of the schema could have saved": async ({ moved: { id } }) => {
    await change(key("@order"), at(3), { data: { note_id: NOTE, extra: SECRET } });
    const detail = "the event is invalid in version 1 of every release of the schema";
    return [{ kind: "invalid-event", pk: key("@order"), sk: at(3), eventId: id, detail }];
  },
  "an event of a later version": async ({ moved: { id } }) => {
    await change(key("@order"), at(3), { v: 2 });
    return [
      { kind: "invalid-event", pk: key("@order"), sk: at(3), eventId: id },
      { kind: "unreadable-event", pk: key("@order"), sk: at(3), eventId: id },
    ];
  },
  "an event with an id that is no string": async ({ taken: { id } }) => {
    for (const [pk, sk] of [
      [key("@order"), at(1)],
      [key("@log"), id],
      [key("TAKEN"), id],
      ["TAG::t::TAKEN", id],
      ["USER::u::TAKEN", id],
    ] as const) {
      await change(pk, sk, { data: { note_id: NOTE, user_id: 5, tag_id: "t" } });
    }
    return [
      { kind: "invalid-event", pk: key("@order"), sk: at(1), eventId: id },
      {
        kind: "missing-copy",
        pk: key("@order"),
        sk: at(1),
        eventId: id,
        detail:
          "the event cannot have the copy for USER::{user_id}::TAKEN: data.user_id must be a string, not number",
      },
      { kind: "misplaced-copy", pk: "USER::u::TAKEN", sk: id, eventId: id },
    ];
  },
  "several events that are gone from a stream": async () => {
    const notes = notesOf(NOTES_3, table);
    for (let count = 0; count < 5; count++) {
      await notes.saveEvent({ type: "MOVED", data: { note_id: NOTE } });
    }
    for (const revision of [4, 5, 7]) await remove(key("@order"), at(revision));
    return [
      {
        kind: "missing-revision",
        pk: key("@order"),
        sk: at(4),
        detail: "revisions 4 to 5 are missing",
      },
      { kind: "missing-revision", pk: key("@order"), sk: at(7), detail: "revision 7 is missing" },
    ];
  },
};

/** The faults that the repair mends completely. */
const MENDED = [
  "a missing copy of a lookup",
  "a missing copy of a materialized stream",
  "a missing guard",
];

async function itemsByKey(): Promise<ReadonlyMap<string, unknown>> {
  const items = await rawItems(table.tableName);
  return new Map(items.map((item) => [JSON.stringify([item.pk, item.sk]), item]));
}

describe("in a table and in an export", () => {
  test.each(Object.entries(FAULTS))("%s is found, and nothing else", async (name, plant) => {
    const expected = await plant(await saveHistory());
    const findings = await findingsOf();
    expect(findings).toHaveLength(expected.length);
    for (const finding of expected) {
      expect(findings).toContainEqual(expect.objectContaining(finding ?? {}));
    }
    expect(await exportedFindings()).toEqual(findings);
    expect(JSON.stringify(findings)).not.toContain(SECRET);
    if (MENDED.includes(name)) return;

    // What a repair cannot mend, it leaves, and says so.
    const before = await itemsByKey();
    const left = await findingsOf(NOTES_3, { repair: true });
    expect(left.every(({ repaired }) => repaired !== undefined)).toBe(true);
    const after = await itemsByKey();
    for (const [each, item] of before) expect(after.get(each)).toEqual(item);
    const repaired = left.filter((finding) => finding.repaired === true).length;
    expect(after.size - before.size).toBeLessThanOrEqual(repaired);
  });

  test("several are found in as many passes as the memory requires", async () => {
    const history = await saveHistory();
    const notes = notesOf(NOTES_3, table);
    for (let count = 0; count < 6; count++) {
      const { id } = await notes.saveEvent(taken());
      if (count % 2 === 0) await remove("USER::u::TAKEN", id);
    }
    await FAULTS["several events that are gone from a stream"]?.(history);
    const findings = await findingsOf();
    expect(findings).toHaveLength(5);
    const passes: number[] = [];
    for (const memoryBytes of [1_000_000, 3_000, 900]) {
      const options = { memoryBytes, segments: 1 };
      expect(await findingsOf(NOTES_3, options)).toEqual(findings);
      const { pass } = await verifyTable(table.documents, table.tableName, NOTES_3, options);
      passes.push(pass);
    }
    expect(passes[0]).toBe(2);
    // No two of the three events fit.
    expect(passes[1]).toBeGreaterThanOrEqual(4);
    expect(passes[2]).toBeGreaterThanOrEqual(4);
  });
});

test("suspects are read again, strongly consistently, before they are reported", async () => {
  const { taken: event } = await saveHistory();
  const lost = await itemAt("USER::u::TAKEN", event.id);
  await remove("USER::u::TAKEN", event.id);
  let pass = 0;
  const findings: Finding[] = [];
  const operations = await operationsOf(table, async () => {
    await verifyTable(table.documents, table.tableName, NOTES_3, {
      onFinding: (finding) => findings.push(finding),
      onProgress: async (progress) => {
        if (progress.pass === 2 && pass === 1) await put(lost);
        pass = progress.pass;
      },
    });
  });
  expect(pass).toBe(2);
  expect(findings).toEqual([]);
  const [batch] = operations.filter(({ name }) => name === "BatchGetItem");
  expect(batch?.input).toMatchObject({
    RequestItems: { [table.tableName]: { ConsistentRead: true } },
  });
});

describe("repair", () => {
  test.each(MENDED)("mends %s", async (name) => {
    const before = await (async () => {
      const history = await saveHistory();
      const items = await rawItems(table.tableName);
      await FAULTS[name]?.(history);
      return items;
    })();
    const findings = await findingsOf(NOTES_3, { repair: true });
    expect(findings.map(({ repaired }) => repaired)).toEqual([true]);
    expect(await rawItems(table.tableName)).toEqual(before);
    expect(await findingsOf()).toEqual([]);
  });

  test("appends a last event that a restore has torn, with its canonical mark", async () => {
    const { taken: first, dropped: last } = await saveHistory();
    await remove(key("@order"), at(3));
    for (const sk of (await storedItems(table, key("@order"))).map((item) => String(item.sk))) {
      if (sk.startsWith("id#")) await remove(key("@order"), sk);
    }
    await remove(key("@order"), at(2));
    const findings = await findingsOf(NOTES_3, { repair: true });
    expect(findings).toMatchObject([
      { kind: "no-canonical", eventId: last.id, repaired: true },
      { kind: "missing-copy", eventId: last.id, repaired: true },
    ]);
    const items = await storedItems(table, key("@order"));
    expect(items.map(({ id, canonical }) => ({ id, canonical }))).toEqual([
      { id: first.id, canonical: true },
      { id: last.id, canonical: true },
    ]);
    expect(await findingsOf()).toEqual([]);
  });

  test("puts nothing before the events of a stream", async () => {
    const { dropped: event } = await saveHistory();
    await remove(key("@order"), at(2));
    const before = await rawItems(table.tableName);
    const findings = await findingsOf(NOTES_3, { repair: true });
    expect(findings.map(({ kind, repaired }) => ({ kind, repaired }))).toEqual([
      { kind: "no-canonical", repaired: false },
      { kind: "missing-revision", repaired: false },
      { kind: "missing-copy", repaired: false },
    ]);
    expect(findings.at(-1)).toMatchObject({
      eventId: event.id,
      detail:
        "the event has no copy for NOTE::{note_id}::@order {revision}; not repaired: the stream has later events already",
    });
    expect(await rawItems(table.tableName)).toEqual(before);
  });
});

describe("the contract", () => {
  const release = (descriptor: Descriptor, number: number) =>
    releaseContract(table.documents, table.tableName, descriptor, { release: number, shapes: "" });

  test("says which copies are not looked for", async () => {
    await release(NOTES_1, 1);
    await notesOf(NOTES_1, table).saveEvent(taken());
    await release(NOTES_2, 2);
    const result = await verifyTable(table.documents, table.tableName, NOTES_2);
    expect(result.findings).toBe(0);
    expect(result.incomplete).toContainEqual({
      storedType: "TAKEN",
      key: "USER::{user_id}::TAKEN",
    });
    expect(result.incomplete).toHaveLength(6);
  });

  test("of another schema says which items are its own", async () => {
    const other: Descriptor = {
      codegen: 1,
      name: "Other",
      events: { SEEN: { data: { thing_id: "string" }, lookups: [] } },
      streams: { thing: { name: "thing", by: ["thing_id"], events: ["SEEN"], consistent: true } },
    };
    await saveHistory();
    const event = { type: "SEEN", data: { thing_id: "x" }, id: newEventId() };
    await notesOf(other, table).saveEvent(event);
    expect((await findingsOf()).map(({ kind }) => kind)).toEqual(["unknown-item", "unknown-item"]);
    await release(other, 1);
    expect(await findingsOf()).toEqual([]);
    expect(await exportedFindings()).toEqual([]);
  });
});

test("retired events, and copies of earlier releases, are no faults", async () => {
  await saveHistory();
  const { TAKEN, DROPPED } = NOTES_3.events;
  const later: Descriptor = {
    ...NOTES_3,
    events: {
      TAKEN: { ...TAKEN, lookups: [["note_id"]] } as never,
      DROPPED: DROPPED as never,
    },
    streams: {
      order: { name: "order", by: ["note_id"], events: ["TAKEN", "DROPPED"], consistent: true },
    },
    retired: ["MOVED"],
  };
  expect(await findingsOf(later, { released: [NOTES_3, later] })).toEqual([]);
  const alone = await findingsOf(later);
  expect(new Set(alone.map(({ kind }) => kind))).toEqual(new Set(["misplaced-copy"]));
});

describe("an export", () => {
  const failing = async (prepare: (folder: string) => void) => {
    await saveHistory();
    const folder = await exportTable(table.tableName);
    folders.push(folder);
    prepare(folder);
    return (await failureOf(verifyExport(folder, NOTES_3), InvalidArgumentError)).message;
  };
  const manifest = "manifest-files.json";
  const DATA = "data/0bcdefghijklmnopqrstuvwxyz.json.gz";
  const edit = (folder: string, name: string, change: (text: string) => string) => {
    const path = join(folder, name);
    writeFileSync(path, change(readFileSync(path, "utf8")));
  };

  test("in Amazon Ion is refused", async () => {
    const summary = await failing((folder) =>
      edit(folder, "manifest-summary.json", (text) => text.replace("DYNAMODB_JSON", "ION")),
    );
    expect(summary).toContain('Export the table in the format "DYNAMODB_JSON"');
    const files = await failing((folder) => {
      rmSync(join(folder, "manifest-summary.json"));
      edit(folder, manifest, (text) => text.replaceAll(".json.gz", ".ion.gz"));
    });
    expect(files).toContain("is in Amazon Ion");
  });

  test("of a part of the items is refused", async () => {
    const message = await failing((folder) =>
      edit(folder, "manifest-summary.json", (text) =>
        text.replace("{", '{"exportType":"INCREMENTAL_EXPORT",'),
      ),
    );
    expect(message).toContain("Make a full export");
  });

  test("that is not complete is refused", async () => {
    expect(await failing((folder) => rmSync(join(folder, manifest)))).toContain(
      "has no manifest-files.json",
    );
    expect(await failing((folder) => rmSync(join(folder, DATA)))).toContain(
      `lacks the file "${DATA}"`,
    );
  });

  test("whose files are damaged is refused", async () => {
    for (const bytes of [1, 4, 8, 9, 12, 16, 20, 24, 30, 40]) {
      const cut = await failing((folder) => {
        const path = join(folder, DATA);
        writeFileSync(path, readFileSync(path).subarray(0, -bytes));
      });
      expect(cut).toContain("cannot be read and decompressed");
    }
    const fewer = await failing((folder) => {
      const path = join(folder, DATA);
      const lines = gunzipSync(readFileSync(path)).toString().split("\n");
      writeFileSync(path, gzipSync(lines.slice(1).join("\n")));
    });
    expect(fewer).toMatch(/has \d+ items, and the manifest says \d+/);
    const other = await failing((folder) => {
      const path = join(folder, DATA);
      writeFileSync(path, gzipSync(gunzipSync(readFileSync(path)), { level: 1 }));
    });
    expect(other).toContain("checksum of the manifest");
    const text = await failing((folder) => edit(folder, manifest, () => "[]"));
    expect(text).toContain("is not that of an export of DynamoDB");
  });
});

test("options are checked", async () => {
  for (const options of [
    { released: NOTES_3 },
    { repair: "yes" },
    { segments: 0 },
    { memoryBytes: 0 },
    { onFinding: 5 },
    { maxWriteUnitsPerSecond: -1 },
    { repiar: true },
  ]) {
    const call = verifyTable(table.documents, table.tableName, NOTES_3, options as never);
    await failureOf(call, InvalidArgumentError);
  }
  await failureOf(verifyExport("x", NOTES_3, { repair: true } as never), InvalidArgumentError);
  expect(table.operations).toEqual([]);
});
