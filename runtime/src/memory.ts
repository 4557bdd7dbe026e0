/**
 * A table in memory, for unit tests of code that uses a generated client.
 *
 * @module
 */
export { MemoryTable } from "./storage/memory.js";
