/**
 * Projections of events into items of a table.
 *
 * @module
 */
export {};
