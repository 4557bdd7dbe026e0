/**
 * The storage port: what a table must promise, to run the event store on something else than DynamoDB,
 * and the tests that check it.
 *
 * @module
 */
export { type ConformanceTest, conformanceTests } from "./conformance.js";
export { DYNAMODB_LIMITS } from "./dynamodb/limits.js";
export * from "./table.js";
