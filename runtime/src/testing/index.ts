/**
 * Helpers for tests of deciders, for every test runner: they throw an `AssertionError` of
 * `node:assert`, of which vitest, jest and node:test show the difference.
 *
 * @module
 */
export type { OptionalMetadata } from "../client/with-metadata-types.js";
export { type Given, given, type Outcome, type Settled } from "./given.js";
