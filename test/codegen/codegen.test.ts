import { DdbPatternError } from "ddb-pattern-runtime";
import { MemoryTable } from "ddb-pattern-runtime/memory";
import { expect, test } from "vitest";
import { clientOf, NOTES } from "../client/support.js";

const NO_TABLE = { documents: new MemoryTable(), tableName: "never-asked" };

test("creating a client of a later generator throws an error that says what to install", () => {
  const later = { ...NOTES, codegen: 2 };
  expect(() => clientOf(later, NO_TABLE)).toThrow(DdbPatternError);
  expect(() => clientOf(later, NO_TABLE)).toThrow(
    'The client of schema "Notes" was generated for codegen 2, and this ddb-pattern-runtime reads ' +
      "codegen 1. Install the ddb-pattern-runtime that matches your ddb-pattern-gen, or generate the client again.",
  );
  expect(() => clientOf(later, NO_TABLE)).toThrow(
    expect.objectContaining({ code: "runtime-mismatch" }),
  );
});

test("unknown members of a descriptor with the same codegen are ignored", () => {
  const richer = { ...NOTES, upcasters: {}, streams: {} };
  expect(Object.keys(clientOf(richer, NO_TABLE).streams)).toEqual([]);
});
