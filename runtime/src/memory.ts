/**
 * Tables in memory, for unit tests of code that uses a generated client.
 *
 * @module
 */
export { MemoryTable, type MemoryTableOptions } from "./storage/memory/memory-table.js";
