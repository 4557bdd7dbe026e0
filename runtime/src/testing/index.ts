/**
 * Helpers for tests of deciders.
 *
 * @module
 */
export {};
