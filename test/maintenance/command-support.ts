import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { EventClientOptions } from "ddb-pattern-runtime";
import { inject } from "vitest";
import { analyze } from "../../generator/src/analyze.js";
import { sourceFile } from "../../generator/src/language/source-file.js";
import { descriptorOf } from "../../generator/src/tables/descriptor.js";
import { type Outcome, run, temporaryFolder, write } from "../cli/support.js";
import { createClientOf } from "../client/descriptors.js";
import { type TestTable, testTable, type UntypedClient } from "../client/support.js";

/** Notes with one lookup. */
export const NOTES = `version: 1
name: Notes
lookups: [entity]
events:
  TAKEN:
    data: { note_id: ulid, user_id: { type: ulid, lookup: false }, text?: string }
  DROPPED:
    data: { note_id: ulid }
`;

const ACCEPTED = "Stored events get the copies by reindex.";

/** Notes that are also found by user, with the changes that a release must accept. */
export const BY_USER = `${NOTES.replace("{ type: ulid, lookup: false }", "ulid")}accept:
  KEY_FIELD_ADDED:
    events.TAKEN.data.user_id: ${ACCEPTED}
`;

/** Notes with a stream that is consistent. */
export const IN_ORDER = `${NOTES}streams:
  note: { by: note_id, consistent: true, events: [TAKEN, DROPPED] }
accept:
  STREAM_ADDED:
    streams.note: ${ACCEPTED}
`;

/** A folder with the schema `events.yaml`, and a table. */
export interface SchemaAndTable extends TestTable {
  readonly cwd: string;
  /** Replaces the schema. */
  use(schema: string): void;
  /** Runs a command on the schema and the table. */
  run(
    command: string,
    args?: readonly string[],
    surroundings?: Parameters<typeof run>[2],
  ): Promise<Outcome>;
  /** A client of the schema. */
  newClient(options?: EventClientOptions): Promise<UntypedClient>;
}

export async function schemaAndTable(schema: string): Promise<SchemaAndTable> {
  const table = await testTable();
  const cwd = temporaryFolder({ "events.yaml": schema });
  return {
    ...table,
    cwd,
    use: (text) => write(cwd, "events.yaml", text),
    run: (command, args = [], surroundings) =>
      run([command, "events.yaml", ...onTable(table), ...args], cwd, surroundings),
    async newClient(options) {
      const text = readFileSync(join(cwd, "events.yaml"), "utf8");
      const { model, diagnostics } = await analyze(sourceFile("events.yaml", text));
      if (model === undefined) throw new Error(diagnostics.map(({ message }) => message).join());
      return createClientOf(descriptorOf(model), table.documents, table.tableName, options);
    },
  };
}

/** The options that name a table of the test's engine. */
export function onTable({ tableName }: TestTable, endpoint: string = inject("endpoint")): string[] {
  return ["--table", tableName, "--endpoint", endpoint];
}

/** The lines of JSON that a command printed. */
export function linesOf(stdout: string): Readonly<Record<string, unknown>>[] {
  const lines = stdout.trim().split("\n");
  return lines.map((line): Readonly<Record<string, unknown>> => JSON.parse(line));
}
