/**
 * The storage port: the interface of a table, for running the event store on something other than
 * DynamoDB, and the tests that a table must pass.
 *
 * @module
 */
export { type ConformanceTest, conformanceTests } from "./conformance.js";
export { DYNAMODB_LIMITS } from "./dynamodb/limits.js";
export * from "./table.js";
