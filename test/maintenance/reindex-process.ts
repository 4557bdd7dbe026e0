import { writeSync } from "node:fs";
import { reindex } from "ddb-pattern-runtime/maintenance";
import { connect } from "../engines/connect.js";
import { NOTES_2 } from "./notes.js";

// A process that reindexes a table. It prints a line for each progress, until it is done or killed.

const { endpoint, tableName, rate } = JSON.parse(process.argv[2] as string) as ReindexSettings;

export interface ReindexSettings {
  readonly endpoint: string;
  readonly tableName: string;
  /** Write units for each second. */
  readonly rate: number;
}

const result = await reindex(connect(endpoint).documents, tableName, NOTES_2, {
  segments: 2,
  // Several passes, so that some processes are killed between them.
  memoryBytes: 20_000,
  maxWriteUnitsPerSecond: rate,
  onProgress: ({ copies }) => {
    writeSync(1, `${copies}\n`);
  },
});
writeSync(1, `done ${result.problems}\n`);
