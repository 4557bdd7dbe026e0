import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { DdbPatternError } from "ddb-pattern-runtime";
import type { DocumentClient } from "ddb-pattern-runtime/codegen/v1";
import { MemoryTable } from "ddb-pattern-runtime/memory";
import fc from "fast-check";
import { afterAll, expect, inject, test } from "vitest";
import { connect, newTable } from "../engines/connect.js";
import { bankClient } from "./bank.js";
import { type Command, Session, START, workloads } from "./workload.js";

const connection = connect(inject("endpoint"));
afterAll(() => connection.client.destroy());

// Nobody's clock shows what another's does, so that minted ids have one order on both tables.
const SKEWS_MS = [0, -600_000, 600_000];

/** What every command answers, in a text that does not hang on which ids were minted. */
async function answersOf(
  workload: readonly Command[],
  table: DocumentClient,
  tableName: string,
): Promise<unknown[]> {
  let now = START;
  const clients = SKEWS_MS.map((skew) => {
    return bankClient(table, tableName, { clock: () => now + skew });
  });
  const session = new Session(clients);
  const answers: unknown[] = [];
  for (const command of workload) {
    now += 1_000;
    answers.push(await session.run(command).catch(plain));
  }
  return answers;
}

function plain(error: unknown): object {
  if (!(error instanceof DdbPatternError)) throw error;
  return { ...error, name: error.name, message: error.message };
}

/** Each answer as text: ids are named in the order in which they show up, members are sorted. */
function comparable(answers: readonly unknown[]): string[] {
  const names = new Map<string, string>();
  const nameOf = (id: string) => {
    const name = names.get(id) ?? `<id ${names.size}>`;
    names.set(id, name);
    return name;
  };
  return answers.map((answer) =>
    String(JSON.stringify(answer, sorted)).replace(/[0-7][0-9A-HJKMNP-TV-Z]{25}/g, nameOf),
  );
}

function sorted(_: string, value: unknown): unknown {
  if (value === undefined) return "undefined";
  if (value instanceof Error) return plain(value);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Every copy of every event, in the order of its keys. */
async function copiesIn(tableName: string): Promise<readonly object[]> {
  const { Items = [] } = await connection.documents.send(new ScanCommand({ TableName: tableName }));
  return byKey(Items as Keyed[]).filter(({ sk }) => sk !== "#HEAD");
}

interface Keyed {
  readonly pk: string;
  readonly sk: string;
}

function byKey<Item extends Keyed>(items: readonly Item[]): Item[] {
  const keyOf = ({ pk, sk }: Keyed) => `${pk} ${sk}`;
  return items.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

test("any workload has the same answers, the same errors and the same copies on both tables", async () => {
  const met = new Set<string>();
  await fc.assert(
    fc.asyncProperty(workloads, async (workload) => {
      const memory = new MemoryTable();
      const inMemory = await answersOf(workload, memory, "");
      const tableName = await newTable(connection);
      const onDynamoDB = await answersOf(workload, connection.documents, tableName);

      const copies = byKey(memory.items());
      expect(comparable([...onDynamoDB, await copiesIn(tableName)])).toEqual(
        comparable([...inMemory, copies]),
      );
      for (const [, code = ""] of JSON.stringify(inMemory).matchAll(/"code":"([a-z-]+)"/g)) {
        met.add(code);
      }
      if (copies.some((copy) => "metadata" in copy)) met.add("metadata");
    }),
    // Time is left to tell the seed, also where a failure is slow to shrink.
    { numRuns: 40, interruptAfterTimeLimit: 40_000 },
  );
  // A workload that meets nothing compares nothing.
  expect([...met].sort()).toEqual([
    "event-id-reused",
    "event-validation",
    "invalid-question",
    "metadata",
    "stream-conflict",
    "unknown-lookup",
  ]);
}, 60_000);
