/**
 * For users of `@status-machina/ddb-pattern` 0.1.1: its exports under the same names, over this
 * package's code. Change the import, and nothing else.
 *
 * @module
 */
export * from "./functions.js";
export {
  ddbItemsFrom,
  getModelType,
  getPK,
  sequentialStampAndId,
  withTimeAndId,
} from "./keys.js";
export * from "./migrate.js";
export * from "./types.js";
