/**
 * The exports of `@status-machina/ddb-pattern` 0.1.1 under the same names, implemented by this
 * package. To migrate, change the import; docs/guide/migration.md lists the differences.
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
