import { newEventId } from "ddb-pattern-runtime";
import { expect, test } from "vitest";
import { testTable, type UntypedClient } from "../client/support.js";
import { blocksOf, compile, load, moduleOf } from "./page-module.js";

interface LendModule {
  lend(library: UntypedClient, book_id: string, member_id: string): Promise<void>;
  readonly RefusedError: new () => Error;
}

interface GeneratedModule {
  createLibraryEventClient(client: object, tableName: string): UntypedClient;
}

test("a book is lent once, and no member has a fourth, however many ask at once", async () => {
  const block = blocksOf("docs/guide/streams.md");
  const folder = await compile({
    "events.generated.ts": await moduleOf(block("events.yaml")),
    "lend.ts": block("lend.ts"),
  });
  const { lend, RefusedError } = await load<LendModule>(folder, "lend.js");
  const generated = await load<GeneratedModule>(folder, "events.generated.js");
  const { documents, tableName } = await testTable();
  const library = generated.createLibraryEventClient(documents, tableName);

  const outcomes = async (loans: readonly (readonly [string, string])[]) => {
    const settled = await Promise.allSettled(loans.map((loan) => lend(library, ...loan)));
    const refused = settled.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
    for (const reason of refused) expect(reason).toBeInstanceOf(RefusedError);
    return { lent: settled.length - refused.length, refused: refused.length };
  };
  const [book, member] = [newEventId(), newEventId()];
  const members = Array.from({ length: 4 }, () => newEventId());
  expect(await outcomes(members.map((one) => [book, one]))).toEqual({ lent: 1, refused: 3 });
  const books = Array.from({ length: 5 }, () => newEventId());
  expect(await outcomes(books.map((one) => [one, member]))).toEqual({ lent: 3, refused: 2 });
});
