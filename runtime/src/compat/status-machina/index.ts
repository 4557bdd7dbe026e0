/**
 * For users of `@status-machina/ddb-pattern` 0.1.1: its exports under the same names, over this
 * package's code. Change the import; docs/guide/migration.md lists what differs.
 *
 * @module
 */
export * from "./event-functions.js";
export { ddbItemsFrom, getModelType, getPK } from "./keys.js";
export {
  addMissingCopies,
  type MigrationOptions,
  type MigrationProblem,
  type MigrationProgress,
} from "./migrate.js";
export { queryLatestEvent, queryLatestEvents } from "./queries.js";
export { sequentialStampAndId, withTimeAndId } from "./stamp.js";
export { saveEventsTransact } from "./transact.js";
export type * from "./types.js";
