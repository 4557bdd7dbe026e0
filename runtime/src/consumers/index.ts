/**
 * Consumers of a table's change stream: handlers for AWS Lambda, checkpoints, catching up.
 *
 * @module
 */
export {};
